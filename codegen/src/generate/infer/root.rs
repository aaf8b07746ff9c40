//! The root of a document: what the whole of it describes.

use serde_json::{Map, Value};

use super::alternatives::Alternative;
use super::draft::Draft;
use super::kinds::Kinds;
use super::names;
use super::notes::Note;
use super::schemas::{Schemas, Sub};
use super::types::{Place, Remark, Types};
use crate::generate::model::{Kind, Root, Shape, Struct, TypeId};
use toolshape_json_schema::Document;
use toolshape_json_schema::Normal;
use toolshape_json_schema::file::stem;
use toolshape_json_schema::{Warning, Warnings};

/// Words that only an object heeds.
const OBJECT_WORDS: [&str; 9] = [
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "minProperties",
    "maxProperties",
    "dependentRequired",
];

/// Makes the types of a document, and finds the tool's name and description.
pub(super) fn root(normal: &Normal, document: &Document, drafts: &mut Vec<Draft>, warnings: &mut Warnings) -> Root {
    let given = document.around.name.as_deref();
    let (name, tool) = called(given, &normal.schema, &document.name);
    let mut told = Vec::new();
    let schema = with_type(&normal.schema, &mut told);
    let schemas = Schemas::new(&schema);
    let mut types = Types::new(&schemas, drafts);
    types.name_definitions();
    let ty = types.root(&name, &mut told);
    types.finish();
    if toolshape_json_schema::keyword::is_no_schema(&document.value) {
        told.clear(); // more is wrong with it, and that is told
    }
    let told_around = document.around.description.clone();
    if told_around.is_some() {
        types.drafts[ty.0].docs.text.clone_from(&told_around);
    }
    let subs = schemas.at(normal.notes.iter().map(|(pointer, _)| pointer.clone()));
    let mut notes: Vec<Note> =
        subs.into_iter().zip(&normal.notes).map(|(sub, (_, reason))| Note { sub, reason: reason.clone() }).collect();
    for Remark { sub, reason, hint, is_told } in types.remarks().into_iter().chain(told) {
        let (document, pointer) = normal.origin(&schemas.pointer(sub));
        if !is_told {
            notes.push(Note { sub, reason: reason.clone() });
        }
        warnings.push(Warning { document, pointer, reason, hint: hint.map(str::to_owned) });
    }
    types.tell(notes);
    let description = told_around.unwrap_or_else(|| description(&schemas, &name));
    if given == Some(&name) && name != tool {
        warnings.add(normal.document, "", format!("Bedrock takes no tool `{name}`, and it is called `{tool}`"));
    }
    Root { ty, tool, description, schema }
}

/// What the tool of a document is called and what it is for, as [`Builder`](crate::Builder) has it where no other tool
/// has the name: `given` and `told` are what the document says beside its normal schema.
#[must_use]
pub fn tool(given: Option<&str>, told: Option<&str>, schema: &Value, file: &str) -> (String, String) {
    let (name, tool) = called(given, schema, file);
    let description = || description(&Schemas::new(schema), &name);
    (tool, told.map_or_else(description, str::to_owned))
}

/// The name of the root type before it has its case, and that of the tool.
fn called(given: Option<&str>, schema: &Value, file: &str) -> (String, String) {
    let given = given.filter(|tool| names::type_name(tool).is_some());
    let name = given.map_or_else(|| root_name(schema, file), str::to_owned);
    let tool = given.filter(|tool| names::is_tool_name(tool)).map_or_else(|| names::tool_name(&name), str::to_owned);
    (name, tool)
}

/// The title, or the file's name without its folder and all that follows a dot.
fn root_name(schema: &Value, file: &str) -> String {
    let title = schema.get("title").and_then(Value::as_str).filter(|title| names::title_name(title).is_some());
    let name = title.unwrap_or_else(|| stem(file));
    if names::type_name(name).is_some() { name.to_owned() } else { "Answer".to_owned() }
}

fn description(schemas: &Schemas, name: &str) -> String {
    let text = schemas.text(&schemas.closure(&[Sub::ROOT]));
    text.unwrap_or_else(|| {
        let words = names::tool_name(name).replace('_', " ");
        let (first, rest) = words.split_at(1);
        format!("{}{rest}.", first.to_uppercase())
    })
}

/// The schema with `type: object`, where it describes objects and does not say so by itself.
///
/// A tool's input is an object, and its schema has to say so at the root. Where a root without a type speaks about
/// members only, that is what it means, though by the letter it accepts all that is no object.
fn with_type(schema: &Value, told: &mut Vec<Remark>) -> Value {
    let schemas = Schemas::new(schema);
    let mut drafts = Vec::new();
    let mut types = Types::new(&schemas, &mut drafts);
    let Some(root) = schemas.conjunction(&[Sub::ROOT]) else { return schema.clone() };
    let kinds = types.chooser.facts(&root).kinds;
    let has_type = schema.get("type").is_some();
    let mut is_about_objects = || {
        let alternatives = types.chooser.alternatives(std::slice::from_ref(&root));
        let speaks_of_members = |alternative: &Alternative| {
            let mut subs = alternative.subs.iter().chain([&Sub::ROOT]);
            subs.any(|sub| OBJECT_WORDS.iter().any(|word| schemas.get(*sub).word(word).is_some()))
        };
        // An alternative of its own type says that the others are not all there is.
        let may_be_object = |alternative: &Alternative| schemas.kinds(&alternative.subs).meets(Kinds::OBJECT);
        alternatives.iter().any(speaks_of_members) && alternatives.iter().all(may_be_object)
    };
    if kinds == Kinds::OBJECT && !has_type {
        return typed(schema);
    }
    if kinds == Kinds::ALL && is_about_objects() {
        let reason = "has no `type`, and is read as an object, as a tool's input is";
        told.push(Remark::new(Sub::ROOT, reason, Some("add `\"type\": \"object\"`")));
        return typed(schema);
    }
    schema.clone()
}

fn typed(schema: &Value) -> Value {
    let mut words = Map::new();
    words.insert("type".to_owned(), "object".into());
    words.extend(schema.as_object().cloned().unwrap_or_default());
    Value::Object(words)
}

impl Types<'_, '_> {
    /// The type of the whole document.
    fn root(&mut self, name: &str, told: &mut Vec<Remark>) -> TypeId {
        let schemas = self.schemas;
        let place = Place { parent: None, suffix: name.to_owned(), raw: vec![Sub::ROOT] };
        let union = schemas.conjunction(&[Sub::ROOT]);
        let shape = union.clone().and_then(|conjunction| self.entry_shape(vec![conjunction], &place));
        if shape.is_none() {
            told.push(Remark::new(Sub::ROOT, "no value satisfies this schema; the type is any value", None));
        } else if union.is_some_and(|union| self.chooser.facts(&union).kinds != Kinds::OBJECT) {
            let reason = "may be something other than an object; models accept only objects as tool input";
            told.push(Remark::new(Sub::ROOT, reason, Some("make it a member of an object")));
        }
        let is_bare = schemas.closure(&[Sub::ROOT]).iter().any(|sub| schemas.get(*sub).map("properties").is_some());
        let id = match shape {
            Some(Shape::Named(id)) => id,
            shape => {
                let id = self.draft(&[], true, &place);
                self.drafts[id.0].kind = match shape {
                    // `properties: {}`: a tool without parameters.
                    Some(Shape::Map(entry)) if is_bare && *entry == Shape::Any => Kind::Struct(Struct::default()),
                    shape => Kind::Newtype(shape.unwrap_or(Shape::Any)),
                };
                id
            }
        };
        self.drafts[id.0].naming.root = names::type_name(name);
        self.drafts[id.0].places = vec![String::new()]; // also where it is no more than a reference
        id
    }

    /// What there is to warn of.
    fn remarks(&mut self) -> Vec<Remark> {
        let mut remarks = std::mem::take(&mut self.warnings);
        let mut dropped = std::mem::take(&mut self.chooser.dropped);
        dropped.sort_unstable();
        dropped.dedup();
        let reason = "too many choices at once: the type leaves this one to the schema";
        remarks.extend(dropped.into_iter().map(|sub| Remark::new(sub, reason, None)));
        let reason = "too many schemas hold together here: the type leaves some of them to the schema";
        remarks.extend(self.schemas.far.get().map(|sub| Remark::new(sub, reason, None)));
        let reason = "too many combinations of its parts: from here on, objects and lists may hold anything";
        remarks.extend(self.cut.map(|sub| Remark::new(sub, reason, None)));
        remarks
    }
}
