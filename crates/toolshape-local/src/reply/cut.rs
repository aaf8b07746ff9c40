//! Where a token limit leaves a tool's input.

use serde_json::{Map, Value};

/// The first `bytes` bytes of a value's JSON, and the value that they are once closed.
pub(super) fn at(value: &Value, bytes: usize) -> (String, Value) {
    let json = value.to_string();
    let end = json.floor_char_boundary(bytes);
    let mut left = end;
    let closed = take(value, &mut left).unwrap_or_else(|| match value {
        Value::Array(_) => Value::Array(Vec::new()),
        Value::String(_) => Value::String(String::new()),
        _ => Value::Object(Map::new()),
    });
    (json[..end].to_owned(), closed)
}

/// What of a value `left` bytes reach; `None` where they do not reach into it, or not to the
/// end of one that has no parts.
fn take(value: &Value, left: &mut usize) -> Option<Value> {
    match value {
        Value::Object(members) => {
            spend(left, 1)?;
            let mut taken = Map::new();
            for (name, member) in members {
                // A comma stands in front of all but the first.
                let key = json_len(name) + 1 + usize::from(!taken.is_empty());
                let Some(member) = spend(left, key).and_then(|()| take(member, left)) else { break };
                taken.insert(name.clone(), member);
            }
            close(left);
            Some(Value::Object(taken))
        }
        Value::Array(items) => {
            spend(left, 1)?;
            let mut taken = Vec::new();
            for item in items {
                let comma = usize::from(!taken.is_empty());
                let Some(item) = spend(left, comma).and_then(|()| take(item, left)) else { break };
                taken.push(item);
            }
            close(left);
            Some(Value::Array(taken))
        }
        Value::String(text) => {
            spend(left, 1)?;
            let whole = text.chars().take_while(|c| spend(left, json_len(c.encode_utf8(&mut [0; 4])) - 2).is_some());
            let taken = whole.collect();
            close(left);
            Some(Value::String(taken))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            spend(left, value.to_string().len())?;
            Some(value.clone())
        }
    }
}

/// Pays for a piece; one that is not reached whole uses all up, so that nothing follows it.
fn spend(left: &mut usize, cost: usize) -> Option<()> {
    let rest = left.checked_sub(cost);
    *left = rest.unwrap_or_default();
    rest.map(|_| ())
}

fn close(left: &mut usize) {
    *left = left.saturating_sub(1);
}

/// The length of a text as a JSON string.
fn json_len(text: &str) -> usize {
    Value::from(text).to_string().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_cut_is_closed() {
        let value = json!({"a": "té\n", "b": [1, 23, {"c": true}], "d": null});
        let json = value.to_string();
        let cases = [
            ("", json!({})),
            ("{", json!({})),
            (r#"{"a":"#, json!({})),
            (r#"{"a":""#, json!({"a": ""})),
            (r#"{"a":"t"#, json!({"a": "t"})),
            (r#"{"a":"té\"#, json!({"a": "té"})),
            (r#"{"a":"té\n"#, json!({"a": "té\n"})),
            (r#"{"a":"té\n","b":["#, json!({"a": "té\n", "b": []})),
            (r#"{"a":"té\n","b":[1"#, json!({"a": "té\n", "b": [1]})),
            (r#"{"a":"té\n","b":[1,2"#, json!({"a": "té\n", "b": [1]})),
            (r#"{"a":"té\n","b":[1,23"#, json!({"a": "té\n", "b": [1, 23]})),
            (r#"{"a":"té\n","b":[1,23,{"#, json!({"a": "té\n", "b": [1, 23, {}]})),
            (r#"{"a":"té\n","b":[1,23,{"c":true}],"d":nul"#, json!({"a": "té\n", "b": [1, 23, {"c": true}]})),
            (json.as_str(), value.clone()),
        ];
        for (start, closed) in cases {
            assert_eq!(at(&value, start.len()), (start.to_owned(), closed));
        }
    }

    #[test]
    fn no_character_is_cut_in_two() {
        assert_eq!(at(&json!({"a": "té"}), 8), (r#"{"a":"t"#.to_owned(), json!({"a": "t"})));
        assert_eq!(at(&json!({"a": "té"}), 1000), (r#"{"a":"té"}"#.to_owned(), json!({"a": "té"})));
    }
}
