//! The rules of a conversation, as the service and the models enforce them.

use std::collections::HashSet;

use toolshape::{Error, Family, bounds};
use toolshape_types::bedrock::{
    ContentBlock, ConversationRole, DocumentBlock, Message, ToolResultBlock, ToolResultContentBlock, ToolUseBlock,
};

use super::fields;

/// Checks a conversation with a model of this family.
pub(super) fn check(messages: &[Message], family: &Family) -> Result<(), Error> {
    let Some(first) = messages.first() else {
        return Err(Error::invalid_request("prompt", "must be given, or a message in its place"));
    };
    if first.role == ConversationRole::Assistant {
        return Err(Error::invalid_request("messages[0].role", "must be `user`: a conversation starts with the user"));
    }
    let is_prompt = messages.len() == 1 && first.content.iter().all(|block| block.as_text().is_some());
    let mut documents = HashSet::new();
    let (mut open, mut last): (&[ContentBlock], _) = (&[], first);
    for (index, message) in messages.iter().enumerate() {
        let at = |place: &str| format!("messages[{index}].{place}");
        if index > 0 && messages[index - 1].role == message.role {
            let rule = format!("must not be `{}` twice in a row", message.role.as_str());
            return Err(Error::invalid_request(at("role"), rule));
        }
        if message.content.is_empty() {
            return Err(Error::invalid_request(at("content"), "must hold at least one block"));
        }
        for (place, block) in message.content.iter().enumerate() {
            let at = |member: &str| at(&format!("content[{place}].{member}"));
            match block {
                ContentBlock::Text(text) => {
                    fields::not_blank(|| if is_prompt { "prompt".to_owned() } else { at("text") }, text)?;
                }
                ContentBlock::ToolUse(call) => check_call(call, at)?,
                ContentBlock::ToolResult(result) => check_result(result, at)?,
                ContentBlock::Document(document) => check_document(document, &mut documents, at)?,
                _ => {}
            }
        }
        let is_text = |block: &ContentBlock| matches!(block, ContentBlock::Text(_));
        let is_document = |block: &ContentBlock| matches!(block, ContentBlock::Document(_));
        if message.content.iter().any(is_document) && !message.content.iter().any(is_text) {
            return Err(Error::invalid_request(at("content"), "must hold a text block beside its documents"));
        }
        answers(open, &message.content, &at("content"))?;
        (open, last) = (&message.content, message);
    }
    ends(messages.len() - 1, last, family)
}

fn check_call(call: &ToolUseBlock, at: impl Fn(&str) -> String) -> Result<(), Error> {
    if !bounds::is_tool_name(&call.name) {
        return Err(Error::invalid_request(at("toolUse.name"), "must be 1 to 64 of a-z, A-Z, 0-9, _ and -"));
    }
    if !bounds::is_tool_use_id(&call.tool_use_id) {
        return Err(Error::invalid_request(at("toolUse.toolUseId"), "must be 1 to 64 of a-z, A-Z, 0-9, _ . : and -"));
    }
    if !call.input.is_object() {
        return Err(Error::invalid_request(at("toolUse.input"), "must be an object"));
    }
    Ok(())
}

fn check_result(result: &ToolResultBlock, at: impl Fn(&str) -> String) -> Result<(), Error> {
    for (index, content) in result.content.iter().enumerate() {
        match content {
            ToolResultContentBlock::Json(value) if !value.is_object() => {
                return Err(Error::invalid_request(
                    at(&format!("toolResult.content[{index}].json")),
                    "must be an object",
                ));
            }
            ToolResultContentBlock::Text(text) => {
                fields::not_blank(|| at(&format!("toolResult.content[{index}].text")), text)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn check_document<'a>(
    document: &'a DocumentBlock,
    known: &mut HashSet<&'a str>,
    at: impl Fn(&str) -> String,
) -> Result<(), Error> {
    let name = document.name.as_str();
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '(' | ')' | '[' | ']');
    if !(1..=200).contains(&name.chars().count()) || !name.chars().all(allowed) || name.contains("  ") {
        let rule = "must be 1 to 200 letters, digits, single spaces, - ( ) [ and ]";
        return Err(Error::invalid_request(at("document.name"), rule));
    }
    if !known.insert(name) {
        return Err(Error::invalid_request(at("document.name"), "must not be that of another document"));
    }
    Ok(())
}

/// Whether a turn answers each call of the turn before, and nothing else.
fn answers(calls: &[ContentBlock], results: &[ContentBlock], field: &str) -> Result<(), Error> {
    let mut open = HashSet::new();
    for call in calls.iter().filter_map(ContentBlock::as_tool_use) {
        open.insert(call.tool_use_id.as_str());
    }
    for result in results.iter().filter_map(ContentBlock::as_tool_result) {
        if !open.remove(result.tool_use_id.as_str()) {
            let rule = "must hold tool results for the calls of the turn before alone, one for each";
            return Err(Error::invalid_request(field, rule));
        }
    }
    if !open.is_empty() {
        return Err(Error::invalid_request(field, "must hold a tool result for each call of the turn before"));
    }
    let mut ids = HashSet::new();
    if results.iter().filter_map(ContentBlock::as_tool_use).any(|call| !ids.insert(&call.tool_use_id)) {
        return Err(Error::invalid_request(field, "must not hold two calls of one toolUseId"));
    }
    Ok(())
}

/// What the last turn may not be: calls without results, or text to go on from that ends in white space.
fn ends(index: usize, last: &Message, family: &Family) -> Result<(), Error> {
    let field = format!("messages[{index}].content");
    if last.content.iter().any(|block| block.as_tool_use().is_some()) {
        return Err(Error::invalid_request(field, "must be followed by a tool result for each of its calls"));
    }
    if family.refuses_prefill && last.role == ConversationRole::Assistant {
        let rule = format!("must be `user` in the last turn: {} does not go on from the assistant's text", family.name);
        return Err(Error::invalid_request(format!("messages[{index}].role"), rule));
    }
    let text = last.content.last().and_then(ContentBlock::as_text).filter(|_| last.role == ConversationRole::Assistant);
    if text.is_some_and(|text| text.ends_with(char::is_whitespace)) {
        return Err(Error::invalid_request(field, "must not end in white space where the assistant's turn is last"));
    }
    Ok(())
}
