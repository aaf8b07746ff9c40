//! Whether a schema can be checked.

use std::collections::HashSet;

use serde_json::Value;

use super::Matchers;
use crate::dialect::{pointer, target};

/// Compiles the patterns and formats of a schema of draft 2020-12, and tells whether it has references that are not
/// followed here: by `$id`, `$anchor` or `$dynamicRef`.
///
/// # Errors
///
/// What cannot be checked, and its place.
pub(super) fn matchers(schema: &Value) -> Result<(Matchers, bool), String> {
    let matchers = Matchers::default();
    let mut reader = Reader { root: schema, matchers, seen: HashSet::new(), asks_whole: false, dangling: None };
    reader.schema(schema, "#")?;
    let Reader { mut matchers, asks_whole, dangling, .. } = reader;
    match dangling {
        _ if asks_whole => matchers.add_whole(schema)?,
        Some(reason) => return Err(reason),
        None => {}
    }
    Ok((matchers, asks_whole))
}

struct Reader<'a> {
    root: &'a Value,
    matchers: Matchers,
    /// The references that were followed.
    seen: HashSet<&'a str>,
    asks_whole: bool,
    /// A reference that leads nowhere, unless `#` is another place there.
    dangling: Option<String>,
}

impl<'a> Reader<'a> {
    fn schema(&mut self, schema: &'a Value, place: &str) -> Result<(), String> {
        match schema {
            Value::Object(keywords) => {
                // A `$id` further in makes `#` another place.
                self.asks_whole |= place != "#" && keywords.contains_key("$id");
                keywords
                    .iter()
                    .try_for_each(|(word, argument)| self.keyword(word, argument, &format!("{place}/{word}")))
            }
            Value::Bool(_) => Ok(()),
            _ => Err(format!("{place} must be an object or a boolean")),
        }
    }

    fn keyword(&mut self, word: &str, argument: &'a Value, place: &str) -> Result<(), String> {
        let must = |is_so: bool, what: &str| if is_so { Ok(()) } else { Err(format!("{place} must be {what}")) };
        match word {
            "additionalProperties"
            | "contains"
            | "else"
            | "if"
            | "items"
            | "not"
            | "propertyNames"
            | "then"
            | "unevaluatedItems"
            | "unevaluatedProperties" => self.schema(argument, place),
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                must(argument.is_array(), "a list of schemas")?;
                let mut schemas = argument.as_array().into_iter().flatten().enumerate();
                schemas.try_for_each(|(index, schema)| self.schema(schema, &format!("{place}/{index}")))
            }
            "dependentSchemas" | "patternProperties" | "properties" => {
                must(argument.is_object(), "an object of schemas")?;
                argument.as_object().into_iter().flatten().try_for_each(|(name, schema)| {
                    let place = format!("{place}/{name}");
                    if word == "patternProperties" {
                        self.text("pattern", name, &place)?;
                    }
                    self.schema(schema, &place)
                })
            }
            "dependencies" => {
                must(argument.is_object(), "an object of schemas and lists of names")?;
                let mut named = argument.as_object().into_iter().flatten().filter(|(_, one)| !is_list_of_names(one));
                named.try_for_each(|(name, schema)| self.schema(schema, &format!("{place}/{name}")))
            }
            "$ref" => match argument.as_str() {
                Some(reference) => self.reference(reference, place),
                None => must(false, "a string"),
            },
            "$dynamicRef" | "$recursiveRef" => {
                self.asks_whole = true;
                Ok(())
            }
            "pattern" | "format" => match argument.as_str() {
                Some(asked) => self.text(word, asked, place),
                None => must(false, "a string"),
            },
            "type" => {
                let mut names = argument.as_array().map_or(std::slice::from_ref(argument), Vec::as_slice).iter();
                must(names.all(is_type), "one or more of array, boolean, integer, null, number, object and string")
            }
            "enum" => must(argument.is_array(), "a list of values"),
            "required" => must(is_list_of_names(argument), "a list of names"),
            "dependentRequired" => {
                let is_so = argument.as_object().is_some_and(|lists| lists.values().all(is_list_of_names));
                must(is_so, "an object of lists of names")
            }
            "uniqueItems" => must(argument.is_boolean(), "a boolean"),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => must(argument.is_number(), "a number"),
            "multipleOf" => must(argument.as_f64().is_some_and(|step| step > 0.0), "a number above 0"),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" | "minContains"
            | "maxContains" => {
                let is_count = argument.as_f64().is_some_and(|count| count >= 0.0 && count.fract() == 0.0);
                must(is_count, "a whole number from 0")
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, word: &str, asked: &str, place: &str) -> Result<(), String> {
        self.matchers.add(word, asked).map_err(|()| format!("the {word} `{asked}` at {place} cannot be read"))
    }

    fn reference(&mut self, reference: &'a str, place: &str) -> Result<(), String> {
        if pointer(reference).is_none() {
            self.asks_whole = true;
            return Ok(());
        }
        if !self.seen.insert(reference) {
            return Ok(());
        }
        if let Some(schema) = target(self.root, reference) {
            return self.schema(schema, reference);
        }
        self.dangling = Some(format!("{place} refers to `{reference}`, which is not there"));
        Ok(())
    }
}

fn is_type(name: &Value) -> bool {
    let types = ["array", "boolean", "integer", "null", "number", "object", "string"];
    name.as_str().is_some_and(|name| types.contains(&name))
}

fn is_list_of_names(argument: &Value) -> bool {
    argument.as_array().is_some_and(|names| names.iter().all(Value::is_string))
}
