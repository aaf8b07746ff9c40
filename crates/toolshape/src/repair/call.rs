//! Calls that were written as text, in the forms that models were trained on.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::text;
use super::thought::SEAM;

/// The deepest that the objects of one call stand in each other, as in `{"tool_calls": [{"function": {…}}]}`.
const DEEPEST: u8 = 4;

/// A call written as JSON.
pub(super) struct Call<'v> {
    pub(super) tool: &'v str,
    pub(super) input: &'v Value,
    /// The outermost member that holds the input; `None` in a list.
    pub(super) key: Option<&'v str>,
}

impl<'v> Call<'v> {
    /// Reads an object that is a call and nothing else, or a list of one.
    pub(super) fn read(value: &'v Value) -> Option<Self> {
        Self::within(value, DEEPEST)
    }

    fn within(value: &'v Value, deeper: u8) -> Option<Self> {
        let deeper = deeper.checked_sub(1)?;
        match value {
            Value::Array(calls) => {
                let [call] = calls.as_slice() else { return None };
                Some(Self { key: None, ..Self::within(call, deeper)? })
            }
            Value::Object(members) => Self::of_members(members, deeper),
            _ => None,
        }
    }

    fn of_members(members: &'v Map<String, Value>, deeper: u8) -> Option<Self> {
        let (mut tool, mut input, mut inner) = (None, None, None);
        for (key, value) in members {
            let known = match (plain(key).as_str(), value) {
                (
                    "name" | "tool" | "toolname" | "function" | "functionname" | "action" | "recipientname",
                    Value::String(name),
                ) => tool.replace(name.strip_prefix("functions.").unwrap_or(name)).is_none(),
                (
                    "parameters" | "arguments" | "input" | "args" | "params" | "toolinput" | "toolargs" | "actioninput",
                    Value::Object(_) | Value::String(_),
                ) => input.replace((key.as_str(), value)).is_none(),
                (
                    "function" | "functioncall" | "tool" | "toolcall" | "toolcalls" | "tooluse" | "call" | "calls",
                    Value::Object(_) | Value::Array(_),
                ) => inner.replace((key.as_str(), value)).is_none(),
                ("type", Value::String(kind)) => {
                    matches!(plain(kind).as_str(), "function" | "functioncall" | "tool" | "toolcall" | "tooluse")
                }
                ("id" | "callid" | "toolcallid" | "tooluseid", Value::String(_)) | ("index", Value::Number(_)) => true,
                _ => false,
            };
            if !known {
                return None;
            }
        }
        match (tool, input, inner) {
            (Some(tool), Some((key, input)), None) => Some(Self { tool, input, key: Some(key) }),
            (None, None, Some((key, inner))) => Some(Self { key: Some(key), ..Self::within(inner, deeper)? }),
            _ => None,
        }
    }
}

/// A name however it is written: `toolName` and `tool_name` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect()
}

/// A call that makes up a text.
#[derive(PartialEq)]
pub(super) struct Written<'t> {
    pub(super) tool: String,
    pub(super) input: Input<'t>,
}

#[derive(PartialEq)]
pub(super) enum Input<'t> {
    Json(Value),
    /// Each parameter and its text.
    Parameters(Vec<(&'t str, &'t str)>),
}

/// What stands before or behind a call and says no more than that it is one.
const MARKS: [&str; 9] = [
    "[TOOL_CALLS]",
    "[/TOOL_CALLS]",
    "<|python_tag|>",
    "<|tool_call|>",
    "<|/tool_call|>",
    "<|eom_id|>",
    "<|eot_id|>",
    "<|im_end|>",
    "</s>",
];

/// The one call that a text consists of, in a form other than plain JSON. The same call twice is one.
pub(super) fn written<'t>(text: &'t str, is_tool: impl Fn(&str) -> bool) -> Option<Written<'t>> {
    let mut rest = text.trim();
    if let Some((_, inside)) = rest.strip_prefix("```").and_then(|rest| rest.strip_suffix("```")?.split_once('\n')) {
        rest = inside.trim();
    }
    let mut is_marked = MARKS.iter().any(|mark| rest.ends_with(mark));
    if !is_marked && !rest.starts_with(['<', '[']) {
        return None;
    }
    let mut found: Option<Written<'t>> = None;
    while !rest.is_empty() {
        if let Some(after) = MARKS.iter().find_map(|mark| rest.strip_prefix(mark)) {
            (rest, is_marked) = (after.trim_start(), true);
            continue;
        }
        let tag = Tag::read(rest);
        if let Some(tag) = tag.as_ref().filter(|tag| tag.is_wrapper()) {
            (rest, is_marked) = (tag.rest.trim_start(), true);
            continue;
        }
        let (call, after) = match tag {
            Some(tag) if is_marked && tag.is_name() => named(&tag)?,
            Some(tag) => element(&tag, &is_tool)?,
            None if is_marked => json(rest)?,
            None => return None,
        };
        if found.as_ref().is_some_and(|known| *known != call) {
            return None;
        }
        found = Some(call);
        rest = after.trim_start();
    }
    found
}

/// A call as JSON; Mistral's models write the name of the tool before the input.
fn json(text: &str) -> Option<(Written<'_>, &str)> {
    let name = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(0);
    let (name, input) = text.split_at(name);
    let input = input.strip_prefix("[ARGS]").unwrap_or(input);
    let (value, length) = text::first(input)?;
    let (tool, value) = if name.is_empty() {
        let call = Call::read(&value)?;
        (call.tool.to_owned(), call.input.clone())
    } else {
        (name.to_owned(), value)
    };
    Some((Written { tool, input: Input::Json(value) }, &input[length..]))
}

/// A call as an element: `<function=city>`, `<invoke name="city">` or `<city>`, and in it the input.
fn element<'t>(tag: &Tag<'t>, is_tool: impl Fn(&str) -> bool) -> Option<(Written<'t>, &'t str)> {
    let tool = match plain(tag.name).as_str() {
        _ if tag.closes => return None,
        "function" | "invoke" | "tool" | "call" | "toolcall" | "functioncall" | "tooluse" => tag.value?,
        _ if is_tool(tag.name) => tag.name,
        _ => return None,
    };
    let (input, after) = tag.input()?;
    Some((Written { tool: tool.to_owned(), input }, after))
}

/// A call as two elements: `<name>city</name>`, then `<arguments>` and in it the input.
fn named<'t>(tag: &Tag<'t>) -> Option<(Written<'t>, &'t str)> {
    let (tool, after) = tag.rest.split_once(&tag.end())?;
    let arguments = Tag::read(after.trim_start())?;
    let known = ["parameters", "arguments", "input", "args", "toolinput"];
    let (input, after) = known.contains(&plain(arguments.name).as_str()).then(|| arguments.input())??;
    Some((Written { tool: tool.trim().to_owned(), input }, after))
}

/// A tag that a text begins with.
struct Tag<'t> {
    /// The name with its namespace.
    written: &'t str,
    name: &'t str,
    /// What it is said to be: `city` in `<function=city>` and in `<invoke name="city">`.
    value: Option<&'t str>,
    closes: bool,
    rest: &'t str,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let (inside, rest) = inside.split_once('>')?;
        let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
        let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
        let (written, attributes) = inside.split_at(inside.find(|c| !in_name(c)).unwrap_or(inside.len()));
        let value = match attributes.strip_prefix('=') {
            Some(value) => Some(value.trim().trim_matches(['"', '\''])),
            None => attribute(attributes),
        };
        let name = written.rsplit(':').next().filter(|name| !name.is_empty())?;
        Some(Self { written, name, value, closes, rest })
    }

    fn end(&self) -> String {
        format!("</{}>", self.written)
    }

    /// The input in this element, as JSON or each parameter for itself, and what is behind the element.
    fn input(&self) -> Option<(Input<'t>, &'t str)> {
        let end = self.end();
        let mut rest = self.rest.trim_start();
        if rest.starts_with('{') {
            let (value, length) = text::first(rest)?;
            let after = rest[length..].trim_start().strip_prefix(&end)?;
            return Some((Input::Json(value), after));
        }
        let mut parameters = Vec::new();
        loop {
            if let Some(after) = rest.strip_prefix(&end) {
                let names: BTreeSet<_> = parameters.iter().map(|(name, _)| *name).collect();
                return (names.len() == parameters.len()).then(|| (Input::Parameters(parameters), after));
            }
            let parameter = Tag::read(rest).filter(|tag| !tag.closes)?;
            let name = match plain(parameter.name).as_str() {
                "parameter" | "param" | "argument" | "arg" if parameter.value.is_some() => parameter.value?,
                _ => parameter.name,
            };
            // Of a text that had thought in it, not all is known.
            let (text, after) = parameter.rest.split_once(&parameter.end()).filter(|(text, _)| !text.contains(SEAM))?;
            let text = text.strip_prefix("\r\n").or_else(|| text.strip_prefix('\n')).unwrap_or(text);
            let text = text.strip_suffix("\r\n").or_else(|| text.strip_suffix('\n')).unwrap_or(text);
            parameters.push((name, text));
            rest = after.trim_start();
        }
    }

    /// Whether its content is the name of a tool.
    fn is_name(&self) -> bool {
        !self.closes && self.value.is_none() && matches!(plain(self.name).as_str(), "name" | "toolname")
    }

    /// Whether it holds calls and says no more. Its other half may be missing: a stop sequence swallows the one, and
    /// Qwen's models leave out the other.
    fn is_wrapper(&self) -> bool {
        self.value.is_none()
            && matches!(
                plain(self.name).as_str(),
                "toolcall" | "toolcalls" | "functioncall" | "functioncalls" | "tooluse" | "tooluses" | "invoke"
            )
    }
}

/// The value of the attribute `name`.
fn attribute(attributes: &str) -> Option<&str> {
    let (before, after) = attributes.split_once("name=")?;
    let value = match after.chars().next()? {
        quote @ ('"' | '\'') => after[1..].split_once(quote)?.0,
        _ => after.split_whitespace().next()?,
    };
    before.ends_with(char::is_whitespace).then_some(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_call_is_read_in_each_form() {
        let input = json!({"a": 1});
        for call in [
            json!({"name": "city", "parameters": input}),
            json!({"tool": "city", "arguments": input}),
            json!({"toolName": "city", "args": input}),
            json!({"action": "city", "action_input": input}),
            json!({"type": "function", "name": "city", "parameters": input}),
            json!({"type": "function", "function": {"name": "city", "arguments": input}}),
            json!({"type": "tool_use", "id": "toolu_1", "name": "city", "input": input}),
            json!({"toolUse": {"toolUseId": "t1", "name": "city", "input": input}}),
            json!({"function_call": {"name": "city", "arguments": input}}),
            json!({"tool_calls": [{"index": 0, "id": "1", "function": {"name": "city", "arguments": input}}]}),
            json!([{"name": "city", "arguments": input}]),
        ] {
            let read = Call::read(&call).map(|call| (call.tool, call.input));
            assert_eq!(read, Some(("city", &input)), "{call}");
        }
        for other in [
            json!({"name": "city"}),
            json!({"name": "city", "parameters": input, "reason": "x"}),
            json!({"name": "city", "parameters": input, "arguments": input}),
            json!({"name": "city", "parameters": [1]}),
            json!([{"name": "city", "parameters": input}, {"name": "city", "parameters": input}]),
            json!([[[[[[{"name": "city", "parameters": input}]]]]]]),
            json!(input),
        ] {
            assert!(Call::read(&other).is_none(), "{other}");
        }
    }
}
