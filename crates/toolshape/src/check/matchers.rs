//! What jsonschema decides: patterns and formats.

#[cfg(feature = "check")]
use std::collections::HashMap;

use serde_json::Value;
use toolshape_json_schema::keyword;

/// The compiled patterns and formats of a schema.
#[derive(Default)]
pub(crate) struct Matchers {
    #[cfg(feature = "check")]
    patterns: HashMap<String, jsonschema::Validator>,
    #[cfg(feature = "check")]
    formats: HashMap<String, jsonschema::Validator>,
}

impl Matchers {
    /// Compiles the formats of a schema in normal form.
    pub(super) fn add_formats(&mut self, schema: &Value) {
        if let Some(format) = schema.get("format").and_then(Value::as_str) {
            self.add("format", format);
        }
        let keywords = schema.as_object().into_iter().flatten();
        keywords
            .flat_map(|(word, argument)| keyword::schemas(word, argument))
            .for_each(|child| self.add_formats(child));
    }
}

#[cfg(feature = "check")]
impl Matchers {
    /// Compiles a `pattern` or `format`, and says whether it can be.
    pub(super) fn add(&mut self, word: &str, asked: &str) -> bool {
        let of_word = if word == "pattern" { &mut self.patterns } else { &mut self.formats };
        if of_word.contains_key(asked) {
            return true;
        }
        let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
        let compiled = options.build(&serde_json::json!({word: asked})).ok();
        compiled.map(|compiled| of_word.insert(asked.to_owned(), compiled)).is_some()
    }

    /// Whether a text matches; `None` where that is not known.
    pub(crate) fn matches(&self, word: &str, asked: &str, text: &Value) -> Option<bool> {
        let of_word = if word == "pattern" { &self.patterns } else { &self.formats };
        Some(of_word.get(asked)?.is_valid(text))
    }
}

/// Without jsonschema nothing is compiled, and nothing known.
#[cfg(not(feature = "check"))]
#[expect(clippy::unused_self, reason = "as with the feature")]
impl Matchers {
    pub(super) fn add(&mut self, _word: &str, _asked: &str) -> bool {
        true
    }

    pub(crate) fn matches(&self, _word: &str, _asked: &str, _text: &Value) -> Option<bool> {
        None
    }
}
