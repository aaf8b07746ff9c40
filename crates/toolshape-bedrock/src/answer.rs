//! A value, and what the service reports about making it.

use std::time::Duration;

use aws_sdk_bedrockruntime::operation::RequestId as _;
use aws_sdk_bedrockruntime::types::ConverseStreamMetadataEvent;
use toolshape::{OtherCall, Outcome, Repair, Rung};
use toolshape_types::bedrock::{GuardrailTraceAssessment, StopReason, TokenUsage};

use crate::ledger::{Cost, Ledger};
use crate::{Attempt, view};

/// The value that was asked for, with what it took.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The value.
    pub value: T,
    /// What about the model's input was repaired to make it; empty when it decoded as it came.
    pub repairs: Vec<Repair>,
    /// The calls of the reply that the value is not from.
    pub other_calls: Vec<OtherCall>,
    /// How the model was asked when it gave the value.
    pub rung: Rung,
    /// Every turn of the model, in order; the last one gave the value.
    pub attempts: Vec<Attempt>,
    /// The HTTP requests that were sent, including those that were throttled, refused or broken.
    pub requests: u32,
    /// The tokens that were read and written, over all attempts.
    pub usage: TokenUsage,
    /// How long the service took, by its own clock, over all attempts.
    pub latency: Duration,
    /// Why the model stopped.
    pub stop_reason: StopReason,
    /// What the guardrail found, where one was set and its trace asked for.
    pub guardrail: Option<GuardrailTraceAssessment>,
    /// The id to give to AWS's support.
    pub request_id: Option<String>,
}

impl<T> Answer<T> {
    pub(crate) fn new(outcome: Outcome<T>, rung: Rung, report: Report, ledger: Ledger) -> Self {
        Self {
            value: outcome.value,
            repairs: outcome.repairs,
            other_calls: outcome.other_calls,
            rung,
            usage: ledger.usage(),
            latency: ledger.latency(),
            attempts: ledger.attempts,
            requests: ledger.requests,
            stop_reason: report.stop_reason,
            guardrail: report.guardrail,
            request_id: report.request_id,
        }
    }
}

/// What the service reports beside the content of a reply, whether or not it became an answer.
pub(crate) struct Report {
    pub(crate) cost: Cost,
    pub(crate) stop_reason: StopReason,
    pub(crate) guardrail: Option<GuardrailTraceAssessment>,
    pub(crate) request_id: Option<String>,
}

impl Report {
    pub(crate) fn of(output: &view::Output) -> Self {
        let trace = output.trace().and_then(|trace| trace.guardrail());
        Self {
            cost: Cost::of(output),
            stop_reason: output.stop_reason().as_str().into(),
            guardrail: trace.cloned().and_then(|trace| trace.try_into().ok()),
            request_id: output.request_id().map(ToOwned::to_owned),
        }
    }

    /// Of a stream, where the last event need not have come.
    pub(crate) fn of_stream(
        stop_reason: StopReason,
        last: Option<ConverseStreamMetadataEvent>,
        request_id: Option<String>,
    ) -> Self {
        let cost = last.as_ref().map_or_else(Cost::unknown, Cost::of_stream);
        let trace = last.and_then(|last| last.trace?.guardrail);
        Self { cost, stop_reason, guardrail: trace.and_then(|trace| trace.try_into().ok()), request_id }
    }
}
