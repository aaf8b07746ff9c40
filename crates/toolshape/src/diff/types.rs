//! The types of JSON values, as sets.

use serde_json::{Number, Value};

use super::document::Schema;

/// A set of types. Numbers are three: a whole number is written `3` or `3.0`, and draft 4 tells them apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const NONE: Self = Self(0);
    pub(super) const NULL: Self = Self(1);
    pub(super) const BOOLEAN: Self = Self(1 << 1);
    const INTEGER: Self = Self(1 << 2);
    const WHOLE: Self = Self(1 << 3);
    const FRACTION: Self = Self(1 << 4);
    pub(super) const STRING: Self = Self(1 << 5);
    pub(super) const ARRAY: Self = Self(1 << 6);
    pub(super) const OBJECT: Self = Self(1 << 7);
    pub(super) const ALL: Self = Self(u8::MAX);
    pub(super) const INTEGERS: Self = Self::INTEGER.or(Self::WHOLE);
    pub(super) const NUMBERS: Self = Self::INTEGERS.or(Self::FRACTION);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn has_any(self, other: Self) -> bool {
        !self.and(other).is_none()
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        self.without(other).is_none()
    }

    pub(super) fn bits(self) -> u8 {
        self.0
    }

    /// What the word `type` says; `None` where it names no type.
    pub(super) fn named(schema: Schema<'_>) -> Option<Self> {
        let of_name = |name: &Value| {
            Some(match name.as_str()? {
                "null" => Self::NULL,
                "boolean" => Self::BOOLEAN,
                "integer" if schema.document.whole_numbers_are_integers => Self::INTEGERS,
                "integer" => Self::INTEGER,
                "number" => Self::NUMBERS,
                "string" => Self::STRING,
                "array" => Self::ARRAY,
                "object" => Self::OBJECT,
                _ => return None,
            })
        };
        match schema.word("type")? {
            Value::Array(names) => names.iter().try_fold(Self::NONE, |types, name| Some(types.or(of_name(name)?))),
            name => of_name(name),
        }
    }

    /// Those of a value and of all that equal it.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if is_whole(number) => Self::INTEGERS,
            Value::Number(_) => Self::FRACTION,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// No fewer than those of the values that a schema accepts.
    pub(super) fn accepted_by(schema: Schema<'_>, hops: u8) -> Self {
        if schema.value == &Value::Bool(false) {
            return Self::NONE;
        }
        let mut types = Self::named(schema).unwrap_or(Self::ALL);
        if let Some(value) = schema.word("const") {
            types = types.and(Self::of(value));
        }
        if let Some(values) = schema.word("enum").and_then(Value::as_array) {
            types = types.and(values.iter().fold(Self::NONE, |all, value| all.or(Self::of(value))));
        }
        let Some(hops) = hops.checked_sub(1) else { return types };
        for word in ["anyOf", "oneOf"] {
            if schema.word(word).is_some_and(Value::is_array) {
                let branches = schema.list(word).map(|branch| Self::accepted_by(branch, hops));
                types = types.and(branches.fold(Self::NONE, Self::or));
            }
        }
        let both = schema.list("allOf").chain(schema.target());
        both.fold(types, |types, schema| types.and(Self::accepted_by(schema, hops)))
    }

    /// Their names in JSON Schema.
    pub(super) fn names(self) -> String {
        if self == Self::ALL {
            return "any".to_owned();
        }
        let number = match self.and(Self::NUMBERS) {
            Self::INTEGERS => "integer",
            Self::INTEGER => "integer without a point",
            _ => "number",
        };
        let all = [
            (Self::STRING, "string"),
            (Self::NUMBERS, number),
            (Self::BOOLEAN, "boolean"),
            (Self::ARRAY, "array"),
            (Self::OBJECT, "object"),
            (Self::NULL, "null"),
        ];
        let names: Vec<_> = all.iter().filter(|(types, _)| self.has_any(*types)).map(|(_, name)| *name).collect();
        if names.is_empty() { "nothing".to_owned() } else { names.join(" or ") }
    }
}

fn is_whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|float| float.fract() == 0.0)
}
