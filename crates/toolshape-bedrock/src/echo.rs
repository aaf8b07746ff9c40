//! A reply that falls short, sent back with what is wrong with it.

use aws_sdk_bedrockruntime::types::ContentBlock as SdkBlock;
use serde_json::{Map, Value};
use toolshape::{CallResult, FollowUp, Turn};
use toolshape_types::bedrock::{ContentBlock, ConversationRole, Message, ToolResultBlock, ToolUseBlock};
use toolshape_types::sdk;

/// Adds the assistant's turn and the user's turn after it.
///
/// Each call that goes back has its result, and each result its call: the service refuses a
/// conversation in which one is missing.
pub(crate) fn push(turns: &mut Vec<Turn<Message>>, answer: &[SdkBlock], follow_up: FollowUp) {
    let results = match follow_up {
        FollowUp::Results(results) => results,
        FollowUp::Prompt(text) => {
            push_assistant(turns, blocks(answer, &mut Vec::new()));
            turns.push(Turn::Prompt(text));
            return;
        }
    };
    let mut waiting = results.iter().map(|result| result.id.clone()).collect();
    push_assistant(turns, blocks(answer, &mut waiting));
    turns.push(Turn::Message(Message::user(results.into_iter().map(result))));
}

fn push_assistant(turns: &mut Vec<Turn<Message>>, blocks: Vec<ContentBlock>) {
    match turns.last_mut() {
        // The application began the answer: it is one turn with what the model wrote.
        Some(Turn::Message(message)) if message.role == ConversationRole::Assistant => message.content.extend(blocks),
        _ => turns.push(Turn::Message(Message::assistant(blocks))),
    }
}

/// What of a reply can be sent back; calls only where their id waits for a result.
fn blocks(answer: &[SdkBlock], waiting: &mut Vec<String>) -> Vec<ContentBlock> {
    let blocks = answer.iter().filter_map(|block| match block {
        SdkBlock::Text(text) if text.trim().is_empty() => None,
        // One of a kind that came after this release carries nothing that could be sent.
        unknown if unknown.is_unknown() => None,
        SdkBlock::ToolUse(call) => {
            let Some(at) = waiting.iter().position(|id| id == call.tool_use_id()) else {
                return Some(ContentBlock::Text(format!("[a call of {} that is not valid]", call.name())));
            };
            waiting.swap_remove(at);
            Some(ContentBlock::ToolUse(ToolUseBlock {
                tool_use_id: call.tool_use_id().to_owned(),
                name: call.name().to_owned(),
                // The service takes nothing but an object; the result says what was there.
                input: sdk::value(call.input().clone())
                    .filter(Value::is_object)
                    .unwrap_or_else(|| Value::Object(Map::new())),
                type_: call.r#type().map(|kind| kind.as_str().into()),
                extra: Map::new(),
            }))
        }
        other => other.clone().try_into().ok(),
    });
    let mut blocks: Vec<_> = blocks.collect();
    if blocks.is_empty() {
        blocks.push(ContentBlock::Text("[no answer]".to_owned()));
    }
    blocks
}

fn result(result: CallResult) -> ContentBlock {
    let mut block = ToolResultBlock::error(result.id, [result.text]);
    if !result.error_status {
        block.status = None;
    }
    ContentBlock::ToolResult(block)
}
