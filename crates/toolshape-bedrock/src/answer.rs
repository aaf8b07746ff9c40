//! A value, and what the service reports about making it.

use std::time::Duration;

use toolshape::{OtherCall, Outcome, Repair, Rung};
use toolshape_types::bedrock::{GuardrailTraceAssessment, StopReason, TokenUsage};

use crate::Attempt;
use crate::exchange::Received;
use crate::ledger::{Cost, Ledger};

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
    pub(crate) fn new(outcome: Outcome<T>, received: Received, ledger: Ledger) -> Self {
        let Received { report, rung, .. } = received;
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
#[derive(Clone)]
pub(crate) struct Report {
    pub(crate) cost: Cost,
    pub(crate) stop_reason: StopReason,
    pub(crate) guardrail: Option<GuardrailTraceAssessment>,
    pub(crate) request_id: Option<String>,
}
