use serde_json::Value;

/// A kind of tool choice, as a request's `toolConfig.toolChoice` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ToolChoice {
    /// `auto`: the model decides. A request without a tool choice means the same, but holds no
    /// field that a model could refuse.
    Auto,
    /// `any`: the model must call a tool.
    Any,
    /// `tool`: the model must call the one named.
    Tool,
}

impl ToolChoice {
    pub(crate) fn of(request: &Value) -> Option<Self> {
        let choice = request["toolConfig"]["toolChoice"].as_object()?;
        [Self::Auto, Self::Any, Self::Tool]
            .into_iter()
            .find(|kind| choice.get(kind.member()).is_some_and(|value| !value.is_null()))
    }

    pub(crate) fn member(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Any => "any",
            Self::Tool => "tool",
        }
    }
}
