//! What the validator found, said so that a person can act on it and a secret stays one.

use std::collections::BTreeMap;
use std::ops::Bound;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;
use toolshape_json_schema::pointer::escape;

use super::check::Check;
use super::nearest::nearest;
use super::origin::{self, Origin};
use super::violation::{OneLine, Violation};
use super::words;

pub(super) struct Explainer<'a> {
    pub(super) check: &'a Check,
    pub(super) schema: &'a Value,
    pub(super) value: &'a Value,
}

/// One rule broken at one place.
struct Finding<'a> {
    pointer: String,
    instance: &'a Value,
    origin: Origin,
    document: String,
    /// The rewritten schema with the rule.
    schema: &'a Value,
}

impl Explainer<'_> {
    /// Every violation, in the order of the value; what concerns an object itself comes before its members.
    pub(super) fn violations<'e>(&self, errors: impl Iterator<Item = ValidationError<'e>>) -> Vec<Violation> {
        let mut found = BTreeMap::<String, Vec<Violation>>::new();
        for violation in errors.flat_map(|error| self.explain(&error)) {
            found.entry(violation.pointer.clone()).or_default().push(violation);
        }
        let mut ordered = Vec::new();
        take_in_order(self.value, String::new(), &mut found, &mut ordered);
        ordered.extend(found.into_values().flatten());
        ordered
    }

    fn explain(&self, error: &ValidationError<'_>) -> Vec<Violation> {
        let schema_path = error.schema_path().as_str();
        let (document, file, pointer) = self.check.document_of(schema_path);
        let parent = schema_path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let finding = Finding {
            pointer: error.instance_path().as_str().to_owned(),
            instance: error.instance(),
            origin: origin::origin(document, &pointer),
            document: file,
            schema: self.schema.pointer(parent).unwrap_or(&Value::Null),
        };
        match error.kind() {
            Kind::AdditionalProperties { unexpected } => {
                unexpected.iter().map(|name| self.unknown(&finding, name)).collect()
            }
            Kind::Required { property } => vec![self.missing(&finding, property.as_str().unwrap_or_default())],
            Kind::MinProperties { .. } | Kind::MaxProperties { .. } if finding.schema.get("properties").is_some() => {
                let problem = words::not_one_of(finding.instance, &finding.origin.type_name);
                vec![Violation { known: finding.members(), ..self.violation(&finding, problem) }]
            }
            Kind::Enum { options } => {
                let known = options.as_array().into_iter().flatten().filter_map(Value::as_str);
                let meant = finding.instance.as_str().and_then(|text| nearest(text, known)).map(str::to_owned);
                let problem = words::broken(error.kind(), finding.instance, &finding.origin.limit);
                vec![Violation { nearest: meant, ..self.violation(&finding, problem) }]
            }
            Kind::PropertyNames { error: inner } => {
                let name = inner.instance().as_str().unwrap_or_default();
                let (document, _, pointer) = self.check.document_of(inner.schema_path().as_str());
                let origin = origin::origin(document, &pointer);
                let broken = words::broken(inner.kind(), inner.instance(), &origin.limit);
                let finding = Finding { pointer: finding.member(name), origin, ..finding };
                vec![self.violation(&finding, format!("the member's name is {broken}"))]
            }
            kind => {
                let problem = words::broken(kind, finding.instance, &finding.origin.limit);
                vec![self.violation(&finding, problem)]
            }
        }
    }

    fn unknown(&self, finding: &Finding<'_>, name: &str) -> Violation {
        let known = finding.members();
        let meant = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        let problem = format!("`{}` is not a member of {}", OneLine(name), finding.origin.type_name);
        Violation { pointer: finding.member(name), nearest: meant, known, ..self.violation(finding, problem) }
    }

    fn missing(&self, finding: &Finding<'_>, name: &str) -> Violation {
        let mut problem = format!("`{name}` is missing");
        if self.check.is_lenient() {
            // Strict validation reports the unknown member itself.
            let known = finding.members();
            let present = finding.instance.as_object().into_iter().flat_map(|members| members.keys());
            let unknown = present.map(String::as_str).filter(|present| !known.iter().any(|known| known == present));
            if let Some(meant) = nearest(name, unknown) {
                problem = format!("{problem}; `{}` stands here", OneLine(meant));
            }
        }
        self.violation(finding, problem)
    }

    fn violation(&self, finding: &Finding<'_>, problem: String) -> Violation {
        let Origin { keyword, limit, place, page, .. } = &finding.origin;
        Violation {
            pointer: finding.pointer.clone(),
            problem,
            nearest: None,
            known: Vec::new(),
            keyword: keyword.clone(),
            limit: limit.clone(),
            document: finding.document.clone(),
            place: place.clone(),
            page: page.clone().or_else(|| self.check.page()),
        }
    }
}

impl Finding<'_> {
    /// The members that the schema knows.
    fn members(&self) -> Vec<String> {
        let members = self.schema["properties"].as_object();
        members.into_iter().flat_map(|members| members.keys().cloned()).collect()
    }

    fn member(&self, name: &str) -> String {
        format!("{}/{}", self.pointer, escape(name))
    }
}

/// Moves the violations at and below a place into the order of the value.
fn take_in_order(
    value: &Value,
    pointer: String,
    found: &mut BTreeMap<String, Vec<Violation>>,
    ordered: &mut Vec<Violation>,
) {
    ordered.extend(found.remove(&pointer).into_iter().flatten());
    let below = pointer + "/";
    let next = found.range::<str, _>((Bound::Included(below.as_str()), Bound::Unbounded)).next();
    if !next.is_some_and(|(next, _)| next.starts_with(&below)) {
        return;
    }
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                take_in_order(member, format!("{below}{}", escape(name)), found, ordered);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                take_in_order(item, format!("{below}{index}"), found, ordered);
            }
        }
        _ => {}
    }
}
