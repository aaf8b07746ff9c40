//! Every type that can be validated, as the build script lists them.

use serde_json::{Value, json};
use toolshape_types::validate::{self, Body, Violations};
use toolshape_types::{appsync, bedrock};

type Validate = fn(&Value) -> Result<(), Violations>;

/// A type, and what the tests do with it.
pub(crate) struct Type {
    pub(crate) name: &'static str,
    pub(crate) service: &'static str,
    pub(crate) document: &'static str,
    pub(crate) pointer: &'static str,
    pub(crate) is_body: bool,
    pub(crate) strict: Validate,
    pub(crate) lenient: Validate,
    /// Reads a value into the type and writes it again.
    pub(crate) round_trip: Option<fn(&Value) -> serde_json::Result<Value>>,
}

fn round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> serde_json::Result<Value> {
    serde_json::to_value(serde_json::from_value::<T>(value.clone())?)
}

macro_rules! round_trip {
    ($type:ty, Whole) => {
        Some(round_trip::<$type>)
    };
    ($type:ty, Body) => {
        None
    };
}

macro_rules! validated {
    ($($type:ty = $service:ident ($document:literal, $pointer:literal) $form:ident $($mood:ident $is_valid:path)?;)*) => {
        const TYPES: &[Type] = &[$(Type {
            name: stringify!($type),
            service: stringify!($service),
            document: $document,
            pointer: $pointer,
            is_body: matches!(stringify!($form).as_bytes(), b"Body"),
            strict: validate::strict::<$type>,
            lenient: validate::lenient::<$type>,
            round_trip: round_trip!($type, $form),
        }),*];
    };
}

include!(concat!(env!("OUT_DIR"), "/validated.rs"));

pub(crate) fn all() -> &'static [Type] {
    TYPES
}

#[test]
fn every_public_type_of_both_modules_can_be_validated() {
    let modules = [
        ("bedrock", include_str!(concat!(env!("OUT_DIR"), "/bedrock.rs"))),
        ("appsync", include_str!(concat!(env!("OUT_DIR"), "/appsync.rs"))),
    ];
    let declared = modules.iter().flat_map(|(module, source)| {
        let names = source.lines().filter_map(|line| {
            let line = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
            line.split(|c: char| !c.is_alphanumeric()).next()
        });
        // The generic list-or-object has a place only where it is used.
        names.filter(|name| *name != "OneOrMany").map(move |name| format!("{module}::{name}"))
    });
    let missing: Vec<String> = declared.filter(|name| !all().iter().any(|known| known.name == name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_schema_can_be_used_in_both_moods() {
    for of in all() {
        for validate in [of.strict, of.lenient] {
            let wrong = [json!(null), json!({ "hologram": [] })];
            let violations = wrong.iter().filter_map(|value| validate(value).err());
            let unusable = violations.flatten().find(|violation| violation.keyword() == "$schema");
            assert!(unusable.is_none(), "{}: {unusable:?}", of.name);
        }
    }
}

#[test]
fn every_rule_stands_where_the_violation_says() {
    let documents = |folder: &str| match folder {
        "bedrock" => toolshape_schemas::bedrock::ALL,
        _ => toolshape_schemas::appsync::ALL,
    };
    for of in all() {
        for violation in (of.strict)(&json!({ "hologram": [] })).err().into_iter().flatten() {
            let (folder, file) = violation.document().split_once('/').expect("a folder and a file");
            let (_, text) = documents(folder).iter().find(|(name, _)| *name == file).expect(file);
            let document: Value = serde_json::from_str(text).expect("JSON");
            let rule = document.pointer(violation.place()).unwrap_or_else(|| panic!("{}: {violation}", of.name));
            if violation.place().ends_with(violation.keyword()) {
                assert_eq!(rule, violation.limit(), "{}: {violation}", of.name);
            } else {
                assert_eq!(violation.keyword(), "additionalProperties", "{}: {violation}", of.name);
            }
        }
    }
}
