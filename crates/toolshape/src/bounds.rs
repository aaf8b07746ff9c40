//! The service's rules for the names and ids of tool calls.
//!
//! See [ToolUseBlock] for where they come from.
//!
//! [ToolUseBlock]: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolUseBlock.html

/// Whether the service takes this as the name of a tool: 1 to 64 of `a-z A-Z 0-9 _ -`.
///
/// ```
/// assert!(toolshape::bounds::is_tool_name("sql_query"));
/// assert!(!toolshape::bounds::is_tool_name("sql query"));
/// ```
#[must_use]
pub fn is_tool_name(name: &str) -> bool {
    is_word(name, b"_-")
}

/// Whether the service takes this as the id of a tool call: 1 to 64 of `a-z A-Z 0-9 _ . : -`.
///
/// ```
/// assert!(toolshape::bounds::is_tool_use_id("tooluse_1"));
/// assert!(!toolshape::bounds::is_tool_use_id(""));
/// ```
#[must_use]
pub fn is_tool_use_id(id: &str) -> bool {
    is_word(id, b"_.:-")
}

fn is_word(text: &str, others: &[u8]) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || others.contains(&b))
}
