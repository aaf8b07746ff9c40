//! Prints the JSON Schema of a tool with so many types: `tool_document 60`.
//!
//! In the words that all peers take (draft 7, `definitions`), and of the shapes that tools have: objects with required
//! and optional members, enums, lists, maps, bounds, references, choices told apart by a tag.

use serde_json::{Map, Value, json};

fn main() {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).expect("a number of types");
    let definitions: Map<_, _> = (0..count).map(|index| (name(index), definition(index, count))).collect();
    let document = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Order",
        "description": "Places an order.",
        "type": "object",
        "properties": {"first": reference(0), "all": {"type": "array", "items": reference(1)}},
        "required": ["first"],
        "definitions": definitions,
    });
    println!("{document:#}");
}

fn name(index: usize) -> String {
    const STEMS: [&str; 6] = ["Customer", "Address", "Line", "Discount", "Delivery", "Status"];
    format!("{}{}", STEMS[index % STEMS.len()], index / STEMS.len())
}

fn reference(index: usize) -> Value {
    json!({"$ref": format!("#/definitions/{}", name(index))})
}

fn definition(index: usize, count: usize) -> Value {
    // Each type is used by one before it, so that none can be left out.
    let next = |step: usize| reference((index + step) % count);
    match index % 6 {
        0 => json!({
            "description": "Who orders.",
            "type": "object",
            "properties": {
                "name": {"type": "string", "description": "As on the invoice.", "minLength": 1, "maxLength": 120},
                "age": {"type": "integer", "minimum": 0, "maximum": 150},
                "address": next(1),
                "status": next(5),
                "earlier": {"type": "array", "items": next(2)},
                "next": next(6),
            },
            "required": ["name", "address"],
            "additionalProperties": false,
        }),
        1 => json!({
            "type": "object",
            "properties": {
                "street": {"type": "string"},
                "city": {"type": "string"},
                "postal-code": {"type": ["string", "null"]},
                "notes": {"type": "object", "additionalProperties": {"type": "string"}},
                "next": next(6),
            },
            "required": ["street", "city"],
        }),
        2 => json!({
            "type": "object",
            "properties": {
                "product": {"type": "string"},
                "quantity": {"type": "integer", "minimum": 1},
                "price": {"type": "number", "minimum": 0},
                "discount": {"anyOf": [next(1), {"type": "null"}]},
                "gift": {"type": "boolean", "default": false},
                "next": next(6),
            },
            "required": ["product", "quantity", "price"],
        }),
        3 => json!({
            "oneOf": [
                {
                    "type": "object",
                    "properties": {"kind": {"type": "string", "enum": ["percent"]}, "percent": {"type": "number"}},
                    "required": ["kind", "percent"],
                },
                {
                    "type": "object",
                    "properties": {"kind": {"type": "string", "enum": ["amount"]}, "amount": {"type": "number"}, "for": next(6)},
                    "required": ["kind", "amount"],
                },
            ],
        }),
        4 => json!({
            "type": "object",
            "properties": {
                "to": next(3),
                "parcels": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 20},
                "express": {"type": "boolean"},
                "next": next(6),
            },
            "required": ["to", "parcels"],
        }),
        _ => json!({"type": "string", "enum": ["open", "paid", "in transit", "delivered", "returned"]}),
    }
}
