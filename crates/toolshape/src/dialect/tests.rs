use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use super::portable;

#[test]
fn properties_named_like_keywords_stay() {
    let schema = json!({
        "type": "object",
        "properties": {
            "title": {"type": "string", "title": "The title"},
            "format": {"type": "integer", "format": "int32"},
            "$ref": {"type": "string"},
            "$defs": {"type": "object", "title": "Definitions"},
        },
    });
    assert_eq!(
        portable(&schema),
        json!({
            "type": "object",
            "properties": {
                "title": {"type": "string"},
                "format": {"type": "integer"},
                "$ref": {"type": "string"},
                "$defs": {"type": "object"},
            },
        })
    );
}

#[test]
fn data_is_not_rewritten() {
    let data = json!({"title": "x", "format": "int32", "$ref": "#/$defs/A", "$schema": "y"});
    let schema = json!({
        "const": data, "default": data, "enum": [data], "examples": [data],
        "properties": {"a": {"const": data}},
    });
    assert_eq!(portable(&schema), schema);
}

#[test]
fn only_number_formats_go() {
    let goes = ["int8", "int", "int128", "uint", "uint16", "float", "double"];
    let stays = ["date-time", "uuid", "int7", "integer", "uri", "u", "8"];
    let kept = |format: &&str| portable(&json!({"format": format})) == json!({"format": format});
    assert!(!goes.iter().any(kept));
    assert!(stays.iter().all(kept));
}

#[test]
fn a_description_beside_a_reference_wins() {
    let schema = json!({
        "properties": {"a": {"$ref": "#/$defs/A", "description": "of the field"}},
        "$defs": {"A": {"description": "of the type", "type": "string"}},
    });
    assert_eq!(portable(&schema), json!({"properties": {"a": {"description": "of the field", "type": "string"}}}));
}

#[test]
fn a_constraint_beside_a_reference_becomes_all_of() {
    let schema = json!({
        "properties": {"a": {"$ref": "#/$defs/A", "maxLength": 3}},
        "$defs": {"A": {"type": "string", "maxLength": 9}},
    });
    assert_eq!(
        portable(&schema),
        json!({"properties": {"a": {
            "maxLength": 3, "allOf": [{"type": "string", "maxLength": 9}],
        }}})
    );
}

#[test]
fn a_reference_may_point_anywhere_and_be_escaped() {
    let schema = json!({
        "properties": {
            "a": {"$ref": "#/properties/b~1c"},
            "b/c": {"$ref": "#/$defs/with%20space"},
        },
        "$defs": {"with space": {"type": "boolean"}},
    });
    assert_eq!(portable(&schema), json!({"properties": {"a": {"type": "boolean"}, "b/c": {"type": "boolean"}}}));
}

#[test]
fn a_boolean_schema_can_be_referred_to() {
    let schema = json!({
        "properties": {"a": {"$ref": "#/$defs/No"}, "b": {"$ref": "#/$defs/Yes"}},
        "$defs": {"No": false, "Yes": true},
    });
    assert_eq!(portable(&schema), json!({"properties": {"a": {"allOf": [false]}, "b": {"allOf": [true]}}}));
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct Tree {
    label: Label,
    children: Vec<Tree>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct Label {
    title: String,
    weight: f32,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct Forest {
    trees: Vec<Tree>,
    name: Label,
}

#[test]
fn a_recursive_type_keeps_only_the_definitions_it_needs() {
    insta::assert_snapshot!(format!("{:#}", portable(schema_for!(Forest).as_value())));
}

#[test]
fn a_recursive_root_stays_an_object() {
    insta::assert_snapshot!(format!("{:#}", portable(schema_for!(Tree).as_value())));
}

#[test]
fn a_root_that_is_a_reference_becomes_the_object() {
    let schema = json!({
        "$ref": "#/$defs/Node",
        "$defs": {
            "Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}},
            "Unused": {"type": "string"},
        },
    });
    let node = json!({"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}});
    let mut expected = node.clone();
    expected["$defs"] = json!({"Node": node});
    assert_eq!(portable(&schema), expected);
}

#[test]
fn a_reference_to_itself_ends() {
    for schema in [
        json!({"$ref": "#"}),
        json!({"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/A"}}}),
        json!({
            "$ref": "#/$defs/A",
            "$defs": {"A": {"$ref": "#/$defs/B"}, "B": {"$ref": "#/$defs/A"}},
        }),
    ] {
        assert!(portable(&schema).is_object());
    }
}

#[test]
fn a_reference_out_of_the_document_leaves_all_of_them() {
    let schema = json!({
        "properties": {
            "a": {"$ref": "https://example.com/a.json"},
            "b": {"$ref": "#/$defs/B", "title": "b"},
        },
        "$defs": {"B": {"type": "string", "title": "B"}},
    });
    assert_eq!(
        portable(&schema),
        json!({
            "properties": {
                "a": {"$ref": "https://example.com/a.json"},
                "b": {"$ref": "#/$defs/B"},
            },
            "$defs": {"B": {"type": "string"}},
        })
    );
}

#[test]
fn definitions_that_would_grow_without_bound_are_not_inlined() {
    let mut defs = json!({"D0": {"type": "string"}});
    for level in 1..40 {
        let below = json!({"$ref": format!("#/$defs/D{}", level - 1)});
        defs[format!("D{level}")] = json!({"properties": {"a": below, "b": below}});
    }
    let schema = json!({"type": "object", "properties": {"a": {"$ref": "#/$defs/D39"}}, "$defs": defs});
    let rewritten = portable(&schema);
    assert_eq!(rewritten["$defs"].as_object().map(serde_json::Map::len), Some(40));
    assert_eq!(rewritten["properties"]["a"], json!({"$ref": "#/$defs/D39"}));
}

#[test]
fn a_long_chain_of_references_is_not_followed() {
    let mut defs = json!({"D0": {"type": "string"}});
    for level in 1..5000 {
        let below = json!({"$ref": format!("#/$defs/D{}", level - 1)});
        defs[format!("D{level}")] = json!({"items": below});
    }
    let schema = json!({"type": "object", "items": {"$ref": "#/$defs/D4999"}, "$defs": defs});
    assert_eq!(portable(&schema)["items"], json!({"$ref": "#/$defs/D4999"}));
}

#[test]
fn definitions_of_one_name_get_different_ones() {
    let node = |place: &str| json!({"properties": {"next": {"$ref": place}}});
    let schema = json!({
        "properties": {"a": {"$ref": "#/$defs/N"}, "b": {"$ref": "#/definitions/N"}},
        "$defs": {"N": node("#/$defs/N")},
        "definitions": {"N": node("#/definitions/N")},
    });
    assert_eq!(
        portable(&schema),
        json!({
            "properties": {"a": {"$ref": "#/$defs/N"}, "b": {"$ref": "#/$defs/N2"}},
            "$defs": {"N": node("#/$defs/N"), "N2": node("#/$defs/N2")},
        })
    );
}

#[test]
fn the_order_of_properties_stays() {
    let schema = json!({"properties": {"z": {}, "a": {"title": "A"}, "m": {}}});
    let rewritten = portable(&schema);
    let names: Vec<_> = rewritten["properties"].as_object().into_iter().flat_map(|p| p.keys()).collect();
    assert_eq!(names, ["z", "a", "m"]);
}

#[test]
fn older_drafts_come_out_as_2020_12() {
    let draft_4 = json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "definitions": {"A": {"minimum": 0, "exclusiveMinimum": true, "maximum": 9}},
        "properties": {
            "a": {"$ref": "#/definitions/A", "maximum": 5, "description": "beside a reference"},
            "b": {"items": [{"type": "string"}], "additionalItems": {"maximum": 3}},
            "c": {"const": 1},
        },
        "dependencies": {"a": ["b"], "b": {"required": ["c"]}},
    });
    assert_eq!(
        portable(&draft_4),
        json!({
            "properties": {
                "a": {"description": "beside a reference", "maximum": 9, "exclusiveMinimum": 0},
                "b": {"prefixItems": [{"type": "string"}], "items": {"maximum": 3}},
                "c": {},
            },
            "dependentRequired": {"a": ["b"]},
            "dependentSchemas": {"b": {"required": ["c"]}},
        })
    );
}

#[test]
fn a_second_rewrite_changes_nothing() {
    for schema in [schema_for!(Forest), schema_for!(Tree)] {
        let once = portable(&Value::from(schema));
        assert_eq!(portable(&once), once);
    }
}
