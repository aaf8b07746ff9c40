//! From AWS's published service model to JSON Schema documents.
//!
//! The service model (`service-2.json`, as botocore carries it) names every shape of the service. Structures,
//! unions and enums become named types; lists, maps and scalars are written where they are used, with their
//! bounds. Names, members, `required`, bounds, patterns and enum values carry over; AWS's sentences do not: each
//! type links to its page of the API reference instead.

mod shape;
mod topic;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::Error;

/// The operations whose shapes are imported.
pub const OPERATIONS: [&str; 7] = [
    "Converse",
    "ConverseStream",
    "InvokeModel",
    "InvokeModelWithResponseStream",
    "ApplyGuardrail",
    "CountTokens",
    "InvokeGuardrailChecks",
];

/// The documents of a service model, by file name: the closure of [`OPERATIONS`], sorted into topics.
///
/// The same model gives the same documents.
///
/// # Errors
///
/// When the model is not JSON, lacks one of the operations, or holds a shape of a kind that is not known here; the
/// error names the shape.
pub fn import(service_model: &str) -> Result<BTreeMap<String, Value>, Error> {
    let model: Value = serde_json::from_str(service_model)
        .map_err(|error| Error::new("service model", "", format!("not JSON: {error}")))?;
    let model = Model::read(&model)?;
    let mut files: BTreeMap<String, BTreeMap<&str, Value>> = BTreeMap::new();
    for &name in model.closure.iter().filter(|name| model.is_named(name)) {
        let file = topic::of(&model, name).to_owned();
        let schema = shape::definition(&model, name)?;
        files.entry(file).or_default().insert(name, schema);
    }
    Ok(files.into_iter().map(|(file, definitions)| (format!("{file}.json"), document(&file, definitions))).collect())
}

fn document(topic: &str, definitions: BTreeMap<&str, Value>) -> Value {
    let definitions: Map<String, Value> =
        definitions.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("Bedrock Runtime: {}", topic::title(topic)),
        "$comment": "Written by `toolshape-codegen import` from AWS's service model; not edited by hand.",
        "$defs": definitions,
    })
}

/// The service model, reduced to what the operations reach.
struct Model<'m> {
    shapes: &'m Map<String, Value>,
    /// Every shape that an operation reaches.
    closure: BTreeSet<&'m str>,
    /// Those that a reply, an event or an error reaches.
    replies: BTreeSet<&'m str>,
    /// Those that an event stream reaches.
    streamed: BTreeSet<&'m str>,
    /// Those that a request, or a reply in one piece, reaches.
    unstreamed: BTreeSet<&'m str>,
    /// The operation of a request or response shape.
    operation_of: BTreeMap<&'m str, &'m str>,
}

impl<'m> Model<'m> {
    fn read(model: &'m Value) -> Result<Self, Error> {
        let section = |name: &str| {
            model[name].as_object().ok_or_else(|| Error::new("service model", format!("/{name}"), "missing"))
        };
        let (shapes, operations) = (section("shapes")?, section("operations")?);
        let mut found = Self {
            shapes,
            closure: BTreeSet::new(),
            replies: BTreeSet::new(),
            streamed: BTreeSet::new(),
            unstreamed: BTreeSet::new(),
            operation_of: BTreeMap::new(),
        };
        let (mut replies, mut streamed, mut unstreamed) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for name in OPERATIONS {
            let (name, operation) = operations
                .get_key_value(name)
                .ok_or_else(|| Error::new("service model", format!("/operations/{name}"), "missing"))?;
            let errors = operation["errors"].as_array().into_iter().flatten();
            for error in errors.filter_map(|error| error["shape"].as_str()) {
                found.reach(error, &mut replies, false)?;
                found.reach(error, &mut unstreamed, false)?;
            }
            if let Some(input) = operation["input"]["shape"].as_str() {
                found.operation_of.insert(input, name);
                found.reach(input, &mut unstreamed, false)?;
            }
            if let Some(output) = operation["output"]["shape"].as_str() {
                found.operation_of.insert(output, name);
                found.reach(output, &mut replies, false)?;
                found.reach(output, &mut unstreamed, true)?;
                for stream in replies.iter().filter(|name| shapes[**name]["eventstream"] == true) {
                    found.reach(stream, &mut streamed, false)?;
                }
            }
        }
        found.closure = unstreamed.union(&streamed).copied().collect();
        (found.replies, found.streamed, found.unstreamed) = (replies, streamed, unstreamed);
        Ok(found)
    }

    /// Adds a shape and all it refers to.
    fn reach(&self, name: &'m str, seen: &mut BTreeSet<&'m str>, stop_at_streams: bool) -> Result<(), Error> {
        let shape = self.shape(name)?;
        if (stop_at_streams && shape["eventstream"] == true) || !seen.insert(name) {
            return Ok(());
        }
        let members = shape["members"].as_object().into_iter().flat_map(|members| members.values());
        let parts = ["member", "key", "value"].into_iter().map(|part| &shape[part]);
        for target in members.chain(parts).filter_map(|reference| reference["shape"].as_str()) {
            self.reach(target, seen, stop_at_streams)?;
        }
        Ok(())
    }

    fn shape(&self, name: &str) -> Result<&'m Value, Error> {
        self.shapes
            .get(name)
            .ok_or_else(|| Error::new("service model", format!("/shapes/{name}"), "referred to, but missing"))
    }

    /// Whether a shape becomes a type of its own; the others are written where they are used.
    fn is_named(&self, name: &str) -> bool {
        let shape = &self.shapes[name];
        let is_structure = shape["type"] == "structure" && shape["document"] != true;
        is_structure || shape.get("enum").is_some()
    }

    /// The page of the API reference that describes a shape.
    fn page(&self, name: &'m str) -> String {
        const REFERENCE: &str = "https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_";
        let shape = &self.shapes[name];
        if let Some(operation) = self.operation_of.get(name) {
            return format!("{REFERENCE}{operation}.html");
        }
        if shape["exception"] == true {
            return format!("{REFERENCE}Converse.html#API_runtime_Converse_Errors");
        }
        if shape.get("enum").is_some() {
            // Enums have no page: they stand on that of the structure that holds them.
            let holder = self.closure.iter().find(|holder| self.holds(holder, name));
            if let Some(holder) = holder {
                return self.page(holder);
            }
        }
        format!("{REFERENCE}{name}.html")
    }

    fn holds(&self, holder: &str, name: &str) -> bool {
        let members = self.shapes[holder]["members"].as_object();
        members.into_iter().flat_map(|members| members.values()).any(|member| {
            let target = &member["shape"];
            let element = target.as_str().map(|target| &self.shapes[target]["member"]["shape"]);
            target == name || element.is_some_and(|element| element == name)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(shapes: &Value) -> String {
        let operations: Map<String, Value> =
            OPERATIONS.iter().map(|name| ((*name).to_owned(), json!({ "input": { "shape": "Request" } }))).collect();
        json!({ "operations": operations, "shapes": shapes }).to_string()
    }

    #[test]
    fn a_shape_of_an_unknown_kind_is_named_in_the_error() {
        let shapes = json!({
            "Request": { "type": "structure", "members": { "when": { "shape": "Moment" } } },
            "Moment": { "type": "timestamp" },
        });
        let error = import(&model(&shapes)).unwrap_err();
        assert_eq!(error.pointer(), "/shapes/Moment");
        insta::assert_snapshot!(error, @"service model#/shapes/Moment: a shape of type `timestamp` is not known here");
    }

    #[test]
    fn a_list_of_itself_is_an_error() {
        let shapes = json!({
            "Request": { "type": "structure", "members": { "tree": { "shape": "Tree" } } },
            "Tree": { "type": "list", "member": { "shape": "Tree" } },
        });
        assert_eq!(import(&model(&shapes)).unwrap_err().pointer(), "/shapes/Tree");
    }

    #[test]
    fn a_missing_shape_is_named_in_the_error() {
        let shapes = json!({ "Request": { "type": "structure", "members": { "when": { "shape": "Gone" } } } });
        insta::assert_snapshot!(
            import(&model(&shapes)).unwrap_err(),
            @"service model#/shapes/Gone: referred to, but missing"
        );
    }

    #[test]
    fn a_model_that_is_not_json_is_an_error() {
        assert!(import("<html>").unwrap_err().to_string().contains("not JSON"));
    }

    #[test]
    fn bounds_patterns_and_required_carry_over() {
        let shapes = json!({
            "Request": {
                "type": "structure",
                "required": ["name"],
                "members": {
                    "name": { "shape": "Name", "location": "uri", "locationName": "name" },
                    "bytes": { "shape": "Bytes" },
                    "size": { "shape": "Size" },
                    "kind": { "shape": "Kind" },
                    "tags": { "shape": "Tags" },
                },
            },
            "Name": { "type": "string", "min": 1, "max": 64, "pattern": "[a-z]+|x" },
            "Bytes": { "type": "blob", "min": 1, "max": 10 },
            "Size": { "type": "integer", "box": true, "min": 1 },
            "Kind": { "type": "string", "enum": ["a", "b"] },
            "Tags": { "type": "list", "member": { "shape": "Name" }, "max": 3 },
        });
        insta::assert_json_snapshot!(import(&model(&shapes)).unwrap());
    }
}
