//! One schema for each construct, and the model that it becomes.

use serde_json::{Value, json};

use super::model;
use super::print::print;

macro_rules! golden {
    ($($name:ident: $schema:tt;)*) => {
        $(
            #[test]
            fn $name() {
                let golden = golden(&json!($schema));
                insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(golden) });
            }
        )*
    };
}

fn golden(schema: &Value) -> String {
    let (model, warnings) = model("plan.json", schema);
    let schema = serde_json::to_string_pretty(schema).unwrap();
    format!("{schema}\n\n{}", print(&model, &warnings))
}

golden! {
    rules_stand_where_they_apply: {
        "type": "object", "minimum": 1, "required": ["bare"],
        "properties": {
            "text": { "type": "string", "minimum": 3, "minItems": 1, "contains": {}, "maxLength": 9 },
            "list": { "type": "array", "minLength": 3, "uniqueItems": true, "format": "date" },
            "number": { "type": "number", "pattern": "a", "minProperties": 1, "multipleOf": 2 },
            "any": { "minLength": 3, "minItems": 1 },
            "unknown": { "type": "string", "format": "zork" },
            "again": { "type": "string", "format": "zork" },
            "password": { "type": "string", "format": "password" },
            "count": { "type": "integer", "format": "int32" },
            "slip": { "type": "string", "minLenght": 3, "x-minLength": 3, "examples": ["a"] }
        }
    };
    what_is_not_understood_is_told_where_it_shows: {
        "type": "object",
        "properties": {
            "nowhere": { "$ref": "#/$defs/nope" },
            "pattern": { "type": "string", "pattern": "(" },
            "unknown": { "type": "zork" },
            "negated": { "type": "string", "not": { "type": "zork" } },
            "first": { "type": "array", "prefixItems": [{ "type": "string" }] },
            "dict": { "type": "dict" },
            "many": { "type": "array", "items": { "type": "zork" } },
            "either": { "anyOf": [{ "type": "zork" }, { "type": "string" }] },
            "shared": { "$ref": "#/$defs/Number" },
            "shared_too": { "type": ["string", "null"], "description": "Beside.", "allOf": [{ "$ref": "#/$defs/Text" }] },
            "named": { "$ref": "#/$defs/Named", "pattern": "(" },
            "named_too": { "$ref": "#/$defs/Named" }
        },
        "$defs": {
            "Number": { "type": "float" },
            "Text": { "type": "str" },
            "Named": { "type": "dict", "properties": { "a": { "type": "int" } }, "additionalProperties": { "type": "zork" } }
        }
    };
    scalars_lists_maps_and_enums: {
        "title": "City", "description": "A place where people live.", "type": "object",
        "properties": {
            "name": { "type": "string", "minLength": 1, "description": "As on maps." },
            "population": { "type": "integer", "minimum": 0 },
            "area-km2": { "type": "number" },
            "type": { "enum": ["town", "city"], "default": "town" },
            "capital": { "type": ["boolean", "null"] },
            "tags": { "type": "array", "items": { "type": "string", "maxLength": 20 }, "uniqueItems": true },
            "streets": { "type": "array", "items": { "type": "object", "properties": { "name": { "type": "string" } } } },
            "names": { "type": "object", "additionalProperties": { "type": "string" } },
            "anything": {},
            "nothing": { "type": "null" }
        },
        "required": ["name", "type", "capital"], "additionalProperties": false
    };
    a_reference_beside_siblings: {
        "type": "object",
        "properties": {
            "from": { "$ref": "#/$defs/place", "description": "Where it starts." },
            "to": { "$ref": "#/$defs/place", "properties": { "gate": { "type": "string" } }, "required": ["gate"] },
            "via": { "$ref": "#/$defs/place", "type": "object", "minProperties": 1 }
        },
        "$defs": { "place": { "type": "object", "properties": { "code": { "type": "string" } }, "required": ["code"] } }
    };
    null_beside_others: {
        "type": "object",
        "properties": {
            "a": { "type": ["string", "null"] },
            "b": { "anyOf": [{ "$ref": "#/$defs/Unit" }, { "type": "null" }] },
            "c": { "enum": ["x", null] },
            "d": { "const": null },
            "e": { "$ref": "#/$defs/MaybeUnit" },
            "f": { "oneOf": [{ "type": "null" }, { "type": "string" }, { "type": "integer" }] }
        },
        "$defs": {
            "Unit": { "enum": ["km", "mile"] },
            "MaybeUnit": { "oneOf": [{ "type": "null" }, { "type": "object", "properties": { "unit": { "$ref": "#/$defs/Unit" } } }] }
        }
    };
    lists_of_types: {
        "type": "object",
        "properties": {
            "value": { "type": ["string", "integer", "boolean"], "description": "As it comes." },
            "number": { "type": ["integer", "number"] },
            "many": { "type": ["string", "array"], "items": { "type": "string" } },
            "record": { "type": ["object", "string"], "properties": { "id": { "type": "integer" } } }
        }
    };
    mixed_enums: {
        "type": "object",
        "properties": {
            "mixed": { "enum": ["auto", 1, 2, true, null] },
            "counts": { "enum": [1, 2, 3] },
            "halves": { "enum": [0.5, 1] },
            "nested": { "enum": ["none", { "a": 1 }, [1]] },
            "open": { "anyOf": [{ "enum": ["a", "b"] }, { "type": "string" }] },
            "narrowed": { "enum": ["a", "b", "c"], "type": "string", "not": { "const": "b" } },
            "typed": { "type": "string", "enum": ["a", 1, null] }
        }
    };
    constants_without_a_type: {
        "type": "object",
        "properties": { "kind": { "const": "plan" }, "version": { "const": 2 }, "strict": { "const": true } },
        "required": ["kind"]
    };
    enum_texts_that_are_no_names: {
        "type": "object",
        "properties": { "word": { "enum": [
            "", "a", "A", "é", "1", "-1", "1.5", "15", "+", "-", "<=", "C", "C++", "C#", "self", "Self", "any of these",
            "any_of_these", "日本", "🦀", "..."
        ] } }
    };
    tuples: {
        "type": "object",
        "properties": {
            "point": {
                "type": "array", "prefixItems": [{ "type": "number" }, { "type": "number" }], "items": false, "minItems": 2
            },
            "bounded": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }], "minItems": 2, "maxItems": 2 },
            "loose": { "type": "array", "prefixItems": [{ "type": "string" }, { "type": "integer" }] },
            "headed": { "type": "array", "prefixItems": [{ "type": "string" }], "items": { "type": "integer" } },
            "short": { "type": "array", "prefixItems": [{ "type": "string" }], "items": false },
            "empty": { "type": "array", "items": false },
            "unevaluated": { "type": "array", "allOf": [{ "prefixItems": [{ "type": "string" }] }], "unevaluatedItems": false, "minItems": 1 }
        }
    };
    all_of_merges: {
        "allOf": [{ "$ref": "#/$defs/base" }, { "type": "object", "properties": { "level": { "enum": ["low", "mid"] } }, "required": ["level"] }],
        "$defs": { "base": {
            "type": "object",
            "properties": { "id": { "type": "string" }, "level": { "enum": ["mid", "low", "high"] } },
            "required": ["id"]
        } }
    };
    objects_told_apart_by_a_tag: {
        "type": "object",
        "properties": { "shapes": { "type": "array", "items": { "oneOf": [
            { "$ref": "#/$defs/circle" },
            { "$ref": "#/$defs/square" },
            { "title": "Dot", "type": "object", "properties": { "kind": { "const": "dot" } }, "required": ["kind"], "additionalProperties": false }
        ] } }, "hole": { "$ref": "#/$defs/circle" } },
        "$defs": {
            "circle": { "type": "object", "description": "Round.", "properties": { "kind": { "const": "circle" }, "radius": { "type": "number" } }, "required": ["kind", "radius"] },
            "square": { "type": "object", "properties": { "kind": { "enum": ["square"] }, "side": { "type": "number" } }, "required": ["kind", "side"] }
        }
    };
    objects_told_apart_by_members: {
        "type": "object",
        "properties": {
            "closed": { "oneOf": [
                { "type": "object", "properties": { "path": { "type": "string" } }, "required": ["path"], "additionalProperties": false },
                { "type": "object", "properties": { "url": { "type": "string" } }, "required": ["url"], "additionalProperties": false }
            ] },
            "kinds": { "anyOf": [
                { "type": "object", "properties": { "id": { "type": "string" }, "a": { "type": "string" } }, "required": ["id"] },
                { "type": "object", "properties": { "id": { "type": "integer" }, "b": { "type": "string" } }, "required": ["id"] }
            ] },
            "wider": { "anyOf": [
                { "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"] },
                { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "string" } }, "required": ["a", "b"] }
            ] },
            "excluded": { "oneOf": [
                { "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"], "not": { "required": ["b"] } },
                { "type": "object", "properties": { "b": { "type": "string" } }, "required": ["b"], "not": { "required": ["a"] } }
            ] }
        }
    };
    objects_that_overlap: {
        "type": "object",
        "properties": { "target": { "anyOf": [
            { "type": "object", "properties": { "name": { "type": "string" }, "age": { "type": "integer" } } },
            { "type": "object", "properties": { "name": { "type": "string" }, "size": { "$ref": "#/$defs/size" } }, "required": ["size"] }
        ] } },
        "$defs": { "size": { "type": "object", "properties": { "height": { "type": "number" } } } }
    };
    closed_objects_that_overlap: {
        "type": "object",
        "properties": { "target": { "anyOf": [
            { "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "integer" } }, "additionalProperties": false },
            { "type": "object", "properties": { "a": { "type": "string" }, "c": { "type": "boolean" } }, "additionalProperties": false }
        ] } }
    };
    choices_of_what_is_required: {
        "type": "object",
        "properties": { "email": { "type": "string" }, "phone": { "type": "string" } },
        "anyOf": [{ "required": ["email"] }, { "required": ["phone"] }]
    };
    conditions: {
        "type": "object",
        "properties": { "country": { "type": "string" }, "zip": { "type": "string" } },
        "required": ["country"],
        "if": { "properties": { "country": { "const": "US" } } },
        "then": { "properties": { "zip": { "pattern": "^[0-9]{5}$" }, "state": { "type": "string" } }, "required": ["zip"] }
    };
    conditions_are_no_choices: {
        "type": "object",
        "if": { "properties": { "kind": { "const": "a" } }, "required": ["kind"] },
        "then": { "properties": { "a": { "type": "string" } }, "required": ["a"] },
        "else": { "properties": { "kind": { "const": "b" }, "b": { "type": "integer" } }, "required": ["kind"] }
    };
    not_is_left_to_the_check_of_values: {
        "type": "object",
        "properties": {
            "some": { "not": { "type": "null" }, "type": ["string", "null"] },
            "odd": { "type": "integer", "not": { "multipleOf": 2 } },
            "never": { "not": {} },
            "other": { "enum": ["a", "b", "c"], "not": { "enum": ["c"] } }
        }
    };
    dependent_words: {
        "type": "object",
        "properties": { "card": { "type": "string" }, "address": { "type": "string" } },
        "dependentRequired": { "card": ["address"] },
        "dependentSchemas": { "card": { "properties": { "limit": { "type": "integer", "description": "Of the card." } } } }
    };
    pattern_properties: {
        "type": "object",
        "properties": {
            "extended": { "type": "object", "properties": { "x-id": { "minLength": 1 }, "y": {} }, "patternProperties": { "^x-": { "type": "string" } }, "additionalProperties": false },
            "only": { "type": "object", "patternProperties": { "^[0-9]+$": { "type": "integer" } }, "additionalProperties": false },
            "two": { "type": "object", "patternProperties": { "^a": { "type": "integer" }, "^b": { "type": "string" } }, "additionalProperties": false },
            "open": { "type": "object", "patternProperties": { "^a": { "type": "integer" } } }
        }
    };
    additional_properties: {
        "type": "object",
        "properties": {
            "kept": { "type": "object", "properties": { "id": { "type": "string" } }, "additionalProperties": { "type": "integer" } },
            "open": { "type": "object", "properties": { "id": { "type": "string" } }, "additionalProperties": true },
            "named": { "type": "object", "required": ["total"], "additionalProperties": { "type": "number" } },
            "sealed": { "type": "object", "additionalProperties": false },
            "free": { "type": "object" },
            "keys": { "type": "object", "propertyNames": { "pattern": "^[a-z]+$" }, "maxProperties": 3 }
        }
    };
    unevaluated_properties: {
        "$ref": "#/$defs/base",
        "type": "object",
        "properties": { "b": { "type": "string" } },
        "unevaluatedProperties": false,
        "$defs": { "base": { "type": "object", "properties": { "a": { "type": "string" } } } }
    };
    unevaluated_properties_beside_a_choice: {
        "type": "object",
        "properties": { "any": {
            "anyOf": [{ "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"] }, { "type": "object", "properties": { "b": { "type": "string" } }, "required": ["b"] }],
            "unevaluatedProperties": false
        }, "one": {
            "oneOf": [{ "type": "object", "properties": { "a": { "type": "string" } }, "required": ["a"] }, { "type": "object", "properties": { "b": { "type": "string" } }, "required": ["b"] }],
            "unevaluatedProperties": false
        } }
    };
    boolean_schemas: {
        "type": "object",
        "properties": { "any": true, "never": false, "list": { "type": "array", "items": true } }
    };
    recursion: {
        "type": "object",
        "properties": {
            "tree": { "$ref": "#/$defs/tree" }, "list": { "$ref": "#/$defs/list" }, "self": { "$ref": "#/$defs/self" },
            "json": { "$ref": "#/$defs/json" }, "again": { "$ref": "#" }
        },
        "$defs": {
            "tree": { "type": "object", "properties": { "left": { "$ref": "#/$defs/tree" }, "right": { "anyOf": [{ "$ref": "#/$defs/tree" }, { "type": "null" }] } } },
            "list": { "type": "array", "items": { "$ref": "#/$defs/list" } },
            "self": { "$ref": "#/$defs/self" },
            "json": { "anyOf": [
                { "type": ["null", "boolean", "number", "string"] },
                { "type": "array", "items": { "$ref": "#/$defs/json" } },
                { "type": "object", "additionalProperties": { "$ref": "#/$defs/json" } }
            ] }
        }
    };
    names_that_collide: {
        "title": "Option",
        "type": "object",
        "properties": {
            "userId": { "type": "object", "properties": { "a": { "type": "string" } } },
            "user_id": { "type": "object", "properties": { "b": { "type": "string" } } },
            "user-id": { "type": "string" }, "": { "type": "string" }, "1st": { "type": "string" }, "self": { "type": "string" },
            "@type": { "type": "string" }, "type": { "type": "string" }, "$": { "type": "string" }, "größe": { "type": "string" },
            "名前": { "type": "string" }, "vec": { "$ref": "#/$defs/Vec" }, "strings": { "type": "array", "items": { "type": "object", "properties": { "c": {} } } }
        },
        "$defs": { "Vec": { "type": "object", "properties": { "x": { "type": "number" } } } }
    };
    an_absent_type: {
        "properties": {
            "address": { "properties": { "street": { "type": "string" } }, "required": ["street"] },
            "items": { "items": { "type": "string" } },
            "short": { "maxLength": 3 },
            "typed_by_the_other": { "allOf": [{ "type": "object" }, { "properties": { "a": { "type": "string" } } }] }
        }
    };
    a_root_that_is_a_list: { "type": "array", "items": { "type": "object", "properties": { "a": { "type": "string" } } } };
    a_root_without_parameters: { "type": "object", "properties": {} };
    a_root_that_is_a_map: { "type": "object", "additionalProperties": { "type": "string" } };
    a_root_that_is_a_choice: { "oneOf": [
        { "type": "object", "properties": { "op": { "const": "add" }, "value": {} }, "required": ["op", "value"] },
        { "type": "object", "properties": { "op": { "const": "remove" } }, "required": ["op"] }
    ] };
    a_root_that_is_an_untyped_object_or_a_list: { "oneOf": [
        { "properties": { "a": { "type": "string" } }, "required": ["a"] },
        { "type": "array", "items": { "type": "string" } }
    ] };
    a_root_that_nothing_satisfies: false;
    large_numbers: {
        "type": "object",
        "properties": {
            "id": { "type": "integer", "format": "uint64", "minimum": 0 },
            "big": { "type": "integer", "minimum": 0, "maximum": 18_446_744_073_709_551_615_u64 },
            "huge": { "type": "integer", "maximum": 1e30 },
            "small": { "type": "integer", "minimum": -5, "maximum": 5 },
            "unsigned": { "type": "integer", "format": "uint64" },
            "far": { "type": "integer", "minimum": 9_223_372_036_854_775_808_u64 },
            "beyond": { "type": "integer", "exclusiveMinimum": 9_223_372_036_854_775_807_i64 },
            "further": { "type": "integer", "minimum": 1e20 },
            "below": { "type": "integer", "maximum": -1e19 },
            "all": { "type": "integer", "minimum": i64::MIN, "maximum": i64::MAX }
        }
    };
    words_with_docs: {
        "type": "object",
        "properties": { "level": { "oneOf": [
            { "const": "low", "description": "Hardly anything." },
            { "const": "high", "title": "A lot" }
        ] } }
    };
    one_or_many: {
        "type": "object",
        "properties": { "to": { "anyOf": [{ "$ref": "#/$defs/address" }, { "type": "array", "items": { "$ref": "#/$defs/address" } }, { "type": "string" }] } },
        "$defs": { "address": { "type": "object", "properties": { "mail": { "type": "string" } }, "required": ["mail"] } }
    };
}
