use std::ops::AddAssign;

use serde::Deserialize;
use serde_json::value::RawValue;

/// What the server served to one model, to hold a client's own account against.
///
/// Tokens count once a reply that names them was handed to the connection in a form that can be
/// read: a body that is cut short counts none, nor does a stream that is cut, fails or has a
/// wrong checksum before the end of its `metadata` event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Requests, refused ones, throttled ones and those without an answer among them.
    pub requests: u64,
    /// Requests answered with a status of 200 to 299: the turns of the model.
    pub replies: u64,
    /// The sum of `inputTokens`.
    pub input_tokens: u64,
    /// The sum of `outputTokens`.
    pub output_tokens: u64,
    /// The sum of `totalTokens`.
    pub total_tokens: u64,
    /// The sum of `cacheReadInputTokens`.
    pub cache_read_input_tokens: u64,
    /// The sum of `cacheWriteInputTokens`.
    pub cache_write_input_tokens: u64,
}

/// The `usage` of one reply; what it leaves out is 0.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "named as on the wire")]
pub(crate) struct Tokens {
    input_tokens: u64,
    output_tokens: u64,
    total_tokens: u64,
    cache_read_input_tokens: u64,
    cache_write_input_tokens: u64,
}

impl Tokens {
    /// The tokens of a `usage`; none where it is not one.
    pub(crate) fn read(usage: &RawValue) -> Self {
        serde_json::from_str(usage.get()).unwrap_or_default()
    }
}

impl AddAssign<Tokens> for Usage {
    fn add_assign(&mut self, tokens: Tokens) {
        self.input_tokens += tokens.input_tokens;
        self.output_tokens += tokens.output_tokens;
        self.total_tokens += tokens.total_tokens;
        self.cache_read_input_tokens += tokens.cache_read_input_tokens;
        self.cache_write_input_tokens += tokens.cache_write_input_tokens;
    }
}
