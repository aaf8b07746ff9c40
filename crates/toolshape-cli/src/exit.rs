//! How the program ends.

use std::process::ExitCode;

use toolshape_bedrock::ErrorKind;

/// The program's exit status. Scripts rely on the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// There is a value, or a source.
    Done = 0,
    /// What was read does not do: a reply that is no value, a schema that is none.
    Refused = 1,
    /// The arguments, or the request that they make, are wrong. Also clap's own.
    Usage = 2,
    /// No reply came, it could not be printed, or the program could not start.
    Service = 3,
    /// Ctrl-C, as shells have it.
    Interrupted = 130,
    /// Nobody reads what is printed any more; what a program gives that a closed pipe ends.
    Unread = 141,
}

impl Exit {
    pub(crate) fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::InvalidRequest => Self::Usage,
            ErrorKind::Truncated
            | ErrorKind::GuardrailBlocked
            | ErrorKind::ContentFiltered
            | ErrorKind::MalformedToolUse
            | ErrorKind::MalformedOutput
            | ErrorKind::NoToolCall
            | ErrorKind::ContextWindowExceeded
            | ErrorKind::Mismatch
            | ErrorKind::UnreadableReply
            | ErrorKind::TooLarge
            | ErrorKind::NoSuchList
            | ErrorKind::BudgetExhausted => Self::Refused,
            _ => Self::Service,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
