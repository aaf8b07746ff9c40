//! The kinds of JSON values, as a set.

use std::ops::{BitAnd, BitOr, Sub};

use serde_json::Value;
use toolshape_json_schema::equality::is_whole;

/// Which kinds of values there may be; a number counts as an integer or a fraction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(1 << 1);
    pub(super) const INTEGER: Self = Self(1 << 2);
    pub(super) const FRACTION: Self = Self(1 << 3);
    pub(super) const NUMBER: Self = Self(1 << 2 | 1 << 3);
    pub(super) const TEXT: Self = Self(1 << 4);
    pub(super) const LIST: Self = Self(1 << 5);
    pub(super) const OBJECT: Self = Self(1 << 6);
    pub(super) const ALL: Self = Self(0b111_1111);

    /// What the word `type` names.
    pub(super) fn named(word: &Value) -> Self {
        match word {
            Value::Array(list) => list.iter().map(Self::named).fold(Self::NONE, |all, kind| all | kind),
            Value::String(name) => match name.as_str() {
                "null" => Self::NULL,
                "boolean" => Self::BOOLEAN,
                "integer" => Self::INTEGER,
                "number" => Self::NUMBER,
                "string" => Self::TEXT,
                "array" => Self::LIST,
                "object" => Self::OBJECT,
                _ => Self::ALL,
            },
            _ => Self::ALL,
        }
    }

    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if is_whole(number) => Self::INTEGER,
            Value::Number(_) => Self::FRACTION,
            Value::String(_) => Self::TEXT,
            Value::Array(_) => Self::LIST,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all of the others are among these.
    pub(super) fn has(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }

    /// Whether one of the others is among these.
    pub(super) fn meets(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl BitAnd for Kinds {
    type Output = Self;

    fn bitand(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }
}

impl BitOr for Kinds {
    type Output = Self;

    fn bitor(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }
}

impl Sub for Kinds {
    type Output = Self;

    fn sub(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }
}
