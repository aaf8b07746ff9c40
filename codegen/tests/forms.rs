//! Tools in the forms that they are sent in.

use serde_json::{Value, json};
use toolshape_codegen::{Builder, Generated};

fn generated(document: &Value) -> Generated {
    Builder::new().document("tools.json", document.to_string()).rust().unwrap()
}

/// The types of a document with what is said of them, the tools, and the warnings.
fn told(document: &Value) -> String {
    let Generated { source, warnings, .. } = generated(document);
    let is_told = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("pub struct") || line.starts_with("/// ") || line.starts_with("r#") || line.contains(": \"")
    };
    let source = source.lines().filter(is_told).map(|line| line.trim().to_owned());
    source.chain(warnings.iter().map(ToString::to_string)).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_form_gives_the_source_of_its_schema_with_the_tools_own_name() {
    let schema = json!({"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]});
    let text = "The weather in a city.";
    let bare = {
        let mut schema = schema.clone();
        schema["description"] = text.into();
        Builder::new().document("getWeather.json", schema.to_string()).rust().unwrap().source
    };
    let told_inside = r#""description":"The weather in a city."#;
    assert!(bare.contains(told_inside) && bare.contains("\"get_weather\""));
    let expected = bare.replace(&format!(",{told_inside}\""), "").replace("\"get_weather\"", "\"getWeather\"");
    for document in [
        json!({"type": "function", "function": {"name": "getWeather", "description": text, "parameters": schema}}),
        json!({"name": "getWeather", "description": text, "parameters": schema}),
        json!({"name": "getWeather", "description": text, "input_schema": schema}),
        json!({"name": "getWeather", "description": text, "inputSchema": schema}),
        json!({"toolSpec": {"name": "getWeather", "description": text, "inputSchema": {"json": schema}}}),
        json!({"tools": [{"toolSpec": {"name": "getWeather", "description": text, "inputSchema": {"json": schema}}}]}),
    ] {
        let generated = generated(&document);
        let (source, expected) = (words(&generated.source), words(&expected));
        assert!(source == expected, "{document}\n{source}\n{expected}");
        assert!(generated.warnings.is_empty(), "{:?}", generated.warnings);
    }
}

/// The source, however its lines are broken.
fn words(source: &str) -> String {
    source.split_whitespace().collect::<String>().replace(",)", ")")
}

#[test]
fn each_tool_of_a_list_is_a_root_and_pointers_lead_into_the_list() {
    let definition = |ty: &str| json!({"type": "object", "properties": {"n": {"$ref": "#x"}}, "$defs": {"X": {"$anchor": "x", "type": ty}}});
    let document = json!([
        {"type": "function", "function": {
            "name": "get_weather",
            "description": "The weather.",
            "parameters": {"type": "dict", "properties": {"city": {"type": "str"}}},
        }},
        {"name": "math.factorial", "input_schema": definition("integer")},
        {"type": "function", "function": {"name": "now", "description": "The time."}},
        {"type": "function", "name": "today", "description": "The day."},
        {"type": "function", "name": "here", "parameters": null},
        {"name": "get_weather", "inputSchema": definition("string")},
        {"inputSchema": {"type": "object", "properties": {"title": {"type": "string"}}}},
    ]);
    insta::assert_snapshot!(told(&document), @r###"
    /// The weather.
    /// `dict` is read as `object`.
    pub struct GetWeather {
    /// `str` is read as `string`.
    pub struct MathFactorial {
    /// The time.
    pub struct Now {}
    /// The day.
    pub struct Today {}
    pub struct Here {}
    pub struct GetWeather2 {
    pub struct Tools {
    GetWeather: "get_weather", "The weather.",
    r#"{"type":"object","properties":{"city":{"type":"string"}}}"#
    MathFactorial: "math_factorial", "Math factorial.",
    r##"{"type":"object","properties":{"n":{"$ref":"#/$defs/X"}},"$defs":{"X":{"type":"integer"}}}"##
    Now: "now", "The time.",
    r#"{"type":"object","properties":{}}"#
    Today: "today", "The day.",
    r#"{"type":"object","properties":{}}"#
    Here: "here", "Here.",
    r#"{"type":"object","properties":{}}"#
    GetWeather2: "get_weather_2", "Get weather.",
    r##"{"type":"object","properties":{"n":{"$ref":"#/$defs/X"}},"$defs":{"X":{"type":"string"}}}"##
    Tools: "tools", "Tools.",
    r#"{"type":"object","properties":{"title":{"type":"string"}}}"#
    tools.json:1:104: #/0/function/parameters/type: `dict` is read as `object`
    tools.json:1:140: #/0/function/parameters/properties/city/type: `str` is read as `string`
    tools.json:1:191: #/1/input_schema: Bedrock takes no tool `math.factorial`, and it is called `math_factorial`
    tools.json:1:510: #/5/inputSchema: another tool is called `get_weather`, and this one is called `get_weather_2`
    "###);
}

#[test]
fn what_is_no_schema_is_told() {
    insta::assert_snapshot!(told(&json!({"name": "a", "description": "A.", "arguments": {}})), @r##"
    /// A.
    pub struct Tools(pub ::toolshape::Value);
    Tools: "tools", "A.",
    r#"{"name":"a","description":"A.","arguments":{}}"#
    tools.json:1:1: none of its members is a keyword of JSON Schema, and it is read as any value
    "##);
    insta::assert_snapshot!(told(&json!({"name": "a", "parameters": {"city": "string"}})), @r##"
    pub struct A(pub ::toolshape::Value);
    A: "a", "A.",
    r#"{"city":"string"}"#
    tools.json:1:26: #/parameters: none of its members is a keyword of JSON Schema, and it is read as any value
    "##);
    // Its core keywords and definitions speak for a schema, of which nothing says what is accepted.
    let named = |schema: Value| format!("{schema}\n{}", told(&schema));
    insta::assert_snapshot!(
        [
            json!({"$schema": "http://json-schema.org/draft-07/schema#", "name": "weather", "arguments": {}}),
            json!({"$id": "https://example.com/tools", "version": "1", "definitions": {"A": {"type": "string"}}}),
            json!({"$defs": {"A": {"type": "string"}}, "tools": [{"name": "a"}]}),
        ]
        .map(named)
        .join("\n\n"),
        @r##"
        {"$schema":"http://json-schema.org/draft-07/schema#","name":"weather","arguments":{}}
        /// May be something other than an object; models accept only objects as tool input.
        pub struct Tools(pub ::toolshape::Value);
        Tools: "tools", "Tools.",
        r#"{"name":"weather","arguments":{}}"#
        tools.json:1:1: may be something other than an object; models accept only objects as tool input

        {"$id":"https://example.com/tools","version":"1","definitions":{"A":{"type":"string"}}}
        /// May be something other than an object; models accept only objects as tool input.
        pub struct Tools(pub ::toolshape::Value);
        Tools: "tools", "Tools.",
        r#"{"version":"1"}"#
        tools.json:1:1: may be something other than an object; models accept only objects as tool input

        {"$defs":{"A":{"type":"string"}},"tools":[{"name":"a"}]}
        /// May be something other than an object; models accept only objects as tool input.
        pub struct Tools(pub ::toolshape::Value);
        Tools: "tools", "Tools.",
        r#"{"tools":[{"name":"a"}]}"#
        tools.json:1:1: may be something other than an object; models accept only objects as tool input
        "##
    );
    let error = Builder::new().document("tools.json", r#"[{"name": "a", "parameters": {}}, 5]"#).rust().unwrap_err();
    assert_eq!(error.to_string(), "tools.json:1:35: #/1: not a schema: a schema is an object, or true or false");
}

#[test]
fn a_schema_whose_members_are_called_as_those_of_a_tool_stays_a_schema() {
    let schema = json!({
        "title": "Call",
        "type": "object",
        "properties": {"name": {"type": "string"}, "parameters": {"type": "object", "properties": {"city": {}}}},
        "parameters": {"type": "object"},
    });
    assert!(generated(&schema).source.contains("pub struct Call {"));
}
