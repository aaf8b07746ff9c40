//! How much of a reply is read.

/// The most that a [`Client`](crate::Client) reads of one reply, in bytes and in content blocks.
///
/// A reply that is larger ends in an error of its own ([`is_too_large`](crate::Error::is_too_large)), with what had
/// arrived. The defaults are many times what a model writes today. They bound memory: an untyped value takes up to
/// 40 bytes for each byte of its JSON, a typed one what its type takes.
///
/// ```
/// use toolshape_bedrock::{Client, SizeLimits};
///
/// let mut limits = SizeLimits::default();
/// limits.reply = 1_000_000;
/// let client = Client::local("http://127.0.0.1:8089").with_size_limits(limits);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SizeLimits {
    /// The bytes of a reply that comes whole: 8,000,000 by default. One with images may need more.
    pub reply: usize,
    /// The bytes that a stream holds: text, reasoning, and names and inputs of calls. 8,000,000 by default.
    pub text: usize,
    /// The bytes of one frame of a stream: 8,000,000 by default. A larger one is refused at its header;
    /// one of over 24 MB, which the format does not have, makes the reply unreadable whatever the limit.
    pub frame: usize,
    /// The content blocks of a reply, whole or streamed: 10,000 by default.
    pub blocks: usize,
    /// The bytes of an error's body: 1,000,000 by default. The error keeps its kind; its message ends there.
    pub error: usize,
}

impl SizeLimits {
    /// What is wrong with a reply of more blocks.
    pub(crate) fn over_blocks(self) -> String {
        format!("more than {} content blocks", self.blocks)
    }

    /// What is wrong with a larger frame.
    pub(crate) fn over_frame(self) -> String {
        format!("a frame of more than {} bytes", self.frame)
    }
}

impl Default for SizeLimits {
    fn default() -> Self {
        Self { reply: 8_000_000, text: 8_000_000, frame: 8_000_000, blocks: 10_000, error: 1_000_000 }
    }
}
