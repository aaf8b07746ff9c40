//! Replies in words and inputs that are wrong: whatever is read of them fits the schema, and the same is read again.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use toolshape::{Reading, Reply, ToolCall, ToolSpec};

static ORDER: LazyLock<ToolSpec> = LazyLock::new(|| {
    let schema = json!({
        "type": "object",
        "properties": {
            "sku": {"type": "string", "maxLength": 8},
            "count": {"type": "integer", "minimum": 0},
            "price": {"type": ["number", "null"]},
            "tags": {"type": "array", "items": {"enum": ["new", "sale"]}},
            "ship": {"type": "object", "properties": {"to": {"type": "string"}}, "required": ["to"]},
        },
        "required": ["sku", "count"],
        "additionalProperties": false,
    });
    ToolSpec::new("order", "The order.", schema).expect("it is a schema of an object")
});
static JUDGE: LazyLock<jsonschema::Validator> =
    LazyLock::new(|| jsonschema::validator_for(ORDER.schema()).expect("it is a schema"));

fuzz_target!(|input: (bool, &str)| {
    let (is_call, text) = input;
    let value = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
    let mut reply = Reply::new(if is_call { "tool_use" } else { "end_turn" });
    if is_call {
        reply.calls.push(ToolCall { id: "t1", name: "order", input: &value });
    } else {
        reply.texts.push(text);
    }
    let read = |reply: &Reply<'_, &Value>| Reading::default().read_value(std::slice::from_ref(&*ORDER), reply);
    let Ok(outcome) = read(&reply) else { return };
    assert!(JUDGE.is_valid(&outcome.value), "{}", outcome.value);

    // What was read needs no repair.
    let mut again = Reply::new("tool_use");
    again.calls.push(ToolCall { id: "t1", name: "order", input: &outcome.value });
    let second = read(&again).expect("it was read before");
    assert_eq!((&second.value, second.repairs.len()), (&outcome.value, 0));
});
