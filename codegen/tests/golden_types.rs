//! The sources under `golden/` compile, and their types carry what the wire carries.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

macro_rules! golden {
    ($($name:ident)+) => {
        $(
            #[allow(dead_code, missing_docs, unreachable_pub, reason = "made by codegen for a crate of its own")]
            #[allow(clippy::pedantic, reason = "made by codegen for a crate of its own")]
            mod $name {
                include!(concat!("golden/", stringify!($name), ".rs"));
            }
        )+
    };
}

golden! {
    across_files
    awkward_names
    constraints
    one_or_many
    open_enum
    open_union
    recursion
    reply
    sensitive
    structs
}

/// JSON in, type, JSON out: the same JSON.
fn round_trip<T: DeserializeOwned + Serialize>(value: &Value) -> T {
    let typed: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&typed).unwrap(), *value);
    typed
}

#[test]
fn an_empty_list_and_an_absent_one_stay_apart() {
    let absent = round_trip::<structs::Order>(&json!({ "id": 1, "tags": [], "size": "small" }));
    assert_eq!((absent.notes, absent.labels), (None, None));
    let empty =
        round_trip::<structs::Order>(&json!({ "id": 1, "tags": [], "notes": [], "labels": {}, "size": "small" }));
    assert_eq!(empty.notes, Some(vec![]));
    assert_eq!(empty.labels.map(|labels| labels.len()), Some(0));
}

#[test]
fn an_unknown_value_of_an_open_enum_survives() {
    let reply = round_trip::<open_enum::Reply>(&json!({ "reason": "tired", "level": "UNKNOWN", "role": "judge" }));
    assert_eq!(reply.reason, open_enum::Reason::Unknown("tired".into()));
    assert_eq!(reply.level, Some(open_enum::Level::Unknown));
    assert_eq!(reply.role.unwrap().as_str(), "judge");
    assert_eq!(open_enum::Level::from("new"), open_enum::Level::Unrecognized("new".into()));
}

#[test]
fn an_unknown_member_of_an_open_union_survives() {
    use open_union::Block;
    assert_eq!(round_trip::<Block>(&json!({ "text": "hi" })), Block::Text("hi".into()));
    assert_eq!(round_trip::<Block>(&json!({ "json": null })), Block::Json(Value::Null));
    assert!(matches!(round_trip(&json!({ "video": { "a": [1] } })), Block::Unknown(_)));
    assert!(
        matches!(round_trip(&json!({ "text": "hi", "video": 1 })), Block::Unknown(_)),
        "two members are no known one"
    );
    assert!(matches!(round_trip(&json!({ "text": "hi", "image": { "bytes": "" } })), Block::Unknown(_)));
    assert!(matches!(round_trip(&json!({})), Block::Unknown(_)));
}

#[test]
fn a_null_member_of_a_union_stands_for_its_absence() {
    let block: open_union::Block = serde_json::from_value(json!({ "image": null, "text": "hi" })).unwrap();
    assert_eq!(block, open_union::Block::Text("hi".into()));
}

#[test]
fn a_known_member_that_is_wrong_inside_is_an_error() {
    let error = serde_json::from_value::<open_union::Block>(json!({ "image": {} })).unwrap_err();
    assert_eq!(error.to_string(), "missing field `bytes`");
}

#[test]
fn one_and_many_are_both_read() {
    let one = round_trip::<one_or_many::Trace>(&json!({ "assessments": { "a": { "action": "NONE" } } }));
    let many = round_trip::<one_or_many::Trace>(&json!({ "assessments": { "a": [{ "action": "NONE" }] } }));
    assert_eq!(one.assessments.unwrap()["a"].as_slice(), many.assessments.unwrap()["a"].as_slice());
}

#[test]
fn unknown_members_of_a_reply_survive() {
    round_trip::<reply::Usage>(&json!({ "tokens": 1, "cost": { "cents": u64::MAX } }));
    round_trip::<reply::Nothing>(&json!({ "later": [i64::MIN] }));
    round_trip::<reply::Empty>(&json!({}));
}

#[test]
fn awkward_names_are_those_on_the_wire() {
    round_trip::<awkward_names::Type>(&json!({ "title": "a", "$ref": "b", "self": "c", "match": "d", "a-b c": "e",
        "1st": "f", "quote\"d": "g", "größe": "h", "format": "i" }));
    for value in ["a b", "a-c", "1", "fn"] {
        round_trip::<awkward_names::Kind>(&json!(value));
    }
}

#[test]
fn bounds_shape_no_type() {
    let pair = vec!["a".to_owned()];
    let bounds = constraints::Bounds {
        name: String::new(),
        count: 0,
        tags: pair.clone(),
        pair,
        code: None,
        when: Some("soon".into()),
        id: Some("not a uuid".into()),
        share: Some(2.0),
    };
    assert!(serde_json::to_value(&bounds).is_ok());
}

#[test]
fn the_end_of_a_recursion_is_absent_not_null() {
    round_trip::<recursion::Tree>(&json!({ "value": "a", "left": { "value": "b" }, "children": [{ "value": "c" }] }));
}

#[test]
fn what_is_sensitive_is_in_no_debug() {
    let login = round_trip::<sensitive::Login>(&json!({
        "user": "ann", "password": "SECRET", "codes": ["SECRET"], "token": "SECRET",
        "bank": { "name": "First", "account": "SECRET" },
    }));
    let shown = format!("{login:?} {:?} {:?}", login.token, login.bank);
    assert!(shown.contains("ann") && shown.contains("First") && !shown.contains("SECRET"), "{shown}");
    let proof = round_trip::<sensitive::Proof>(&json!({ "pin": "SECRET" }));
    assert!(!format!("{proof:?}").contains("SECRET"));
}
