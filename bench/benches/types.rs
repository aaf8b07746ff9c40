//! A reply of Converse from bytes: into the generated type, and into structs written by hand with serde's derives.

use serde::Deserialize;
use serde_json::{Value, json};
use toolshape_bench::{Targets, compare};
use toolshape_types::bedrock::ConverseResponse;

#[allow(dead_code, reason = "filled in by serde, read by nobody")]
mod by_hand {
    use super::{Deserialize, Value};

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Response {
        pub output: Output,
        pub stop_reason: String,
        pub usage: Usage,
        pub metrics: Metrics,
        pub additional_model_response_fields: Option<Value>,
        pub trace: Option<Value>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub enum Output {
        Message(Message),
    }

    #[derive(Deserialize)]
    pub struct Message {
        pub role: String,
        pub content: Vec<Block>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub enum Block {
        Text(String),
        ToolUse(ToolUse),
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct ToolUse {
        pub tool_use_id: String,
        pub name: String,
        pub input: Value,
        pub r#type: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Usage {
        pub input_tokens: i32,
        pub output_tokens: i32,
        pub total_tokens: i32,
        pub cache_read_input_tokens: Option<i32>,
        pub cache_write_input_tokens: Option<i32>,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Metrics {
        pub latency_ms: i64,
    }
}

fn main() {
    let text = "The report follows; each section stands for one finding of last week. ".repeat(60);
    let items: Vec<Value> =
        (0..40).map(|index| json!({ "id": index, "name": format!("item {index}"), "price": 9.75 })).collect();
    let reply = json!({
        "output": { "message": { "role": "assistant", "content": [
            { "text": text },
            { "toolUse": { "toolUseId": "tooluse_1", "name": "report", "input": { "items": items } } },
            { "text": "That is all." },
            { "toolUse": { "toolUseId": "tooluse_2", "name": "report", "input": { "items": items } } },
        ] } },
        "stopReason": "tool_use",
        "usage": { "inputTokens": 800, "outputTokens": 2000, "totalTokens": 2800 },
        "metrics": { "latencyMs": 3000 },
    });
    let bytes = serde_json::to_vec(&reply).unwrap();
    compare(
        &format!("a ConverseResponse of {} bytes", bytes.len()),
        ("the generated type", || serde_json::from_slice::<ConverseResponse>(&bytes)),
        ("structs by hand", || serde_json::from_slice::<by_hand::Response>(&bytes)),
        Targets::time(1.2),
    );
}
