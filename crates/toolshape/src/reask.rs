//! What to do after a reply or a refusal: a decision without IO.

mod follow_up;

use std::time::Duration;

pub use follow_up::{CallResult, FollowUp};

use serde::Deserializer;

use crate::ladder::Refusal;
use crate::{Error, ErrorKind, Ladder, Reply, Rung, Rungs, ToolSpec};

/// What asking may cost.
///
/// ```
/// let limits = toolshape::Limits::default();
/// assert_eq!(limits.attempts, 2);
/// assert_eq!(limits.tokens, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The most turns of the model, the first included.
    pub attempts: u32,
    /// The most tokens, read and written, over all attempts.
    pub tokens: Option<u64>,
    /// The most time, over all attempts.
    pub time: Option<Duration>,
    /// The limit of output tokens for one more attempt after a reply that was cut off.
    pub max_tokens_retry: Option<i32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { attempts: 2, tokens: None, time: None, max_tokens_retry: None }
    }
}

/// What an attempt took.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent {
    /// The tokens that this attempt read.
    pub input_tokens: u64,
    /// The tokens that it wrote.
    pub output_tokens: u64,
    /// The time since the first attempt began.
    pub elapsed: Duration,
}

/// What to do next; a carrier does all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// There is a value.
    Accept,
    /// Send the assistant's turn back and this one after it.
    Ask(FollowUp),
    /// Send the same request with this limit of output tokens.
    Raise(i32),
    /// Send the same request with this mechanism; with the same one, `strict` is left out of its tools.
    Move {
        /// The mechanism.
        to: Rung,
        /// The mechanisms that this model refuses for any request.
        remember: Rungs,
    },
    /// There will be no value.
    GiveUp(End),
}

/// Why there will be no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// Asking again would change nothing.
    Final,
    /// The attempts are used up.
    Attempts,
    /// Another attempt would take more tokens than are left.
    Tokens,
    /// The time is used up.
    Time,
}

/// The course of one request: where it stands on the ladder, and what it has spent.
///
/// ```
/// use std::time::Duration;
///
/// use serde_json::json;
/// use toolshape::{End, Family, FollowUp, Ladder, Limits, Plan, Reply, Rungs, Spent, Step, Terms, ToolSpec};
///
/// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
/// let family = Family::of("us.amazon.nova-lite-v1:0");
/// let ladder = Ladder::new(family.rungs, Terms::default(), Rungs::default());
/// let mut plan = Plan::new(ladder, Limits::default(), family.result_status);
///
/// let mut reply = Reply::<&serde_json::Value>::new("end_turn");
/// reply.texts.push("That would be Lima.");
/// let error = toolshape::read_value(&[spec.clone()], &reply).unwrap_err();
/// let spent = Spent { input_tokens: 100, output_tokens: 20, elapsed: Duration::from_millis(700) };
///
/// let step = plan.after_reply(&[spec.clone()], &reply, Some(&error), spent);
/// let Step::Ask(FollowUp::Prompt(text)) = step else { panic!("{step:?}") };
/// assert_eq!(text, "Answer with a call of the tool `city`, not in words.");
///
/// let step = plan.after_reply(&[spec], &reply, Some(&error), spent);
/// assert_eq!(step, Step::GiveUp(End::Attempts));
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Plan {
    ladder: Ladder,
    limits: Limits,
    /// Whether the model knows the status of a tool's result.
    result_status: bool,
    /// Whether the service is to hold the model to the schema of a tool.
    strict: bool,
    attempts: u32,
    tokens: u64,
    raised: bool,
}

impl Plan {
    /// The course of a request that nothing was spent on.
    #[must_use]
    pub fn new(ladder: Ladder, limits: Limits, result_status: bool) -> Self {
        Self { ladder, limits, result_status, strict: false, attempts: 0, tokens: 0, raised: false }
    }

    /// Says whether a tool is sent strict: it is sent without where the service refuses that.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Whether strict tools are sent strict.
    #[must_use]
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// The rung to send the request from.
    #[must_use]
    pub fn rung(&self) -> Rung {
        self.ladder.rung()
    }

    /// What to do after the service refused the request as invalid.
    ///
    /// A message about how the value was asked for leads to the next mechanism; one about tools altogether leads to
    /// native output. Where `strict` or what it holds a tool to is refused, the same mechanism is tried without it
    /// first. Any other message is final.
    ///
    /// ```
    /// use toolshape::{End, Family, Ladder, Limits, Plan, Rung, Rungs, Step, Terms};
    ///
    /// let family = Family::of("us.amazon.nova-lite-v1:0");
    /// let ladder = Ladder::new(family.rungs, Terms::default(), Rungs::default());
    /// let mut plan = Plan::new(ladder, Limits::default(), family.result_status);
    /// let message = "This model doesn't support the toolConfig.toolChoice.tool field.";
    /// let remember = Rungs::from_iter([Rung::Forced]);
    /// assert_eq!(plan.after_refusal(message), Step::Move { to: Rung::Any, remember });
    /// assert_eq!(plan.after_refusal("The provided image is too large."), Step::GiveUp(End::Final));
    /// ```
    pub fn after_refusal(&mut self, message: &str) -> Step {
        let rung = self.rung();
        let Some(refusal) = Refusal::of(rung, message) else { return Step::GiveUp(End::Final) };
        if refusal == Refusal::Schema && self.strict && rung != Rung::Native {
            self.strict = false;
            return Step::Move { to: rung, remember: Rungs::default() };
        }
        let refused = refusal.rungs(rung);
        match self.ladder.down(refused) {
            Some(to) => Step::Move { to, remember: if refusal.is_lasting() { refused } else { Rungs::default() } },
            None => Step::GiveUp(End::Final),
        }
    }

    /// What to do after a reply, given what it lacks.
    ///
    /// Only a reply that the model can improve is asked for again: one without a call, with a call
    /// that does not match, or with output that could not be read. One that was cut off is asked
    /// for once more where its limit can be raised.
    pub fn after_reply<'a, I>(
        &mut self,
        offered: &[ToolSpec],
        reply: &Reply<'a, I>,
        error: Option<&Error>,
        spent: Spent,
    ) -> Step
    where
        I: Deserializer<'a> + Copy,
    {
        self.attempts += 1;
        self.tokens = self.tokens.saturating_add(spent.input_tokens).saturating_add(spent.output_tokens);
        let Some(error) = error else { return Step::Accept };
        let next = match error.kind() {
            ErrorKind::NoToolCall | ErrorKind::Mismatch | ErrorKind::MalformedToolUse | ErrorKind::MalformedOutput => {
                None
            }
            ErrorKind::Truncated if !self.raised => match self.limits.max_tokens_retry {
                Some(limit) => Some(Step::Raise(limit)),
                None => return Step::GiveUp(End::Final),
            },
            _ => return Step::GiveUp(End::Final),
        };
        // A reply that was cut off does not go back: what it wrote is not read again.
        let reads = spent.input_tokens.saturating_add(if next.is_some() { 0 } else { spent.output_tokens });
        if let Some(end) = self.exhausted(reads, spent.elapsed) {
            return Step::GiveUp(end);
        }
        if let Some(step) = next {
            self.raised = true;
            return step;
        }
        let follow_up = FollowUp::new(offered, self.rung(), reply, error, self.result_status);
        if matches!(follow_up, FollowUp::Results(_)) {
            self.ladder.tool_turns();
        }
        Step::Ask(follow_up)
    }

    /// Whether there is no room for another attempt, which reads at least so many tokens.
    fn exhausted(&self, reads: u64, elapsed: Duration) -> Option<End> {
        if self.attempts >= self.limits.attempts {
            return Some(End::Attempts);
        }
        if self.limits.tokens.is_some_and(|most| self.tokens.saturating_add(reads) > most) {
            return Some(End::Tokens);
        }
        self.limits.time.is_some_and(|most| elapsed >= most).then_some(End::Time)
    }
}

#[cfg(test)]
mod tests;
