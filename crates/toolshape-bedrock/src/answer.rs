//! A value, and what the service reports about making it.

use std::fmt;
use std::time::Duration;

use toolshape::{OtherCall, Outcome, Repair, Rung};
use toolshape_types::bedrock::{
    ContentBlock, GuardrailTraceAssessment, Message, StopReason, TokenUsage, ToolResultBlock, ToolResultContentBlock,
};

use crate::exchange::Received;
use crate::ledger::{Cost, Ledger};
use crate::reply::Content;
use crate::{Attempt, echo};

/// The value that was asked for, with what it took.
///
/// `Debug` shows neither the value nor anything else that the model wrote.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Answer<T> {
    /// The value.
    pub value: T,
    /// What about the model's input was repaired to make it; empty when it decoded as it came.
    pub repairs: Vec<Repair>,
    /// The id of the call that the value is from; `None` where it is from text.
    pub call_id: Option<String>,
    /// The other tool calls in the reply, in order. [`OtherCall::decode`] reads one.
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
    content: Content,
}

impl<T> Answer<T> {
    pub(crate) fn new(outcome: Outcome<T>, received: Received, ledger: Ledger) -> Self {
        let Received { content, report, rung, .. } = received;
        Self {
            content,
            value: outcome.value,
            repairs: outcome.repairs,
            call_id: outcome.call_id,
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

    /// The assistant's turn, for a conversation that goes on: text, signed reasoning and every call, as they came.
    ///
    /// It is in a form that every model takes back: blank text is left out, text behind a call stands before it, and
    /// what the service does not take in the name of a tool becomes `_`.
    /// The turn after it must hold a result for each call, [that of the value](Self::tool_result) and those of
    /// [`other_calls`](Self::other_calls).
    ///
    /// ```no_run
    /// use toolshape_bedrock::{Answer, Generate};
    /// use toolshape_types::bedrock::Message;
    /// # use serde_json::Value;
    ///
    /// fn go_on(request: Generate<Value>, answer: &Answer<Value>) -> Generate<Value> {
    ///     let result = answer.tool_result(["42 rows"]);
    ///     request.message(answer.message()).messages(result.map(|result| Message::user([result])))
    /// }
    /// ```
    #[must_use]
    pub fn message(&self) -> Message {
        echo::turn(self.content.blocks())
    }

    /// What the tool answered to the call that the value is from; `None` where the value is from text.
    ///
    /// Models that do not know a result's status refuse it: set it to `None` for those.
    #[must_use]
    pub fn tool_result<C: Into<ToolResultContentBlock>>(
        &self,
        content: impl IntoIterator<Item = C>,
    ) -> Option<ToolResultBlock> {
        Some(ToolResultBlock::success(self.call_id.as_ref()?, content))
    }

    /// All text of the reply, one block a line, thought in tags included; `None` where there is none.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let blocks = self.content.blocks();
        let texts: Vec<&str> = blocks.iter().filter_map(ContentBlock::as_text).collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    }
}

impl<T> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("rung", &self.rung)
            .field("repairs", &self.repairs.len())
            .field("other_calls", &self.other_calls.len())
            .field("attempts", &self.attempts.len())
            .field("total_tokens", &self.usage.total_tokens)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
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
