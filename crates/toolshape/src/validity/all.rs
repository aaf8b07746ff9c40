//! Every place where a value is invalid, for a model that is to put all of them right at once.

use serde_json::Value;

use super::{Judge, PathStep, Violation, rest};
use crate::dialect::target;

impl<'a> Judge<'a> {
    /// All violations of the root, in the order of the value; of a place inside which there are
    /// some, only those inside.
    pub(crate) fn violations(self, value: &Value) -> Vec<Violation> {
        let mut found = Vec::new();
        self.collect(self.root, value, &mut Vec::new(), &mut found);
        found
    }

    fn collect(self, schema: &'a Value, value: &Value, at: &mut Vec<PathStep>, found: &mut Vec<Violation>) {
        let Some(deeper) = self.deeper.checked_sub(1) else { return };
        let judge = Self { deeper, ..self };
        if judge.accepts(schema, value) {
            return;
        }
        let schema =
            schema.get("$ref").and_then(Value::as_str).and_then(|name| target(self.root, name)).unwrap_or(schema);
        let before = found.len();
        match value {
            Value::Object(members) => {
                let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
                for missing in names.filter_map(Value::as_str).filter(|name| !members.contains_key(*name)) {
                    found.push(Violation { steps: at.clone(), rule: format!("missing field `{missing}`") });
                }
                let properties = schema.get("properties").and_then(Value::as_object);
                for (name, value) in members {
                    if let Some(schema) = properties.and_then(|properties| properties.get(name)) {
                        judge.within_step(schema, value, PathStep::Member(name.clone()), at, found);
                    }
                }
                if let (Some(keywords), Some(others)) = (schema.as_object(), schema.get("additionalProperties")) {
                    for (name, value) in rest(keywords, members).filter(|_| *others != false) {
                        judge.within_step(others, value, PathStep::Member(name.clone()), at, found);
                    }
                }
            }
            Value::Array(elements) => {
                if let Some(items) = schema.get("items").filter(|_| schema.get("prefixItems").is_none()) {
                    for (index, value) in elements.iter().enumerate() {
                        judge.within_step(items, value, PathStep::Element(index), at, found);
                    }
                }
            }
            _ => {}
        }
        // Nothing inside explains it: the place itself, or a choice, is at fault.
        if found.len() == before {
            let mut steps = at.clone();
            if let Some(rule) = judge.find(schema, value, &mut steps) {
                found.push(Violation { steps, rule });
            }
        }
    }

    fn within_step(
        self,
        schema: &'a Value,
        value: &Value,
        step: PathStep,
        at: &mut Vec<PathStep>,
        found: &mut Vec<Violation>,
    ) {
        at.push(step);
        self.collect(schema, value, at, found);
        at.pop();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_place_is_named_once() {
        let schema = json!({
            "type": "object",
            "properties": {
                "name": {"type": "string", "minLength": 1},
                "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
                "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            },
            "required": ["name", "lines", "status"],
            "additionalProperties": false,
            "$defs": {"Line": {"type": "object", "properties": {"n": {"type": "integer", "minimum": 1}}, "required": ["n"]}},
        });
        let value = json!({"name": "", "lines": [{"n": 0}, {}, {"n": 1}, 3], "note": 4});
        let shown: Vec<_> = Judge::new(&schema, true)
            .violations(&value)
            .into_iter()
            .map(|violation| format!("{}: {}", violation.path(), violation.rule))
            .collect();
        insta::assert_snapshot!(shown.join("\n"));
    }
}
