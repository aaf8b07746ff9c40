//! A reply that falls short, sent back with what is wrong with it, in a form that every model takes.

use serde_json::{Map, Value};
use toolshape::{CallResult, FollowUp};
use toolshape_types::bedrock::{ContentBlock, ConversationRole, Message, ToolResultBlock};

/// Adds the assistant's turn and the user's turn after it.
///
/// Each call that goes back has its result, and each result its call: the service refuses a conversation in which one
/// is missing.
pub(crate) fn push(messages: &mut Vec<Message>, reply: Vec<ContentBlock>, follow_up: FollowUp) {
    let (mut waiting, turn) = match follow_up {
        FollowUp::Prompt(text) => (Vec::new(), Message::user([text])),
        FollowUp::Results(results) => {
            (results.iter().map(|result| result.id.clone()).collect(), Message::user(results.into_iter().map(result)))
        }
    };
    let mut reply: Vec<_> = reply.into_iter().filter_map(|block| sendable(block, &mut waiting)).collect();
    // The application began the answer: it is one turn with what the model wrote.
    if let Some(begun) = messages.pop_if(|last| last.role == ConversationRole::Assistant) {
        reply.splice(0..0, begun.content);
    }
    messages.push(Message::assistant(in_order(reply)));
    messages.push(turn);
}

/// A block of a reply as it can be sent back; calls only where their id waits for a result.
fn sendable(block: ContentBlock, waiting: &mut Vec<String>) -> Option<ContentBlock> {
    match block {
        ContentBlock::Text(text) => {
            let text = text.trim_end();
            (!text.is_empty()).then(|| ContentBlock::Text(text.to_owned()))
        }
        ContentBlock::ToolUse(mut call) => {
            let at = waiting.iter().position(|id| *id == call.tool_use_id)?;
            waiting.swap_remove(at);
            // The service takes nothing but an object; the result says what was there.
            if !call.input.is_object() {
                call.input = Value::Object(Map::new());
            }
            Some(ContentBlock::ToolUse(call))
        }
        // A kind that came after this release may not be taken back.
        ContentBlock::Unknown(_) => None,
        other => Some(other),
    }
}

/// Puts text before calls, and beside reasoning: models refuse text behind a call, and reasoning alone.
fn in_order(blocks: Vec<ContentBlock>) -> Vec<ContentBlock> {
    let is_call = |block: &ContentBlock| matches!(block, ContentBlock::ToolUse(_));
    let (calls, mut others): (Vec<_>, Vec<_>) = blocks.into_iter().partition(is_call);
    let is_reasoning = |block: &ContentBlock| matches!(block, ContentBlock::ReasoningContent(_));
    if calls.is_empty() && others.iter().all(is_reasoning) {
        others.push(ContentBlock::Text("I gave no answer.".to_owned()));
    }
    others.extend(calls);
    others
}

fn result(result: CallResult) -> ContentBlock {
    let mut block = ToolResultBlock::error(result.id, [result.text]);
    if !result.error_status {
        block.status = None;
    }
    ContentBlock::ToolResult(block)
}
