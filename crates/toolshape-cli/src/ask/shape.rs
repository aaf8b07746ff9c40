//! A schema document as a tool.

use std::path::Path;

use serde_json::Value;
use toolshape::ToolSpec;
use toolshape_codegen::__private::compiles;
use toolshape_json_schema::{ReadTool, read_tools};

use crate::document::{Document, STANDARD_INPUT};

/// The tool in this document, or the one whose input it describes, and what of it is not understood.
pub(super) fn spec(document: &Document) -> Result<(ToolSpec, Vec<String>), String> {
    let file = &document.name;
    let tools = read_tools(file, &document.text, &compiles).map_err(|error| match error.hint() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    })?;
    let one: [ReadTool; 1] =
        tools.try_into().map_err(|tools: Vec<_>| format!("{file} holds {} tools: give one", tools.len()))?;
    let [ReadTool { name: called, description: told, schema, unread, .. }] = one;
    let warnings = unread.iter().map(|(pointer, reason)| format!("{file}: #{pointer}: {reason}")).collect();
    let word = |name: &str| schema.get(name).and_then(Value::as_str).map(str::trim).filter(|word| !word.is_empty());
    let titled = || word("title").map(snake_case).filter(|name| !name.is_empty());
    let name = called.map(allowed).or_else(titled).unwrap_or_else(|| of_file(file));
    let description = told.as_deref().or_else(|| word("description")).or_else(|| word("title"));
    let description = description.map_or_else(|| format!("The {name}."), ToOwned::to_owned);
    let spec = ToolSpec::new(name, description, schema).map_err(|error| format!("{file}: {error}"))?;
    Ok((spec, warnings))
}

/// The tool's own name, where models take it.
fn allowed(name: String) -> String {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !name.is_empty() && name.len() <= 64 && name.chars().all(is_allowed) { name } else { snake_case(&name) }
}

/// `city.schema.json` is about a `city`.
fn of_file(name: &str) -> String {
    let name = if name == STANDARD_INPUT { "" } else { name };
    let file = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
    let name = snake_case(file.split('.').find(|part| !part.is_empty()).unwrap_or_default());
    if name.is_empty() { "answer".to_owned() } else { name }
}

/// At most 64 of `a-z 0-9 _`, which is what every model takes for a tool's name.
fn snake_case(title: &str) -> String {
    let chars: Vec<_> = title.chars().collect();
    let mut name = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1);
        // `HttpServer2`, `HTTPServer`: a word begins at a capital behind or before a small letter.
        let begins = c.is_ascii_uppercase()
            && before.is_some_and(|before| !before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase));
        let other = !c.is_ascii_alphanumeric();
        if (begins || other) && !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        if !other {
            name.push(c.to_ascii_lowercase());
        }
    }
    name.truncate(64);
    name.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &str, text: &str) -> Result<(ToolSpec, Vec<String>), String> {
        spec(&Document { name: file.to_owned(), text: text.to_owned() })
    }

    fn named(file: &str, schema: &str) -> (String, String) {
        let (spec, warnings) = read(file, schema).expect("it is an object schema");
        assert!(warnings.is_empty());
        (spec.name().to_owned(), spec.description().to_owned())
    }

    #[test]
    fn the_name_is_the_title_or_that_of_the_file() {
        for (title, name) in [
            ("SqlQuery", "sql_query"),
            ("HTTPServer2 Config", "http_server2_config"),
            ("  A city, in English ", "a_city_in_english"),
            ("日本", "city"),
            ("", "city"),
            (&"long ".repeat(20), "long_long_long_long_long_long_long_long_long_long_long_long_long"),
        ] {
            let schema = format!(r#"{{"type": "object", "title": "{title}"}}"#);
            assert_eq!(named("shapes/city.schema.json", &schema).0, name);
        }
        assert_eq!(named(".json", r#"{"type": "object"}"#).0, "json");
        assert_eq!(named("日本.json", r#"{"type": "object"}"#).0, "answer");
        assert_eq!(named(STANDARD_INPUT, r#"{"type": "object"}"#).0, "answer");
    }

    #[test]
    fn a_tool_is_read_in_the_form_that_it_has() {
        let tool =
            r#"{"name": "find_city", "description": "A city.", "parameters": {"type": "dict", "properties": {}}}"#;
        assert_eq!(named("c.json", tool), ("find_city".to_owned(), "A city.".to_owned()));
        let two = read("c.json", &format!("[{tool}, {tool}]")).expect_err("there are two");
        assert_eq!(two, "c.json holds 2 tools: give one");

        let loose =
            r##"{"name": "math.factorial", "parameters": {"type": "object", "properties": {"n": {"$ref": "#/x"}}}}"##;
        let (spec, warnings) = read("c.json", loose).expect("it is a tool");
        assert_eq!(spec.name(), "math_factorial");
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].starts_with("c.json: #/properties/n"), "{warnings:?}");
    }

    #[test]
    fn the_description_is_never_missing() {
        assert_eq!(named("c.json", r#"{"type": "object", "title": "A", "description": "B."}"#).1, "B.");
        assert_eq!(named("c.json", r#"{"type": "object", "title": "The city"}"#).1, "The city");
        assert_eq!(named("c.json", r#"{"type": "object"}"#).1, "The c.");
    }
}
