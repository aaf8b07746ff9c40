//! Strict validation of a Converse request, against jsonschema's run-time validator: over the very schema that ours is
//! made of, and over the documents as they stand, which refuse nothing unknown. Then what the first use costs.

use std::hint::black_box;
use std::time::Instant;

use jsonschema::{PatternOptions, Registry, Validator};
use serde_json::{Value, json};
use toolshape_bench::{Targets, compare};
use toolshape_schemas::bedrock;
use toolshape_types::bedrock::{ConverseRequest, GuardrailAssessment};
use toolshape_types::validate;

#[allow(dead_code, reason = "filled in by serde, read by nobody")]
#[path = "../../crates/toolshape-types/src/validate/schema.rs"]
mod schema;
#[allow(dead_code, reason = "filled in by serde, read by nobody")]
#[path = "../../crates/toolshape-types/src/validate/wire.rs"]
mod wire;

use schema::{BASE64, Form, INTEGER, Mood, Schemas};

fn main() {
    let request = request();
    let bytes = request.to_string().len();
    first_use("made at compile time: ConverseRequest", || validate::strict::<ConverseRequest>(&request).is_ok());
    first_use("made at run time: GuardrailAssessment", || validate::strict::<GuardrailAssessment>(&json!({})).is_ok());
    first_use("made at run time: ConverseRequest", || same_schema().is_valid(&request));

    let (same, documents) = (same_schema(), documents_as_they_stand());
    assert!(same.is_valid(&request) && documents.is_valid(&request));
    compare(
        &format!("strict validation of a ConverseRequest of {bytes} bytes"),
        ("validate::strict", || validate::strict::<ConverseRequest>(&request).is_ok()),
        ("jsonschema at run time, the same schema", || same.is_valid(&request)),
        Targets::time(0.35),
    );
    compare(
        "the same request",
        ("validate::strict", || validate::strict::<ConverseRequest>(&request).is_ok()),
        ("jsonschema at run time, the documents as they stand", || documents.is_valid(&request)),
        Targets::time(0.35),
    );
    let mut wrong = request.clone();
    wrong["messages"][2]["content"][1] = json!({ "txt": "And in Portugal?" });
    compare(
        "the same request with a misspelt member, explained",
        ("validate::strict", || validate::strict::<ConverseRequest>(&wrong).is_err()),
        ("jsonschema at run time, its errors in words", || {
            same.iter_errors(&wrong).map(|error| error.to_string()).collect::<Vec<_>>()
        }),
        Targets::default(),
    );
}

fn first_use(what: &str, run: impl FnOnce() -> bool) {
    let start = Instant::now();
    black_box(run());
    println!("first use of a validator {what}: {:?}", start.elapsed());
}

fn same_schema() -> Validator {
    let schemas = Schemas::new(bedrock::ALL, true).unwrap();
    let schema = schemas.of("converse.json", "/$defs/ConverseRequest", Form::Whole, Mood::Strict).unwrap();
    let options = jsonschema::options().should_validate_formats(true).with_pattern_options(PatternOptions::regex());
    options.with_format(BASE64, wire::is_base64).with_keyword(INTEGER, wire::integer).build(&schema).unwrap()
}

fn documents_as_they_stand() -> Validator {
    let read = |(name, text): &(&str, &str)| (format!("json-schema:///{name}"), serde_json::from_str(text).unwrap());
    let documents: Vec<(String, Value)> = bedrock::ALL.iter().map(read).collect();
    let mut registry = Registry::new();
    for (name, document) in &documents {
        registry = registry.add(name, document).unwrap();
    }
    let registry = registry.prepare().unwrap();
    let root = json!({ "$ref": "json-schema:///converse.json#/$defs/ConverseRequest" });
    jsonschema::options().with_registry(&registry).build(&root).unwrap()
}

/// A conversation with a tool, its second turn.
fn request() -> Value {
    json!({
        "modelId": "us.anthropic.claude-haiku-4-5-20251001-v1:0",
        "system": [
            { "text": "You answer questions about a shop's data. The tables are products(id, name, price), orders(id, \
                product_id, customer_id, quantity, ordered_at) and customers(id, name, country). Write one SELECT that \
                answers the question, with a named placeholder for every value that comes from it." },
            { "cachePoint": { "type": "default" } },
        ],
        "messages": [
            { "role": "user", "content": [{ "text": "What is my top selling product this year, in Spain?" }] },
            { "role": "assistant", "content": [
                { "text": "I will look that up." },
                { "toolUse": { "toolUseId": "tooluse_1", "name": "sql_query", "input": {
                    "sql": "SELECT p.name, SUM(o.quantity) AS sold FROM orders o JOIN products p ON p.id = o.product_id \
                        JOIN customers c ON c.id = o.customer_id WHERE c.country = :country GROUP BY p.name \
                        ORDER BY sold DESC LIMIT 1",
                    "parameters": { "country": "Spain" },
                } } },
            ] },
            { "role": "user", "content": [
                { "toolResult": { "toolUseId": "tooluse_1", "status": "success", "content": [
                    { "json": { "rows": [{ "name": "Lamp", "sold": 481 }] } },
                    { "text": "1 row" },
                ] } },
                { "text": "And in Portugal?" },
            ] },
        ],
        "inferenceConfig": { "maxTokens": 1024, "temperature": 0.2, "topP": 0.9, "stopSequences": ["END"] },
        "toolConfig": {
            "tools": [
                { "toolSpec": {
                    "name": "sql_query",
                    "description": "One read-only query that answers the question.",
                    "inputSchema": { "json": { "type": "object", "required": ["sql"], "properties": {
                        "sql": { "type": "string", "description": "A single SELECT with :named placeholders." },
                        "parameters": { "type": "object", "description": "The value of each placeholder, by name." },
                    } } },
                } },
                { "toolSpec": {
                    "name": "no_query",
                    "description": "Why the question has no answer in these tables.",
                    "inputSchema": { "json": { "type": "object", "properties": { "reason": { "type": "string" } } } },
                } },
                { "cachePoint": { "type": "default" } },
            ],
            "toolChoice": { "tool": { "name": "sql_query" } },
        },
        "guardrailConfig": { "guardrailIdentifier": "iabc12345678", "guardrailVersion": "DRAFT", "trace": "enabled" },
        "additionalModelRequestFields": { "top_k": 50 },
        "requestMetadata": { "team": "shop", "purpose": "reports" },
    })
}
