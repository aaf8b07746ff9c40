//! What jsonschema decides: patterns, formats, and schemas with references that are not JSON pointers.

#[cfg(feature = "check")]
use std::collections::HashMap;

use serde_json::Value;

/// The compiled patterns and formats of a schema.
#[derive(Default)]
pub(crate) struct Matchers {
    #[cfg(feature = "check")]
    patterns: HashMap<String, jsonschema::Validator>,
    #[cfg(feature = "check")]
    formats: HashMap<String, jsonschema::Validator>,
    /// Of a schema with references that are not followed here.
    #[cfg(feature = "check")]
    whole: Option<jsonschema::Validator>,
}

#[cfg(feature = "check")]
impl Matchers {
    /// Compiles a `pattern` or `format`.
    ///
    /// # Errors
    ///
    /// A pattern that cannot be read.
    pub(super) fn add(&mut self, word: &str, asked: &str) -> Result<(), ()> {
        let of_word = if word == "pattern" { &mut self.patterns } else { &mut self.formats };
        if !of_word.contains_key(asked) {
            let compiled = compile(&serde_json::json!({word: asked})).map_err(|_| ())?;
            of_word.insert(asked.to_owned(), compiled);
        }
        Ok(())
    }

    pub(super) fn add_whole(&mut self, schema: &Value) -> Result<(), String> {
        self.whole = Some(compile(schema)?);
        Ok(())
    }

    /// Whether a text matches; `None` where that is not known.
    pub(crate) fn matches(&self, word: &str, asked: &str, text: &Value) -> Option<bool> {
        let of_word = if word == "pattern" { &self.patterns } else { &self.formats };
        Some(of_word.get(asked)?.is_valid(text))
    }

    /// Whether the whole schema accepts a value; `None` where every reference is followed here.
    pub(crate) fn whole_accepts(&self, value: &Value) -> Option<bool> {
        Some(self.whole.as_ref()?.is_valid(value))
    }
}

#[cfg(feature = "check")]
fn compile(schema: &Value) -> Result<jsonschema::Validator, String> {
    let options = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).should_validate_formats(true);
    options.build(schema).map_err(|error| error.to_string())
}

/// Without jsonschema nothing is compiled, and nothing known.
#[cfg(not(feature = "check"))]
#[expect(clippy::unnecessary_wraps, clippy::unused_self, reason = "as with the feature")]
impl Matchers {
    pub(super) fn add(&mut self, _word: &str, _asked: &str) -> Result<(), ()> {
        Ok(())
    }

    pub(super) fn add_whole(&mut self, _schema: &Value) -> Result<(), String> {
        Ok(())
    }

    pub(crate) fn matches(&self, _word: &str, _asked: &str, _text: &Value) -> Option<bool> {
        None
    }

    pub(crate) fn whole_accepts(&self, _value: &Value) -> Option<bool> {
        None
    }
}
