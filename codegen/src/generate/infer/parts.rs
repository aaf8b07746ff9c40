//! Unions, taken apart into kinds of values.

use super::alternatives::Alternative;
use super::kinds::Kinds;
use super::numbers;
use super::schemas::Sub;
use super::types::Types;
use crate::generate::model::{Format, Shape};

/// A part of a union: the values of one kind.
pub(super) enum Part {
    Boolean,
    /// With a subschema that allows integers beyond the shape.
    Number(Shape, Option<Sub>),
    Text(Shape),
    Enum(Vec<Alternative>),
    List(Vec<Alternative>),
    Object(Vec<Alternative>),
    /// All that no other part holds.
    Other,
}

impl Types<'_, '_> {
    /// The parts of what may be there, apart from null, in the order of the schema.
    pub(super) fn parts(&self, alternatives: &[Alternative]) -> Vec<Part> {
        let kinds = |alternative: &Alternative| self.schemas.kinds(&alternative.subs);
        let of_kind = |kind: Kinds| {
            let found = alternatives.iter().filter(|alternative| kinds(alternative).meets(kind));
            found.cloned().collect::<Vec<_>>()
        };
        let is_free = |alternative: &&Alternative| self.schemas.values(&alternative.subs).is_none();
        let free = alternatives.iter().filter(is_free).map(kinds).fold(Kinds::NULL, |all, kinds| all | kinds);
        if free == Kinds::ALL {
            let (objects, lists) = (of_kind(Kinds::OBJECT), of_kind(Kinds::LIST));
            let is_wild = |alternative: &Alternative| kinds(alternative).has(Kinds::ALL - Kinds::NULL);
            let have_more = (self.objects_say_more(&objects), self.lists_say_more(&lists));
            if have_more == (false, false) || alternatives.iter().any(is_wild) {
                let mut parts = Vec::new();
                parts.extend(have_more.0.then_some(Part::Object(objects)));
                parts.extend(have_more.1.then_some(Part::List(lists)));
                parts.push(Part::Other);
                return parts;
            }
        }
        let mut parts = Vec::new();
        let mut seen = Kinds::NONE;
        for alternative in alternatives {
            for kind in self.schemas.kinds_in_order(&alternative.subs) {
                if kinds(alternative).meets(kind) && !seen.meets(kind) {
                    seen = seen | kind;
                    parts.push(self.part(kind, of_kind(kind)));
                }
            }
        }
        parts
    }

    fn part(&self, kind: Kinds, alternatives: Vec<Alternative>) -> Part {
        match kind {
            Kinds::BOOLEAN => Part::Boolean,
            Kinds::NUMBER => {
                let (shape, beyond) = numbers::shape(self.schemas, &alternatives);
                Part::Number(shape, beyond)
            }
            Kinds::TEXT if self.words(&alternatives).is_some() => Part::Enum(alternatives),
            Kinds::TEXT => Part::Text(self.format(&alternatives).map_or(Shape::Text, Shape::Formatted)),
            Kinds::LIST => Part::List(alternatives),
            _ => Part::Object(alternatives),
        }
    }

    /// The format of all the texts, where there is one that has a type.
    fn format(&self, alternatives: &[Alternative]) -> Option<Format> {
        let format = |one: &Alternative| one.subs.iter().find_map(|sub| self.schemas.get(*sub).format());
        let first = format(alternatives.first()?)?;
        alternatives.iter().all(|one| format(one) == Some(first)).then_some(first)
    }

    fn objects_say_more(&self, alternatives: &[Alternative]) -> bool {
        !alternatives.iter().any(|one| self.schemas.is_any_object(&one.subs))
    }

    fn lists_say_more(&self, alternatives: &[Alternative]) -> bool {
        !alternatives.iter().any(|one| self.schemas.is_any_list(&one.subs))
    }
}

impl Part {
    /// What a type of it is called, after the type that it is a part of.
    pub(super) fn suffix(&self) -> &'static str {
        match self {
            Self::List(_) => "Items",
            Self::Object(_) => "Object",
            Self::Enum(_) => "Text",
            Self::Boolean | Self::Number(..) | Self::Text(_) | Self::Other => "",
        }
    }
}

/// What a variant that holds a shape is called.
pub(super) fn label(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "Other",
        Shape::Null => "Null",
        Shape::Boolean => "Boolean",
        Shape::Integer | Shape::Integer32 | Shape::Unsigned => "Integer",
        Shape::Number => "Number",
        Shape::Text | Shape::Formatted(_) | Shape::Named(_) => "Text",
        Shape::List(_) | Shape::OneOrMany(_) | Shape::Tuple(_) => "List",
        Shape::Map(_) => "Object",
        Shape::Nullable(inner) => label(inner),
    }
}
