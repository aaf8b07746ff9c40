//! Where in an input a type's constraints stand, so that the rest is passed over as it is read.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserializer;
use serde::de::DeserializeSeed as _;
use serde_json::{Map, Number, Value};

use super::input::Look;
use crate::dialect::{applied, is_number_format, only_tells, target};
use crate::validity::Judge;

/// The places of a schema that hold constraints.
pub(super) struct Outline {
    pub(super) places: Vec<Place>,
    root: Link,
}

/// A place of an input, or null where that is as good.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub(super) place: usize,
    pub(super) or_null: bool,
}

pub(super) enum Place {
    /// There are no constraints here.
    Free,
    /// The value is read whole and judged by this schema.
    Whole(Value),
    /// Each part has a place of its own.
    Parts(Parts),
    /// What a reference leads to.
    Same(Link),
}

pub(super) struct Parts {
    pub(super) types: Types,
    /// Members by name, with their bits in `required`.
    pub(super) members: BTreeMap<String, (Link, u64)>,
    pub(super) other_members: Link,
    /// A bit for each member that must be there.
    pub(super) required: u64,
    pub(super) first_elements: Vec<Link>,
    pub(super) other_elements: Link,
    /// The fewest and the most elements.
    pub(super) count: (usize, usize),
}

/// The types that a value may have.
#[derive(Clone, Copy)]
pub(super) struct Types(u8);

impl Types {
    const NAMES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

    fn of(ty: Option<&Value>) -> Self {
        let names = match ty {
            Some(Value::String(name)) => vec![name.as_str()],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Self::NAMES.to_vec(),
        };
        Self(names.into_iter().map(Self::bit).fold(0, |all, bit| all | bit))
    }

    fn bit(name: &str) -> u8 {
        Self::NAMES.iter().position(|known| *known == name).map_or(0, |at| 1 << at)
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.0 & Self::bit(name) != 0
    }
}

const FREE: Link = Link { place: 0, or_null: false };

impl Outline {
    /// With `of_all`, every keyword counts; without, only those that a Rust type does not enforce by itself.
    pub(super) fn of(schema: &Value, of_all: bool) -> Self {
        let mut builder = Builder { schema, of_all, places: vec![Place::Free], targets: HashMap::new() };
        let root = builder.link(schema);
        Self { places: builder.places, root }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.root.place == FREE.place
    }

    /// Whether an input certainly satisfies the constraints.
    pub(super) fn accepts<'de, D: Deserializer<'de>>(&self, judge: Judge<'_>, input: D) -> bool {
        self.is_empty() || Look { outline: self, judge, link: self.root }.deserialize(input).is_ok()
    }
}

struct Builder<'a> {
    schema: &'a Value,
    of_all: bool,
    places: Vec<Place>,
    /// The places of the targets of references.
    targets: HashMap<&'a str, Link>,
}

impl<'a> Builder<'a> {
    fn link(&mut self, schema: &'a Value) -> Link {
        if self.is_free(schema) {
            return FREE;
        }
        let Value::Object(keywords) = schema else { return self.add(Place::Whole(schema.clone())) };
        let words: Vec<_> = keywords.iter().filter(|(word, _)| asserts(word)).collect();
        match words.as_slice() {
            [(word, Value::String(reference))] if *word == "$ref" => self.target(reference),
            [(word, Value::Array(all))] if *word == "allOf" && all.len() == 1 => self.link(&all[0]),
            [(word, Value::Array(any))] if *word == "anyOf" => match any.as_slice() {
                [other, null] | [null, other] if is_null(null) => Link { or_null: true, ..self.link(other) },
                _ => self.add(Place::Whole(schema.clone())),
            },
            _ => match self.parts(&words) {
                Some(parts) => self.add(Place::Parts(parts)),
                None => self.add(Place::Whole(schema.clone())),
            },
        }
    }

    fn add(&mut self, place: Place) -> Link {
        self.places.push(place);
        Link { place: self.places.len() - 1, or_null: false }
    }

    fn target(&mut self, reference: &'a str) -> Link {
        if let Some(known) = self.targets.get(reference) {
            return *known;
        }
        let Some(schema) = target(self.schema, reference) else { return FREE };
        // The place is known before it is made, for references that lead back to it.
        let reserved = self.add(Place::Free);
        self.targets.insert(reference, reserved);
        self.places[reserved.place] = Place::Same(self.link(schema));
        reserved
    }

    /// A schema whose parts can be looked at one by one.
    fn parts(&mut self, words: &[(&'a String, &'a Value)]) -> Option<Parts> {
        let mut parts = Parts {
            types: Types::of(None),
            members: BTreeMap::new(),
            other_members: FREE,
            required: 0,
            first_elements: Vec::new(),
            other_elements: FREE,
            count: (0, usize::MAX),
        };
        let mut required = Vec::new();
        for (word, argument) in words {
            match (word.as_str(), argument) {
                ("type", ty) => parts.types = Types::of(Some(ty)),
                ("properties", Value::Object(schemas)) => {
                    let members = schemas.iter().map(|(name, schema)| (name.clone(), (self.link(schema), 0)));
                    parts.members = members.collect();
                }
                ("additionalProperties", schema) => parts.other_members = self.link(schema),
                ("required", Value::Array(names)) => required.extend(names.iter().filter_map(Value::as_str)),
                ("prefixItems", Value::Array(schemas)) => {
                    parts.first_elements = schemas.iter().map(|schema| self.link(schema)).collect();
                }
                ("items", schema) => parts.other_elements = self.link(schema),
                ("minItems", count) => parts.count.0 = usize::try_from(count.as_u64()?).ok()?,
                ("maxItems", count) => parts.count.1 = usize::try_from(count.as_u64()?).ok()?,
                _ => return None,
            }
        }
        for (at, name) in required.into_iter().enumerate() {
            let bit = 1_u64.checked_shl(u32::try_from(at).ok()?)?;
            parts.required |= bit;
            parts.members.entry(name.to_owned()).or_insert((parts.other_members, 0)).1 |= bit;
        }
        Some(parts)
    }

    fn is_free(&self, schema: &'a Value) -> bool {
        match schema {
            Value::Object(keywords) if self.of_all => !keywords.keys().any(|word| asserts(word)),
            Value::Object(_) => !constrains(self.schema, schema, &mut HashSet::new()),
            other => !self.of_all || *other != false,
        }
    }
}

/// Whether a keyword may refuse a value.
fn asserts(word: &str) -> bool {
    !only_tells(word) && word != "$defs"
}

fn is_null(schema: &Value) -> bool {
    let Value::Object(keywords) = schema else { return false };
    let mut words = keywords.iter().filter(|(word, _)| asserts(word));
    words.next().is_some_and(|(word, ty)| word == "type" && ty == "null") && words.next().is_none()
}

/// Whether some part of a schema asks for more than a Rust type reads anyway.
fn constrains<'a>(root: &'a Value, schema: &'a Value, seen: &mut HashSet<&'a str>) -> bool {
    let Value::Object(keywords) = schema else { return false };
    keywords.iter().any(|(word, argument)| match argument {
        Value::String(reference) if word == "$ref" => {
            seen.insert(reference) && target(root, reference).is_some_and(|target| constrains(root, target, seen))
        }
        _ => is_constraint(keywords, word, argument),
    }) || applied(schema).any(|child| constrains(root, child, seen))
}

fn is_constraint(keywords: &Map<String, Value>, word: &str, value: &Value) -> bool {
    let format = keywords.get("format").and_then(Value::as_str);
    match word {
        "minimum" | "maximum" => format
            .and_then(|format| of_type(format, word))
            .is_none_or(|bound| value.as_number().and_then(Number::as_i128) != Some(bound)),
        "format" => !value.as_str().is_some_and(is_number_format),
        "uniqueItems" => *value == true,
        "additionalProperties"
        | "allOf"
        | "anyOf"
        | "const"
        | "enum"
        | "items"
        | "oneOf"
        | "prefixItems"
        | "properties"
        | "required"
        | "type"
        | "unevaluatedItems"
        | "unevaluatedProperties" => false,
        _ => asserts(word),
    }
}

/// The bound that schemars writes for a Rust integer, which serde keeps.
fn of_type(format: &str, bound: &str) -> Option<i128> {
    let (is_signed, bits) = match (format.strip_prefix("uint"), format.strip_prefix("int")) {
        (Some(bits), _) => (false, bits),
        (_, Some(bits)) => (true, bits),
        _ => return None,
    };
    if bound == "minimum" && !is_signed {
        return Some(0);
    }
    let bits: u32 = bits.parse().ok()?;
    let bits = bits.checked_sub(u32::from(is_signed))?;
    let values = 1_i128.checked_shl(bits).filter(|values| *values > 0)?;
    Some(if bound == "minimum" { -values } else { values - 1 })
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde_json::{Value, json};

    use super::Outline;

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Plain {
        count: u8,
        signed: i64,
        many: Vec<u32>,
        name: Option<String>,
        ratio: f32,
        size: usize,
    }

    fn is_empty(schema: &Value) -> bool {
        Outline::of(schema, false).is_empty()
    }

    #[test]
    fn what_a_rust_type_reads_anyway_is_no_constraint() {
        assert!(is_empty(schemars::schema_for!(Plain).as_value()));
        assert!(!is_empty(&json!({"properties": {"count": {"type": "integer", "format": "uint8", "minimum": 1}}})));
        assert!(is_empty(&json!({"properties": {"pattern": {"type": "string"}}, "enum": [{"minimum": 1}]})));
        assert!(!is_empty(&json!({"$ref": "#/$defs/A", "$defs": {"A": {"maxLength": 3}}})));
        assert!(!is_empty(&json!({"format": "int0", "minimum": 0})));
        let within_itself = json!({"$ref": "#/$defs/A", "$defs": {"A": {"items": {"$ref": "#/$defs/A"}}}});
        assert!(is_empty(&within_itself));
        assert!(!Outline::of(&within_itself, true).is_empty());
    }
}
