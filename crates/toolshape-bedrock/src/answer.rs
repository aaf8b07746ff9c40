//! A value, and what the service reports about making it.

use std::time::Duration;

use aws_sdk_bedrockruntime::operation::RequestId as _;
use aws_sdk_bedrockruntime::types::ConverseMetrics;
use toolshape::{Outcome, Repair};
use toolshape_types::bedrock::{GuardrailTraceAssessment, StopReason, TokenUsage};

use crate::view;

/// The value that was asked for, with what it took.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The value.
    pub value: T,
    /// What about the model's input was repaired to make it; empty when it decoded as it came.
    pub repairs: Vec<Repair>,
    /// The tokens that were read and written.
    pub usage: TokenUsage,
    /// How long the service took, by its own clock.
    pub latency: Duration,
    /// Why the model stopped.
    pub stop_reason: StopReason,
    /// What the guardrail found, where one was set and its trace asked for.
    pub guardrail: Option<GuardrailTraceAssessment>,
    /// The id to give to AWS's support.
    pub request_id: Option<String>,
}

impl<T> Answer<T> {
    pub(crate) fn new(outcome: Outcome<T>, report: Report) -> Self {
        let Outcome { value, repairs, .. } = outcome;
        let Report { usage, latency, stop_reason, guardrail, request_id } = report;
        Self { value, repairs, usage, latency, stop_reason, guardrail, request_id }
    }
}

/// What the service reports beside the content of a reply, whether or not it became an answer.
pub(crate) struct Report {
    pub(crate) usage: TokenUsage,
    pub(crate) latency: Duration,
    pub(crate) stop_reason: StopReason,
    pub(crate) guardrail: Option<GuardrailTraceAssessment>,
    pub(crate) request_id: Option<String>,
}

impl Report {
    pub(crate) fn of(output: &view::Output) -> Self {
        let usage = output.usage().cloned().and_then(|usage| usage.try_into().ok());
        let latency = output.metrics().map_or(0, ConverseMetrics::latency_ms);
        let trace = output.trace().and_then(|trace| trace.guardrail());
        Self {
            usage: usage.unwrap_or_else(no_usage),
            latency: Duration::from_millis(latency.try_into().unwrap_or_default()),
            stop_reason: output.stop_reason().as_str().into(),
            guardrail: trace.cloned().and_then(|trace| trace.try_into().ok()),
            request_id: output.request_id().map(ToOwned::to_owned),
        }
    }
}

/// A reply that counts nothing.
fn no_usage() -> TokenUsage {
    TokenUsage {
        input_tokens: 0,
        output_tokens: 0,
        total_tokens: 0,
        cache_read_input_tokens: None,
        cache_write_input_tokens: None,
        cache_details: None,
        extra: serde_json::Map::new(),
    }
}
