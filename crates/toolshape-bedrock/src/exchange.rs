//! From a request to the replies that it takes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use aws_sdk_bedrockruntime::config::SharedAsyncSleep;
use aws_smithy_async::rt::sleep::default_async_sleep;
use toolshape::{
    Dialect, Error as ShapeError, ErrorKind, JsonText, Ladder, Plan, Reply, Rung, Spent, Step, Terms, ToolSpec,
};
use toolshape_types::bedrock::{ContentBlock, ConverseRequest, GuardrailStreamProcessingMode};

use crate::answer::Report;
use crate::body::{Body, Form};
use crate::generate::Asked;
use crate::ledger::{Attempt, Cost, Ledger};
use crate::reply::{Content, Whole};
use crate::wire::{self, Kept, Record};
use crate::{Client, Error, SizeLimits, echo, span};

/// A request on its way, the same for every type of value.
pub(crate) struct Exchange {
    client: Client,
    request: ConverseRequest,
    tools: Vec<ToolSpec>,
    guardrail_mode: Option<GuardrailStreamProcessingMode>,
    pub(crate) streamed: bool,
    thinking: bool,
    dialect: Dialect,
    plan: Plan,
    time: Option<Duration>,
    began: Instant,
    ledger: Ledger,
    /// The request that waits for its answer.
    opening: Option<Opening>,
}

/// A reply as it came, not yet read.
pub(crate) struct Received {
    pub(crate) content: Content,
    pub(crate) report: Report,
    pub(crate) rung: Rung,
    pub(crate) tries: u32,
}

/// An answer of the service that a model wrote: whole, or a stream to be read.
pub(crate) struct Opened {
    pub(crate) kept: Kept,
    pub(crate) rung: Rung,
    pub(crate) tries: u32,
}

struct Opening {
    rung: Rung,
    record: Record,
    /// The mutex is never locked: it lets what holds a future be shared between threads.
    answer: Mutex<wire::Answer>,
}

impl Exchange {
    pub(crate) fn new(client: Client, asked: Asked, streamed: bool) -> Self {
        let Asked { request, tools, guardrail_mode, limits, words, rung } = asked;
        let family = client.models.family(&request.model_id);
        let fields = request.additional_model_request_fields.as_ref();
        let thinking = fields.is_some_and(|fields| family.thinks(fields));
        let mut terms = Terms::default();
        terms.several_tools = tools.len() > 1;
        terms.thinking = thinking;
        terms.tool_turns = request.messages.iter().flatten().flat_map(|message| &message.content).any(uses_tools);
        terms.loose_schema =
            family.rungs.contains(Rung::Native) && !tools.iter().all(|tool| tool.in_dialect(Dialect::STRICT).is_ok());
        let ladder = Ladder::new(family.rungs, terms, client.models.refused(&request.model_id, thinking));
        let ladder = match rung {
            _ if words => ladder.from_rung(Rung::Auto),
            Some(Rung::Forced | Rung::Any) if thinking => ladder,
            Some(Rung::Forced) if terms.several_tools => ladder.from_rung(Rung::Any),
            Some(rung) => ladder.from_rung(rung),
            None => ladder,
        };
        let dialect = family.dialect;
        let strict = family.strict && tools.iter().any(ToolSpec::is_strict);
        let plan = Plan::new(ladder, limits, family.result_status).strict(strict);
        let (time, began) = (limits.time, Instant::now());
        Self {
            client,
            request,
            tools,
            guardrail_mode,
            streamed,
            thinking,
            dialect,
            plan,
            time,
            began,
            ledger: Ledger::default(),
            opening: None,
        }
    }

    pub(crate) fn offered(&self) -> &[ToolSpec] {
        &self.tools
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The next answer, from the first rung that is not refused.
    ///
    /// Where the future is dropped before it is ready, the next one waits for the same answer.
    pub(crate) async fn open(&mut self) -> Result<Opened, Error> {
        loop {
            let opening = if let Some(opening) = &mut self.opening {
                opening
            } else {
                let opening = self.send()?;
                self.opening.insert(opening)
            };
            let answer = opening.answer.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut().await;
            let (rung, record) = (opening.rung, opening.record.clone());
            self.opening = None;
            match self.counted(rung, &record, answer) {
                Ok((kept, tries)) => return Ok(Opened { kept, rung, tries }),
                Err(error) => self.step_down(error)?,
            }
        }
    }

    /// The body that would be sent now.
    pub(crate) fn body(&self) -> Result<Vec<u8>, Error> {
        let form = Form { rung: self.plan.rung(), strict: self.plan.is_strict(), dialect: self.dialect };
        let guardrail_mode = self.guardrail_mode.as_ref().filter(|_| self.streamed);
        Ok(Body { request: &self.request, tools: &self.tools, form, guardrail_mode }.write()?)
    }

    fn send(&self) -> Result<Opening, Error> {
        tracing::trace!(system = ?self.request.system, messages = ?self.request.messages, "request");
        let call = wire::Call {
            model: self.request.model_id.clone(),
            body: self.body()?.into(),
            headers: Vec::new(),
            time: self.time_left(),
            streamed: self.streamed,
            limits: self.client.limits,
        };
        let record = Record::default();
        let answer = Mutex::new(wire::send(&self.client.sdk, call, record.clone()));
        Ok(Opening { rung: self.plan.rung(), record, answer })
    }

    pub(crate) fn size_limits(&self) -> SizeLimits {
        self.client.limits
    }

    /// What is left of the time, where there is a limit.
    pub(crate) fn time_left(&self) -> Option<Duration> {
        self.time.map(|time| time.saturating_sub(self.began.elapsed()))
    }

    /// The timer.
    pub(crate) fn sleep(&self) -> Option<SharedAsyncSleep> {
        self.client.sdk.config().sleep_impl().or_else(default_async_sleep)
    }

    /// Takes down what the SDK sent and what did not arrive of it; gives what did, and after how many requests.
    fn counted(&mut self, rung: Rung, record: &Record, result: Result<Kept, Error>) -> Result<(Kept, u32), Error> {
        let sent = record.take_sent();
        self.ledger.requests += sent.requests;
        let mut replies = sent.replies;
        match result {
            Ok(kept) => {
                replies.pop();
                Ok((kept, sent.requests.saturating_sub(self.lose(rung, replies, ErrorKind::Transport))))
            }
            Err(error) => {
                let error = self.in_time(error);
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
            self.attempted(Attempt::lost(rung, error, request_id, 1));
            lost += 1;
        }
        lost
    }

    /// Takes down what was sent and nobody waits for any more.
    pub(crate) fn give_up(&mut self) {
        let Some(Opening { rung, record, .. }) = self.opening.take() else { return };
        let sent = record.take_sent();
        self.ledger.requests += sent.requests;
        self.lose(rung, sent.replies, ErrorKind::Transport);
    }

    pub(crate) fn attempted(&mut self, attempt: Attempt) {
        self.ledger.attempts.push(attempt);
        if let Some(attempt) = self.ledger.attempts.last() {
            span::attempted(self.ledger.attempts.len(), attempt);
        }
    }

    /// Reads the body of an answer that came whole.
    pub(crate) fn receive(&mut self, opened: Opened) -> Result<Received, Error> {
        let Opened { kept: Kept { request_id, body }, rung, tries } = opened;
        let body = body.bytes().unwrap_or_default().to_vec();
        match Whole::read(&body.into(), request_id.clone()) {
            Ok((whole, report)) => {
                let over = whole.over(self.client.limits).map(|over| (over, whole.salvage()));
                let received = Received { content: Content::Whole(whole), report, rung, tries };
                let Some((over, salvage)) = over else { return Ok(received) };
                self.attempted(received.attempt(Some(ErrorKind::TooLarge)));
                Err(Error::too_large(&over, request_id, Some(received.report)).with_salvage(Some(salvage)))
            }
            Err(error) => {
                self.attempted(Attempt::lost(rung, error.kind(), request_id, tries));
                Err(error)
            }
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
            self.client.models.refuse(&self.request.model_id, self.thinking, remember);
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
        self.attempted(received.attempt(Some(error.kind())));
        received.error(error)
    }

    /// Prepares to ask again for what a reply lacks; gives the error back where that is the end.
    pub(crate) fn ask_again(&mut self, received: Received, error: ShapeError) -> Result<(), Error> {
        if received.lacks_message(&error) {
            self.attempted(received.attempt(Some(ErrorKind::UnreadableReply)));
            return Err(received.error(error));
        }
        self.attempted(received.attempt(Some(error.kind())));

        let usage = &received.report.cost.usage;
        let output_tokens = u64::try_from(usage.output_tokens).unwrap_or_default();
        // The total is the account that budgets are held to.
        let input_tokens = u64::try_from(usage.total_tokens).unwrap_or_default().saturating_sub(output_tokens);
        let spent = Spent { input_tokens, output_tokens, elapsed: self.began.elapsed() };
        let step = self.plan.after_reply(&self.tools, &received.reply(), Some(&error), spent);
        match step {
            Step::Ask(follow_up) => {
                echo::push(self.request.messages.get_or_insert_default(), received.content.blocks(), follow_up);
                Ok(())
            }
            Step::Raise(limit) => {
                self.request.inference_config.get_or_insert_default().max_tokens = Some(limit);
                Ok(())
            }
            Step::GiveUp(toolshape::End::Tokens) => Err(received.error(error).out_of_budget("tokens")),
            Step::GiveUp(toolshape::End::Time) => Err(received.error(error).out_of_budget("time")),
            Step::GiveUp(_) | Step::Accept | Step::Move { .. } => Err(received.error(error)),
        }
    }

    pub(crate) fn take_ledger(&mut self) -> Ledger {
        std::mem::take(&mut self.ledger)
    }
}

impl Received {
    /// The neutral view.
    pub(crate) fn reply(&self) -> Reply<'_, JsonText<'_>> {
        self.content.reply(&self.report)
    }

    /// The error of what the reply lacks.
    pub(crate) fn error(self, error: ShapeError) -> Error {
        if self.lacks_message(&error) {
            let request_id = self.report.request_id.clone();
            return Error::unreadable("the reply holds no message", request_id, Some(self.report));
        }
        Error::of_reply(error, self.report)
    }

    fn lacks_message(&self, error: &ShapeError) -> bool {
        error.is_no_tool_call() && !self.content.has_message()
    }

    pub(crate) fn attempt(&self, error: Option<ErrorKind>) -> Attempt {
        let Cost { usage, latency } = self.report.cost.clone();
        Attempt {
            rung: self.rung,
            error,
            usage,
            latency,
            stop_reason: Some(self.report.stop_reason.clone()),
            request_id: self.report.request_id.clone(),
            tries: self.tries,
        }
    }
}

fn uses_tools(block: &ContentBlock) -> bool {
    matches!(block, ContentBlock::ToolUse(_) | ContentBlock::ToolResult(_))
}
