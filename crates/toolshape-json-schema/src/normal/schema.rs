//! One schema, word by word.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::argument::{self, Read};
use super::near;
use super::types::{self, Reading};
use super::writer::{At, Writer};
use crate::draft::Draft;
use crate::keyword::{self, Argument, Keyword};
use crate::pointer::escape;

/// A schema that is being written.
pub(super) struct Made<'w> {
    /// As the document has it.
    pub(super) words: &'w Map<String, Value>,
    pub(super) out: Map<String, Value>,
    /// What needs a schema of its own, because the word it is said with is taken.
    conjuncts: Vec<Value>,
    /// How many conjuncts the document has itself.
    own_conjuncts: usize,
    /// Perhaps some of them more than once.
    pub(super) required: Vec<String>,
}

impl Made<'_> {
    /// Where a word goes that the document does not write so: among the others, or into a conjunct where it is taken.
    pub(super) fn place(&self, word: &str) -> String {
        if self.words.contains_key(word) || self.out.contains_key(word) {
            format!("/allOf/{}/{word}", self.own_conjuncts + self.conjuncts.len())
        } else {
            format!("/{word}")
        }
    }

    /// Puts a word where [`Self::place`] says.
    pub(super) fn put(&mut self, word: &str, argument: Value) {
        if self.words.contains_key(word) || self.out.contains_key(word) {
            self.conjuncts.push(json!({ word: argument }));
        } else {
            self.out.insert(word.to_owned(), argument);
        }
    }

    fn finish(mut self) -> Map<String, Value> {
        if !self.required.is_empty() {
            self.out.insert("required".to_owned(), once_each(self.required));
        }
        if !self.conjuncts.is_empty() {
            let all = self.out.entry("allOf").or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(all) = all {
                all.extend(self.conjuncts);
            }
        }
        self.out
    }
}

impl Writer<'_> {
    pub(super) fn object(&mut self, at: &At, words: &Map<String, Value>) -> Map<String, Value> {
        let conjunction = if at.dialect().draft < Draft::D4 { "extends" } else { "allOf" };
        let own_conjuncts = match words.get(conjunction) {
            Some(Value::Array(list)) => list.len(),
            Some(Value::Object(_)) => 1,
            _ => 0,
        };
        let mut made = Made { words, out: Map::new(), conjuncts: Vec::new(), own_conjuncts, required: Vec::new() };
        let stands_alone = at.dialect().is_only_reference(words);
        for (name, argument) in words {
            let Some(word) = keyword::find(name) else {
                self.other_word(at, words, name, argument);
                let is_said_elsewhere = (argument.is_object() || argument.is_array())
                    && self.holds_definitions(&at.below(&format!("/{}", escape(name))));
                if !name.starts_with('$') && !is_said_elsewhere {
                    made.out.insert(name.clone(), argument.clone());
                }
                continue;
            };
            if stands_alone && name != "$ref" && !word.describes {
                if !matches!(word.name, "$defs" | "definitions") {
                    let reason = format!("`{name}` beside `$ref` is ignored in {}", at.dialect().draft.name());
                    self.remark(&at.below(&format!("/{name}")), reason);
                }
            } else if self.counts(at, word) {
                self.word(at, &mut made, word, argument);
            }
        }
        if !stands_alone {
            self.required_by_members(at, &mut made);
        }
        made.finish()
    }

    /// A word that no draft gives a meaning to.
    fn other_word(&mut self, at: &At, words: &Map<String, Value>, name: &str, argument: &Value) {
        let place = at.below(&format!("/{}", escape(name)));
        if let Some(meant) = near::meant(name, argument).filter(|meant| !words.contains_key(*meant)) {
            let reason = format!("`{name}` is not a keyword of JSON Schema and is ignored");
            self.warn(&place, reason, Some(format!("write `{meant}`, if that is meant")));
        }
    }

    /// Whether a word says what is accepted, or describes it, in the draft.
    fn counts(&mut self, at: &At, word: &Keyword) -> bool {
        // Names, and definitions: of these only what a reference leads to is written.
        if word.argument == Argument::Core || matches!(word.name, "$defs" | "definitions") {
            return false;
        }
        let draft = at.dialect().draft;
        // Beside a list in `items` it is read in any draft.
        let is_gone = word.until < draft && word.name != "additionalItems";
        if draft < word.since || is_gone {
            let reason = format!("`{}` is not a keyword of {} and is ignored", word.name, draft.name());
            self.remark(&at.below(&format!("/{}", word.name)), reason);
            return false;
        }
        true
    }

    fn word(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        match word.name {
            "contentSchema" => {} // it describes what a text encodes, and is not checked
            "$ref" | "$dynamicRef" | "$recursiveRef" => self.reference(at, made, word, value),
            "type" => self.type_word(at, made, value),
            "nullable" => self.nullable(at, made, value),
            "format" => self.format(at, made, word, value),
            "enum" => self.enumeration(at, made, value),
            "required" => self.required(at, made, value),
            "maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum" => self.bound(at, made, word, value),
            "items" | "additionalItems" => self.items(at, made, word, value),
            "pattern" => self.pattern_word(at, made, value),
            "patternProperties" => self.pattern_properties(at, made, value),
            "dependencies" => self.dependencies(at, made, value),
            "dependentRequired" => self.dependent_required(at, made, value),
            "if" | "then" | "else" => self.condition(at, made, word, value),
            "contains" | "maxContains" | "minContains" => self.contains(at, made, word, value),
            "not" | "oneOf" | "unevaluatedItems" | "unevaluatedProperties" => {
                self.exact_or_loosened(at, made, word, value);
            }
            "extends" => self.extends(at, made, value),
            "disallow" => self.disallow(at, made, value),
            name @ ("contentEncoding" | "contentMediaType") => {
                if at.dialect().declared && at.dialect().draft == Draft::D7 {
                    let reason = format!("`{name}` describes the string, as in later drafts, and is not checked");
                    self.remark(&at.below(&format!("/{name}")), reason);
                }
                self.plain(at, made, word, name, value);
            }
            "divisibleBy" => self.plain(at, made, word, "multipleOf", value),
            name => self.plain(at, made, word, name, value),
        }
    }

    /// A word that is written as it was read, perhaps under another name.
    pub(super) fn plain(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, name: &str, value: &Value) {
        let place = at.step(&format!("/{}", word.name), &format!("/{name}"));
        let written = match word.argument {
            Argument::Schema => Some(self.schema(&place, value)),
            Argument::Schemas => self.schemas(&place, value),
            Argument::SchemaMap => self.schema_map(&place, value),
            kind => self.value(&place, word, kind, value),
        };
        if let Some(written) = written {
            made.out.insert(name.to_owned(), written);
        }
    }

    /// An argument that is no schema; `None` where it is not what the word takes.
    pub(super) fn value(&mut self, place: &At, word: &Keyword, kind: Argument, value: &Value) -> Option<Value> {
        match argument::read(kind, value) {
            Read::AsWritten(value) => Some(value),
            Read::As(read) => {
                self.remark(place, format!("`{}` is read as `{read}`", short(value)));
                Some(read)
            }
            Read::Not(wanted) if word.describes => {
                if !value.is_null() {
                    self.remark(place, format!("`{}` must be {wanted}; it is left out", word.name));
                }
                None
            }
            Read::Not(wanted) => {
                self.loosen(place, format!("`{}` must be {wanted}; it is ignored", word.name));
                None
            }
        }
    }

    /// A list of schemas; `None` where there are none.
    pub(super) fn schemas(&mut self, place: &At, value: &Value) -> Option<Value> {
        match value {
            Value::Array(list) if !list.is_empty() => Some(self.each(place, list)),
            Value::Object(_) => {
                self.remark(place, "a schema where a list of schemas belongs is read as a list of one");
                let one = self.schema(&place.step("", "/0"), value);
                Some(Value::Array(vec![one]))
            }
            _ => {
                self.loosen(place, "this must be a list of schemas; it is ignored");
                None
            }
        }
    }

    pub(super) fn each(&mut self, place: &At, list: &[Value]) -> Value {
        let schemas = list.iter().enumerate().map(|(index, one)| self.schema(&place.below(&format!("/{index}")), one));
        Value::Array(schemas.collect())
    }

    pub(super) fn schema_map(&mut self, place: &At, value: &Value) -> Option<Value> {
        let Value::Object(map) = value else {
            // PHP writes an empty map so.
            if value != &json!([]) {
                self.loosen(place, "this must be an object of schemas; it is ignored");
            }
            return None;
        };
        let schemas =
            map.iter().map(|(name, one)| (name.clone(), self.schema(&place.below(&format!("/{}", escape(name))), one)));
        Some(Value::Object(schemas.collect()))
    }

    /// What stands for a schema and is none.
    pub(super) fn not_a_schema(&mut self, at: &At, value: &Value) -> Value {
        if let Value::String(text) = value {
            let name = match types::read(text) {
                Reading::Exact => Some(text.as_str()),
                Reading::As(name) => Some(name),
                Reading::Anything | Reading::Unknown => None,
            };
            if let Some(name) = name {
                let schema = json!({ "type": name });
                self.remark(at, format!("`{text}` is not a schema, and is read as `{schema}`"));
                return schema;
            }
            if let Ok(flag @ (true | false)) = text.parse() {
                self.remark(at, format!("`\"{text}\"` is read as `{text}`"));
                return Value::Bool(flag);
            }
        }
        self.loosen(at, format!("`{}` is not a schema, and is read as any value", short(value)));
        Value::Bool(true)
    }

    fn reference(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        let Value::String(reference) = value else {
            let place = at.below(&format!("/{}", word.name));
            return self.loosen(&place, format!("`{}` must be a string; it is ignored", word.name));
        };
        if let Some(to) = self.refer(at, word.name, reference) {
            let to = Value::String(to);
            if word.name == "$ref" {
                made.out.insert("$ref".to_owned(), to);
            } else {
                made.put("$ref", to);
            }
        }
    }

    fn pattern_word(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/pattern");
        let Value::String(text) = value else {
            return self.loosen(&place, "`pattern` must be a string; it is ignored");
        };
        let Some(pattern) = self.pattern(text) else {
            return self.loosen(&place, format!("the pattern `{text}` is not understood and is ignored"));
        };
        made.out.insert("pattern".to_owned(), Value::String(pattern.text));
        if let Some((least, most)) = pattern.length {
            let lengths = [("minLength", Some(least)), ("maxLength", most)];
            for (word, length) in lengths.into_iter().filter_map(|(word, length)| Some((word, length?))) {
                made.put(word, length.into());
            }
        }
    }

    fn pattern_properties(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/patternProperties");
        let Value::Object(map) = value else {
            let _ = self.schema_map(&place, value);
            return;
        };
        let mut out = Map::new();
        let mut is_all_known = true;
        for (text, schema) in map {
            let from = format!("/{}", escape(text));
            let Some(mut pattern) = self.pattern(text).filter(|pattern| pattern.length.is_none()) else {
                self.loosen(&place.below(&from), format!("the pattern `{text}` is not understood and is ignored"));
                is_all_known = false;
                continue;
            };
            let (text, mut copies) = (pattern.text.clone(), 0);
            while out.contains_key(&pattern.text) {
                copies += 1;
                pattern.text = format!("{text}(?:){{{copies}}}"); // the same, when another became that
            }
            let schema = self.schema(&place.step(&from, &format!("/{}", escape(&pattern.text))), schema);
            out.insert(pattern.text, schema);
        }
        if !is_all_known {
            // Members that it may have meant must not fall to `additionalProperties`.
            out.entry("").or_insert(Value::Bool(true));
        }
        made.out.insert("patternProperties".to_owned(), Value::Object(out));
    }

    /// A word that refuses more where less is known of what stands below it.
    fn exact_or_loosened(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        let place = at.below(&format!("/{}", word.name));
        let cause = match word.name {
            "not" | "oneOf" => self.not_understood(&place),
            _ => self.not_understood(at), // it is about what the other words left over
        };
        let Some(cause) = cause else { return self.plain(at, made, word, word.name, value) };
        if word.name == "oneOf" && value.as_array().is_some_and(|list| !list.is_empty()) {
            self.loosen(&place, format!("`oneOf` is read as `anyOf`, because part of it could not be read: {cause}"));
            let to = made.place("anyOf");
            if let Some(schemas) = self.schemas(&at.step("/oneOf", &to), value) {
                made.put("anyOf", schemas);
            }
        } else {
            let reason = "is ignored, because part of what it depends on could not be read";
            self.loosen(&place, format!("`{}` {reason}: {cause}", word.name));
        }
    }

    fn condition(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        let has = |name| made.words.contains_key(name);
        // Alone it refuses nothing; but where it holds, it says which members were looked at.
        let counts = match word.name {
            "if" => has("then") || has("else") || self.index.speaks_of_the_unevaluated,
            _ => has("if"),
        };
        if !counts {
            return;
        }
        if let Some(cause) = self.not_understood(&at.below("/if")) {
            if word.name == "if" {
                let reason = "`if`, `then` and `else` are ignored, because `if` could not be read";
                self.loosen(&at.below("/if"), format!("{reason}: {cause}"));
            }
            return;
        }
        self.plain(at, made, word, word.name, value);
    }

    fn contains(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        if !made.words.contains_key("contains") {
            return;
        }
        let place = at.below(&format!("/{}", word.name));
        if let (Some(cause), "maxContains") = (self.not_understood(&at.below("/contains")), word.name) {
            let reason = "`maxContains` is ignored, because part of `contains` could not be read";
            return self.loosen(&place, format!("{reason}: {cause}"));
        }
        self.plain(at, made, word, word.name, value);
    }
}

/// A list of the names, each once.
pub(super) fn once_each(mut names: Vec<String>) -> Value {
    let mut seen = HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names.into()
}

/// A value, cut where it would fill a message.
pub(super) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
