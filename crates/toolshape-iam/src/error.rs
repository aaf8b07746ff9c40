//! Why there are no statements, or no denial.

use std::fmt;

/// Why a name was refused, or why what a call needs is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Arn { part: &'static str, rule: &'static str },
    Field { name: &'static str, rule: &'static str },
    Unknown { what: String, give: &'static str },
    NoDenial,
}

impl Error {
    pub(crate) fn arn(part: &'static str, rule: &'static str) -> Self {
        Self(Kind::Arn { part, rule })
    }

    pub(crate) fn field(name: &'static str, rule: &'static str) -> Self {
        Self(Kind::Field { name, rule })
    }

    pub(crate) fn unknown(what: String, give: &'static str) -> Self {
        Self(Kind::Unknown { what, give })
    }

    pub(crate) fn no_denial() -> Self {
        Self(Kind::NoDenial)
    }

    /// The part of a malformed ARN: `prefix`, `partition`, `service`, `region`, `account` or `resource`.
    #[must_use]
    pub fn arn_part(&self) -> Option<&'static str> {
        match &self.0 {
            Kind::Arn { part, .. } => Some(part),
            _ => None,
        }
    }

    /// Whether something has to be given that neither the call nor a table tells, such as the regions of a profile.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.0, Kind::Unknown { .. })
    }

    /// Whether a text is not a known denial.
    #[must_use]
    pub fn is_no_denial(&self) -> bool {
        matches!(self.0, Kind::NoDenial)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Arn { part, rule } => write!(f, "malformed ARN: the {part} {rule}"),
            Kind::Field { name, rule } => write!(f, "the {name} {rule}"),
            Kind::Unknown { what, give } => write!(f, "{what} unknown; give {give}"),
            Kind::NoDenial => f.write_str("the text is not a known denial"),
        }
    }
}

impl std::error::Error for Error {}
