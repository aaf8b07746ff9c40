//! What is not to be logged: it is in no `Debug`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use toolshape_json_schema::keyword;

use super::{Definition, type_name};

/// What of a type is not to be logged: all of it, or the members of these names.
#[derive(Clone, Debug, Default)]
pub(super) struct Sensitive {
    pub(super) whole: bool,
    pub(super) members: BTreeSet<String>,
}

impl Sensitive {
    pub(super) fn is_any(&self) -> bool {
        self.whole || !self.members.is_empty()
    }
}

/// The types that hold something sensitive, wherever in them the mark stands.
pub(super) fn sensitive(types: &BTreeMap<String, Definition>) -> BTreeMap<String, Sensitive> {
    let found = types.iter().filter_map(|(name, definition)| {
        let sensitive = of(types, &definition.schema);
        sensitive.is_any().then(|| (name.clone(), sensitive))
    });
    found.collect()
}

fn of(types: &BTreeMap<String, Definition>, schema: &Value) -> Sensitive {
    let members = schema["properties"].as_object().into_iter().flatten();
    let members = members.filter(|(_, member)| is_marked(types, member)).map(|(name, _)| name.clone()).collect();
    // Beside members there is no telling the parts apart: any mark below hides the whole.
    let others = keyword::children(schema).into_iter().filter(|(pointer, _)| !pointer.starts_with("/properties/"));
    let whole = schema["x-sensitive"] == true || others.into_iter().any(|(_, child)| is_marked(types, child));
    Sensitive { whole, members }
}

fn is_marked(types: &BTreeMap<String, Definition>, schema: &Value) -> bool {
    let target = schema["$ref"].as_str().and_then(|reference| types.get(type_name(reference)));
    // A type with a `Debug` of its own hides itself; a plain one may be written in place.
    let is_plain = |target: &Value| target["type"] != "object" && target.get("oneOf").is_none();
    schema["x-sensitive"] == true
        || target.is_some_and(|target| target.schema["x-sensitive"] == true && is_plain(&target.schema))
        || keyword::children(schema).into_iter().any(|(_, child)| is_marked(types, child))
}
