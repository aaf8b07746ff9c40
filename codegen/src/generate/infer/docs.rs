//! What doc comments say: the schema's own words, and the rules that a type does not hold.

use serde_json::Value;

use super::kinds::Kinds;
use super::schema::Weight;
use super::schemas::{Schemas, Sub};
use crate::generate::model::{Docs, Shape};
use crate::rules;
use toolshape_json_schema::format;

/// The longest default that a doc comment shows, in bytes.
const LONGEST: usize = 60;

/// As many values a doc comment lists.
const MOST_VALUES: usize = 20;

/// Said where `prefixItems` is no tuple, because more entries or fewer may be there.
const FIRST_ENTRIES: &str = "The schema says what each of the first entries is; the type does not.";

/// Words that are checked when a value is decoded, and that take more than a sentence to explain.
const UNTOLD: [(&str, Kinds); 8] = [
    ("not", Kinds::ALL),
    ("if", Kinds::ALL),
    ("contains", Kinds::LIST),
    ("dependentRequired", Kinds::OBJECT),
    ("dependentSchemas", Kinds::OBJECT),
    ("propertyNames", Kinds::OBJECT),
    ("minContains", Kinds::LIST),
    ("maxContains", Kinds::LIST),
];

impl Schemas<'_> {
    /// What a schema says of itself: the first description, or the first title.
    pub(super) fn text(&self, subs: &[Sub]) -> Option<String> {
        let first = |word| {
            let mut texts = subs.iter().filter_map(|sub| self.get(*sub).text(word));
            texts.find(|text| !text.trim().is_empty()).map(str::to_owned)
        };
        first("description").or_else(|| first("title"))
    }

    /// The docs of a place that holds a shape: a field, a variant, a newtype.
    pub(super) fn place_docs(&self, raw: &[Sub], shape: &Shape) -> Docs {
        if is_named(shape) {
            // The type has docs of its own, so what stands at the place itself is all there is to say.
            let kinds = self.kinds(&self.closure(raw));
            let rules = raw.iter().flat_map(|sub| match self.get(*sub).weight {
                Weight::Nothing => self.sentences(*sub, kinds, &[]),
                _ => self.default_of(*sub),
            });
            return Docs { text: self.text(raw), rules: once_each(rules), notes: Vec::new() };
        }
        let all = self.closure(raw);
        let kinds = self.kinds(&all);
        let mut rules = once_each(all.iter().flat_map(|sub| self.sentences(*sub, kinds, &[])));
        if !holds_values(shape) {
            rules.extend(self.listed(&all));
        }
        if let Shape::List(entry) | Shape::Map(entry) | Shape::Nullable(entry) = shape {
            let entry = match (shape, &**entry) {
                (Shape::Nullable(_), Shape::List(entry) | Shape::Map(entry)) => Some(&**entry),
                (Shape::Nullable(_), _) => None,
                (_, entry) => Some(entry),
            };
            if let Some(entry) = entry.filter(|entry| !is_named(entry)) {
                let words = ["items", "additionalProperties"];
                let raw: Vec<Sub> =
                    all.iter().flat_map(|sub| words.map(|word| self.one(*sub, word))).flatten().collect();
                let inner = self.place_docs(&raw, entry);
                rules.extend(
                    inner
                        .rules
                        .into_iter()
                        .filter(|rule| !rule.starts_with("Each"))
                        .map(|rule| format!("Each: {rule}")),
                );
            }
        }
        let is_open = holds_list(shape) && all.iter().any(|sub| self.get(*sub).word("prefixItems").is_some());
        let notes = is_open.then(|| FIRST_ENTRIES.to_owned()).into_iter().collect();
        Docs { text: self.text(&all), rules, notes }
    }

    /// The docs of a type with a name, made of these subschemas.
    pub(super) fn type_docs(&self, subs: &[Sub]) -> Docs {
        let all = self.closure(subs);
        let kinds = self.kinds(&all);
        let rules = once_each(all.iter().flat_map(|sub| self.sentences(*sub, kinds, &["default"])));
        Docs { text: self.text(&all), rules, notes: Vec::new() }
    }

    fn default_of(&self, sub: Sub) -> Vec<String> {
        let default = self.get(sub).word("default").filter(|value| value.to_string().len() <= LONGEST);
        let words = default.map(|value| [("default".to_owned(), value.clone())].into_iter().collect());
        words.map(|words| rules::sentences(&words)).unwrap_or_default()
    }

    /// What a subschema says where values are of such kinds.
    fn sentences(&self, sub: Sub, kinds: Kinds, without: &[&str]) -> Vec<String> {
        let schema = self.get(sub);
        let Some(all) = schema.words() else { return Vec::new() };
        let is_short = |word: &str, value: &Value| word != "default" || value.to_string().len() <= LONGEST;
        let is_known = |word: &str, value: &Value| word != "format" || value.as_str().is_some_and(format::is_known);
        let is_told = |word: &str, value: &Value| {
            let applies = SENTENCES.iter().any(|(known, about)| *known == word && kinds.meets(*about));
            applies && !without.contains(&word) && is_short(word, value) && is_known(word, value)
        };
        let words = all.iter().filter(|(word, value)| is_told(word, value));
        let words = words.map(|(word, value)| (word.clone(), value.clone())).collect();
        let mut found = rules::sentences(&words);
        if all.get("deprecated") == Some(&Value::Bool(true)) {
            found.push("Deprecated.".to_owned());
        }
        let applies = |(word, about): &&(&str, Kinds)| all.contains_key(*word) && kinds.meets(*about);
        let untold = UNTOLD.iter().filter(applies);
        let untold: Vec<String> = untold.map(|(word, _)| format!("`{word}`")).collect();
        if !untold.is_empty() {
            found.push(format!("More rules in the schema: {}.", untold.join(", ")));
        }
        found
    }

    /// The values that are allowed, where a type does not list them.
    fn listed(&self, subs: &[Sub]) -> Option<String> {
        let values = self.values(subs)?;
        let shown: Vec<String> = values.iter().take(MOST_VALUES).map(|value| format!("`{value}`")).collect();
        match shown.as_slice() {
            [] => None,
            [one] => Some(format!("Always {one}.")),
            _ if values.len() > MOST_VALUES => Some(format!("One of {}, …", shown.join(", "))),
            _ => Some(format!("One of {}.", shown.join(", "))),
        }
    }
}

/// Words that [`rules::sentences`] speaks about, and the kinds of values that heed them.
const SENTENCES: [(&str, Kinds); 17] = [
    ("contentEncoding", Kinds::TEXT),
    ("default", Kinds::ALL),
    ("exclusiveMaximum", Kinds::NUMBER),
    ("exclusiveMinimum", Kinds::NUMBER),
    ("format", Kinds::TEXT),
    ("maxItems", Kinds::LIST),
    ("maxLength", Kinds::TEXT),
    ("maxProperties", Kinds::OBJECT),
    ("maximum", Kinds::NUMBER),
    ("minItems", Kinds::LIST),
    ("minLength", Kinds::TEXT),
    ("minProperties", Kinds::OBJECT),
    ("minimum", Kinds::NUMBER),
    ("multipleOf", Kinds::NUMBER),
    ("pattern", Kinds::TEXT),
    ("type", Kinds::ALL),
    ("uniqueItems", Kinds::LIST),
];

pub(super) fn is_named(shape: &Shape) -> bool {
    match shape {
        Shape::Named(_) => true,
        Shape::Nullable(inner) => is_named(inner),
        _ => false,
    }
}

fn holds_list(shape: &Shape) -> bool {
    match shape {
        Shape::List(_) => true,
        Shape::Nullable(inner) => holds_list(inner),
        _ => false,
    }
}

/// Whether the shape says by itself which values there are.
fn holds_values(shape: &Shape) -> bool {
    matches!(shape, Shape::Null | Shape::Named(_))
}

fn once_each(rules: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for rule in rules {
        if !found.contains(&rule) {
            found.push(rule);
        }
    }
    found
}
