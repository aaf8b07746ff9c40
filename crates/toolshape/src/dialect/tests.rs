use serde_json::json;

use super::portable;

#[test]
fn a_place() {
    assert_eq!(portable(&json!({"title": "x"})), json!({}));
}
