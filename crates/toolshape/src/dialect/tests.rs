use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

use super::{Dialect, portable};

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
fn a_reference_out_of_the_document_accepts_anything() {
    let schema = json!({
        "properties": {
            "a": {"$ref": "https://example.com/a.json"},
            "b": {"$ref": "#/$defs/B", "title": "b"},
        },
        "$defs": {"B": {"type": "string", "title": "B"}},
    });
    assert_eq!(portable(&schema), json!({"properties": {"a": {}, "b": {"type": "string"}}}));
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
            "properties": {"a": {"$ref": "#/$defs/N"}, "b": {"$ref": "#/$defs/N_2"}},
            "$defs": {"N": node("#/$defs/N"), "N_2": node("#/$defs/N_2")},
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

fn strict(schema: &Value) -> Value {
    match Dialect::STRICT.rewrite(schema) {
        Ok(strict) => strict,
        Err(error) => error.rule().unwrap_or_default().into(),
    }
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
struct Job {
    /// What it is called.
    #[schemars(length(min = 1, max = 20))]
    name: String,
    /// How often it is tried
    #[serde(default = "three")]
    tries: u8,
    at: (f32, f32),
    when: Option<When>,
    #[serde(flatten)]
    target: Target,
}

fn three() -> u8 {
    3
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is of interest")]
enum When {
    Now,
    #[serde(rename = "at_night")]
    AtNight,
}

#[derive(JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is of interest")]
enum Target {
    Host {
        #[schemars(regex(pattern = "^(?!local).+$"))]
        name_of_host: String,
    },
    Group {
        id: u32,
        #[schemars(length(min = 2, max = 3))]
        zones: Vec<String>,
    },
}

#[test]
fn a_choice_at_the_root_becomes_one_object() {
    insta::assert_snapshot!(format!("{:#}", portable(schema_for!(Job).as_value())));
}

#[test]
fn a_strict_schema_says_in_words_what_it_may_not() {
    insta::assert_snapshot!(format!("{:#}", strict(schema_for!(Job).as_value())));
}

#[test]
fn what_cannot_be_strict_is_refused_at_its_place() {
    let object = |place: Value| json!({"type": "object", "properties": {"a": place}});
    let in_list = object(json!({"type": "array", "items": {"type": "object", "additionalProperties": true}}));
    for (schema, expected) in [
        (Value::from(schema_for!(Tree)), "cannot be strict: $.children[*] is recursive"),
        (in_list, "cannot be strict: $.a[*] takes members of any name"),
        (
            object(json!({"patternProperties": {"^x": {}}, "type": "object"})),
            "cannot be strict: $.a takes members of any name",
        ),
        (object(json!(true)), "cannot be strict: $.a takes any value"),
        (object(json!({"type": "array"})), "cannot be strict: $.a[*] takes any value"),
        (object(json!({"$ref": "https://example.com/a"})), "cannot be strict: $.a takes any value"),
        (
            json!({"type": "object", "if": {}, "then": {"properties": {"b": {}}}}),
            "cannot be strict: $ has members under `then`",
        ),
        (json!({"type": "object", "required": ["b"]}), "cannot be strict: $ requires `b` and does not describe it"),
    ] {
        let refused = strict(&schema);
        assert!(refused.as_str().is_some_and(|rule| rule.starts_with(expected)), "{refused:#} of {schema}");
    }
}

#[test]
fn patterns_that_a_grammar_can_hold_stay() {
    let of = |pattern: &str| {
        let schema = json!({"type": "object", "properties": {"a": {"type": "string", "pattern": pattern}}});
        strict(&schema)["properties"]["a"].clone()
    };
    for pattern in ["^[A-Z]{3}$", "a\\.b", "^(?:a|b)+$", "\\\\1"] {
        assert_eq!(of(pattern)["pattern"], pattern);
    }
    for pattern in ["(?=a)b", "(?<!a)b", "(a)\\1", "\\bword"] {
        assert_eq!(of(pattern), json!({"type": "string", "description": format!("Text that matches {pattern}.")}));
    }
}

#[test]
fn one_is_one_point_zero_in_two_enumerations() {
    let both = json!({"type": "number", "enum": [1, 2], "allOf": [{"enum": [1.0, 3]}]});
    let rewritten = strict(&json!({"type": "object", "properties": {"a": both}}));
    assert_eq!(rewritten["properties"]["a"], json!({"type": "number", "enum": [1]}));
}

#[test]
fn plain_has_no_word_on_other_members() {
    let schema = json!({
        "type": "object",
        "properties": {
            "counts": {"type": "object", "additionalProperties": {"type": "integer"}, "description": "By name"},
            "shape": {"oneOf": [
                {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": false},
                {"type": "object", "properties": {"b": {"type": "string"}}, "additionalProperties": false},
            ]},
        },
        "additionalProperties": false,
    });
    let plain = Dialect::PLAIN.rewrite(&schema).ok();
    assert_eq!(
        plain,
        Some(json!({
            "type": "object",
            "properties": {
                "counts": {"type": "object", "description": "By name. Members of any other name hold an integer."},
                "shape": {"anyOf": [
                    {"type": "object", "properties": {"a": {"type": "string"}}, "description": "No other members."},
                    {"type": "object", "properties": {"b": {"type": "string"}}, "description": "No other members."},
                ]},
            },
            "description": "No other members.",
        }))
    );
}

#[test]
fn a_dialect_has_a_name() {
    for dialect in [Dialect::PORTABLE, Dialect::PLAIN, Dialect::STRICT] {
        assert_eq!(Dialect::by_name(dialect.name()), Some(dialect));
    }
}

#[test]
fn the_budgets_of_claude_name_the_count() {
    use crate::{ToolSpec, check_strict_budgets};
    let spec = |name: String, schema: Value| ToolSpec::new(name, "A tool.", schema).map(|spec| spec.strict(true)).ok();
    let rule =
        |specs: &[ToolSpec]| check_strict_budgets(specs).err().and_then(|error| error.rule().map(ToOwned::to_owned));
    let many: Vec<_> = (0..21).filter_map(|n| spec(format!("t{n}"), json!({"type": "object"}))).collect();
    assert_eq!(rule(&many[..20]), None);
    assert_eq!(rule(&many).as_deref(), Some("must have at most 20 strict tools for Claude, and have 21"));
    let union = json!({"type": ["string", "null"]});
    let names: Vec<_> = (0..17).map(|n| format!("p{n}")).collect();
    let properties: Value = names.iter().map(|name| (name.clone(), union.clone())).collect();
    let unions = spec("u".to_owned(), json!({"type": "object", "properties": properties, "required": names}));
    assert_eq!(
        rule(&unions.into_iter().collect::<Vec<_>>()).as_deref(),
        Some("must have at most 16 parameters of several types over all strict tools for Claude, and have 17")
    );
}

#[test]
fn a_reference_to_a_root_that_was_a_choice_means_the_choice() {
    let leaf = json!({"type": "object", "properties": {"leaf": {"type": "string"}}, "required": ["leaf"]});
    let node = |root: &str| json!({"type": "object", "properties": {"left": {"$ref": root}}, "required": ["left"]});
    let rewritten = portable(&json!({"oneOf": [leaf, node("#")]}));
    assert_eq!(rewritten["type"], "object");
    assert_eq!(rewritten["properties"]["left"], json!({"$ref": "#/$defs/Root"}));
    assert_eq!(rewritten["$defs"], json!({"Root": {"oneOf": [leaf, node("#/$defs/Root")]}}));
}
