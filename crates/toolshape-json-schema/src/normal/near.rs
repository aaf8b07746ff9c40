//! Unknown keywords that look like misspellings.

use serde_json::Value;
use strsim::osa_distance;

use crate::draft::Draft;
use crate::keyword::{self, Argument, Keyword};

/// From this length on a word may be two letters away from what was meant, else one.
const LONG: usize = 8;

/// Shorter words are looked for in another case only.
const SHORT: usize = 5;

/// The word of today's draft that is meant, if one is that refuses something and takes such an argument.
pub(super) fn meant(name: &str, argument: &Value) -> Option<&'static str> {
    let counts = |word: &&Keyword| !word.describes && word.until == Draft::D2020;
    let mut words = keyword::all().filter(counts).filter(|word| takes(word, argument)).map(|word| word.name);
    words.find(|word| is_near(name, word))
}

fn takes(word: &Keyword, argument: &Value) -> bool {
    match word.argument {
        Argument::Schema => argument.is_object() || argument.is_boolean(),
        Argument::Schemas | Argument::List | Argument::Names => argument.is_array(),
        Argument::SchemaMap | Argument::Dependencies => argument.is_object(),
        Argument::SchemaOrSchemas => argument.is_object() || argument.is_array(),
        Argument::Number | Argument::Positive | Argument::Count => argument.is_number(),
        Argument::Flag => argument.is_boolean(),
        Argument::Text => argument.is_string(),
        Argument::Any if word.name == "type" => argument.is_string() || argument.is_array(),
        Argument::Any if word.name == "dependentRequired" => argument.is_object(),
        Argument::Any => true,
        Argument::Core => false,
    }
}

fn is_near(name: &str, word: &str) -> bool {
    if name.eq_ignore_ascii_case(word) {
        return true;
    }
    let shorter = name.len().min(word.len());
    let most = if shorter >= LONG { 2 } else { 1 };
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    // The first letter is seldom wrong, and to ask for it spares most of the work.
    shorter >= SHORT
        && first(name) == first(word)
        && name.len().abs_diff(word.len()) <= most
        && osa_distance(name, word) <= most
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_none_of_an_annotation() {
        let schema = || json!({ "type": "string" });
        let words = [
            ("propertys", json!({})),
            ("propertie", json!({})),
            ("Required", json!(["a"])),
            ("requried", json!(["a"])),
            ("minLenght", json!(3)),
            ("Type", json!("string")),
            ("anyof", json!([schema()])),
            ("additionalproperties", json!(false)),
            // Words that others use, or that take something else.
            ("example", json!("a")),
            ("types", json!({})),
            ("requires", json!("node 20")),
            ("x-format", json!("date")),
            ("ui:order", json!(["a"])),
            ("propertyOrder", json!(1)),
            ("option", json!([1])),
            ("enumNames", json!(["a"])),
            ("tittle", json!("a")),
        ];
        let meant = words.map(|(name, argument)| match meant(name, &argument) {
            Some(word) => format!("{name}: {word}"),
            None => format!("{name}: none"),
        });
        insta::assert_snapshot!(meant.join("\n"), @"
        propertys: properties
        propertie: properties
        Required: required
        requried: required
        minLenght: minLength
        Type: type
        anyof: anyOf
        additionalproperties: additionalProperties
        example: none
        types: none
        requires: none
        x-format: none
        ui:order: none
        propertyOrder: none
        option: none
        enumNames: none
        tittle: none
        ");
    }
}
