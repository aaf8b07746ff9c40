//! The schema in one piece: references inlined, words of older drafts written as 2020-12 has them.
//!
//! It accepts what the full schema accepts, and refuses what that refuses. Every dialect starts
//! from it, and so does what judges a reply.

use serde_json::{Map, Value};

use super::draft::Draft;
use super::keyword::{self, Holds};
use super::refs::Refs;

/// Inlines what can be, and drops what only tells (`title`) or repeats a Rust type (`int32`).
pub(crate) fn inlined(schema: &Value) -> Value {
    let draft = Draft::of(schema);
    let rewrite = Rewrite { refs: Refs::plan(schema, draft), draft };
    rewrite.root(schema)
}

struct Rewrite<'a> {
    /// `None` when references stay as they are.
    refs: Option<Refs<'a>>,
    draft: Draft,
}

impl Rewrite<'_> {
    fn root(&self, schema: &Value) -> Value {
        // As many references as a root may be away from its first keyword.
        const HOPS: usize = 16;
        let mut root = match schema {
            Value::Object(map) => self.object(map, HOPS),
            other => other.clone(),
        };
        if let (Some(refs), Value::Object(root)) = (&self.refs, &mut root) {
            let kept = refs.kept().map(|(name, target)| (name.to_owned(), self.schema(target)));
            let kept: Map<_, _> = kept.collect();
            if !kept.is_empty() {
                root.insert("$defs".to_owned(), Value::Object(kept));
            }
        }
        root
    }

    fn schema(&self, schema: &Value) -> Value {
        match schema {
            Value::Object(map) => self.object(map, 0),
            other => other.clone(),
        }
    }

    /// Rewrites a schema; one that refers to a kept definition is replaced by it while there are
    /// `hops` left, since the root of a tool's schema must not be a reference.
    fn object(&self, schema: &Map<String, Value>, hops: usize) -> Value {
        let keywords = self.keywords(schema);
        let Some(refs) = &self.refs else {
            return Value::Object(keywords);
        };
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return Value::Object(keywords);
        };
        let target = match (refs.kept_as(reference), refs.target(reference)) {
            (Some(_), Some(Value::Object(target))) if hops > 0 => self.object(target, hops - 1),
            (Some(kept), _) => Value::Object([("$ref".to_owned(), kept.into())].into_iter().collect()),
            (None, Some(Value::Object(target))) => self.object(target, hops.saturating_sub(1)),
            (None, Some(target)) => target.clone(),
            (None, None) => return Value::Object(keywords),
        };
        self.beside(keywords, target)
    }

    /// Rewrites every keyword but the reference.
    fn keywords(&self, schema: &Map<String, Value>) -> Map<String, Value> {
        let inlines = self.refs.is_some();
        let mut rewritten = Map::new();
        for (word, value) in schema {
            let goes = match word.as_str() {
                "$schema" | "title" => true,
                "format" => value.as_str().is_some_and(is_number_format),
                "$ref" | "$defs" | "definitions" | "$id" | "$anchor" | "$dynamicAnchor" => inlines,
                "id" => inlines && self.draft == Draft::Four,
                _ => false,
            };
            if goes {
                continue;
            }
            let value = match (keyword::holds(word), value) {
                (Holds::Schema, Value::Array(list)) => list.iter().map(|schema| self.schema(schema)).collect(),
                (Holds::Schema, schema) => self.schema(schema),
                (Holds::NamedSchemas, Value::Object(named)) => {
                    let named = named.iter();
                    named.map(|(name, schema)| (name.clone(), self.schema(schema))).collect()
                }
                _ => value.clone(),
            };
            rewritten.insert(word.clone(), value);
        }
        self.draft.modernize(rewritten)
    }

    /// Joins what a reference stood for with the keywords beside it.
    fn beside(&self, mut keywords: Map<String, Value>, target: Value) -> Value {
        if self.draft.ignores_words_beside_ref() {
            keywords.retain(|word, _| keyword::is_annotation(word));
        }
        match target {
            Value::Object(target) if keywords.keys().all(|word| keyword::is_annotation(word)) => {
                for (word, value) in target {
                    keywords.entry(word).or_insert(value);
                }
            }
            target => match keywords.get_mut("allOf") {
                Some(Value::Array(all)) => all.push(target),
                _ => {
                    keywords.insert("allOf".to_owned(), vec![target].into());
                }
            },
        }
        Value::Object(keywords)
    }
}

/// The formats that schemars writes for Rust's numbers; no registered format has such a name.
pub(crate) fn is_number_format(format: &str) -> bool {
    let unsigned = format.strip_prefix('u').unwrap_or(format);
    let bits = unsigned.strip_prefix("int");
    matches!(format, "float" | "double")
        || bits.is_some_and(|bits| matches!(bits, "" | "8" | "16" | "32" | "64" | "128"))
}
