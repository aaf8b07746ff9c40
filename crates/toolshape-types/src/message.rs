//! What people write by hand, in short.

use serde_json::{Map, Value};

use crate::bedrock::{
    ContentBlock, ConversationRole, Message, SystemContentBlock, ToolResultBlock, ToolResultContentBlock,
    ToolResultStatus,
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
