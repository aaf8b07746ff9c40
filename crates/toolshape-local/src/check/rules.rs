use std::collections::HashSet;

use serde_json::Value;

use super::items;
use crate::fault::Fault;

/// Refuses what breaks a rule that the service model does not hold.
///
/// Most messages are the service's, as its users quote them. Those about the root of a tool's schema, a tool name
/// used twice and the choice of an unknown tool were not found quoted and are worded after them.
pub(super) fn check(model_id: &str, body: &Value) -> Result<(), Fault> {
    let turns = items(&body["messages"]);
    let config = &body["toolConfig"];
    // A prompt of Prompt management brings its own messages.
    let prompt = model_id.starts_with("arn:") && model_id.contains(":prompt/");
    if !prompt {
        conversation(turns)?;
    }
    for (turn, message) in turns.iter().enumerate() {
        blocks(message, &format!("messages.{turn}"))?;
    }
    documents(turns)?;
    if config.is_null() && turns.iter().any(uses_tools) {
        return Err(Fault::validation(
            "The toolConfig field must be defined when using toolUse and toolResult content blocks.",
        ));
    }
    tool_results(turns)?;
    let specs = items(&config["tools"]).iter().map(|tool| &tool["toolSpec"]);
    for (n, spec) in specs.clone().enumerate().filter(|(_, spec)| spec.is_object()) {
        tool_schema(&spec["inputSchema"]["json"], n)?;
    }
    tool_names(specs, &config["toolChoice"]["tool"]["name"])
}

fn uses_tools(message: &Value) -> bool {
    let mut blocks = items(&message["content"]).iter();
    blocks.any(|block| block["toolUse"].is_object() || block["toolResult"].is_object())
}

fn conversation(turns: &[Value]) -> Result<(), Fault> {
    let mut turns = turns.iter().filter(|turn| turn["role"] != "system").peekable();
    if turns.peek().is_none_or(|turn| turn["role"] != "user") {
        return Err(Fault::validation(
            "A conversation must start with a user message. Try again with a conversation that \
             starts with a user message.",
        ));
    }
    while let Some(turn) = turns.next() {
        if turns.peek().is_some_and(|next| next["role"] == turn["role"]) {
            return Err(Fault::validation(
                "A conversation must alternate between user and assistant roles. Make sure the \
                 conversation alternates between user and assistant roles and try again.",
            ));
        }
    }
    Ok(())
}

fn blocks(message: &Value, at: &str) -> Result<(), Fault> {
    let blocks = items(&message["content"]);
    if blocks.is_empty() {
        return Err(Fault::validation(format!(
            "The content field in the Message object at {at} is empty. Add a ContentBlock object \
             to the content field and try again."
        )));
    }
    for (n, block) in blocks.iter().enumerate() {
        let at = format!("{at}.content.{n}");
        if block["text"].as_str().is_some_and(|text| text.trim().is_empty()) {
            return Err(Fault::validation(format!(
                "The text field in the ContentBlock object at {at} is blank. Add text to the text \
                 field, and try again."
            )));
        }
        if let Some(input) = block["toolUse"].get("input") {
            json_object(input, &format!("{at}.toolUse.input"))?;
        }
        tool_result(&block["toolResult"], &format!("{at}.toolResult"))?;
    }
    Ok(())
}

fn tool_result(result: &Value, at: &str) -> Result<(), Fault> {
    let content = items(&result["content"]);
    if result["status"] == "error" && content.is_empty() {
        return Err(Fault::validation(format!(
            "The content field at {at} cannot be empty when status value is error."
        )));
    }
    for (n, block) in content.iter().enumerate() {
        if let Some(json) = block.get("json") {
            json_object(json, &format!("{at}.content.{n}.json"))?;
        }
    }
    Ok(())
}

fn json_object(value: &Value, at: &str) -> Result<(), Fault> {
    if value.is_object() {
        return Ok(());
    }
    Err(Fault::validation(format!(
        "The format of the value at {at} is invalid. Provide a json object for the field and try \
         again."
    )))
}

/// A document has text beside it in its turn, and a name that no other document has.
fn documents(turns: &[Value]) -> Result<(), Fault> {
    let mut names = HashSet::new();
    for message in turns {
        let blocks = items(&message["content"]);
        let has = |kind: &str| blocks.iter().any(|block| !block[kind].is_null());
        if has("document") && !has("text") {
            return Err(Fault::validation(
                "A text block must be included when using documents. Add a text block and retry your request.",
            ));
        }
        let results = blocks.iter().flat_map(|block| items(&block["toolResult"]["content"]));
        for name in blocks.iter().chain(results).filter_map(|block| block["document"]["name"].as_str()) {
            document_name(name)?;
            if !names.insert(name) {
                return Err(Fault::validation(
                    "Messages can't contain duplicate document names. Rename the document and retry your request.",
                ));
            }
        }
    }
    Ok(())
}

fn document_name(name: &str) -> Result<(), Fault> {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || " -()[]".contains(letter);
    if name.chars().all(allowed) && !name.contains("  ") {
        return Ok(());
    }
    Err(Fault::validation(
        "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, \
         and square brackets. The name can't contain more than one consecutive whitespace character. Check that the \
         file name conforms to these restrictions and retry your request.",
    ))
}

/// Each call of a turn has its result in the next one, and each result its call.
///
/// The service's own tools (`type` in a toolUse block) answer within the model's turn.
fn tool_results(turns: &[Value]) -> Result<(), Fault> {
    let mut calls = Vec::new();
    for (turn, message) in turns.iter().enumerate() {
        let at = format!("messages.{turn}.content");
        let results: HashSet<_> = ids(message, "toolResult", &at)?.into_iter().collect();
        if results.len() > calls.len() {
            return Err(Fault::validation(format!(
                "The number of toolResult blocks at {at} exceeds the number of toolUse blocks of \
                 previous turn."
            )));
        }
        calls.retain(|id| !results.contains(id));
        answered(&calls, turn)?;
        calls = ids(message, "toolUse", &at)?;
    }
    answered(&calls, turns.len())
}

fn answered(open: &[&str], turn: usize) -> Result<(), Fault> {
    if open.is_empty() {
        return Ok(());
    }
    Err(Fault::validation(format!(
        "Expected toolResult blocks at messages.{turn}.content for the following Ids: {}",
        open.join(", ")
    )))
}

/// The ids of a kind of block in a turn, each of which must be there once.
fn ids<'v>(message: &'v Value, kind: &str, at: &str) -> Result<Vec<&'v str>, Fault> {
    let blocks = items(&message["content"]).iter().map(|block| &block[kind]);
    let (mut ids, mut seen) = (Vec::new(), HashSet::new());
    for id in blocks.filter(|block| block["type"].is_null()).filter_map(|block| block["toolUseId"].as_str()) {
        if !seen.insert(id) {
            return Err(Fault::validation(format!("The {kind} blocks at {at} contain duplicate Ids: {id}")));
        }
        ids.push(id);
    }
    Ok(ids)
}

fn tool_schema(schema: &Value, tool: usize) -> Result<(), Fault> {
    let at = format!("toolConfig.tools.{tool}.toolSpec.inputSchema.json");
    json_object(schema, &at)?;
    if schema["type"] != "object" {
        return Err(Fault::validation(format!("The value at {at}.type must be one of the following: object.")));
    }
    if ["oneOf", "anyOf", "allOf"].iter().any(|word| schema.get(word).is_some()) {
        return Err(Fault::from_model(&format!(
            "tools.{tool}.custom.input_schema: input_schema does not support oneOf, allOf, or \
             anyOf at the top level"
        )));
    }
    Ok(())
}

fn tool_names<'v>(specs: impl Iterator<Item = &'v Value>, chosen: &Value) -> Result<(), Fault> {
    let mut names = HashSet::new();
    for name in specs.filter_map(|spec| spec["name"].as_str()) {
        if !names.insert(name) {
            return Err(Fault::from_model("tools: Tool names must be unique."));
        }
    }
    match chosen.as_str() {
        Some(chosen) if !names.contains(chosen) => {
            Err(Fault::from_model(&format!("Tool '{chosen}' not found in provided tools")))
        }
        _ => Ok(()),
    }
}
