//! The normal form with its references inlined: what every dialect starts from.
//!
//! It accepts what the full schema accepts, and refuses what that refuses.

use serde_json::{Map, Value, json};
use toolshape_json_schema::keyword;

use super::only_tells;
use super::refs::Refs;

/// As many references as a root may be away from its first keyword.
const HOPS: usize = 16;

/// Inlines what can be, and drops what only tells (`title`) or repeats a Rust type (`int32`).
pub(crate) fn inlined(schema: &Value) -> Value {
    let rewrite = Rewrite(Refs::plan(schema));
    let Value::Object(keywords) = schema else { return schema.clone() };
    let mut root = rewrite.object(keywords, HOPS);
    let kept: Map<_, _> = rewrite.0.kept().map(|(name, schema)| (name.clone(), rewrite.schema(schema))).collect();
    if let Value::Object(root) = &mut root
        && !kept.is_empty()
    {
        root.insert("$defs".to_owned(), Value::Object(kept));
    }
    root
}

struct Rewrite<'a>(Refs<'a>);

impl Rewrite<'_> {
    fn schema(&self, schema: &Value) -> Value {
        match schema {
            Value::Object(keywords) => self.object(keywords, 0),
            other => other.clone(),
        }
    }

    /// Rewrites a schema; one that refers to a kept definition is replaced by it while there are
    /// `hops` left, since the root of a tool's schema must not be a reference.
    fn object(&self, schema: &Map<String, Value>, hops: usize) -> Value {
        let keywords = self.keywords(schema);
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return Value::Object(keywords);
        };
        let stays = self.0.keeps(reference);
        let target = match self.0.target(reference) {
            Some(Value::Object(target)) if !stays || hops > 0 => self.object(target, hops.saturating_sub(1)),
            Some(target) if !stays => target.clone(),
            _ => json!({"$ref": reference}),
        };
        beside(keywords, target)
    }

    /// Rewrites every keyword but the reference.
    fn keywords(&self, schema: &Map<String, Value>) -> Map<String, Value> {
        let stays = |word: &str, value: &Value| match word {
            "$defs" | "$ref" | "title" => false,
            "format" => !value.as_str().is_some_and(is_number_format),
            _ => true,
        };
        let kept = schema.iter().filter(|(word, value)| stays(word, value));
        kept.map(|(word, value)| (word.clone(), keyword::rewritten(word, value, |schema| self.schema(schema))))
            .collect()
    }
}

/// Joins what a reference stood for with the keywords beside it.
fn beside(mut keywords: Map<String, Value>, target: Value) -> Value {
    match target {
        Value::Object(target) if keywords.keys().all(|word| only_tells(word)) => {
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

/// The formats that schemars writes for Rust's numbers; no registered format has such a name.
pub(crate) fn is_number_format(format: &str) -> bool {
    let unsigned = format.strip_prefix('u').unwrap_or(format);
    let bits = unsigned.strip_prefix("int");
    matches!(format, "float" | "double")
        || bits.is_some_and(|bits| matches!(bits, "" | "8" | "16" | "32" | "64" | "128"))
}
