//! A schema document as a tool.

use toolshape::ToolSpec;
use toolshape_codegen::__private::{compiles, tool};
use toolshape_json_schema::{ReadTool, read_tools};

use crate::document::Document;

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
    let (name, description) = tool(called.as_deref(), told.as_deref(), &schema, file);
    let spec = ToolSpec::new(name, description, schema).map_err(|error| format!("{file}: {error}"))?;
    Ok((spec, warnings))
}

#[cfg(test)]
mod tests {
    use toolshape_codegen::Builder;

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
    fn the_name_is_that_of_the_generated_type() {
        let documents = [
            ("shapes/city.schema.json", r#"{"type": "object", "title": "SqlQuery"}"#),
            ("shapes/city.schema.json", r#"{"type": "object", "title": "HTTPServer2 Config"}"#),
            ("shapes/city.schema.json", r#"{"type": "object", "title": "A title of more than four words"}"#),
            ("shapes/city.schema.json", r#"{"type": "object", "description": "B."}"#),
            (".json", r#"{"type": "object"}"#),
            ("日本.json", r#"{"type": "object"}"#),
            ("-", r##"{"$ref": "#/$defs/A", "$defs": {"A": {"type": "object", "title": "Of A."}}}"##),
            ("tool.json", r#"{"name": "find_city", "parameters": {"type": "object", "properties": {}}}"#),
            ("tool.json", r#"{"name": "math.factorial", "parameters": {"type": "object", "properties": {}}}"#),
        ];
        for (file, text) in documents {
            let (name, description) = named(file, text);
            let source = Builder::new().document(file, text).rust().expect("it is a schema").source;
            assert!(source.contains(&format!(": {name:?}, {description:?},")), "{name}, {description}: {source}");
        }
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
        assert_eq!(named("c.json", r#"{"type": "object"}"#).1, "C.");
    }
}
