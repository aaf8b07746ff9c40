//! What Claude refuses of a conversation that the service itself takes.
//!
//! The messages are those that users of the service quote.

use std::collections::HashSet;

use serde_json::Value;

use super::{assistant, items};
use crate::fault::Fault;

/// A line of Claude by its version: 4.8 for `claude-opus-4-8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Claude(u8, u8);

impl Claude {
    /// Newer than any line, so that every rule applies.
    pub(crate) const NEWEST: Self = Self(u8::MAX, u8::MAX);

    /// From here on the user must have the last turn.
    const NO_PREFILL: Self = Self(4, 6);

    /// From here on text behind a tool call and reasoning alone count as a prefill, wherever they stand.
    const STRICT: Self = Self(4, 8);

    /// The line that a model id names, or `None` where it names no Claude.
    pub(crate) fn of(model_id: &str) -> Option<Self> {
        let (_, name) = model_id.split_once("claude-")?;
        // A date and `v1` do not parse; a name without a number is an unknown line, held to the rules of all.
        let mut numbers = name.split(['-', ':']).map(|part| part.parse::<u8>().ok());
        let major = numbers.find_map(|number| number).unwrap_or(0);
        let minor = numbers.next().flatten().unwrap_or(0);
        Some(Self(major, minor))
    }

    /// Refuses the conversations that this line refuses.
    pub(super) fn judge(self, turns: &[Value]) -> Result<(), Fault> {
        calls_and_results(turns)?;
        let Some(last) = turns.iter().rposition(assistant) else { return Ok(()) };
        let ends = last + 1 == turns.len();
        let strict = self >= Self::STRICT;
        let turns_of_model = || turns.iter().filter(|turn| assistant(turn)).map(|turn| items(&turn["content"]));
        if ends && self >= Self::NO_PREFILL || strict && turns_of_model().any(looks_like_prefill) {
            return Err(Fault::from_model(
                "This model does not support assistant message prefill. The conversation must end with a user \
                 message.",
            ));
        }
        if (ends || strict) && ends_in_white_space(items(&turns[last]["content"])) {
            return Err(Fault::from_model("messages: final assistant content cannot end with trailing whitespace"));
        }
        Ok(())
    }
}

/// The id of a call is its own in the whole conversation, and the text of a result is not blank.
fn calls_and_results(turns: &[Value]) -> Result<(), Fault> {
    let mut ids = HashSet::new();
    for (turn, message) in turns.iter().enumerate() {
        for (n, block) in items(&message["content"]).iter().enumerate() {
            if block["toolUse"]["toolUseId"].as_str().is_some_and(|id| !ids.insert(id)) {
                return Err(Fault::from_model(&format!("messages.{turn}.content.{n}: `tool_use` ids must be unique")));
            }
            let results = items(&block["toolResult"]["content"]).iter();
            let blank = results.filter_map(|result| result["text"].as_str()).find(|text| text.trim().is_empty());
            if let Some(text) = blank {
                let rule = if text.is_empty() { "be non-empty" } else { "contain non-whitespace text" };
                return Err(Fault::from_model(&format!("messages: text content blocks must {rule}")));
            }
        }
    }
    Ok(())
}

/// Whether a turn of the model has text behind a tool call, or is reasoning alone.
///
/// The service's own tools (`type` in a toolUse block) answer within the turn, so text may follow them.
fn looks_like_prefill(content: &[Value]) -> bool {
    let calls = |block: &Value| block["toolUse"].is_object() && block["toolUse"]["type"].is_null();
    let behind_call = content.iter().skip_while(|block| !calls(block)).any(|block| block["text"].is_string());
    let mut said = content.iter().filter(|block| block["cachePoint"].is_null());
    behind_call || said.all(|block| block["reasoningContent"].is_object())
}

fn ends_in_white_space(content: &[Value]) -> bool {
    let text = content.last().and_then(|block| block["text"].as_str());
    text.is_some_and(|text| text.ends_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn user(content: &Value) -> Value {
        json!({"role": "user", "content": content})
    }

    fn model(content: &Value) -> Value {
        json!({"role": "assistant", "content": content})
    }

    fn text(text: &str) -> Value {
        json!([{ "text": text }])
    }

    fn call(id: &str) -> Value {
        json!({"toolUse": {"toolUseId": id, "name": "find", "input": {}}})
    }

    fn result(id: &str, text: &str) -> Value {
        json!({"toolResult": {"toolUseId": id, "content": [{ "text": text }]}})
    }

    fn reasoning() -> Value {
        json!({"reasoningContent": {"reasoningText": {"text": "Hm.", "signature": "c2ln"}}})
    }

    fn refusal(line: Claude, turns: &[Value]) -> Option<String> {
        line.judge(turns).err().map(|fault| {
            let text = fault.to_string();
            text.strip_prefix("ValidationException: The model returned the following errors: ").unwrap().to_owned()
        })
    }

    const PREFILL: &str =
        "This model does not support assistant message prefill. The conversation must end with a user message.";
    const TRAILING: &str = "messages: final assistant content cannot end with trailing whitespace";

    #[test]
    fn a_model_id_names_its_line() {
        for (id, line) in [
            ("global.anthropic.claude-opus-4-8", Some(Claude(4, 8))),
            ("us.anthropic.claude-haiku-4-5-20251001-v1:0", Some(Claude(4, 5))),
            ("anthropic.claude-opus-4-20250514-v1:0", Some(Claude(4, 0))),
            ("anthropic.claude-3-5-sonnet-20241022-v2:0", Some(Claude(3, 5))),
            ("anthropic.claude-3-haiku-20240307-v1:0:200k", Some(Claude(3, 0))),
            ("eu.anthropic.claude-sonnet-5", Some(Claude(5, 0))),
            ("anthropic.claude-sonnet-5-v1:0", Some(Claude(5, 0))),
            ("arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-fable-5-1", Some(Claude(5, 1))),
            ("anthropic.claude-next", Some(Claude(0, 0))),
            ("us.amazon.nova-lite-v1:0", None),
        ] {
            assert_eq!(Claude::of(id), line, "{id}");
        }
    }

    #[test]
    fn the_newest_lines_take_a_turn_for_a_prefill_that_older_ones_take_for_what_it_is() {
        let asked = user(&text("Top product?"));
        let answered = user(&json!([result("t1", "Tea.")]));
        let behind = model(&json!([call("t1"), {"text": "I called it."}]));
        let alone = model(&json!([reasoning(), {"cachePoint": {"type": "default"}}]));
        let conversations = [[asked.clone(), behind, answered.clone()], [asked.clone(), alone, user(&text("Well?"))]];
        for turns in &conversations {
            for newest in ["claude-opus-4-8", "claude-opus-5", "claude-sonnet-5", "claude-fable-5-1", "claude-haiku-6"]
            {
                assert_eq!(refusal(Claude::of(newest).unwrap(), turns).as_deref(), Some(PREFILL), "{newest} {turns:?}");
            }
            assert_eq!(refusal(Claude(4, 6), turns), None);
        }
        let right = [asked, model(&json!([reasoning(), {"text": "I call it."}, call("t1")])), answered];
        assert_eq!(refusal(Claude::NEWEST, &right), None);
    }

    #[test]
    fn text_may_follow_a_tool_of_the_service() {
        let mut search = call("t1");
        search["toolUse"]["type"] = json!("server_tool_use");
        let turns = [user(&text("?")), model(&json!([search, {"text": "Found."}])), user(&text("And?"))];
        assert_eq!(refusal(Claude::NEWEST, &turns), None);
    }

    #[test]
    fn the_user_has_the_last_turn_from_4_6_on() {
        let turns = [user(&text("?")), model(&text("It is"))];
        assert_eq!(refusal(Claude(4, 5), &turns), None);
        assert_eq!(refusal(Claude(4, 6), &turns).as_deref(), Some(PREFILL));
    }

    #[test]
    fn the_last_turn_of_the_model_does_not_end_in_white_space() {
        let ends = [user(&text("?")), model(&text("It is\n"))];
        assert_eq!(refusal(Claude(3, 0), &ends).as_deref(), Some(TRAILING));
        let [first, second] = ends;
        let goes_on = [first, second, user(&text("Well?"))];
        assert_eq!(refusal(Claude(4, 5), &goes_on), None);
        assert_eq!(refusal(Claude::NEWEST, &goes_on).as_deref(), Some(TRAILING));
        let again = [goes_on.as_slice(), &[model(&text("Tea.")), user(&text("Thanks."))]].concat();
        assert_eq!(refusal(Claude::NEWEST, &again), None);
    }

    #[test]
    fn the_id_of_a_call_is_used_once() {
        let turns = [
            user(&text("?")),
            model(&json!([call("t1")])),
            user(&json!([result("t1", "Tea.")])),
            model(&json!([{"text": "Once more."}, call("t1")])),
            user(&json!([result("t1", "Tea.")])),
        ];
        assert_eq!(
            refusal(Claude(3, 0), &turns).as_deref(),
            Some("messages.3.content.1: `tool_use` ids must be unique")
        );
    }

    #[test]
    fn the_text_of_a_result_is_not_blank() {
        for (blank, rule) in [("", "be non-empty"), (" \n", "contain non-whitespace text")] {
            let turns = [user(&text("?")), model(&json!([call("t1")])), user(&json!([result("t1", blank)]))];
            assert_eq!(refusal(Claude(3, 0), &turns), Some(format!("messages: text content blocks must {rule}")));
        }
    }
}
