//! The answer to a request for native output: text that is the value.

use serde::de::IgnoredAny;

use crate::{Reply, ToolCall};

impl<'a, I> Reply<'a, I> {
    /// The reply's text, where all of it is JSON and there is no tool call: what
    /// [`Rung::Native`](crate::Rung::Native) brings.
    ///
    /// Read it [as a call](Self::as_call) of the one tool.
    ///
    /// ```
    /// use serde_json::{Value, json};
    /// use toolshape::{Reply, ToolSpec, read_value};
    ///
    /// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
    /// let mut reply = Reply::<&Value>::new("end_turn");
    /// reply.texts.push(r#"{"name": "Lima"}"#);
    /// let text = reply.json().expect("the text is JSON");
    /// let input: Value = serde_json::from_str(&text)?;
    /// assert_eq!(read_value(&[spec], &reply.as_call("city", &input))?, json!({"name": "Lima"}));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn json(&self) -> Option<String> {
        if !self.calls.is_empty() {
            return None;
        }
        let text = self.texts.concat();
        serde_json::from_str::<IgnoredAny>(&text).is_ok().then_some(text)
    }

    /// The same reply with this input as a call of this tool in place of its content. The call has no id.
    #[must_use]
    pub fn as_call<'b, J>(&self, tool: &'b str, input: J) -> Reply<'b, J>
    where
        'a: 'b,
    {
        let mut reply = Reply::new(self.stop_reason);
        reply.guardrail_blocked = self.guardrail_blocked;
        reply.is_streamed = self.is_streamed;
        reply.calls.push(ToolCall { id: "", name: tool, input });
        reply
    }
}
