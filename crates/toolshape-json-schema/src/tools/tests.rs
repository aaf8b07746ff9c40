//! Each form, and what only looks like one.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::tools;
use crate::{Document, Warnings, normal};

fn read(document: &Value) -> Vec<(Option<String>, Option<&str>, String)> {
    let tools = tools(document).into_iter();
    tools.map(|tool| (tool.name.map(Cow::into_owned), tool.description, tool.pointer)).collect()
}

#[test]
fn each_form_of_a_tool_is_read() {
    let schema = json!({"type": "object"});
    for (document, pointer) in [
        (
            json!({"type": "function", "function": {"name": "a", "description": "A.", "parameters": schema}}),
            "/function/parameters",
        ),
        (
            json!({"type": "function", "name": "a", "description": "A.", "parameters": schema, "strict": true}),
            "/parameters",
        ),
        (json!({"name": "a", "description": "A.", "parameters": schema}), "/parameters"),
        (json!({"name": "a", "description": "A.", "input_schema": schema}), "/input_schema"),
        (json!({"type": "custom", "name": "a", "description": "A.", "input_schema": schema}), "/input_schema"),
        (json!({"name": "a", "description": "A.", "inputSchema": schema, "outputSchema": true}), "/inputSchema"),
        (json!({"name": "a", "description": "A.", "inputSchema": {"json": schema}}), "/inputSchema/json"),
        (
            json!({"toolSpec": {"name": "a", "description": "A.", "inputSchema": {"json": schema}}}),
            "/toolSpec/inputSchema/json",
        ),
        (json!({"name": "a", "description": "A.", "schema": schema}), "/schema"),
    ] {
        assert_eq!(read(&document), [(Some("a".to_owned()), Some("A."), pointer.to_owned())], "{document}");
        assert_eq!(*tools(&document)[0].schema, schema, "{document}");
        for (list, start) in [(json!([document]), "/0"), (json!({"tools": [document]}), "/tools/0")] {
            assert_eq!(read(&list), [(Some("a".to_owned()), Some("A."), format!("{start}{pointer}"))], "{list}");
        }
    }
    assert_eq!(read(&json!({"parameters": schema})), [(None, None, "/parameters".to_owned())]);
    assert_eq!(read(&json!({"inputSchema": {"json": true}})), [(None, None, "/inputSchema/json".to_owned())]);
}

#[test]
fn what_has_no_input_is_passed_over_in_a_list() {
    let spec = json!({"toolSpec": {"name": "a", "inputSchema": {"json": {"type": "object"}}}});
    let mark = json!({"cachePoint": {"type": "default"}});
    let search = json!({"type": "web_search_20250305", "name": "web_search", "max_uses": 5});
    let list = json!({"tools": [mark, spec, search]});
    assert_eq!(read(&list), [(Some("a".to_owned()), None, "/tools/1/toolSpec/inputSchema/json".to_owned())]);
}

#[test]
fn a_function_may_take_nothing() {
    for (document, pointer) in [
        (json!({"type": "function", "function": {"name": "now"}}), "/function"),
        (json!({"type": "function", "function": {"name": "now", "parameters": null}}), "/function"),
        (json!({"type": "function", "name": "now", "description": "The time."}), ""),
        (json!({"type": "function", "name": "now", "parameters": null}), ""),
    ] {
        for (list, start) in [(document.clone(), ""), (json!([document]), "/0")] {
            let tools = tools(&list);
            assert_eq!(
                (tools[0].name.as_deref(), tools[0].pointer.as_str()),
                (Some("now"), &*format!("{start}{pointer}"))
            );
            assert_eq!(*tools[0].schema, json!({"type": "object", "properties": {}}), "{list}");
        }
    }
}

#[test]
fn a_schema_is_no_tool_whatever_its_members_are_called() {
    let schema = json!({"type": "object"});
    for document in [
        json!({"type": "object", "properties": {"name": {}, "parameters": schema}}),
        json!({"type": "object", "name": "a", "parameters": schema}),
        json!({"properties": {}, "parameters": schema}),
        json!({"$ref": "#/parameters", "parameters": schema}),
        json!({"anyOf": [true], "input_schema": schema}),
        json!({"type": "object", "tools": [schema]}),
        json!({"items": {}, "function": {"name": "a", "parameters": schema}}),
        json!({"name": {"type": "string"}, "parameters": schema}),
        json!({"parameters": "none"}),
        json!({"name": "a", "description": "A."}),
        json!({"schema": schema}),
        json!({"toolSpec": {"type": "object", "parameters": schema}}),
        json!({}),
        json!(true),
        json!(5),
    ] {
        let tools = tools(&document);
        assert_eq!(tools.len(), 1, "{document}");
        assert_eq!((tools[0].name.as_deref(), tools[0].pointer.as_str()), (None, ""), "{document}");
        assert_eq!(*tools[0].schema, document);
    }
}

#[test]
fn tools_are_found_in_requests_and_answers() {
    let tool = json!({"name": "a", "inputSchema": {"type": "object"}});
    let spec = json!({"toolSpec": {"name": "a", "inputSchema": {"json": {"type": "object"}}}});
    let cache = json!({"cachePoint": {"type": "default"}});
    for (document, pointer) in [
        (json!({"jsonrpc": "2.0", "id": 1, "result": {"tools": [tool]}}), "/result/tools/0/inputSchema"),
        (
            json!({"modelId": "m", "messages": [], "toolConfig": {"tools": [cache, spec], "toolChoice": {"any": {}}}}),
            "/toolConfig/tools/1/toolSpec/inputSchema/json",
        ),
        (json!({"functions": [{"name": "a", "parameters": {"type": "object"}}]}), "/functions/0/parameters"),
    ] {
        assert_eq!(read(&document), [(Some("a".to_owned()), None, pointer.to_owned())], "{document}");
    }
}

#[test]
fn function_details_become_an_object() {
    let weather = json!({
        "name": "weather",
        "description": "The weather.",
        "parameters": {
            "city": {"type": "string", "description": "A city.", "required": true},
            "type": {"type": "array", "required": false},
            "items": {"type": "integer"},
        },
    });
    let schema = json!({
        "type": "object",
        "properties": {
            "city": {"type": "string", "description": "A city."},
            "type": {"type": "array"},
            "items": {"type": "integer"},
        },
        "required": ["city"],
    });
    let group = json!({"functionSchema": {"functions": [weather, {"name": "now", "requireConfirmation": "DISABLED"}]}});
    let found = tools(&group);
    assert_eq!(*found[0].schema, schema);
    assert_eq!(found[0].pointer, "/functionSchema/functions/0/parameters");
    assert_eq!(*found[1].schema, json!({"type": "object", "properties": {}}));
    assert_eq!(*tools(&weather)[0].schema, schema);
    for parameters in [
        json!({}),
        json!({"additionalProperties": {"type": "string"}}),
        json!({"properties": {"a": {"type": "string"}}}),
        json!({"a": {"type": "string", "enum": ["b"]}}),
        json!({"type": "dict", "properties": {}}),
    ] {
        assert_eq!(*tools(&json!({"name": "a", "parameters": parameters}))[0].schema, parameters);
    }
}

fn pets() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Pets", "version": "1"},
        "paths": {
            "/pets/{id}": {
                "parameters": [
                    {"$ref": "#/components/parameters/Id"},
                    {"name": "limit", "in": "query", "schema": {"type": "string"}},
                ],
                "summary": "Of all.",
                "get": {
                    "summary": "A pet.",
                    "parameters": [{
                        "name": "limit",
                        "in": "query",
                        "description": "At most.",
                        "schema": {"type": "integer", "minimum": 0, "exclusiveMinimum": true},
                    }],
                },
                "put": {
                    "operationId": "changePet",
                    "summary": "Change.",
                    "description": "Changes a pet.",
                    "requestBody": {"$ref": "#/components/requestBodies/Pet"},
                },
            },
            "/names": {
                "post": {
                    "operationId": "names",
                    "requestBody": {
                        "content": {
                            "text/plain": {},
                            "application/json": {"schema": {"type": "array", "items": {"type": "string"}}},
                        },
                    },
                },
            },
        },
        "components": {
            "parameters": {
                "Id": {"name": "id", "in": "path", "required": true, "schema": {"$ref": "#/components/schemas/Id"}},
            },
            "requestBodies": {
                "Pet": {
                    "required": true,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                },
            },
            "schemas": {
                "Id": {"type": "string", "description": "An id."},
                "Pet": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "nullable": true},
                        "made": {"type": "string", "readOnly": true},
                        "friends": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                    },
                    "required": ["name", "made"],
                    "additionalProperties": false,
                },
                "Unused": {"type": "object"},
            },
        },
    })
}

#[test]
fn each_operation_is_a_tool() {
    let pets = pets();
    let [get, put, post] = tools(&pets).try_into().unwrap();
    let told = [&get, &put, &post].map(|tool| (tool.name.as_deref(), tool.description, tool.pointer.as_str()));
    assert_eq!(
        told,
        [
            (Some("get_pets_id"), Some("A pet."), "/paths/~1pets~1{id}/get"),
            (Some("changePet"), Some("Changes a pet."), "/paths/~1pets~1{id}/put"),
            (Some("names"), None, "/paths/~1names/post"),
        ]
    );
    let id = json!({"$ref": "#/components/schemas/Id"});
    assert_eq!(
        *get.schema,
        json!({
            "type": "object",
            "properties": {
                "limit": {"type": "integer", "minimum": 0, "exclusiveMinimum": true, "description": "At most."},
                "id": id,
            },
            "required": ["id"],
            "components": {"schemas": {"Id": {"type": "string", "description": "An id."}}},
        })
    );
    let all = &pets["components"]["schemas"];
    let mut properties = all["Pet"]["properties"].clone();
    let mut pet = all["Pet"].clone();
    pet["required"] = json!(["name"]);
    properties["id"] = id;
    properties["limit"] = json!({"type": "string"});
    assert_eq!(
        *put.schema,
        json!({
            "type": "object",
            "properties": properties,
            "required": ["id", "name"],
            "additionalProperties": false,
            "components": {"schemas": {"Id": all["Id"], "Pet": pet}},
        })
    );
    let list = json!({"type": "array", "items": {"type": "string"}});
    assert_eq!(*post.schema, json!({"type": "object", "properties": {"body": list}, "required": []}));
}

#[test]
fn an_operation_has_a_normal_form_and_its_parts_a_place() {
    let text = serde_json::to_string_pretty(&pets()).unwrap();
    let documents = Document::read("pets.json", &text).unwrap().tools();
    let mut warnings = Warnings::default();
    let put = &normal(&documents, &|_| true, &mut warnings).unwrap()[1];
    insta::assert_snapshot!(put.schema, @r##"{"type":"object","properties":{"id":{"$ref":"#/$defs/Id"},"limit":{"type":"string"},"name":{"type":["string","null"]},"made":{"type":"string","readOnly":true},"friends":{"type":"array","items":{"$ref":"#/$defs/Pet"}}},"additionalProperties":false,"required":["id","name"],"$defs":{"Id":{"type":"string","description":"An id."},"Pet":{"type":"object","properties":{"name":{"type":["string","null"]},"made":{"type":"string","readOnly":true},"friends":{"type":"array","items":{"$ref":"#/$defs/Pet"}}},"additionalProperties":false,"required":["name"]}}}"##);
    let place = |pointer: &str| {
        let (document, pointer) = put.origin(pointer);
        let origin = documents[document].origin(&pointer);
        (documents[document].place(&origin).unwrap().line, origin)
    };
    let line = |text_of_it: &str| text.lines().position(|line| line.contains(text_of_it)).unwrap() + 1;
    assert_eq!(
        place("/properties/name/type"),
        (line("\"nullable\"") - 1, "/components/schemas/Pet/properties/name/type".to_owned())
    );
    assert_eq!(place("/$defs/Pet/required").1, "/components/schemas/Pet/required");
    assert_eq!(place("/properties/limit").1, "/paths/~1pets~1{id}/parameters/1/schema");
    assert_eq!(place("/additionalProperties").1, "/components/schemas/Pet/additionalProperties");
    assert_eq!(place("").1, "/paths/~1pets~1{id}/put");
    let told = warnings.into_list().into_iter().map(|warning| (warning.document, warning.pointer));
    let nullable = ["/properties/name/nullable", "/components/schemas/Pet/properties/name/nullable"];
    assert_eq!(told.collect::<Vec<_>>(), nullable.map(|pointer| (1, pointer.to_owned())));
}

#[test]
fn one_function_that_takes_nothing_is_a_document_of_its_own() {
    let document = Document::of("now.json", json!({"type": "function", "name": "now", "description": "The time."}));
    let [now] = document.tools().try_into().unwrap();
    assert_eq!((now.around.name.as_deref(), now.around.description.as_deref()), (Some("now"), Some("The time.")));
    assert_eq!(now.value, json!({"type": "object", "properties": {}}));
}
