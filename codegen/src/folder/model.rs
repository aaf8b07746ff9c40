//! The model of a folder's types.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use serde_json::{Map, Value, json};
use toolshape_json_schema::pointer;

use super::{Definition, type_name};
use crate::model::{Docs, Field, Kind, Model, Rest, Shape, Struct, Type, TypeId, Word};
use crate::{Error, names, rules};

/// The types in the order of their names; `name` says what each is called.
pub(super) fn model(
    types: &BTreeMap<String, Definition>,
    name: impl Fn(&str, &Definition) -> Result<String, Error>,
) -> Result<Model, Error> {
    let ids: BTreeMap<&str, TypeId> = types.keys().zip(0..).map(|(name, at)| (name.as_str(), TypeId(at))).collect();
    let mut model = Model::default();
    let mut taken: BTreeMap<String, &Definition> = BTreeMap::new();
    for (key, home) in types {
        let name = name(key, home)?;
        if let Some(Definition { document, pointer, .. }) = taken.insert(name.clone(), home) {
            let reason = format!("would be called `{name}`, as the type at {document}#{pointer} is");
            return Err(home.error("", reason));
        }
        let kind = Reader { home, ids: &ids }.kind()?;
        model.types.push(Type { name, docs: docs(&home.schema), kind });
    }
    Ok(model)
}

/// The name that typify gives to the type of a definition: `CacheTTL` becomes `CacheTtl`.
pub(super) fn rust_name(definition: &str) -> String {
    definition.to_upper_camel_case()
}

/// The name in TypeScript: the official one, where that is a name there.
pub(super) fn typescript_name(key: &str, home: &Definition) -> Result<String, Error> {
    // `x-rust-name` renames in Rust only.
    let official = home.pointer.strip_prefix("/$defs/").or_else(|| home.pointer.strip_prefix("/definitions/"));
    let official = official.filter(|name| home.schema.get("x-rust-name").is_some() && !name.contains('/'));
    let official = official.map_or_else(|| key.to_owned(), pointer::unescape);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let is_name = |text: &str| {
        let starts = text.starts_with(|c: char| is_word(c) && !c.is_numeric());
        starts && text.chars().all(is_word) && !RESERVED.split(' ').any(|word| word == text)
    };
    let name = if is_name(&official) { official.clone() } else { official.to_upper_camel_case() };
    if is_name(&name) {
        Ok(name)
    } else {
        Err(home.error("", format!("`{official}` cannot be the name of a type in TypeScript")))
    }
}

/// The words that name something else in a module, and the types that TypeScript comes with.
const RESERVED: &str = "\
    any await bigint boolean break case catch class const continue debugger default delete do else enum export \
    extends false finally for function if implements import in instanceof interface intrinsic let never new null \
    number object package private protected public return static string super switch symbol this throw true try \
    typeof undefined unknown var void while with yield";

/// Reads the schemas of one definition.
struct Reader<'t> {
    home: &'t Definition,
    ids: &'t BTreeMap<&'t str, TypeId>,
}

impl Reader<'_> {
    fn kind(&self) -> Result<Kind, Error> {
        let schema = &self.home.schema;
        let is = |mark: &str| schema[mark] == true;
        if is("x-open-enum") {
            let known = &schema["anyOf"][0];
            if !known["enum"].is_array() && !known["const"].is_string() || schema["anyOf"][1]["type"] != "string" {
                let reason = "`x-open-enum` stands on `anyOf` of an enum of strings and any string, and here is none";
                return Err(self.home.error("", reason));
            }
            return Ok(Kind::OpenEnum(self.words(known)?));
        }
        if is("x-open-union") {
            return self.union().map(Kind::OpenUnion);
        }
        if schema.get("enum").is_some() || schema.get("const").is_some() {
            return self.words(schema).map(Kind::Enum);
        }
        match schema["properties"].as_object() {
            Some(members) => self.structure(schema, members).map(Kind::Struct),
            None => self.shape("", schema).map(Kind::Newtype),
        }
    }

    fn words(&self, schema: &Value) -> Result<Vec<Word>, Error> {
        let one = schema.get("const").map(std::slice::from_ref);
        let values = one.or_else(|| schema["enum"].as_array().map(Vec::as_slice)).unwrap_or_default();
        let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
        let texts = texts.ok_or_else(|| self.home.error("", "an enum here is one of strings"))?;
        let names: Vec<String> = texts.iter().map(|text| names::variant_name(text)).collect();
        self.refuse_twice(names.iter())?;
        self.refuse_twice(texts.iter().map(|text| text.to_upper_camel_case()).collect::<Vec<_>>().iter())?;
        let word = |(wire, name): (&&str, String)| Word { wire: (*wire).to_owned(), name, docs: Docs::default() };
        Ok(texts.iter().zip(names).map(word).collect())
    }

    /// The members of which an object has one.
    fn union(&self) -> Result<Vec<Field>, Error> {
        let branches = self.home.schema["oneOf"].as_array().ok_or_else(|| {
            self.home.error("", "`x-open-union` stands on `oneOf`, and here is none") //
        })?;
        let mut members = Vec::new();
        // The branch of the members not known yet has no properties.
        for (index, branch) in branches.iter().enumerate() {
            let Some(properties) = branch["properties"].as_object() else { continue };
            let mut names = properties.keys();
            let only = names.next().filter(|name| names.next().is_none() && branch["required"] == json!([name]));
            if only.is_none() || branch["additionalProperties"] != false {
                let reason = "a branch of an `x-open-union` has one member, required, and allows no other";
                return Err(self.home.error(&format!("/oneOf/{index}"), reason));
            }
            members.extend(self.fields(&format!("/oneOf/{index}"), branch, properties)?);
        }
        for member in &mut members {
            member.name = member.wire.to_upper_camel_case();
        }
        self.refuse_twice(members.iter().map(|member| &member.name))?;
        Ok(members)
    }

    fn structure(&self, schema: &Value, members: &Map<String, Value>) -> Result<Struct, Error> {
        let rest = match &schema["additionalProperties"] {
            Value::Null if members.is_empty() && schema["x-reply"] != true => Rest::Denied,
            Value::Null => Rest::Unforeseen,
            Value::Bool(false) if schema["x-reply"] != true => Rest::Denied,
            _ => return Err(self.unsupported("/additionalProperties", "`additionalProperties` beside `properties`")),
        };
        let fields = self.fields("", schema, members)?;
        self.refuse_twice(members.keys().map(|name| name.to_snake_case()).collect::<Vec<_>>().iter())?;
        let extra = (schema["x-reply"] == true).then(|| "extra".to_owned());
        self.refuse_twice(fields.iter().map(|field| &field.name).chain(&extra))?;
        Ok(Struct { fields, rest })
    }

    fn fields(&self, at: &str, schema: &Value, members: &Map<String, Value>) -> Result<Vec<Field>, Error> {
        let field = |(wire, schema_of): (&String, &Value)| {
            let pointer = format!("{at}/properties/{}", pointer::escape(wire));
            let name = names::field_name(wire);
            Ok(Field {
                wire: wire.clone(),
                // As typify has it, and the SDK.
                name: name.strip_prefix("r#").map_or(name.clone(), |name| format!("{name}_")),
                shape: self.shape(&pointer, schema_of)?,
                is_required: schema["required"].as_array().is_some_and(|list| list.iter().any(|name| name == wire)),
                docs: docs(schema_of),
            })
        };
        members.iter().map(field).collect()
    }

    /// The shape of a schema that has no name, as [`hoist`](super::hoist) left it.
    fn shape(&self, pointer: &str, schema: &Value) -> Result<Shape, Error> {
        if let Some(reference) = schema["$ref"].as_str() {
            let id = self.ids.get(type_name(reference));
            return id.map(|id| Shape::Named(*id)).ok_or_else(|| self.unsupported(pointer, reference));
        }
        if schema["x-one-or-many"] == true {
            let Some([many, one]) = schema["oneOf"].as_array().map(Vec::as_slice) else {
                return Err(self.no_one_or_many(pointer));
            };
            if many["type"] != "array" || many["items"] != *one {
                return Err(self.no_one_or_many(pointer));
            }
            return Ok(Shape::OneOrMany(Box::new(self.shape(&format!("{pointer}/oneOf/1"), one)?)));
        }
        let keywords = schema.as_object().into_iter().flat_map(Map::keys);
        if let Some(keyword) = keywords.map(String::as_str).find(|keyword| SHAPING.contains(keyword)) {
            return Err(self.unsupported(&format!("{pointer}/{keyword}"), &format!("`{keyword}`")));
        }
        let of = |keyword: &str| match schema.get(keyword) {
            Some(of) => self.shape(&format!("{pointer}/{keyword}"), of).map(Box::new),
            None => Ok(Box::new(Shape::Any)),
        };
        Ok(match &schema["type"] {
            Value::Null if schema.get("items").is_none() && schema.get("additionalProperties").is_none() => Shape::Any,
            Value::String(name) => match name.as_str() {
                "boolean" => Shape::Boolean,
                "integer" if schema["format"] == "int32" => Shape::Integer32,
                "integer" => Shape::Integer,
                "null" => Shape::Null,
                "number" => Shape::Number,
                "string" => Shape::Text,
                "array" => Shape::List(of("items")?),
                _ => Shape::Map(of("additionalProperties")?),
            },
            Value::Null => return Err(self.unsupported(pointer, "`items` or `additionalProperties` without a `type`")),
            _ => return Err(self.unsupported(&format!("{pointer}/type"), "a list in `type`")),
        })
    }

    fn no_one_or_many(&self, pointer: &str) -> Error {
        self.home.error(pointer, "`x-one-or-many` stands on `oneOf` of a list of something and that something")
    }

    fn unsupported(&self, pointer: &str, what: &str) -> Error {
        self.home.error(pointer, format!("{what} is not supported in the types of a service; a tool's may have it"))
    }

    /// Names of parts: typify's, which are heck's, and those written here.
    fn refuse_twice<'n>(&self, names: impl Iterator<Item = &'n String>) -> Result<(), Error> {
        let mut seen = BTreeSet::new();
        for name in names {
            if name.is_empty() {
                return Err(self.home.error("", "a part of it has neither a letter nor a digit in its name"));
            }
            if !seen.insert(name) {
                return Err(self.home.error("", format!("more than one part of it would be called `{name}`")));
            }
        }
        Ok(())
    }
}

/// Keywords that make another type of a value than the table of [`Folder`](super::Folder) has.
const SHAPING: [&str; 11] = [
    "allOf",
    "anyOf",
    "dependentSchemas",
    "else",
    "if",
    "not",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "then",
    "unevaluatedProperties",
];

fn docs(schema: &Value) -> Docs {
    let Value::Object(keywords) = schema else { return Docs::default() };
    let mut rules = rules::sentences(keywords);
    if schema["x-open-union"] == true {
        rules.push("Open: another kind than those listed may arrive.".into());
    }
    Docs { text: schema["description"].as_str().map(str::to_owned), rules, notes: Vec::new() }
}
