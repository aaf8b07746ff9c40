//! Checks an input while it is read. An error means that it may break a constraint, and stops the reading.

use std::fmt;

use serde::Deserialize as _;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::outline::{Link, Outline, Parts, Place};
use crate::validity::Judge;

#[derive(Clone, Copy)]
pub(super) struct Look<'o> {
    pub(super) outline: &'o Outline,
    pub(super) judge: Judge<'o>,
    pub(super) link: Link,
}

impl Look<'_> {
    fn at(self, link: Link) -> Self {
        Self { link, ..self }
    }
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        match &self.outline.places[self.link.place] {
            Place::Free => IgnoredAny::deserialize(input).map(drop),
            Place::Whole(schema) => {
                let value = Value::deserialize(input)?;
                holds(self.link.or_null && value.is_null() || self.judge.accepts(schema, &value))
            }
            Place::Same(link) => {
                self.at(Link { or_null: self.link.or_null || link.or_null, ..*link }).deserialize(input)
            }
            Place::Parts(parts) => input.deserialize_any(Inside { look: self, parts }),
        }
    }
}

/// Looks at a value whose parts have places of their own.
struct Inside<'o> {
    look: Look<'o>,
    parts: &'o Parts,
}

impl Inside<'_> {
    fn is<E: Error>(&self, name: &str) -> Result<(), E> {
        holds(self.parts.types.has(name))
    }
}

impl<'de> Visitor<'de> for Inside<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.is("boolean")
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        holds(self.parts.types.has("integer") || self.parts.types.has("number"))
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.visit_i64(0)
    }

    // Whether a float is an integer is left to the judge.
    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.is("number")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.is("string")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        holds(self.look.link.or_null || self.parts.types.has("null"))
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, input: D) -> Result<(), D::Error> {
        input.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        self.is("array")?;
        let mut count = 0;
        loop {
            let link = self.parts.first_elements.get(count).copied().unwrap_or(self.parts.other_elements);
            if input.next_element_seed(self.look.at(link))?.is_none() {
                break;
            }
            count += 1;
        }
        let (fewest, most) = self.parts.count;
        holds((fewest..=most).contains(&count))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        self.is("object")?;
        let mut seen = 0;
        while let Some((link, bit)) = input.next_key_seed(Name(self.parts))? {
            seen |= bit;
            input.next_value_seed(self.look.at(link))?;
        }
        holds(seen == self.parts.required)
    }
}

/// The place of the member of a name.
struct Name<'o>(&'o Parts);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = (Link, u64);

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<(Link, u64), D::Error> {
        input.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = (Link, u64);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(Link, u64), E> {
        Ok(self.0.members.get(name).copied().unwrap_or((self.0.other_members, 0)))
    }
}

fn holds<E: Error>(keeps: bool) -> Result<(), E> {
    if keeps { Ok(()) } else { Err(E::custom("it may break a constraint")) }
}
