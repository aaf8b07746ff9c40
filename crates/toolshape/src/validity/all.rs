//! Every place where a value is invalid, for a model that is to put all of them right at once.

use serde_json::Value;

use super::find::{missing_field, ordered};
use super::{Judge, PathStep, Truth, Violation, Walk};

impl Judge<'_> {
    /// All violations of the root, in the order of the schema.
    pub(crate) fn violations(self, value: &Value) -> Vec<Violation> {
        let mut found = Vec::new();
        let walk = Walk::of(self);
        if walk.truth(self.root, value) == Truth::No {
            walk.collect(self.root, value, &mut Vec::new(), &mut found);
        }
        found
    }
}

impl Walk<'_> {
    /// The violations of a value that is invalid.
    fn collect(&self, schema: &Value, value: &Value, at: &mut Vec<PathStep>, found: &mut Vec<Violation>) {
        let Value::Object(keywords) = schema else {
            let rule = self.find(schema, value, at);
            found.extend(rule.map(|rule| Violation { steps: at.clone(), rule }));
            return;
        };
        for (word, argument) in ordered(keywords) {
            match (self.of_itself(keywords, word, argument, value), word.as_str(), argument, value) {
                (None, ..) => {
                    for part in self.parts(keywords, word, argument, value) {
                        if self.part(word, part) == Truth::No {
                            at.extend(part.step.map(PathStep::from));
                            self.collect(part.schema, part.value, at, found);
                            at.truncate(at.len() - usize::from(part.step.is_some()));
                        }
                    }
                }
                (Some(Truth::No), "required", Value::Array(names), Value::Object(members)) => {
                    let missing = names.iter().filter_map(Value::as_str).filter(|name| !members.contains_key(*name));
                    found.extend(missing.map(|name| Violation { steps: at.clone(), rule: missing_field(name) }));
                }
                (Some(Truth::No), word, ..) => {
                    let before = found.len();
                    if let ("anyOf" | "oneOf", Some(choices)) = (word, argument.as_array())
                        && let Some(meant) = self.meant(choices, value)
                    {
                        self.collect(meant, value, at, found);
                    }
                    if found.len() > before {
                        continue;
                    }
                    let mut steps = at.clone();
                    if let Some(rule) = self.find_by(keywords, word, argument, value, &mut steps) {
                        found.push(Violation { steps, rule });
                    }
                    // Of another type, or none of the values: the rest says nothing more.
                    if matches!(word, "type" | "const" | "enum") {
                        return;
                    }
                }
                (Some(_), ..) => {}
            }
        }
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
