//! The check of one type in one mood: whether a value passes, and if not, why.

use std::sync::{LazyLock, OnceLock};

use jsonschema::{PatternOptions, Validator};
use serde_json::Value;

use super::explain::Explainer;
use super::schema::{BASE64, Form, INTEGER, Mood, Schemas};
use super::violation::{Violation, Violations};
use super::wire;

/// The checks of one type.
pub struct Checks {
    pub(super) strict: Check,
    pub(super) lenient: Check,
}

impl Checks {
    pub(super) const fn new(service: &'static Service, place: (&'static str, &'static str), form: Form) -> Self {
        Self {
            strict: Check::new(service, place, form, Mood::Strict),
            lenient: Check::new(service, place, form, Mood::Lenient),
        }
    }

    /// Adds a validator made at compile time for what is sent.
    pub(super) const fn strict(mut self, is_valid: fn(&Value) -> bool) -> Self {
        self.strict.compiled = Some(is_valid);
        self
    }

    /// Adds a validator made at compile time for what arrives.
    pub(super) const fn lenient(mut self, is_valid: fn(&Value) -> bool) -> Self {
        self.lenient.compiled = Some(is_valid);
        self
    }
}

/// A type's place in the documents, a mood, and what is made of them at the first use.
pub(super) struct Check {
    service: &'static Service,
    document: &'static str,
    pointer: &'static str,
    form: Form,
    mood: Mood,
    compiled: Option<fn(&Value) -> bool>,
    explaining: OnceLock<Result<Explaining, String>>,
}

/// Whose documents.
pub(super) struct Service {
    folder: &'static str,
    schemas: LazyLock<serde_json::Result<Schemas>>,
    /// The page on all types, where each has none of its own.
    page: Option<&'static str>,
}

pub(super) static BEDROCK: Service = Service {
    folder: "bedrock",
    schemas: LazyLock::new(|| Schemas::new(toolshape_schemas::bedrock::ALL, true)),
    page: None,
};

pub(super) static APPSYNC: Service = Service {
    folder: "appsync",
    schemas: LazyLock::new(|| Schemas::new(toolshape_schemas::appsync::ALL, false)),
    page: Some("https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-bedrock-js.html"),
};

/// The validator made at run time, and the schema it was made of.
struct Explaining {
    validator: Validator,
    schema: Value,
}

impl Check {
    const fn new(
        service: &'static Service,
        (document, pointer): (&'static str, &'static str),
        form: Form,
        mood: Mood,
    ) -> Self {
        Self { service, document, pointer, form, mood, compiled: None, explaining: OnceLock::new() }
    }

    pub(super) fn run(&self, value: &Value) -> Result<(), Violations> {
        if self.compiled.is_some_and(|is_valid| is_valid(value)) {
            return Ok(());
        }
        match self.explaining.get_or_init(|| self.build()) {
            Ok(explaining) if explaining.validator.is_valid(value) => Ok(()),
            Ok(explaining) => Err(Violations(self.explain(explaining, value))),
            Err(reason) => Err(Violations(vec![self.unusable(reason)])),
        }
    }

    fn explain(&self, explaining: &Explaining, value: &Value) -> Vec<Violation> {
        let explainer = Explainer { check: self, schema: &explaining.schema, value };
        explainer.violations(explaining.validator.iter_errors(value))
    }

    fn build(&self) -> Result<Explaining, String> {
        let schemas = self.service.schemas()?;
        let schema =
            schemas.of(self.document, self.pointer, self.form, self.mood).ok_or("a reference leads nowhere")?;
        let options = jsonschema::options()
            .should_validate_formats(true)
            .with_format(BASE64, wire::is_base64)
            .with_keyword(INTEGER, wire::integer)
            .with_pattern_options(PatternOptions::regex());
        let validator = options.build(&schema).map_err(|error| error.to_string())?;
        Ok(Explaining { validator, schema })
    }

    /// What a place in the rewritten schema was in the documents: the document, its name for people, and a pointer.
    pub(super) fn document_of(&self, schema_path: &str) -> (&Value, String, String) {
        let (name, pointer) = match schema_path.strip_prefix("/$defs/").and_then(|path| path.split_once('/')) {
            Some((document, pointer)) => (document, format!("/{pointer}")),
            None => (self.document, format!("{}{schema_path}", self.pointer)),
        };
        let document = self.service.schemas().ok().and_then(|schemas| schemas.document(name));
        (document.unwrap_or(&Value::Null), format!("{}/{name}", self.service.folder), pointer)
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.mood == Mood::Lenient
    }

    /// The page on all types of the service, where a type has none of its own.
    pub(super) fn page(&self) -> Option<String> {
        self.service.page.map(str::to_owned)
    }

    /// For a type whose schema cannot be used: nothing passes that was not checked.
    fn unusable(&self, reason: &str) -> Violation {
        Violation {
            pointer: String::new(),
            problem: format!("cannot be checked: {reason}"),
            nearest: None,
            known: Vec::new(),
            keyword: "$schema".into(),
            limit: Value::Null,
            document: format!("{}/{}", self.service.folder, self.document),
            place: self.pointer.into(),
            page: self.page(),
        }
    }
}

impl Service {
    fn schemas(&self) -> Result<&Schemas, &'static str> {
        self.schemas.as_ref().map_err(|_| "a document is not JSON")
    }
}
