//! Words whose meaning changed from draft to draft, and what people write who know other languages better.

use serde_json::{Map, Value, json};

use super::schema::{Made, once_each, short};
use super::types::{self, Reading};
use super::writer::{At, Writer};
use crate::draft::Draft;
use crate::format;
use crate::keyword::Keyword;
use crate::pointer::escape;

/// What a `type` or a `disallow` lists.
struct Union {
    /// Names of types, each once.
    names: Vec<&'static str>,
    /// Draft 3 has schemas among them.
    schemas: Vec<(String, Value)>,
    /// Whether any value is of such a type.
    is_anything: bool,
}

impl Writer<'_> {
    pub(super) fn type_word(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let mut union = self.union(at, "type", value);
        if union.is_anything {
            return;
        }
        if made.words.get("nullable") == Some(&Value::Bool(true)) && !union.names.contains(&"null") {
            union.names.push("null");
        }
        let named = |names: &[&str]| match names {
            [one] => json!(one),
            several => json!(several),
        };
        if union.schemas.is_empty() {
            made.out.insert("type".to_owned(), named(&union.names));
            return;
        }
        let to = made.place("anyOf");
        let mut any = Vec::new();
        if !union.names.is_empty() {
            any.push(json!({ "type": named(&union.names) }));
        }
        for (pointer, schema) in &union.schemas {
            let schema = self.schema(&at.step(pointer, &format!("{to}/{}", any.len())), schema);
            any.push(schema);
        }
        made.put("anyOf", Value::Array(any));
    }

    /// Draft 3's opposite of `type`.
    pub(super) fn disallow(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let union = self.union(at, "disallow", value);
        if let Some(cause) = self.not_understood(&at.below("/disallow")) {
            let reason = "`disallow` is ignored, because part of it could not be read";
            return self.loosen(&at.below("/disallow"), format!("{reason}: {cause}"));
        }
        if union.is_anything {
            made.put("not", json!({}));
            return;
        }
        let to = made.place("not");
        let mut any: Vec<Value> = union.names.iter().map(|name| json!({ "type": name })).collect();
        for (pointer, schema) in &union.schemas {
            let schema = self.schema(&at.step(pointer, &format!("{to}/anyOf/{}", any.len())), schema);
            any.push(schema);
        }
        if !any.is_empty() {
            made.put("not", json!({ "anyOf": any }));
        }
    }

    fn union(&mut self, at: &At, word: &str, value: &Value) -> Union {
        let place = at.below(&format!("/{word}"));
        let mut union = Union { names: Vec::new(), schemas: Vec::new(), is_anything: false };
        let list = match value {
            Value::Array(list) => list.iter().enumerate().map(|(n, one)| (format!("/{word}/{n}"), one)).collect(),
            one => vec![(format!("/{word}"), one)],
        };
        if list.is_empty() {
            self.loosen(&place, format!("an empty `{word}` is ignored"));
            union.is_anything = true;
        }
        for (pointer, one) in list {
            match one {
                Value::String(name) => self.named(&at.below(&pointer), name, &mut union),
                Value::Object(_) => {
                    if at.dialect().draft > Draft::D3 {
                        self.remark(&at.below(&pointer), format!("a schema in `{word}` is read as in draft 3"));
                    }
                    union.schemas.push((pointer, one.clone()));
                }
                _ => {
                    let reason = format!("`{}` is not a type, and is read as any value", short(one));
                    self.loosen(&at.below(&pointer), reason);
                    union.is_anything = true;
                }
            }
        }
        union
    }

    fn named(&mut self, place: &At, name: &str, union: &mut Union) {
        const NAMES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];
        let read = match types::read(name) {
            Reading::Exact => {
                if name == "integer" && place.dialect().declared && place.dialect().draft <= Draft::D4 {
                    self.remark_once(place, "`1.0` is read as an integer, too, as since draft 6");
                }
                NAMES.into_iter().find(|exact| *exact == name)
            }
            Reading::As(read) => {
                self.remark(place, format!("`{name}` is read as `{read}`"));
                Some(read)
            }
            Reading::Anything => {
                if !(name == "any" && place.dialect().draft == Draft::D3) {
                    self.remark(place, format!("`{name}` is read as any value"));
                }
                None
            }
            Reading::Unknown => {
                self.loosen(place, format!("`{name}` is not a type, and is read as any value"));
                None
            }
        };
        match read {
            Some(read) if union.names.contains(&read) => {}
            Some(read) => union.names.push(read),
            None => union.is_anything = true,
        }
    }

    pub(super) fn nullable(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/nullable");
        if value != &Value::Bool(true) {
            return;
        }
        if !made.words.contains_key("type") {
            self.remark(&place, "`nullable` without a `type` beside it is ignored, as in OpenAPI");
        } else if made.words.get("enum").and_then(Value::as_array).is_some_and(|list| !list.contains(&Value::Null)) {
            self.remark(&place, "`nullable` is read as OpenAPI has it, but `enum` has no null");
        } else {
            self.remark(&place, "`nullable` is read as OpenAPI has it: null is allowed too");
        }
    }

    pub(super) fn enumeration(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/enum");
        let list = match value {
            Value::Array(list) => list.clone(),
            Value::Object(map) if !map.is_empty() && made.words.get("type").is_none_or(|ty| ty == "string") => {
                self.remark(&place, "an object in `enum` is read as the list of its members' names");
                map.keys().map(|name| json!(name)).collect()
            }
            Value::String(_) | Value::Number(_) => {
                self.remark(&place, format!("`{0}` in `enum` is read as `[{0}]`", short(value)));
                vec![value.clone()]
            }
            _ => return self.loosen(&place, "`enum` must be a list; it is ignored"),
        };
        if list.is_empty() {
            self.remark(&place, "an empty `enum` accepts nothing");
        }
        made.out.insert("enum".to_owned(), Value::Array(list));
    }

    /// Draft 3 calls some formats otherwise, and its `time` has no zone.
    pub(super) fn format(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        let read = match value.as_str() {
            Some("ip-address") if at.dialect().draft == Draft::D3 => json!("ipv4"),
            Some("host-name") if at.dialect().draft == Draft::D3 => json!("hostname"),
            Some("time") if at.dialect().draft == Draft::D3 => return,
            _ => value.clone(),
        };
        if let Some(format) = read.as_str().filter(|format| !format::is_known(format)) {
            let place = at.below("/format");
            let reason = format!("the format `{format}` is not known, and is not checked");
            self.remark_once(&place, &reason);
            self.note(&place, reason);
        }
        self.plain(at, made, word, "format", &read);
    }

    pub(super) fn required(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/required");
        match value {
            Value::Array(list) => {
                for name in list {
                    match name {
                        Value::String(name) => made.required.push(name.clone()),
                        _ => self.no_name(&place, name),
                    }
                }
            }
            // Of a member: the object around it has read it.
            Value::Bool(_) if is_member(at) => {}
            Value::Bool(_) if at.dialect().draft == Draft::D3 => {}
            Value::Bool(_) => {
                self.remark(&place, "`required` is ignored here: only a member of an object can be required");
            }
            Value::String(name) if made.words.get("properties").and_then(|map| map.get(name)).is_some() => {
                self.remark(&place, format!("`\"{name}\"` is read as `[\"{name}\"]`"));
                made.required.push(name.clone());
            }
            _ => self.loosen(&place, "`required` must be a list of names; it is ignored"),
        }
    }

    /// Draft 3 says in each member whether it must be there.
    pub(super) fn required_by_members(&mut self, at: &At, made: &mut Made<'_>) {
        let Some(Value::Object(members)) = made.words.get("properties") else { return };
        for (name, member) in members {
            let Value::Object(words) = member else { continue };
            if words.get("required") != Some(&Value::Bool(true)) || at.dialect().is_only_reference(words) {
                continue;
            }
            if at.dialect().draft > Draft::D3 {
                let place = at.below(&format!("/properties/{}/required", escape(name)));
                self.remark(&place, format!("`required: true` is read as in draft 3: `{name}` must be there"));
            }
            made.required.push(name.clone());
        }
    }

    /// Up to draft 4, `exclusiveMinimum` is a flag that says how `minimum` is meant.
    pub(super) fn bound(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        let declared = at.dialect().declared;
        let place = at.below(&format!("/{}", word.name));
        let exclusive = match word.name {
            "minimum" => "exclusiveMinimum",
            "maximum" => "exclusiveMaximum",
            exclusive => {
                let is_flag = value.is_boolean();
                if declared && is_flag && at.dialect().draft > Draft::D4 {
                    self.remark(&place, format!("a flag in `{exclusive}` is read as in draft 4"));
                } else if declared && value.is_number() && at.dialect().draft <= Draft::D4 {
                    self.remark(&place, format!("a number in `{exclusive}` is read as in draft 6"));
                }
                if !is_flag {
                    self.plain(at, made, word, word.name, value);
                }
                return;
            }
        };
        let is_exclusive = made.words.get(exclusive) == Some(&Value::Bool(true));
        self.plain(at, made, word, if is_exclusive { exclusive } else { word.name }, value);
    }

    /// Up to draft 2019-09, `items` may be a list, and `additionalItems` says what follows.
    pub(super) fn items(&mut self, at: &At, made: &mut Made<'_>, word: &Keyword, value: &Value) {
        let in_turn = made.words.get("items").and_then(Value::as_array);
        match (word.name, value) {
            ("additionalItems", _) => {
                if in_turn.is_some() {
                    made.out.insert("items".to_owned(), self.schema(&at.step("/additionalItems", "/items"), value));
                } else if made.words.contains_key("prefixItems") {
                    self.remark(&at.below("/additionalItems"), "`additionalItems` is ignored beside `prefixItems`");
                }
            }
            (_, Value::Array(list)) => {
                let dialect = at.dialect();
                if dialect.declared && dialect.draft == Draft::D2020 {
                    self.remark(&at.below("/items"), "a list in `items` is read as `prefixItems`");
                }
                if made.words.contains_key("prefixItems") && dialect.draft == Draft::D2020 {
                    self.loosen(&at.below("/items"), "a list in `items` is ignored beside `prefixItems`");
                } else if !list.is_empty() {
                    let schemas = self.each(&at.step("/items", "/prefixItems"), list);
                    made.out.insert("prefixItems".to_owned(), schemas);
                }
            }
            _ => {
                let schema = self.schema(&at.below("/items"), value);
                made.out.insert("items".to_owned(), schema);
            }
        }
    }

    /// Up to draft 7, one word for `dependentRequired` and `dependentSchemas`.
    pub(super) fn dependencies(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let Value::Object(map) = value else {
            return self.loosen(&at.below("/dependencies"), "`dependencies` must be an object; it is ignored");
        };
        let (mut names, mut schemas) = (Map::new(), Map::new());
        let to = made.place("dependentSchemas");
        for (name, one) in map {
            let pointer = format!("/dependencies/{}", escape(name));
            match one {
                Value::Array(list) => {
                    let list = self.names(&at.below(&pointer), list);
                    names.insert(name.clone(), list);
                }
                Value::String(_) if at.dialect().draft == Draft::D3 => {
                    names.insert(name.clone(), json!([one]));
                }
                _ => {
                    let schema = self.schema(&at.step(&pointer, &format!("{to}/{}", escape(name))), one);
                    schemas.insert(name.clone(), schema);
                }
            }
        }
        for (word, map) in [("dependentSchemas", schemas), ("dependentRequired", names)] {
            if !map.is_empty() {
                made.put(word, Value::Object(map));
            }
        }
    }

    pub(super) fn dependent_required(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/dependentRequired");
        let Value::Object(map) = value else {
            return self.loosen(&place, "`dependentRequired` must be an object; it is ignored");
        };
        let mut out = Map::new();
        for (name, list) in map {
            let below = place.below(&format!("/{}", escape(name)));
            if let Value::Array(list) = list {
                out.insert(name.clone(), self.names(&below, list));
            } else {
                self.loosen(&below, "this must be a list of names; it is ignored");
            }
        }
        made.out.insert("dependentRequired".to_owned(), Value::Object(out));
    }

    fn names(&mut self, at: &At, list: &[Value]) -> Value {
        let mut names = Vec::new();
        for name in list {
            match name {
                Value::String(name) => names.push(name.clone()),
                _ => self.no_name(at, name),
            }
        }
        once_each(names)
    }

    fn no_name(&mut self, at: &At, value: &Value) {
        self.loosen(at, format!("`{}` is not the name of a member and is ignored", short(value)));
    }

    /// Draft 3's `allOf`.
    pub(super) fn extends(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let list = match value {
            Value::Array(list) => list.iter().enumerate().map(|(n, one)| (format!("/extends/{n}"), one)).collect(),
            one => vec![("/extends".to_owned(), one)],
        };
        let schemas: Vec<Value> = list
            .into_iter()
            .enumerate()
            .map(|(index, (pointer, one))| self.schema(&at.step(&pointer, &format!("/allOf/{index}")), one))
            .collect();
        if !schemas.is_empty() {
            made.out.insert("allOf".to_owned(), Value::Array(schemas));
        }
    }
}

/// Whether a schema is that of an object's member.
fn is_member(at: &At) -> bool {
    at.from.pointer.rsplit('/').nth(1) == Some("properties")
}
