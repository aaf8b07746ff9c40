//! The types of JSON values, as sets.

use serde_json::Value;
use toolshape_json_schema::equality::is_whole;

use crate::schema::Schema;

/// A set of types. Numbers are two of them: integers, `3.0` among them, and fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Types(u8);

impl Types {
    const NONE: Self = Self(0);
    const NULL: Self = Self(1);
    const BOOLEAN: Self = Self(1 << 1);
    pub(crate) const INTEGER: Self = Self(1 << 2);
    pub(crate) const NUMBER: Self = Self(1 << 2 | 1 << 3);
    pub(crate) const STRING: Self = Self(1 << 4);
    pub(crate) const ARRAY: Self = Self(1 << 5);
    pub(crate) const OBJECT: Self = Self(1 << 6);
    pub(crate) const ALL: Self = Self((1 << 7) - 1);

    /// The name of each in JSON Schema.
    const NAMES: [(&str, Self); 6] = [
        ("string", Self::STRING),
        ("number", Self::NUMBER),
        ("boolean", Self::BOOLEAN),
        ("array", Self::ARRAY),
        ("object", Self::OBJECT),
        ("null", Self::NULL),
    ];

    pub(crate) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(crate) fn is_within(self, other: Self) -> bool {
        self.without(other).is_none()
    }

    /// Each by itself.
    pub(crate) fn each(self) -> Vec<Self> {
        let each = Self::NAMES.into_iter().map(|(_, types)| types.and(self));
        each.filter(|types| !types.is_none()).collect()
    }

    /// What the keyword `type` says.
    pub(crate) fn named(value: &Value) -> Self {
        match value {
            Value::Array(names) => names.iter().map(Self::named).fold(Self::NONE, Self::or),
            Value::String(name) if name == "integer" => Self::INTEGER,
            name => Self::NAMES.into_iter().find(|(known, _)| name == known).map_or(Self::NONE, |(_, types)| types),
        }
    }

    fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) if is_whole(number) => Self::INTEGER,
            Value::Number(_) => Self::NUMBER.without(Self::INTEGER),
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    pub(crate) fn of_all<'a>(values: impl IntoIterator<Item = &'a Value>) -> Self {
        values.into_iter().map(Self::of).fold(Self::NONE, Self::or)
    }

    /// Those of the values that a schema accepts, or more; references and choices are followed `hops` deep.
    pub(crate) fn accepted_by(schema: Schema<'_>, hops: u8) -> Self {
        if schema.value == &Value::Bool(false) {
            return Self::NONE;
        }
        let mut types = schema.word("type").map_or(Self::ALL, Self::named);
        if let Some(values) = schema.values() {
            types = types.and(Self::of_all(values));
        }
        let Some(hops) = hops.checked_sub(1) else { return types };
        for word in ["anyOf", "oneOf"].into_iter().filter(|word| schema.word(word).is_some()) {
            let branches = schema.list(word).map(|branch| Self::accepted_by(branch, hops));
            types = types.and(branches.fold(Self::NONE, Self::or));
        }
        let all = schema.list("allOf").chain(schema.target());
        all.fold(types, |types, schema| types.and(Self::accepted_by(schema, hops)))
    }

    /// `string or null`.
    pub(crate) fn names(self) -> String {
        if self == Self::ALL {
            return "any".to_owned();
        }
        let is_integer = self.and(Self::NUMBER) == Self::INTEGER;
        let names = Self::NAMES.into_iter().filter(|(_, types)| !self.and(*types).is_none());
        let names = names.map(|(name, _)| if name == "number" && is_integer { "integer" } else { name });
        names.collect::<Vec<_>>().join(" or ")
    }
}
