//! The answer to a request for native output: text that is the value.

use serde_json::Value;

use crate::{Reply, ToolCall};

impl<I> Reply<'_, I> {
    /// The JSON that is all of the reply's text, where there is no tool call: what
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
    /// let input = reply.json().expect("the text is JSON");
    /// assert_eq!(read_value(&[spec], &reply.as_call("city", &input))?, json!({"name": "Lima"}));
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    #[must_use]
    pub fn json(&self) -> Option<Value> {
        if !self.calls.is_empty() {
            return None;
        }
        serde_json::from_str(&self.texts.concat()).ok()
    }

    /// The same reply with this input as a call of this tool in place of its content.
    #[must_use]
    pub fn as_call<'b>(&'b self, tool: &'b str, input: &'b Value) -> Reply<'b, &'b Value> {
        let mut reply = Reply::new(self.stop_reason);
        reply.guardrail_blocked = self.guardrail_blocked;
        reply.is_streamed = self.is_streamed;
        reply.calls.push(ToolCall { id: "", name: tool, input });
        reply
    }
}
