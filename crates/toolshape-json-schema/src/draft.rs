//! Which draft a schema is written in.

use serde_json::{Map, Value};

/// The drafts of JSON Schema, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Draft {
    /// Draft 4, and draft 5, which says the same better.
    D4,
    /// Draft 6.
    D6,
    /// Draft 7.
    D7,
    /// Draft 2019-09.
    D2019,
    /// Draft 2020-12.
    D2020,
}

impl Draft {
    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::D4 => "draft 4",
            Self::D6 => "draft 6",
            Self::D7 => "draft 7",
            Self::D2019 => "draft 2019-09",
            Self::D2020 => "draft 2020-12",
        }
    }
}

/// How a schema is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Whose keywords count.
    pub draft: Draft,
    /// Whether the document declares it. An undeclared document is read as 2020-12, and keywords of older drafts that
    /// contradict nothing in it are understood.
    pub declared: bool,
}

impl Dialect {
    /// The dialect of a document without `$schema`.
    pub const UNDECLARED: Self = Self { draft: Draft::D2020, declared: false };

    /// The dialect that a `$schema` names; `None` where it is none of JSON Schema's own.
    #[must_use]
    pub fn of(schema: &str) -> Option<Self> {
        const NAMES: [(&str, Draft); 9] = [
            ("draft-03", Draft::D4), // with a warning
            ("draft-04", Draft::D4),
            ("draft-05", Draft::D4), // the same keywords, said better
            ("draft-06", Draft::D6),
            ("draft-07", Draft::D7),
            ("draft/2019-09", Draft::D2019),
            ("draft/2020-12", Draft::D2020),
            ("oas/3.1/dialect", Draft::D2020),
            ("3.1/schemas", Draft::D2020),
        ];
        let (_, address) = schema.split_once("://")?;
        let (host, path) = address.split_once('/')?;
        if !matches!(host, "json-schema.org" | "www.json-schema.org" | "spec.openapis.org") {
            return None;
        }
        let path = path.trim_end_matches(['#', '/']);
        if path == "schema" {
            return Some(Self::UNDECLARED); // "the latest"
        }
        let (_, draft) = NAMES
            .into_iter()
            .find(|(start, _)| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))?;
        Some(Self { draft, declared: true })
    }

    /// Whether keywords beside a `$ref` are ignored.
    #[must_use]
    pub fn references_stand_alone(self) -> bool {
        self.draft <= Draft::D7
    }

    /// Whether a schema has a `$ref` and the draft ignores all other keywords in it.
    #[must_use]
    pub fn is_only_reference(self, keywords: &Map<String, Value>) -> bool {
        self.references_stand_alone() && keywords.get("$ref").is_some_and(Value::is_string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialect_is_known_by_any_spelling_of_its_address() {
        let draft = |schema| Dialect::of(schema).map(|dialect| dialect.draft);
        assert_eq!(draft("http://json-schema.org/draft-07/schema#"), Some(Draft::D7));
        assert_eq!(draft("https://json-schema.org/draft-07/schema"), Some(Draft::D7));
        assert_eq!(draft("http://json-schema.org/draft-04/hyper-schema#"), Some(Draft::D4));
        assert_eq!(draft("https://json-schema.org/draft/2019-09/schema"), Some(Draft::D2019));
        assert_eq!(draft("https://json-schema.org/draft-07"), Some(Draft::D7));
        assert_eq!(draft("http://json-schema.org/draft-05/schema#"), Some(Draft::D4));
        assert_eq!(draft("https://json-schema.org/draft-071/schema"), None);
        assert_eq!(Dialect::of("http://json-schema.org/schema#"), Some(Dialect::UNDECLARED));
        assert_eq!(Dialect::of("https://example.com/draft-07/schema"), None);
    }
}
