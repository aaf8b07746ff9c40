//! What is wrong with a value.

use std::fmt;

use serde_json::Value;

/// One rule that a value breaks.
///
/// Neither `Display` nor `Debug` holds anything of the value but the names of its members.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    pub(super) pointer: String,
    pub(super) problem: String,
    pub(super) nearest: Option<String>,
    pub(super) known: Vec<String>,
    pub(super) keyword: String,
    pub(super) limit: Value,
    pub(super) document: String,
    pub(super) place: String,
    pub(super) page: Option<String>,
}

impl Violation {
    /// Where in the value, as a JSON pointer; empty for the value itself.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The known member or enum value that was probably meant.
    #[must_use]
    pub fn nearest(&self) -> Option<&str> {
        self.nearest.as_deref()
    }

    /// The members that an object with an unknown one, or a union with none or too many, could have.
    #[must_use]
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// The word of JSON Schema that states the rule, such as `maxLength`.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// The word's value, such as 64.
    #[must_use]
    pub fn limit(&self) -> &Value {
        &self.limit
    }

    /// The document of `toolshape-schemas` with the rule, such as `bedrock/tool.json`.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The JSON pointer to the rule in its document; to the type where strict validation adds the rule.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The page of AWS's reference on the type with the rule.
    #[must_use]
    pub fn page(&self) -> Option<&str> {
        self.page.as_deref()
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() { "(the value itself)" } else { &self.pointer };
        write!(f, "{}\n  {}", OneLine(pointer), self.problem)?;
        if let Some(nearest) = &self.nearest {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        if !self.known.is_empty() {
            write!(f, "\n  known: {}", self.known.join(", "))?;
        }
        write!(f, "\n  rule:  {}: {}", self.keyword, OneLine(&self.limit.to_string()))?;
        write!(f, "\n  from:  {}#{}", self.document, self.place)?;
        self.page.as_ref().map_or(Ok(()), |page| write!(f, "\n  see:   {page}"))
    }
}

/// Every rule that a value breaks, in the order of the value.
#[derive(Clone, Debug, PartialEq)]
pub struct Violations(pub(super) Vec<Violation>);

impl Violations {
    /// The violations, at least one.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.iter().enumerate() {
            write!(f, "{}{violation}", if index == 0 { "" } else { "\n\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A text on one line, cut where it is too long to read; a member's name may hold anything.
pub(super) struct OneLine<'a>(pub(super) &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LENGTH: usize = 160;
        for c in self.0.chars().take(LENGTH) {
            if c.is_control() { write!(f, "{}", c.escape_default())? } else { write!(f, "{c}")? }
        }
        if self.0.chars().nth(LENGTH).is_some() { f.write_str("…") } else { Ok(()) }
    }
}
