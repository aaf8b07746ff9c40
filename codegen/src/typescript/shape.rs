//! One JSON Schema as one TypeScript type.
//!
//! What a schema demands beyond its shape (bounds, patterns, `not`, `if`) TypeScript cannot say: there the type is
//! wider. It is narrower where the service may add something later: an open union has its known kinds only, and a
//! structure takes the members it names, so that a misspelt one is found.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use toolshape_json_schema::pointer;

use super::{comment, is_identifier};
use crate::Error;
use crate::bundle::{Definition, type_name};

/// A TypeScript type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    /// A keyword, a name or a literal.
    Word(String),
    Array(Box<Type>),
    /// The first so many elements have to be there; what follows the elements may be of the type of the rest.
    Tuple {
        elements: Vec<Type>,
        least: usize,
        rest: Option<Box<Type>>,
    },
    Object(Vec<Member>),
    Union(Vec<Type>),
    Intersection(Vec<Type>),
}

/// A member of an object type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Member {
    /// The name as it is written, in quotes where it has to be, or an index signature.
    pub(crate) name: String,
    pub(crate) is_optional: bool,
    pub(crate) comment: Vec<String>,
    pub(crate) ty: Type,
}

impl Member {
    pub(crate) fn required(name: String, ty: Type) -> Self {
        Self { name, is_optional: false, comment: Vec::new(), ty }
    }

    /// What stands for every member that has no name.
    pub(crate) fn any_other(ty: Type) -> Self {
        Self::required("[key: string]".into(), ty)
    }
}

/// Reads the schemas of one definition.
pub(super) struct Reader<'t> {
    pub(super) home: &'t Definition,
    /// From the names in references to those in TypeScript.
    pub(super) names: &'t BTreeMap<String, String>,
}

impl Reader<'_> {
    /// The type of the values that the schema takes; the pointer is its place in the definition.
    pub(super) fn ty(&self, pointer: &str, schema: &Value) -> Result<Type, Error> {
        let words = match schema {
            Value::Object(words) => words,
            Value::Bool(true) => return Ok(word("unknown")),
            Value::Bool(false) => return Ok(word("never")),
            _ => return Err(self.home.error(pointer, "not a JSON Schema")),
        };
        if let Some(value) = words.get("const") {
            return Ok(literal(value));
        }
        if let Some(values) = words.get("enum") {
            let values = values.as_array().ok_or_else(|| self.home.error(pointer, "`enum` is not a list"))?;
            return Ok(union(values.iter().map(literal).collect()));
        }
        let mut parts = Vec::new();
        if let Some(reference) = words.get("$ref").and_then(Value::as_str) {
            let name = self.names.get(type_name(reference));
            parts.push(word(name.ok_or_else(|| self.home.error(pointer, format!("`{reference}` does not resolve")))?));
        }
        for alternatives in ["anyOf", "oneOf"] {
            if let Some(list) = words.get(alternatives) {
                parts.push(union(self.branches(words, &format!("{pointer}/{alternatives}"), list)?));
            }
        }
        if let Some(list) = words.get("allOf") {
            parts.extend(self.branches(words, &format!("{pointer}/allOf"), list)?);
        }
        parts.retain(|part| *part != word("unknown"));
        // `type: object` beside alternatives that are objects themselves adds nothing.
        if parts.is_empty() || SHAPING.iter().any(|word| words.contains_key(*word)) {
            parts.insert(0, self.plain(pointer, words)?);
        }
        Ok(intersection(parts))
    }

    fn branches(&self, words: &Map<String, Value>, pointer: &str, list: &Value) -> Result<Vec<Type>, Error> {
        let list = list.as_array().ok_or_else(|| self.home.error(pointer, "not a list of schemas"))?;
        // The branch of the kinds not known yet would take every object, known ones with mistakes too.
        let is_known = |branch: &Value| branch.get("properties").is_some() || !is_marked(words, "x-open-union");
        let known = list.iter().enumerate().filter(|(_, branch)| is_known(branch));
        known.map(|(index, branch)| self.ty(&format!("{pointer}/{index}"), branch)).collect()
    }

    /// What `type` and the words that belong to one type say.
    fn plain(&self, pointer: &str, words: &Map<String, Value>) -> Result<Type, Error> {
        let kinds: Vec<&Value> = match words.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().collect(),
            Some(kind) => vec![kind],
            None if OBJECT.iter().any(|word| words.contains_key(*word)) => return self.object(pointer, words),
            None if ARRAY.iter().any(|word| words.contains_key(*word)) => return self.array(pointer, words),
            None => return Ok(word("unknown")),
        };
        let types = kinds.into_iter().map(|kind| match kind.as_str() {
            Some("string") => Ok(word("string")),
            Some("integer" | "number") => Ok(word("number")),
            Some("boolean") => Ok(word("boolean")),
            Some("null") => Ok(word("null")),
            Some("array") => self.array(pointer, words),
            Some("object") => self.object(pointer, words),
            _ => Err(self.home.error(pointer, format!("{kind} is no type of JSON Schema"))),
        });
        Ok(union(types.collect::<Result<_, _>>()?))
    }

    fn array(&self, pointer: &str, words: &Map<String, Value>) -> Result<Type, Error> {
        // The older drafts write a tuple as a list in `items`, and `additionalItems` for the rest.
        let (first, rest) = match words.get("items") {
            Some(Value::Array(_)) => ("items", "additionalItems"),
            _ => ("prefixItems", "items"),
        };
        let rest = match words.get(rest) {
            Some(schema) => self.ty(&format!("{pointer}/{rest}"), schema)?,
            None => word("unknown"),
        };
        let Some(Value::Array(list)) = words.get(first) else { return Ok(Type::Array(Box::new(rest))) };
        let elements = list.iter().enumerate();
        let elements = elements.map(|(index, schema)| self.ty(&format!("{pointer}/{first}/{index}"), schema));
        let least = words.get("minItems").and_then(Value::as_u64).and_then(|least| least.try_into().ok());
        Ok(Type::Tuple {
            elements: elements.collect::<Result<_, _>>()?,
            least: least.unwrap_or(0),
            rest: Some(rest).filter(|rest| *rest != word("never")).map(Box::new),
        })
    }

    fn object(&self, pointer: &str, words: &Map<String, Value>) -> Result<Type, Error> {
        let required: Vec<&str> =
            words.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = words.get("properties").and_then(Value::as_object);
        let mut members = Vec::new();
        for (name, schema) in properties.into_iter().flatten() {
            members.push(Member {
                name: member_name(name),
                is_optional: !required.contains(&name.as_str()),
                comment: comment::lines(schema),
                ty: self.ty(&format!("{pointer}/properties/{}", pointer::escape(name)), schema)?,
            });
        }
        let is_named = |name: &str| properties.is_some_and(|properties| properties.contains_key(name));
        for name in required.iter().filter(|name| !is_named(name)) {
            members.push(Member::required(member_name(name), word("unknown")));
        }
        if let Some(ty) = self.others(pointer, words, members.is_empty())? {
            members.push(Member::any_other(ty));
        }
        Ok(Type::Object(members))
    }

    /// The type of the members that have no name, where such are foreseen.
    fn others(&self, pointer: &str, words: &Map<String, Value>, alone: bool) -> Result<Option<Type>, Error> {
        let patterns = words.get("patternProperties").and_then(Value::as_object);
        let mut types = Vec::new();
        for (pattern, schema) in patterns.into_iter().flatten() {
            types.push(self.ty(&format!("{pointer}/patternProperties/{}", pointer::escape(pattern)), schema)?);
        }
        match words.get("additionalProperties") {
            Some(schema) => types.push(self.ty(&format!("{pointer}/additionalProperties"), schema)?),
            // A structure without members, as against an object of which nothing is said.
            None if patterns.is_none() && words.contains_key("properties") && !is_marked(words, "x-reply") => {}
            None => types.push(word("unknown")),
        }
        let is_declared = patterns.is_some() || words.contains_key("additionalProperties");
        Ok(match union(types) {
            ty if alone => Some(ty),
            // An index signature speaks of the named members as well.
            ty if is_declared && ty != word("never") => Some(word("unknown")),
            _ => None,
        })
    }
}

const ARRAY: [&str; 2] = ["items", "prefixItems"];
const OBJECT: [&str; 4] = ["additionalProperties", "patternProperties", "properties", "required"];
/// The words of both.
const SHAPING: [&str; 6] =
    ["additionalProperties", "items", "patternProperties", "prefixItems", "properties", "required"];

fn is_marked(words: &Map<String, Value>, mark: &str) -> bool {
    words.get(mark) == Some(&Value::Bool(true))
}

pub(crate) fn word(text: &str) -> Type {
    Type::Word(text.into())
}

/// Each alternative once; one that takes everything takes the others in.
pub(crate) fn union(types: Vec<Type>) -> Type {
    let mut kept: Vec<Type> = Vec::new();
    for ty in types {
        let inner = if let Type::Union(inner) = ty { inner } else { vec![ty] };
        for ty in inner {
            if ty == word("unknown") {
                return ty;
            }
            if ty != word("never") && !kept.contains(&ty) {
                kept.push(ty);
            }
        }
    }
    match kept.len() {
        0 => word("never"),
        1 => kept.remove(0),
        _ => Type::Union(kept),
    }
}

fn intersection(mut types: Vec<Type>) -> Type {
    if types.len() == 1 { types.remove(0) } else { Type::Intersection(types) }
}

/// The type of one value.
fn literal(value: &Value) -> Type {
    match value {
        Value::String(text) => Type::Word(quoted(text)),
        Value::Array(list) => {
            Type::Tuple { elements: list.iter().map(literal).collect(), least: list.len(), rest: None }
        }
        Value::Object(members) if members.is_empty() => Type::Object(vec![Member::any_other(word("never"))]),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| Member::required(member_name(name), literal(value)));
            Type::Object(members.collect())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Type::Word(value.to_string()),
    }
}

pub(crate) fn member_name(name: &str) -> String {
    if name.is_ascii() && is_identifier(name) { name.into() } else { quoted(name) }
}

/// A string literal.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // Line separators end a line in JavaScript.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                out.extend(c.escape_unicode()); // `\u{2028}`, in JavaScript as in Rust
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}
