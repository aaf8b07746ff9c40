//! Unknown keywords that look like misspellings.

use serde_json::Value;
use strsim::osa_distance;

use crate::draft::Draft;
use crate::keyword::{self, Argument, Keyword};

/// From this length on, two letters may differ; below it, one.
const LONG: usize = 8;

/// In shorter keywords only the case may differ.
const SHORT: usize = 5;

/// The keyword of 2020-12 that is probably meant: it takes such an argument, and is more than a description.
pub(super) fn meant(name: &str, argument: &Value) -> Option<&'static str> {
    let counts = |keyword: &&Keyword| !keyword.describes && keyword.until == Draft::D2020;
    let mut keywords =
        keyword::all().filter(counts).filter(|keyword| takes(keyword, argument)).map(|keyword| keyword.name);
    keywords.find(|keyword| is_near(name, keyword))
}

fn takes(keyword: &Keyword, argument: &Value) -> bool {
    match keyword.argument {
        Argument::Schema => argument.is_object() || argument.is_boolean(),
        Argument::Schemas | Argument::List | Argument::Names => argument.is_array(),
        Argument::SchemaMap | Argument::Dependencies => argument.is_object(),
        Argument::SchemaOrSchemas => argument.is_object() || argument.is_array(),
        Argument::Number | Argument::Positive | Argument::Count => argument.is_number(),
        Argument::Flag => argument.is_boolean(),
        Argument::Text => argument.is_string(),
        Argument::Any if keyword.name == "type" => argument.is_string() || argument.is_array(),
        Argument::Any if keyword.name == "dependentRequired" => argument.is_object(),
        Argument::Any => true,
        Argument::Core => false,
    }
}

fn is_near(name: &str, keyword: &str) -> bool {
    if name.eq_ignore_ascii_case(keyword) {
        return true;
    }
    let shorter = name.len().min(keyword.len());
    let most = if shorter >= LONG { 2 } else { 1 };
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    // The first letter is seldom wrong, and to ask for it spares most of the work.
    shorter >= SHORT
        && first(name) == first(keyword)
        && name.len().abs_diff(keyword.len()) <= most
        && osa_distance(name, keyword) <= most
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_none_of_an_annotation() {
        let schema = || json!({ "type": "string" });
        let keywords = [
            ("propertys", json!({})),
            ("propertie", json!({})),
            ("Required", json!(["a"])),
            ("requried", json!(["a"])),
            ("minLenght", json!(3)),
            ("Type", json!("string")),
            ("anyof", json!([schema()])),
            ("additionalproperties", json!(false)),
            // Keywords that others use, or that take something else.
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
        let meant = keywords.map(|(name, argument)| match meant(name, &argument) {
            Some(keyword) => format!("{name}: {keyword}"),
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
