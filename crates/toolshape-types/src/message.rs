//! What people write by hand, in short.

use serde_json::{Map, Value};

use crate::bedrock::{
    CachePointBlock, CachePointType, ContentBlock, ConversationRole, Message, ReasoningContentBlock,
    ReasoningTextBlock, SystemContentBlock, ToolResultBlock, ToolResultContentBlock, ToolResultStatus, ToolUseBlock,
};

impl Message {
    /// A turn of the user.
    ///
    /// ```
    /// use toolshape_types::bedrock::{ContentBlock, Message};
    ///
    /// let message = Message::user(["What sells best?"]);
    /// assert_eq!(message.content, [ContentBlock::Text("What sells best?".into())]);
    /// ```
    pub fn user<B: Into<ContentBlock>>(content: impl IntoIterator<Item = B>) -> Self {
        Self::new(ConversationRole::User, content)
    }

    /// A turn of the assistant.
    ///
    /// ```
    /// use toolshape_types::bedrock::{ContentBlock, Message, ReasoningTextBlock, ToolUseBlock};
    /// # use serde_json::json;
    ///
    /// let turn = Message::assistant([
    ///     ContentBlock::from(ReasoningTextBlock::new("Which table?", Some("EqoB".into()))),
    ///     ContentBlock::from("I look it up."),
    ///     ToolUseBlock::new("tooluse_1", "sql_query", json!({ "sql": "SELECT 1" })).into(),
    /// ]);
    /// assert_eq!(turn.content.len(), 3);
    /// ```
    pub fn assistant<B: Into<ContentBlock>>(content: impl IntoIterator<Item = B>) -> Self {
        Self::new(ConversationRole::Assistant, content)
    }

    fn new<B: Into<ContentBlock>>(role: ConversationRole, content: impl IntoIterator<Item = B>) -> Self {
        Self { role, content: content.into_iter().map(Into::into).collect(), extra: Map::new() }
    }
}

impl ToolResultBlock {
    /// What a tool answered to the call with this id.
    ///
    /// ```
    /// use toolshape_types::bedrock::{Message, ToolResultBlock};
    ///
    /// let turn = Message::user([ToolResultBlock::success("tooluse_1", ["42 rows"])]);
    /// assert_eq!(turn.content[0].as_tool_result().map(|result| result.tool_use_id.as_str()), Some("tooluse_1"));
    /// ```
    pub fn success<C: Into<ToolResultContentBlock>>(
        tool_use_id: impl Into<String>,
        content: impl IntoIterator<Item = C>,
    ) -> Self {
        Self::new(tool_use_id, content, ToolResultStatus::Success)
    }

    /// Why the call with this id failed. Models that do not know the status refuse it: set it to `None` for those.
    ///
    /// ```
    /// use toolshape_types::bedrock::{ToolResultBlock, ToolResultStatus};
    ///
    /// let result = ToolResultBlock::error("tooluse_1", ["no such table"]);
    /// assert_eq!(result.status, Some(ToolResultStatus::Error));
    /// ```
    pub fn error<C: Into<ToolResultContentBlock>>(
        tool_use_id: impl Into<String>,
        content: impl IntoIterator<Item = C>,
    ) -> Self {
        Self::new(tool_use_id, content, ToolResultStatus::Error)
    }

    fn new<C: Into<ToolResultContentBlock>>(
        tool_use_id: impl Into<String>,
        content: impl IntoIterator<Item = C>,
        status: ToolResultStatus,
    ) -> Self {
        Self {
            tool_use_id: tool_use_id.into(),
            content: content.into_iter().map(Into::into).collect(),
            status: Some(status),
            type_: None,
            extra: Map::new(),
        }
    }
}

impl ToolUseBlock {
    /// A call of a tool, as the model makes it.
    ///
    /// ```
    /// use toolshape_types::bedrock::ToolUseBlock;
    ///
    /// let call = ToolUseBlock::new("tooluse_1", "weather", serde_json::json!({ "city": "Linz" }));
    /// assert_eq!(call.input["city"], "Linz");
    /// ```
    pub fn new(tool_use_id: impl Into<String>, name: impl Into<String>, input: impl Into<Value>) -> Self {
        Self { tool_use_id: tool_use_id.into(), name: name.into(), input: input.into(), type_: None, extra: Map::new() }
    }
}

impl ReasoningTextBlock {
    /// What a model thought, and the signature that it gave with it: a model that signs takes nothing unsigned back.
    ///
    /// ```
    /// use toolshape_types::bedrock::{ContentBlock, ReasoningTextBlock};
    ///
    /// let block = ContentBlock::from(ReasoningTextBlock::new("Which table?", Some("EqoB".into())));
    /// # let text = block.as_reasoning_content().and_then(|reasoning| reasoning.as_reasoning_text());
    /// # assert_eq!(text.map(|block| block.text.as_str()), Some("Which table?"));
    /// ```
    pub fn new(text: impl Into<String>, signature: Option<String>) -> Self {
        Self { text: text.into(), signature, extra: Map::new() }
    }
}

impl From<ReasoningTextBlock> for ContentBlock {
    fn from(block: ReasoningTextBlock) -> Self {
        ReasoningContentBlock::from(block).into()
    }
}

/// A cache point that lives as long as the service has it by default: five minutes.
///
/// ```
/// use toolshape_types::bedrock::{CachePointBlock, CacheTtl, ContentBlock, Message};
///
/// let turn = Message::user([ContentBlock::from("A long text."), CachePointBlock::default().into()]);
/// let for_an_hour = CachePointBlock { ttl: Some(CacheTtl::from("1h")), ..Default::default() };
/// # assert!(turn.content[1].as_cache_point().is_some_and(|point| *point != for_an_hour));
/// ```
impl Default for CachePointBlock {
    fn default() -> Self {
        Self { type_: CachePointType::Default, ttl: None, extra: Map::new() }
    }
}

/// A string is a text block.
macro_rules! from_text {
    ($($block:ty)+) => {
        $(
            impl From<&str> for $block {
                fn from(text: &str) -> Self {
                    Self::Text(text.to_owned())
                }
            }

            impl From<String> for $block {
                fn from(text: String) -> Self {
                    Self::Text(text)
                }
            }
        )+
    };
}

from_text! { ContentBlock SystemContentBlock ToolResultContentBlock }

/// Bedrock takes an object here and nothing else.
impl From<Map<String, Value>> for ToolResultContentBlock {
    fn from(object: Map<String, Value>) -> Self {
        Self::Json(Value::Object(object))
    }
}
