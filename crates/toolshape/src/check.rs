//! The constraints of a schema (bounds, lengths, patterns, formats), held against a reply.

use jsonschema::error::{TypeKind, ValidationError, ValidationErrorKind as Kind};
use jsonschema::{Draft, JsonType, Validator};
use serde_json::{Map, Number, Value};

use crate::dialect::{children, is_number_format, words};
use crate::validity::{PathStep, Violation};

/// Checks values against a full schema.
pub(crate) struct Checker(Validator);

impl Checker {
    /// `None` for a schema without constraints, which decoding alone checks, and for one that
    /// cannot be checked: it reaches out of its document, or is no schema.
    pub(crate) fn of(schema: &Value) -> Option<Self> {
        if !constrains(schema) {
            return None;
        }
        let options = jsonschema::options().should_validate_formats(true);
        options.build(schema).ok().map(Self)
    }

    /// Checks all that a schema of draft 2020-12 says.
    ///
    /// # Errors
    ///
    /// Why it cannot be checked.
    pub(crate) fn full(schema: &Value) -> Result<Self, String> {
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true);
        options.build(schema).map(Self).map_err(|error| error.to_string())
    }

    pub(crate) fn violation(&self, value: &Value) -> Option<Violation> {
        // Most values keep them all, and asking for that alone is cheaper.
        if self.0.is_valid(value) {
            return None;
        }
        let error = self.0.iter_errors(value).next()?;
        let error = innermost(&error);
        let mut steps = steps(error.instance_path().as_str(), value);
        if let Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } = error.kind() {
            steps.extend(unexpected.first().cloned().map(PathStep::Member));
        }
        Some(Violation { steps, rule: rule(error) })
    }
}

/// Whether some part of a schema asks for more than a Rust type reads anyway.
fn constrains(schema: &Value) -> bool {
    let Value::Object(keywords) = schema else { return false };
    let definitions = ["$defs", "definitions"].into_iter().filter_map(|word| keywords.get(word)?.as_object());
    keywords.iter().any(|(word, value)| is_constraint(keywords, word, value))
        || children(keywords).any(constrains)
        || definitions.flat_map(Map::values).any(constrains)
}

fn is_constraint(keywords: &Map<String, Value>, word: &str, value: &Value) -> bool {
    let format = keywords.get("format").and_then(Value::as_str);
    match word {
        "minimum" | "maximum" => format
            .and_then(|format| of_type(format, word))
            .is_none_or(|bound| value.as_number().and_then(Number::as_i128) != Some(bound)),
        "format" => !value.as_str().is_some_and(is_number_format),
        "uniqueItems" => *value == true,
        "contains" | "dependentRequired" | "dependentSchemas" | "dependencies" | "exclusiveMaximum"
        | "exclusiveMinimum" | "if" | "maxItems" | "maxLength" | "maxProperties" | "minItems" | "minLength"
        | "minProperties" | "multipleOf" | "not" | "pattern" | "patternProperties" | "propertyNames" => true,
        _ => false,
    }
}

/// The bound that schemars writes for a Rust integer, which serde keeps.
fn of_type(format: &str, bound: &str) -> Option<i128> {
    let (is_signed, bits) = match (format.strip_prefix("uint"), format.strip_prefix("int")) {
        (Some(bits), _) => (false, bits),
        (_, Some(bits)) => (true, bits),
        _ => return None,
    };
    if bound == "minimum" && !is_signed {
        return Some(0);
    }
    let bits: u32 = bits.parse().ok()?;
    let bits = bits.checked_sub(u32::from(is_signed))?;
    let values = 1_i128.checked_shl(bits).filter(|values| *values > 0)?;
    Some(if bound == "minimum" { -values } else { values - 1 })
}

/// The error inside a choice, where only one of the schemas is of the value's type.
fn innermost<'e>(error: &'e ValidationError<'_>) -> &'e ValidationError<'e> {
    let (Kind::AnyOf { context } | Kind::OneOfNotValid { context }) = error.kind() else { return error };
    let place = error.instance_path();
    let mut meant = context.iter().filter_map(|errors| {
        let first = errors.first()?;
        let is_of_type = !matches!(first.kind(), Kind::Type { .. }) || first.instance_path() != place;
        is_of_type.then_some(first)
    });
    match (meant.next(), meant.next()) {
        (Some(only), None) => innermost(only),
        _ => error,
    }
}

/// The steps of a JSON pointer into a value.
fn steps(pointer: &str, value: &Value) -> Vec<PathStep> {
    let mut place = Some(value);
    let steps = pointer.split('/').skip(1).map(|step| {
        let name = step.replace("~1", "/").replace("~0", "~");
        let index = name.parse().ok().filter(|_| place.is_some_and(Value::is_array));
        let (next, step) = match index {
            Some(index) => (place.and_then(|value| value.get(index)), PathStep::Element(index)),
            None => (place.and_then(|value| value.get(&name)), PathStep::Member(name)),
        };
        place = next;
        step
    });
    steps.collect()
}

/// The rule that is broken, from the schema alone.
fn rule(error: &ValidationError<'_>) -> String {
    let kind = error.kind();
    let bound = match kind {
        Kind::Minimum { limit }
        | Kind::Maximum { limit }
        | Kind::ExclusiveMinimum { limit }
        | Kind::ExclusiveMaximum { limit } => Some(limit.clone()),
        Kind::MinLength { limit }
        | Kind::MaxLength { limit }
        | Kind::MinItems { limit }
        | Kind::MaxItems { limit }
        | Kind::MinProperties { limit }
        | Kind::MaxProperties { limit } => Some((*limit).into()),
        Kind::MultipleOf { multiple_of } if multiple_of.fract() == 0.0 => {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole, and only shown")]
            let whole = *multiple_of as i64;
            Some(whole.into())
        }
        Kind::MultipleOf { multiple_of } => Some((*multiple_of).into()),
        Kind::Pattern { pattern } => Some(pattern.as_str().into()),
        Kind::Format { format } => Some(format.as_str().into()),
        Kind::UniqueItems => Some(true.into()),
        Kind::Type { kind: TypeKind::Single(ty) } => Some(ty.as_str().into()),
        Kind::Type { kind: TypeKind::Multiple(types) } => Some(types.iter().map(JsonType::as_str).collect()),
        Kind::Enum { options } => Some(Value::clone(options)),
        Kind::Constant { expected_value } => Some(Value::clone(expected_value)),
        Kind::Required { property } => {
            return property.as_str().map_or_else(String::new, |name| format!("missing field `{name}`"));
        }
        Kind::AdditionalProperties { .. } | Kind::UnevaluatedProperties { .. } => return "unknown field".to_owned(),
        Kind::FalseSchema => return "expected nothing here".to_owned(),
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => return "it is none of the choices".to_owned(),
        Kind::OneOfMultipleValid { .. } => return "it is more than one of the choices".to_owned(),
        _ => None,
    };
    match bound.and_then(|bound| words::phrase(kind.keyword(), &bound)) {
        Some(expected) => format!("expected {expected}"),
        None => format!("it breaks the schema's rule `{}`", kind.keyword()),
    }
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde_json::{Value, json};

    use super::{Checker, constrains};

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Plain {
        count: u8,
        signed: i64,
        many: Vec<u32>,
        name: Option<String>,
        ratio: f32,
        size: usize,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "only its schema is of interest")]
    struct Bounded {
        #[schemars(range(min = 1))]
        count: u8,
    }

    #[test]
    fn what_a_rust_type_reads_anyway_is_no_constraint() {
        assert!(!constrains(schemars::schema_for!(Plain).as_value()));
        assert!(constrains(schemars::schema_for!(Bounded).as_value()));
        assert!(!constrains(&json!({"properties": {"pattern": {"type": "string"}}, "enum": [{"minimum": 1}]})));
        assert!(constrains(&json!({"$defs": {"A": {"maxLength": 3}}})));
        assert!(constrains(&json!({"format": "int0", "minimum": 0})));
    }

    #[test]
    fn a_violation_has_its_place_and_rule() {
        let schema = json!({
            "type": "object",
            "properties": {
                "0": {"type": "integer", "maximum": 3},
                "date": {"type": "string", "format": "date"},
                "codes": {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]+$"}, "uniqueItems": true},
                "note": {"anyOf": [{"type": "string", "minLength": 2}, {"type": "null"}]},
                "half": {"type": "number", "multipleOf": 0.5},
            },
        });
        let checker = Checker::of(&schema).expect("it has constraints");
        let broken = |value: &Value| {
            let violation = checker.violation(value)?;
            Some((violation.path(), violation.rule))
        };
        for (value, path, rule) in [
            (json!({"0": 4}), "$.0", "expected at most 3"),
            (json!({"date": "today"}), "$.date", "expected text in the format date"),
            (json!({"codes": ["A", "b"]}), "$.codes[1]", "expected text that matches ^[A-Z]+$"),
            (json!({"codes": ["A", "A"]}), "$.codes", "expected no item twice"),
            (json!({"note": "x"}), "$.note", "expected at least 2 characters"),
            (json!({"half": 0.7}), "$.half", "expected a multiple of 0.5"),
        ] {
            assert_eq!(broken(&value), Some((path.to_owned(), rule.to_owned())));
        }
        assert_eq!(broken(&json!({"0": 3, "date": "2026-11-21", "note": null})), None);
    }
}
