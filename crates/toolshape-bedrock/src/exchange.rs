//! From a request to a reply that will do, however often it takes.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_sdk_bedrockruntime::config::SharedAsyncSleep;
use aws_sdk_bedrockruntime::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_bedrockruntime::operation::RequestId as _;
use aws_sdk_bedrockruntime::operation::converse_stream::{ConverseStreamError, ConverseStreamOutput};
use aws_smithy_async::rt::sleep::default_async_sleep;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use toolshape::{
    Dialect, Error as ShapeError, Ladder, Limits, Plan, Reply, Request, Rung, Spent, Step, Terms, ToolSpec, Turn,
};
use toolshape_types::bedrock::{ContentBlock, Message};

use crate::answer::Report;
use crate::input::Input;
use crate::ledger::{Attempt, Cost, Ledger};
use crate::models::Models;
use crate::view::Content;
use crate::wire::{self, Sending, Tries};
use crate::{Error, ErrorKind, echo, span};

/// A request on its way, the same for every type of value.
pub(crate) struct Exchange {
    sdk: aws_sdk_bedrockruntime::Client,
    models: Arc<Models>,
    request: Request<Message>,
    thinking: bool,
    dialect: Dialect,
    plan: Plan,
    time: Option<Duration>,
    began: Instant,
    ledger: Ledger,
    /// The request for a stream that waits for its answer.
    opening: Option<Opening>,
}

/// A reply as it came, not yet read.
pub(crate) struct Received {
    pub(crate) content: Content,
    pub(crate) report: Report,
    pub(crate) rung: Rung,
    pub(crate) tries: u32,
}

/// A stream that the service opened.
pub(crate) struct Opened {
    pub(crate) output: ConverseStreamOutput,
    pub(crate) request_id: Option<String>,
    pub(crate) rung: Rung,
    pub(crate) tries: u32,
}

/// A request for a stream on its way.
struct Opening {
    rung: Rung,
    tries: Tries,
    /// Boxed: the SDK's future is large, and would be moved with each one around it. The mutex is never locked: it lets
    /// what holds a future be shared between threads.
    answer: Mutex<Pin<Box<dyn Future<Output = OpeningResult> + Send>>>,
}

type OpeningResult = Result<ConverseStreamOutput, SdkError<ConverseStreamError, HttpResponse>>;

impl Exchange {
    pub(crate) fn new(
        sdk: aws_sdk_bedrockruntime::Client,
        models: Arc<Models>,
        request: Request<Message>,
        limits: Limits,
        rung: Option<Rung>,
    ) -> Self {
        let family = models.family(&request.model);
        let thinking = request.additional_model_fields.as_ref().is_some_and(|fields| family.thinks(fields));
        let mut terms = Terms::default();
        terms.several_tools = request.tools.len() > 1;
        terms.thinking = thinking;
        terms.tool_turns = request.turns.iter().any(uses_tools);
        terms.loose_schema = family.rungs.contains(Rung::Native)
            && !request.tools.iter().all(|tool| tool.in_dialect(Dialect::STRICT).is_ok());
        let ladder = Ladder::new(family.rungs, terms, models.refused(&request.model, thinking));
        let ladder = match rung {
            Some(Rung::Forced | Rung::Any) if thinking => ladder,
            Some(Rung::Forced) if terms.several_tools => ladder.from_rung(Rung::Any),
            Some(rung) => ladder.from_rung(rung),
            None => ladder,
        };
        let dialect = family.dialect;
        let strict = family.strict && request.tools.iter().any(ToolSpec::is_strict);
        let plan = Plan::new(ladder, limits, family.result_status).strict(strict);
        let (time, began) = (limits.time, Instant::now());
        Self { sdk, models, request, thinking, dialect, plan, time, began, ledger: Ledger::default(), opening: None }
    }

    pub(crate) fn offered(&self) -> &[ToolSpec] {
        &self.request.tools
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The next reply, from the first rung that is not refused.
    pub(crate) async fn reply(&mut self) -> Result<Received, Error> {
        loop {
            match self.send().await {
                Ok(received) => return Ok(received),
                Err(error) => self.step_down(error)?,
            }
        }
    }

    /// The next reply as a stream, from the first rung that is not refused.
    ///
    /// Where the future is dropped before it is ready, the next one waits for the same answer.
    pub(crate) async fn open(&mut self) -> Result<Opened, Error> {
        loop {
            let opening = if let Some(opening) = &mut self.opening {
                opening
            } else {
                let opening = self.send_for_stream()?;
                self.opening.insert(opening)
            };
            let answer = opening.answer.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().await;
            let (rung, tries) = (opening.rung, opening.tries.clone());
            self.opening = None;
            match self.counted(rung, &tries, answer) {
                Ok((output, tries)) => {
                    let request_id = output.request_id().map(ToOwned::to_owned);
                    return Ok(Opened { output, request_id, rung, tries });
                }
                Err(error) => self.step_down(error)?,
            }
        }
    }

    async fn send(&mut self) -> Result<Received, Error> {
        let (rung, tries) = (self.plan.rung(), Tries::default());
        self.trace_request();
        let call = wire::converse(&self.sdk, &self.request, self.sending(&tries))?;
        // Boxed: the SDK's future is large, and would be moved with each one around it.
        let result = Box::pin(call.send()).await;
        let (output, tries) = self.counted(rung, &tries, result)?;
        tracing::trace!(output = ?output.output, "reply");
        let report = Report::of(&output);
        Ok(Received { content: Content::Whole(Box::new(output)), report, rung, tries })
    }

    fn send_for_stream(&self) -> Result<Opening, Error> {
        let (rung, tries) = (self.plan.rung(), Tries::default());
        self.trace_request();
        let call = wire::converse_stream(&self.sdk, &self.request, self.sending(&tries))?;
        Ok(Opening { rung, tries, answer: Mutex::new(Box::pin(call.send())) })
    }

    fn trace_request(&self) {
        tracing::trace!(system = ?self.request.system, turns = ?self.request.turns, "request");
    }

    fn sending(&self, tries: &Tries) -> Sending {
        let (rung, time) = (self.plan.rung(), self.time_left());
        Sending { rung, strict: self.plan.is_strict(), dialect: self.dialect, time, tries: tries.clone() }
    }

    /// What is left of the time, where there is a limit.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        self.time.map(|time| time.saturating_sub(self.began.elapsed()))
    }

    /// The timer.
    pub(crate) fn sleep(&self) -> Option<SharedAsyncSleep> {
        self.sdk.config().sleep_impl().or_else(default_async_sleep)
    }

    /// Takes down what the SDK sent and what did not arrive of it; gives what did, and after how many requests.
    fn counted<T, E>(
        &mut self,
        rung: Rung,
        tries: &Tries,
        result: Result<T, SdkError<E, HttpResponse>>,
    ) -> Result<(T, u32), Error>
    where
        E: ProvideErrorMetadata + std::error::Error + 'static,
    {
        let counted = tries.counted();
        self.ledger.requests += counted.requests;
        let mut replies = counted.replies;
        match result {
            Ok(output) => {
                replies.pop();
                Ok((output, counted.requests.saturating_sub(self.lose(rung, replies, ErrorKind::Transport))))
            }
            Err(error) => {
                let error = self.in_time(Error::of_sdk(&error));
                let last = replies.pop();
                self.lose(rung, replies, ErrorKind::Transport);
                self.lose(rung, last, error.kind());
                Err(error)
            }
        }
    }

    /// Takes down turns of the model that did not arrive, and says how many.
    fn lose(&mut self, rung: Rung, replies: impl IntoIterator<Item = Option<String>>, error: ErrorKind) -> u32 {
        let mut lost = 0;
        for request_id in replies {
            let Cost { usage, latency } = Cost::unknown();
            let attempt = Attempt { rung, error: Some(error), usage, latency, stop_reason: None, request_id, tries: 1 };
            self.attempted(attempt);
            lost += 1;
        }
        lost
    }

    /// Takes down what was sent for a stream that nobody waits for any more.
    pub(crate) fn give_up(&mut self) {
        let Some(Opening { rung, tries, .. }) = self.opening.take() else { return };
        let counted = tries.counted();
        self.ledger.requests += counted.requests;
        self.lose(rung, counted.replies, ErrorKind::Transport);
    }

    pub(crate) fn attempted(&mut self, attempt: Attempt) {
        self.ledger.attempts.push(attempt);
        if let Some(attempt) = self.ledger.attempts.last() {
            span::attempted(self.ledger.attempts.len(), attempt);
        }
    }

    /// Goes one rung down after a refusal of the way to ask; gives any other error back.
    pub(crate) fn step_down(&mut self, error: Error) -> Result<(), Error> {
        let left = self.plan.rung();
        if error.is_validation()
            && let Some(message) = error.message()
            && let Step::Move { to, remember } = self.plan.after_refusal(message)
        {
            tracing::debug!(from = left.as_str(), to = to.as_str(), "the service refused how the model was asked");
            self.models.refuse(&self.request.model, self.thinking, remember);
            return Ok(());
        }
        Err(error)
    }

    /// The error as that of the budget, where nothing is left of the time.
    pub(crate) fn in_time(&self, error: Error) -> Error {
        let out_of_time = error.is_timeout() && self.time_left().is_some_and(|left| left.is_zero());
        if out_of_time { error.out_of_budget("time") } else { error }
    }

    /// Takes down the attempt that gave a value.
    pub(crate) fn accept(&mut self, received: &Received) {
        self.attempted(received.attempt(None));
    }

    /// Takes down an attempt after which nothing more is asked.
    pub(crate) fn refuse(&mut self, received: Received, error: ShapeError) -> Error {
        self.attempted(received.attempt(Some(ErrorKind::of(error.kind()))));
        Error::of_reply(error, received.report)
    }

    /// Prepares to ask again for what a reply lacks; gives the error back where that is the end.
    pub(crate) fn ask_again(&mut self, received: Received, error: ShapeError) -> Result<(), Error> {
        if error.is_no_tool_call() && !received.content.has_message() {
            self.attempted(received.attempt(Some(ErrorKind::UnreadableReply)));
            return Err(Error::without_message(received.report));
        }
        self.attempted(received.attempt(Some(ErrorKind::of(error.kind()))));

        let tokens = u64::try_from(received.report.cost.usage.total_tokens).unwrap_or_default();
        let spent = Spent { tokens, elapsed: self.began.elapsed() };
        let step = self.plan.after_reply(&self.request.tools, &received.reply(), Some(&error), spent);
        match step {
            Step::Ask(follow_up) => {
                echo::push(&mut self.request.turns, &received.content.blocks(), follow_up);
                Ok(())
            }
            Step::Raise(limit) => {
                self.request.inference.max_tokens = Some(limit);
                Ok(())
            }
            Step::GiveUp(toolshape::End::Tokens) => {
                Err(Error::of_reply(error, received.report).out_of_budget("tokens"))
            }
            Step::GiveUp(toolshape::End::Time) => Err(Error::of_reply(error, received.report).out_of_budget("time")),
            Step::GiveUp(_) | Step::Accept | Step::Move { .. } => Err(Error::of_reply(error, received.report)),
        }
    }

    pub(crate) fn take_ledger(&mut self) -> Ledger {
        std::mem::take(&mut self.ledger)
    }
}

impl Received {
    /// The neutral view.
    pub(crate) fn reply(&self) -> Reply<'_, Input<'_>> {
        self.content.reply(&self.report)
    }

    fn attempt(&self, error: Option<ErrorKind>) -> Attempt {
        Attempt {
            rung: self.rung,
            error,
            usage: self.report.cost.usage.clone(),
            latency: self.report.cost.latency,
            stop_reason: Some(self.report.stop_reason.clone()),
            request_id: self.report.request_id.clone(),
            tries: self.tries,
        }
    }
}

fn uses_tools(turn: &Turn<Message>) -> bool {
    let Turn::Message(message) = turn else { return false };
    message.content.iter().any(|block| matches!(block, ContentBlock::ToolUse(_) | ContentBlock::ToolResult(_)))
}
