//! Random schemas, schemas next to them, and instances, from a seed.

use serde_json::{Map, Value, json};

const NAMES: [&str; 4] = ["a", "b", "c", "x-d"];
const DEFINITIONS: [&str; 3] = ["Tree", "Other", "Leaf"];

/// A small generator: what it makes depends on its seed alone.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }

    pub(crate) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    fn name(&mut self) -> &'static str {
        NAMES[self.below(NAMES.len())]
    }

    fn small(&mut self) -> usize {
        self.below(4)
    }

    /// A document with definitions, recursive ones among them.
    pub(crate) fn document(&mut self) -> Value {
        let mut root = self.schema(3);
        let definitions = DEFINITIONS.map(|name| (name.to_owned(), self.schema(if name == "Leaf" { 0 } else { 2 })));
        if !root.is_object() {
            root = json!({"not": root});
        }
        root["$defs"] = Map::from_iter(definitions).into();
        root
    }

    fn schema(&mut self, depth: usize) -> Value {
        if depth == 0 || self.one_in(4) {
            return self.leaf();
        }
        let mut schema = match self.below(12) {
            0..5 => self.object(depth),
            5..7 => self.list(depth),
            7 => json!({"anyOf": self.several(depth)}),
            8 => json!({"oneOf": self.several(depth)}),
            9 => json!({"allOf": self.several(depth)}),
            10 => json!({"not": self.schema(depth - 1)}),
            _ => json!({"if": self.schema(depth - 1), "then": self.schema(depth - 1), "else": self.schema(depth - 1)}),
        };
        if self.one_in(6) {
            let word = *self.of(&["anyOf", "oneOf", "allOf"]);
            schema[word] = self.several(depth).into();
        }
        if self.one_in(12) {
            schema["$ref"] = "#/$defs/Leaf".into();
        }
        schema
    }

    /// What is inside may refer to anything: a value ends.
    fn inside(&mut self, depth: usize) -> Value {
        if self.one_in(5) {
            let name = *self.of(&["#", "#/$defs/Tree", "#/$defs/Other", "#/$defs/Leaf"]);
            return json!({"$ref": name});
        }
        self.schema(depth - 1)
    }

    fn several(&mut self, depth: usize) -> Vec<Value> {
        (0..=self.below(3)).map(|_| self.schema(depth - 1)).collect()
    }

    fn leaf(&mut self) -> Value {
        let values = [
            json!(null),
            json!(true),
            json!(1),
            json!(2.0),
            json!(0.5),
            json!("a"),
            json!("ab"),
            json!([]),
            json!({"a": 1}),
        ];
        match self.below(14) {
            0 => json!(true),
            1 => json!(false),
            2 => json!({"type": self.of(&["string", "integer", "number", "boolean", "null", "array", "object"])}),
            3 => json!({"type": [self.of(&["string", "integer"]), self.of(&["number", "null"])]}),
            4 => json!({"type": "string", "minLength": self.small()}),
            5 => json!({"type": "string", "maxLength": self.small()}),
            6 => json!({"pattern": self.of(&["^a", "b$"])}),
            7 => json!({"type": "string", "format": self.of(&["date", "ipv4"])}),
            8 => json!({"type": "integer", *self.of(&["minimum", "exclusiveMinimum"]): self.small()}),
            9 => json!({*self.of(&["maximum", "exclusiveMaximum"]): self.of(&[0.0, 0.5, 1.0, 1.5])}),
            10 => json!({"type": "number", "multipleOf": self.of(&[1, 2, 4])}),
            11 => json!({"const": self.of(&values)}),
            12 => json!({"enum": (0..=self.small()).map(|_| self.of(&values).clone()).collect::<Vec<_>>()}),
            _ => json!({}),
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut schema = json!({"type": "object"});
        if self.one_in(5) {
            schema = json!({});
        }
        for _ in 0..self.small() {
            let name = self.name();
            schema["properties"][name] = self.inside(depth);
        }
        for _ in 0..12 {
            match self.below(24) {
                0..3 => schema["required"] = json!([self.name()]),
                3 => schema["required"] = json!(["a", "b"]),
                4..6 => schema["additionalProperties"] = json!(false),
                6 => schema["additionalProperties"] = self.inside(depth),
                7 => schema["unevaluatedProperties"] = json!(false),
                8 => {
                    let pattern = *self.of(&["^x-", "a|b"]);
                    schema["patternProperties"][pattern] = self.inside(depth);
                }
                9 => schema["propertyNames"] = self.leaf(),
                10 => schema["minProperties"] = self.small().into(),
                11 => schema["maxProperties"] = self.small().into(),
                12 => schema["dependentRequired"] = json!({self.name(): [self.name()]}),
                13 => schema["dependentSchemas"] = json!({self.name(): self.schema(depth - 1)}),
                _ => {}
            }
        }
        schema
    }

    fn list(&mut self, depth: usize) -> Value {
        let mut schema = json!({"type": "array", "items": self.inside(depth)});
        for _ in 0..6 {
            match self.below(12) {
                0 => schema["prefixItems"] = vec![self.inside(depth), self.inside(depth)].into(),
                1 => schema["minItems"] = self.small().into(),
                2 => schema["maxItems"] = self.small().into(),
                3 => schema["uniqueItems"] = json!(true),
                4 => schema["contains"] = self.schema(depth - 1),
                5 => schema["minContains"] = self.small().into(),
                6 => schema["maxContains"] = self.small().into(),
                7 => schema["items"] = json!(false),
                8 => {
                    if let Some(words) = schema.as_object_mut() {
                        words.remove("items");
                    }
                    schema["unevaluatedItems"] = json!(false);
                }
                _ => {}
            }
        }
        schema
    }

    /// A schema that differs from this one in a few places.
    pub(crate) fn next_to(&mut self, document: &Value) -> Value {
        let mut changed = document.clone();
        for _ in 0..=self.below(2) {
            self.change(&mut changed, 3);
        }
        changed
    }

    /// Changes something in a schema.
    fn change(&mut self, schema: &mut Value, depth: usize) {
        let inner = ["properties", "$defs", "patternProperties", "dependentSchemas"];
        let Value::Object(words) = schema else {
            *schema = self.leaf();
            return;
        };
        let mut children: Vec<&mut Value> = Vec::new();
        for (word, value) in words.iter_mut() {
            let word = word.as_str();
            if ["anyOf", "oneOf", "allOf", "prefixItems"].contains(&word) {
                children.extend(value.as_array_mut().into_iter().flatten());
            } else if inner.contains(&word) {
                children.extend(value.as_object_mut().into_iter().flat_map(Map::values_mut));
            } else if value.is_object() && !["const", "dependentRequired"].contains(&word) {
                children.push(value);
            }
        }
        if !children.is_empty() && !self.one_in(3) {
            let child = self.below(children.len());
            return self.change(children.swap_remove(child), depth.saturating_sub(1));
        }
        let droppable: Vec<String> = words.keys().filter(|word| *word != "$defs").cloned().collect();
        match self.below(8) {
            0 | 1 if !droppable.is_empty() => {
                words.remove(self.of(&droppable));
            }
            2 => {
                let more = self.leaf();
                if let Value::Object(more) = more {
                    words.extend(more);
                }
            }
            3 => {
                let name = self.name();
                let member = self.inside(depth.max(1));
                words.entry("properties").or_insert_with(|| json!({}))[name] = member;
            }
            4 => {
                // Numbers move.
                let numbers: Vec<String> =
                    words.iter().filter(|(_, value)| value.is_u64()).map(|(word, _)| word.clone()).collect();
                if !numbers.is_empty() {
                    words.insert(self.of(&numbers).clone(), self.small().into());
                }
            }
            5 => {
                if let Some(Value::Array(list)) = words.get_mut("enum") {
                    list.push(json!("ab"));
                } else {
                    words.insert("description".to_owned(), "told".into());
                }
            }
            6 => {
                let branch = self.schema(depth.clamp(1, 2));
                for word in ["anyOf", "oneOf"] {
                    if let Some(Value::Array(list)) = words.get_mut(word) {
                        list.push(branch.clone());
                    }
                }
            }
            _ => {
                let whole = std::mem::take(words);
                let definitions = whole.get("$defs").cloned();
                let also = self.leaf();
                let word = *self.of(&["anyOf", "allOf", "oneOf"]);
                *schema = json!({word: [whole, also]});
                if let Some(definitions) = definitions {
                    schema["$defs"] = definitions;
                }
            }
        }
    }

    pub(crate) fn instance(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 9 } else { 14 }) {
            0 => json!(null),
            1 => json!(self.one_in(2)),
            2 => json!(self.small()),
            3 => json!(2.0),
            4 => json!(0.5),
            5..8 => json!(self.of(&["", "a", "ab", "bbb", "2024-02-29", "10.0.0.1"])),
            8 => json!(["a"]),
            9..12 => {
                let names: Vec<_> = (0..self.small()).map(|_| self.name()).collect();
                names.into_iter().map(|name| (name.to_owned(), self.instance(depth - 1))).collect()
            }
            _ => (0..self.small()).map(|_| self.instance(depth - 1)).collect(),
        }
    }

    /// The same document with its keys in another order.
    pub(crate) fn reordered(&mut self, value: &Value) -> Value {
        match value {
            Value::Object(map) => {
                let mut members: Vec<_> =
                    map.iter().map(|(name, value)| (name.clone(), self.reordered(value))).collect();
                for end in (1..members.len()).rev() {
                    members.swap(end, self.below(end + 1));
                }
                Value::Object(members.into_iter().collect())
            }
            Value::Array(list) => list.iter().map(|value| self.reordered(value)).collect(),
            other => other.clone(),
        }
    }
}
