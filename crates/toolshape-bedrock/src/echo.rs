//! A reply that falls short, sent back with what is wrong with it, in a form that every model takes.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use toolshape::{CallResult, FollowUp, bounds};
use toolshape_types::bedrock::{ContentBlock, ConversationRole, Message, ToolResultBlock};

/// Adds the assistant's turn and the user's turn after it.
///
/// Each call that goes back has its result, and each result its call: the service refuses a conversation in which one
/// is missing.
pub(crate) fn push(messages: &mut Vec<Message>, mut reply: Vec<ContentBlock>, follow_up: FollowUp) {
    let (results, prompt) = match follow_up {
        FollowUp::Prompt(text) => (Vec::new(), Some(ContentBlock::Text(text))),
        FollowUp::Results(results) => (results, None),
    };
    let mut answered = Vec::new();
    let calls = messages.iter().flat_map(|message| &message.content).filter_map(ContentBlock::as_tool_use);
    let mut ids: HashSet<String> = calls.map(|call| call.tool_use_id.clone()).collect();
    let places: HashMap<String, usize> =
        (0..).zip(&results).map(|(place, result)| (result.id.clone(), place)).collect();
    let mut results: Vec<_> = results.into_iter().map(Some).collect();
    reply.retain_mut(|block| {
        let ContentBlock::ToolUse(call) = block else { return true };
        let place = places.get(&call.tool_use_id);
        let Some(mut result) = place.and_then(|place| results[*place].take()) else { return false };
        call.tool_use_id = unused(&ids, &result.id);
        ids.insert(call.tool_use_id.clone());
        result.id.clone_from(&call.tool_use_id);
        answered.push(self::result(result));
        true
    });
    // A call that cannot go back has no result: what is wrong is told in words.
    let told = results
        .into_iter()
        .flatten()
        .next()
        .filter(|_| answered.is_empty())
        .map(|result| ContentBlock::Text(result.text));
    let answer = Message::user(prompt.or(told).into_iter().chain(answered));
    // The application began the answer: it is one turn with what the model wrote.
    if let Some(begun) = messages.pop_if(|last| last.role == ConversationRole::Assistant) {
        reply.splice(0..0, begun.content);
    }
    messages.push(turn(reply));
    messages.push(answer);
}

/// The id of a call, or another where an earlier call has this one: models count anew at times, and Claude refuses one
/// twice.
fn unused(ids: &HashSet<String>, id: &str) -> String {
    let others = (2..).map(|number| format!("{}_{number}", &id[..id.len().min(56)]));
    let mut candidates = std::iter::once(id.to_owned()).chain(others);
    candidates.find(|id| !ids.contains(id)).unwrap_or_default()
}

/// A block of a reply as it can be sent back.
fn sendable(block: ContentBlock) -> Option<ContentBlock> {
    match block {
        ContentBlock::Text(text) => {
            let text = text.trim_end();
            (!text.is_empty()).then(|| ContentBlock::Text(text.to_owned()))
        }
        ContentBlock::ToolUse(mut call) => {
            call.input = as_object(call.input);
            if !bounds::is_tool_name(&call.name) {
                let allowed = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' };
                call.name = call.name.chars().map(allowed).chain(['_']).take(64).collect();
            }
            bounds::is_tool_use_id(&call.tool_use_id).then_some(ContentBlock::ToolUse(call))
        }
        // A kind that came after this release may not be taken back.
        ContentBlock::Unknown(_) => None,
        other => Some(other),
    }
}

/// The service takes nothing but an object as the input of a call.
fn as_object(input: Value) -> Value {
    let object = match input {
        Value::Object(object) => Some(object),
        Value::String(text) => serde_json::from_str(&text).ok(),
        _ => None,
    };
    Value::Object(object.unwrap_or_default())
}

/// The assistant's turn with these blocks: text before calls, and beside reasoning. Models refuse text behind a call,
/// and reasoning alone.
pub(crate) fn turn(blocks: Vec<ContentBlock>) -> Message {
    let is_call = |block: &ContentBlock| matches!(block, ContentBlock::ToolUse(_));
    let (calls, mut others): (Vec<_>, Vec<_>) = blocks.into_iter().filter_map(sendable).partition(is_call);
    let is_reasoning = |block: &ContentBlock| matches!(block, ContentBlock::ReasoningContent(_));
    if calls.is_empty() && others.iter().all(is_reasoning) {
        others.push(ContentBlock::Text("I gave no answer.".to_owned()));
    }
    others.extend(calls);
    Message::assistant(others)
}

fn result(result: CallResult) -> ContentBlock {
    let mut block = ToolResultBlock::error(result.id, [result.text]);
    if !result.error_status {
        block.status = None;
    }
    ContentBlock::ToolResult(block)
}
