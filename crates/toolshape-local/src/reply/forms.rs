//! The forms that models give a right answer, and those of an answer that went wrong.

use serde_json::{Value, json};

use super::{Body, Reply, cut};

impl Reply {
    /// Puts text in front of the content, as models do before a tool call.
    pub fn text_first(self, text: &str) -> Self {
        self.block_first(json!({ "text": text }))
    }

    /// Puts a block of reasoning in front of the content, signed as a thinking model signs it.
    pub fn reasoning_first(self, text: &str) -> Self {
        // Base64, as the real ones are.
        let signature = "dG9vbHNoYXBlLWxvY2Fs";
        self.block_first(json!({"reasoningContent": {"reasoningText": {"text": text, "signature": signature}}}))
    }

    /// Makes the whole input of the tool call a JSON string that holds it.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use toolshape_local::Reply;
    /// let reply = Reply::tool("find", json!({"n": 1})).stringified(); // "input": "{\"n\":1}"
    /// # let _ = reply;
    /// ```
    pub fn stringified(self) -> Self {
        self.input(|input| *input = input.to_string().into())
    }

    /// Makes a nested value of the tool call's input a JSON string that holds it.
    ///
    /// The path is of names and indexes, as in `items` or `rows.0.cells`.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use toolshape_local::Reply;
    /// let reply = Reply::tool("find", json!({"items": [1, 2]})).stringified_at("items"); // "items": "[1,2]"
    /// # let _ = reply;
    /// ```
    pub fn stringified_at(self, path: &str) -> Self {
        let pointer = format!("/{}", path.replace('.', "/"));
        let mut found = false;
        let changed = self.input(|input| {
            if let Some(value) = input.pointer_mut(&pointer) {
                found = true;
                *value = value.to_string().into();
            }
        });
        if found || changed.is_error() {
            return changed;
        }
        Self::misused(&format!("the tool call's input has nothing at `{path}`"))
    }

    /// Wraps the tool call's input once more, under `key`.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use toolshape_local::Reply;
    /// let reply = Reply::tool("find", json!({"n": 1})).wrapped("input"); // "input": {"input": {"n": 1}}
    /// # let _ = reply;
    /// ```
    pub fn wrapped(self, key: &str) -> Self {
        self.input(|input| {
            let inner = input.take();
            *input = json!({ key: inner });
        })
    }

    /// Turns the tool call into text: its input in a Markdown fence, stop reason `end_turn`.
    pub fn fenced(mut self) -> Self {
        let Some(block) = self.last_call() else { return self.without_call() };
        let text = format!("```json\n{:#}\n```", block["toolUse"]["input"]);
        *block = json!({ "text": text });
        self.stop_reason("end_turn")
    }

    /// Cuts the tool call's input after `bytes` bytes of its JSON, stop reason `max_tokens`.
    ///
    /// Converse closes what was open there, as the service does: a text ends early, what had
    /// not begun or was no more than half a number is missing. `ConverseStream` stops within the
    /// JSON. No character is cut in two. Call it after what else changes the input.
    pub fn truncated_at(mut self, bytes: usize) -> Self {
        let Some(block) = self.last_call() else { return self.without_call() };
        let input = &mut block["toolUse"]["input"];
        let (text, rest) = cut::at(input, bytes);
        *input = rest;
        self.streams_as(text).stop_reason("max_tokens")
    }

    /// Streams the tool call's input as this text, whatever its JSON is; Converse is unchanged.
    ///
    /// For a model whose fragments are no JSON once they are joined.
    pub fn input_streams_as(mut self, text: &str) -> Self {
        match self.last_call() {
            Some(_) => self.streams_as(text.to_owned()),
            None => self.without_call(),
        }
    }

    /// Streams the tool call's input as one delta without text, which is how the service
    /// streams a call of a tool that has no fields; Converse is unchanged.
    pub fn empty_delta(self) -> Self {
        self.input_streams_as("")
    }

    /// Sets the stop reason `malformed_tool_use`; the content stays as what the model wrote.
    pub fn malformed_tool_use(self) -> Self {
        self.stop_reason("malformed_tool_use")
    }

    /// Sets the stop reason `malformed_model_output`; the content stays as what the model wrote.
    pub fn malformed_model_output(self) -> Self {
        self.stop_reason("malformed_model_output")
    }

    /// Sets the stop reason `model_context_window_exceeded`.
    pub fn model_context_window_exceeded(self) -> Self {
        self.stop_reason("model_context_window_exceeded")
    }

    /// Sets the stop reason `content_filtered`.
    pub fn content_filtered(self) -> Self {
        self.stop_reason("content_filtered")
    }

    /// The block of the last tool call.
    fn last_call(&mut self) -> Option<&mut Value> {
        self.blocks()?.iter_mut().rfind(|block| block["toolUse"].is_object())
    }

    fn without_call(self) -> Self {
        match (self.is_error(), &self.body) {
            (false, Body::Json(_)) => Self::misused("the reply has no tool call to change"),
            _ => self,
        }
    }

    fn input(mut self, change: impl FnOnce(&mut Value)) -> Self {
        let Some(block) = self.last_call() else { return self.without_call() };
        change(&mut block["toolUse"]["input"]);
        self
    }

    fn streams_as(mut self, text: String) -> Self {
        let id = self.last_call().and_then(|block| block["toolUse"]["toolUseId"].as_str()).map(str::to_owned);
        if let Some(id) = id {
            self.streamed.inputs.insert(id, text);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(reply: Reply) -> Value {
        let body: Value = serde_json::from_str(&reply.body.into_text()).unwrap();
        body["output"]["message"]["content"].clone()
    }

    fn input(reply: Reply) -> Value {
        content(reply)[0]["toolUse"]["input"].clone()
    }

    fn call() -> Reply {
        Reply::tool("find", json!({"items": [{"n": 1}], "q": "tea"}))
    }

    #[test]
    fn an_input_takes_each_form() {
        assert_eq!(input(call().stringified()), json!(r#"{"items":[{"n":1}],"q":"tea"}"#));
        assert_eq!(input(call().stringified_at("items")), json!({"items": r#"[{"n":1}]"#, "q": "tea"}));
        assert_eq!(input(call().stringified_at("items.0")), json!({"items": [r#"{"n":1}"#], "q": "tea"}));
        assert_eq!(input(call().wrapped("data")), json!({"data": {"items": [{"n": 1}], "q": "tea"}}));
        let start = r#"{"items":[{"n":1}],"q":"t"#;
        assert_eq!(input(call().truncated_at(start.len())), json!({"items": [{"n": 1}], "q": "t"}));
    }

    #[test]
    fn a_fenced_input_is_text() {
        let reply = Reply::tool("find", json!({"n": 1})).text_first("Here:").fenced();
        assert_eq!(content(reply), json!([{"text": "Here:"}, {"text": "```json\n{\n  \"n\": 1\n}\n```"}]));
    }

    #[test]
    fn the_last_call_is_the_one_that_changes() {
        let content = content(call().and_tool("look", json!({})).wrapped("input").text_first("Hm."));
        assert_eq!(content[0], json!({"text": "Hm."}));
        assert_eq!(content[1]["toolUse"]["input"]["q"], "tea");
        assert_eq!(content[2]["toolUse"]["input"], json!({"input": {}}));
    }

    #[test]
    fn a_script_that_misses_its_target_says_so() {
        let misused = |reply: Reply| (reply.status, reply.body.into_text());
        assert_eq!(
            misused(Reply::text("Tea.").stringified()),
            (400, r#"{"message":"toolshape-local: the reply has no tool call to change"}"#.into())
        );
        assert_eq!(
            misused(call().stringified_at("item")),
            (400, r#"{"message":"toolshape-local: the tool call's input has nothing at `item`"}"#.into())
        );
        assert_eq!(misused(Reply::throttled().stringified_at("item")).0, 429);
    }
}
