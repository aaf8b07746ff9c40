//! The events that a Converse body is as a stream.

mod block;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};

use crate::reply::Streamed;
use crate::usage::Tokens;
use block::Block;

/// One event: its type, and its payload as JSON.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) kind: Cow<'static, str>,
    pub(super) payload: String,
    /// What the event says was used.
    pub(super) tokens: Tokens,
}

/// A Converse body, as far as a stream holds it. What it does not look into stays text, so
/// that a recorded number or escape streams as the file has it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    #[serde(borrow)]
    output: Option<Output<'a>>,
    stop_reason: Option<String>,
    additional_model_response_fields: Option<&'a RawValue>,
    usage: Option<&'a RawValue>,
    metrics: Option<&'a RawValue>,
    trace: Option<&'a RawValue>,
    performance_config: Option<&'a RawValue>,
    service_tier: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Output<'a> {
    #[serde(borrow)]
    message: Message<'a>,
}

#[derive(Deserialize)]
struct Message<'a> {
    role: Option<String>,
    #[serde(borrow, default)]
    content: Vec<&'a RawValue>,
}

/// The events of a body; `None` where it is no Converse body.
pub(super) fn of(body: &str, streamed: &Streamed, fragment_size: usize) -> Option<Vec<Event>> {
    let body: Body<'_> = serde_json::from_str(body).ok()?;
    let message = body.output.map(|output| output.message);
    let role = message.as_ref().and_then(|message| message.role.as_deref()).unwrap_or("assistant");
    let mut events = vec![event("messageStart", &json!({ "role": role }))];

    let mut blocks = prelude(streamed, fragment_size);
    let content = message.iter().flat_map(|message| &message.content);
    blocks.extend(content.map(|block| Block::read(block, streamed, fragment_size)));
    let text_start = streamed.text_start.as_ref().and_then(|start| to_raw_value(start).ok());
    let blocks = blocks.into_iter().map(|block| Block { start: block.start.or_else(|| text_start.clone()), ..block });
    let blocks = blocks.enumerate().map(|(index, block)| block.events(index));
    events.extend(if streamed.interleaved { interleaved(blocks) } else { blocks.flatten().collect() });
    events.retain(|event| !(streamed.without_block_stop && event.kind == "contentBlockStop"));

    if let Some(stop_reason) = &body.stop_reason {
        let additional_model_response_fields = body.additional_model_response_fields;
        events.push(event("messageStop", &MessageStop { stop_reason, additional_model_response_fields }));
    }
    if body.usage.is_some() || body.metrics.is_some() || body.trace.is_some() {
        let metadata = Metadata {
            usage: body.usage,
            metrics: body.metrics,
            trace: body.trace,
            performance_config: body.performance_config,
            service_tier: body.service_tier,
        };
        let tokens = body.usage.map(Tokens::read).unwrap_or_default();
        events.push(Event { tokens, ..event("metadata", &metadata) });
    }
    for (after, kind, payload) in &streamed.inserted {
        events.insert(events.len().min(*after), event(kind.clone(), payload));
    }
    if streamed.padded {
        events.iter_mut().enumerate().for_each(|(n, event)| pad(&mut event.payload, n));
    }
    Some(events)
}

/// Adds the member `p`, with which the service hides how long the rest is.
fn pad(payload: &mut String, event: usize) {
    const PADDING: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if let Some(members) = payload.strip_suffix('}') {
        let comma = if members.ends_with('{') { "" } else { "," };
        // Lengths that look random and are the same in every run.
        let padding = &PADDING[..=event * 23 % PADDING.len()];
        *payload = format!(r#"{members}{comma}"p":"{padding}"}}"#);
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MessageStop<'a> {
    stop_reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_model_response_fields: Option<&'a RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metrics: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    performance_config: Option<&'a RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_tier: Option<&'a RawValue>,
}

fn event(kind: impl Into<Cow<'static, str>>, payload: &impl Serialize) -> Event {
    // Values and texts alone go in: writing them cannot fail.
    let payload = serde_json::to_string(payload).unwrap_or_default();
    Event { kind: kind.into(), payload, tokens: Tokens::default() }
}

/// What streams before a guardrail steps in.
fn prelude(streamed: &Streamed, fragment_size: usize) -> Vec<Block> {
    let Some((content, deltas)) = &streamed.prelude else { return Vec::new() };
    let mut left = *deltas;
    let mut blocks = Vec::new();
    for block in content {
        if left == 0 {
            break;
        }
        let Ok(raw) = to_raw_value(block) else { continue };
        let mut block = Block::read(&raw, streamed, fragment_size);
        block.deltas.truncate(left);
        left -= block.deltas.len();
        blocks.push(block);
    }
    blocks
}

/// Every block opens, then a delta of each in turn, then every block stops.
fn interleaved(blocks: impl Iterator<Item = Vec<Event>>) -> Vec<Event> {
    let (mut starts, mut stops) = (Vec::new(), Vec::new());
    let mut deltas: Vec<(usize, Event)> = Vec::new();
    for block in blocks {
        let mut turn = 0;
        for event in block {
            match event.kind.as_ref() {
                "contentBlockStart" => starts.push(event),
                "contentBlockStop" => stops.push(event),
                _ => {
                    deltas.push((turn, event));
                    turn += 1;
                }
            }
        }
    }
    // A stable sort: within a turn the blocks keep their order.
    deltas.sort_by_key(|(turn, _)| *turn);
    starts.into_iter().chain(deltas.into_iter().map(|(_, event)| event)).chain(stops).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(body: &str, streamed: &Streamed, size: usize) -> String {
        let events = of(body, streamed, size).unwrap();
        let lines: Vec<String> = events.iter().map(|event| format!("{} {}", event.kind, event.payload)).collect();
        lines.join("\n")
    }

    const BODY: &str = r#"{
      "output": {"message": {"role": "assistant", "content": [
        {"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "c2ln"}}},
        {"text": "Tea?"},
        {"toolUse": {"toolUseId": "t1", "name": "find", "input": {"n": 1.50, "e": "\u00e9"}}}
      ]}},
      "stopReason": "tool_use",
      "usage": {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3},
      "metrics": {"latencyMs": 4}
    }"#;

    #[test]
    fn a_body_streams_with_its_numbers_and_escapes_as_written() {
        insta::assert_snapshot!(events(BODY, &Streamed::default(), 16), @r#"
        messageStart {"role":"assistant"}
        contentBlockDelta {"delta":{"reasoningContent":{"text":"Hm."}},"contentBlockIndex":0}
        contentBlockDelta {"delta":{"reasoningContent":{"signature":"c2ln"}},"contentBlockIndex":0}
        contentBlockStop {"contentBlockIndex":0}
        contentBlockDelta {"delta":{"text":"Tea?"},"contentBlockIndex":1}
        contentBlockStop {"contentBlockIndex":1}
        contentBlockStart {"start":{"toolUse":{"toolUseId":"t1","name":"find"}},"contentBlockIndex":2}
        contentBlockDelta {"delta":{"toolUse":{"input":"{\"n\": 1.50, \"e\":"}},"contentBlockIndex":2}
        contentBlockDelta {"delta":{"toolUse":{"input":" \"\\u00e9\"}"}},"contentBlockIndex":2}
        contentBlockStop {"contentBlockIndex":2}
        messageStop {"stopReason":"tool_use"}
        metadata {"usage":{"inputTokens": 1, "outputTokens": 2, "totalTokens": 3},"metrics":{"latencyMs": 4}}
        "#);
    }

    #[test]
    fn blocks_interleave_by_turns() {
        let streamed = Streamed { interleaved: true, without_block_stop: true, ..Streamed::default() };
        insta::assert_snapshot!(events(BODY, &streamed, 16), @r#"
        messageStart {"role":"assistant"}
        contentBlockStart {"start":{"toolUse":{"toolUseId":"t1","name":"find"}},"contentBlockIndex":2}
        contentBlockDelta {"delta":{"reasoningContent":{"text":"Hm."}},"contentBlockIndex":0}
        contentBlockDelta {"delta":{"text":"Tea?"},"contentBlockIndex":1}
        contentBlockDelta {"delta":{"toolUse":{"input":"{\"n\": 1.50, \"e\":"}},"contentBlockIndex":2}
        contentBlockDelta {"delta":{"reasoningContent":{"signature":"c2ln"}},"contentBlockIndex":0}
        contentBlockDelta {"delta":{"toolUse":{"input":" \"\\u00e9\"}"}},"contentBlockIndex":2}
        messageStop {"stopReason":"tool_use"}
        metadata {"usage":{"inputTokens": 1, "outputTokens": 2, "totalTokens": 3},"metrics":{"latencyMs": 4}}
        "#);
    }

    #[test]
    fn blocks_of_every_kind_stream() {
        let body = json!({"output": {"message": {"content": [
            {"reasoningContent": {"redactedContent": "AAEC"}},
            {"citationsContent": {"content": [{"text": "Tea"}], "citations": [{"title": "Leaves"}]}},
            {"toolResult": {"toolUseId": "t1", "type": "nova", "content": [{"json": {}}]}},
            {"image": {"format": "png", "source": {"bytes": "AAEC"}}},
            {"hologram": {"depth": 3}},
            {"text": ""},
        ]}}});
        insta::assert_snapshot!(events(&body.to_string(), &Streamed::default(), 16), @r#"
        messageStart {"role":"assistant"}
        contentBlockDelta {"delta":{"reasoningContent":{"redactedContent":"AAEC"}},"contentBlockIndex":0}
        contentBlockStop {"contentBlockIndex":0}
        contentBlockDelta {"delta":{"text":"Tea"},"contentBlockIndex":1}
        contentBlockDelta {"delta":{"citation":{"title":"Leaves"}},"contentBlockIndex":1}
        contentBlockStop {"contentBlockIndex":1}
        contentBlockStart {"start":{"toolResult":{"toolUseId":"t1","type":"nova"}},"contentBlockIndex":2}
        contentBlockDelta {"delta":{"toolResult":[{"json":{}}]},"contentBlockIndex":2}
        contentBlockStop {"contentBlockIndex":2}
        contentBlockStart {"start":{"image":{"format":"png"}},"contentBlockIndex":3}
        contentBlockDelta {"delta":{"image":{"source":{"bytes":"AAEC"}}},"contentBlockIndex":3}
        contentBlockStop {"contentBlockIndex":3}
        contentBlockStart {"start":{"hologram":{"depth":3}},"contentBlockIndex":4}
        contentBlockStop {"contentBlockIndex":4}
        contentBlockDelta {"delta":{"text":""},"contentBlockIndex":5}
        contentBlockStop {"contentBlockIndex":5}
        "#);
    }

    #[test]
    fn a_guardrail_steps_in_after_the_deltas_it_let_pass() {
        let content = vec![json!({"text": "The way"}), json!({"text": "to do it"}), json!({"text": "never"})];
        let streamed = Streamed { prelude: Some((content, 3)), ..Streamed::default() };
        let body = json!({"output": {"message": {"content": [{"text": "No."}]}}, "trace": {"guardrail": {}}});
        insta::assert_snapshot!(events(&body.to_string(), &streamed, 4), @r#"
        messageStart {"role":"assistant"}
        contentBlockDelta {"delta":{"text":"The "},"contentBlockIndex":0}
        contentBlockDelta {"delta":{"text":"way"},"contentBlockIndex":0}
        contentBlockStop {"contentBlockIndex":0}
        contentBlockDelta {"delta":{"text":"to d"},"contentBlockIndex":1}
        contentBlockStop {"contentBlockIndex":1}
        contentBlockDelta {"delta":{"text":"No."},"contentBlockIndex":2}
        contentBlockStop {"contentBlockIndex":2}
        metadata {"trace":{"guardrail":{}}}
        "#);
    }

    #[test]
    fn events_are_inserted_and_padded() {
        let inserted = vec![
            (0, "initial-response".to_owned(), json!({})),
            (2, "contentBlockDelta".to_owned(), json!({"delta": {"hologram": {"depth": 3}}, "contentBlockIndex": 0})),
            (9, "farewell".to_owned(), json!([])),
        ];
        let streamed = Streamed { inserted, padded: true, ..Streamed::default() };
        let body = json!({"output": {"message": {"content": [{"text": "Tea."}]}}});
        insta::assert_snapshot!(events(&body.to_string(), &streamed, 8), @r#"
        initial-response {"p":"a"}
        messageStart {"role":"assistant","p":"abcdefghijklmnopqrstuvwx"}
        contentBlockDelta {"delta":{"hologram":{"depth":3}},"contentBlockIndex":0,"p":"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTU"}
        contentBlockDelta {"delta":{"text":"Tea."},"contentBlockIndex":0,"p":"abcdefgh"}
        contentBlockStop {"contentBlockIndex":0,"p":"abcdefghijklmnopqrstuvwxyzABCDE"}
        farewell []
        "#);
    }

    #[test]
    fn what_is_no_converse_body_has_no_events() {
        for body in ["<html>", "[]", "{\"output\":", r#"{"output": 1}"#] {
            assert!(of(body, &Streamed::default(), 8).is_none(), "{body}");
        }
    }
}
