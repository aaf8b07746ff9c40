//! The elements of a list in a tool's input, each on its own.

use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::decode::{self, Decoder};
use crate::dialect::{admits, alternatives, keep_the_root};
use crate::spec::{Origin, cannot_be_checked};
use crate::validity::{Judge, Violation};
use crate::{Error, Reading, ToolSpec, repair};

/// Decodes an element, which need not be the shape of a tool.
struct Plain<E>(PhantomData<E>);

impl<E: DeserializeOwned> Decoder for Plain<E> {
    type Value = E;

    fn decode<'de, D: Deserializer<'de>>(_: &ToolSpec, input: D) -> Result<E, D::Error> {
        E::deserialize(input)
    }

    fn accept(_: E) -> Option<E> {
        None
    }

    // An element may be read as any type, which need not know what the schema says of it.
    fn violation<'de, I: Deserializer<'de> + Copy>(
        element: &ToolSpec,
        reading: Reading,
        _: &E,
        input: I,
    ) -> Result<Option<Violation>, Error> {
        let Some(value) = decode::untyped(input) else { return Ok(None) };
        let judge = if reading.check {
            element.checks().map_err(cannot_be_checked)?.judge()
        } else {
            Judge::new(element.rules(), false)
        };
        // What a type that was made from a schema takes for an integer, its own reading decides.
        let is_exact = element.origin() != Origin::TypeOfDocument;
        Ok(if is_exact { judge } else { judge.taking_whole_floats() }.violation(&value))
    }
}

impl ToolSpec {
    /// The schema of the elements of a list in the input: `items`, or `report.sections` for one further in.
    ///
    /// It is meant for [`Reading::read_element`], not as a tool to offer.
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::ToolSpec;
    ///
    /// let items = json!({"type": "array", "items": {"type": "string"}});
    /// let spec = ToolSpec::new("order", "The order.", json!({"type": "object", "properties": {"items": items}}))?;
    /// assert_eq!(spec.element("items")?.schema()["type"], "string");
    /// assert_eq!(spec.element("lines").unwrap_err().field(), Some("elements"));
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The error [is an invalid request](Error::is_invalid_request) where the schema has no such list.
    pub fn element(&self, list: &str) -> Result<ToolSpec, Error> {
        let root = self.rules();
        let anything = || Value::Object(Map::new());
        let members = list.split('.').try_fold(root.clone(), |schema, member| {
            first(root, &schema, |choice| match choice.get("properties") {
                Some(properties) => properties.get(member).cloned(),
                None => (admits(choice, "object") && !is_closed(choice)).then(anything),
            })
        });
        let items = members.and_then(|list| {
            first(root, &list, |choice| {
                admits(choice, "array").then(|| choice.get("items").cloned().unwrap_or_else(anything))
            })
        });
        let Some(items) = items else {
            return Err(Error::invalid_request(
                "elements",
                format!("must be the members down to a list of the tool, such as `report.findings`, not `{list}`"),
            ));
        };
        // In a document of its own, `#` would be the element.
        let schema = match (items, root) {
            (Value::Object(mut items), Value::Object(root)) => {
                items.extend(root.get("$defs").map(|definitions| ("$defs".to_owned(), definitions.clone())));
                let mut items = Value::Object(items);
                keep_the_root(&mut items, root);
                items
            }
            (items, _) => items,
        };
        Ok(Self::unchecked(self.name().to_owned(), self.description().to_owned(), schema, self.origin()))
    }
}

impl Reading {
    /// Reads an element of a list; `place` is where it stands in the input, such as `$.items[3]`.
    ///
    /// `element` is the list's [`ToolSpec::element`]. It is read as the whole input is: exactly, then repaired, and
    /// held to its part of the schema.
    ///
    /// ```
    /// use serde_json::json;
    /// use toolshape::{Reading, ToolSpec};
    ///
    /// let items = json!({"type": "array", "items": {"type": "integer"}});
    /// let spec = ToolSpec::new("order", "The order.", json!({"type": "object", "properties": {"items": items}}))?;
    /// let element = spec.element("items")?;
    ///
    /// let read = |input| Reading::default().read_element::<u8>(&element, "$.items[3]", &input);
    /// assert_eq!(read(json!(7))?, 7);
    /// assert_eq!(read(json!("7"))?, 7);
    /// assert_eq!(read(json!([])).unwrap_err().json_path(), Some("$.items[3]"));
    /// # Ok::<(), toolshape::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A [mismatch](Error::is_mismatch), with the path in the whole input.
    pub fn read_element<E: DeserializeOwned>(self, element: &ToolSpec, place: &str, input: &Value) -> Result<E, Error> {
        decode::call::<Plain<E>, _>(element, self, input).or_else(|error| {
            let repaired = if self.repair { repair::input::<Plain<E>>(element, self, input) } else { None };
            repaired.map(|(element, _)| element).ok_or_else(|| error.beneath(place))
        })
    }
}

/// What the first of a schema's choices has that has it.
fn first(root: &Value, schema: &Value, find: impl Fn(&Map<String, Value>) -> Option<Value>) -> Option<Value> {
    let Value::Object(keywords) = schema else { return None };
    alternatives(Some(root), keywords)?.iter().find_map(|choice| find(choice))
}

fn is_closed(schema: &Map<String, Value>) -> bool {
    schema.get("additionalProperties") == Some(&Value::Bool(false)) && !schema.contains_key("patternProperties")
}
