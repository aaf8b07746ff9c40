//! Where a rule was written: from a place in a rewritten schema back to the document.

use serde_json::Value;
use toolshape_json_schema::pointer::unescape;

/// A rule's place in the documents.
pub(super) struct Origin {
    /// The keyword, its value, and the pointer to it; where strict validation adds the rule, to the type.
    pub(super) keyword: String,
    pub(super) limit: Value,
    pub(super) place: String,
    /// The name of the type in its document.
    pub(super) type_name: String,
    pub(super) page: Option<String>,
}

/// Follows a pointer into the rewritten form of a document through the document as it stands.
pub(super) fn origin(document: &Value, rewritten: &str) -> Origin {
    let mut walk = Walk { at: document, place: String::new() };
    let mut segments = rewritten.split('/').skip(1).peekable();
    let mut keyword = "";
    while let Some(segment) = segments.next() {
        keyword = segment;
        let at = walk.at;
        let marked = |mark: &str| at[mark] == true && below(at, segment).is_none();
        if marked("x-open-union") {
            let member = (segment == "properties").then(|| segments.peek().copied()).flatten();
            walk.branch(|branch| match member {
                Some(name) => branch["properties"].get(unescape(name)).is_some(),
                None => branch.get(segment).is_some(),
            });
        } else if marked("x-one-or-many") {
            walk.branch(|branch| (branch["type"] == "array") == (segment == "then"));
            continue;
        } else if marked("x-open-enum") {
            walk.go("anyOf").go(if segment == "enum" { "0" } else { "1" });
        } else if below(at, segment).is_none() {
            keyword = match segment {
                super::schema::INTEGER => "format",
                "format" => "contentEncoding",
                other => other,
            };
            if below(at, keyword).is_none() {
                break;
            }
        }
        walk.go(keyword);
    }
    let name = walk.place.strip_prefix("/$defs/").and_then(|place| place.split('/').next()).unwrap_or_default();
    let limit = if walk.place.ends_with(&format!("/{keyword}")) { walk.at.clone() } else { Value::Bool(false) };
    Origin {
        keyword: keyword.to_owned(),
        limit,
        page: page(&document["$defs"][name]),
        type_name: name.to_owned(),
        place: walk.place,
    }
}

/// A place in a document, and the pointer to it.
struct Walk<'a> {
    at: &'a Value,
    place: String,
}

impl Walk<'_> {
    fn go(&mut self, segment: &str) -> &mut Self {
        if let Some(next) = below(self.at, segment) {
            self.at = next;
            self.place = format!("{}/{segment}", self.place);
        }
        self
    }

    /// Goes to the branch of a choice that is looked for.
    fn branch(&mut self, is_it: impl Fn(&Value) -> bool) {
        let position = self.at["oneOf"].as_array().and_then(|branches| branches.iter().position(is_it));
        if let Some(position) = position {
            self.go("oneOf").go(&position.to_string());
        }
    }
}

/// What one segment of a pointer leads to.
fn below<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    match value {
        Value::Array(items) => segment.parse().ok().and_then(|index: usize| items.get(index)),
        value => value.get(unescape(segment)),
    }
}

/// The page that a type's description links to.
fn page(definition: &Value) -> Option<String> {
    let (_, link) = definition["description"].as_str()?.split_once("](https://docs.aws.amazon.com/")?;
    let (page, _) = link.split_once(')')?;
    Some(format!("https://docs.aws.amazon.com/{page}"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::origin;

    #[test]
    fn a_rewritten_place_is_found_in_the_document() {
        let document = json!({ "$defs": {
            "Block": { "x-open-union": true, "oneOf": [
                { "type": "object", "properties": { "a/b": { "type": "integer", "format": "int32" } } },
                { "minProperties": 1, "maxProperties": 1 },
            ] },
            "Reason": { "x-open-enum": true, "anyOf": [{ "enum": ["end"] }, { "type": "string" }] },
            "Trace": { "x-one-or-many": true, "oneOf": [{ "type": "array", "minItems": 1 }, { "required": ["name"] }] },
            "Image": { "type": "object", "properties": { "bytes": { "contentEncoding": "base64" } } },
        } });
        let cases = [
            ("/$defs/Block/properties/a~1b/x-integer", "/$defs/Block/oneOf/0/properties/a~1b/format", json!("int32")),
            (
                "/$defs/Block/oneOf/0/properties/a~1b/type",
                "/$defs/Block/oneOf/0/properties/a~1b/type",
                json!("integer"),
            ),
            ("/$defs/Block/maxProperties", "/$defs/Block/oneOf/1/maxProperties", json!(1)),
            ("/$defs/Reason/enum", "/$defs/Reason/anyOf/0/enum", json!(["end"])),
            ("/$defs/Reason/type", "/$defs/Reason/anyOf/1/type", json!("string")),
            ("/$defs/Trace/then/minItems", "/$defs/Trace/oneOf/0/minItems", json!(1)),
            ("/$defs/Trace/else/required", "/$defs/Trace/oneOf/1/required", json!(["name"])),
            ("/$defs/Image/properties/bytes/format", "/$defs/Image/properties/bytes/contentEncoding", json!("base64")),
            ("/$defs/Image/additionalProperties", "/$defs/Image", json!(false)),
        ];
        for (rewritten, place, limit) in cases {
            let found = origin(&document, rewritten);
            assert_eq!((found.place.as_str(), &found.limit), (place, &limit as &Value), "{rewritten}");
        }
    }
}
