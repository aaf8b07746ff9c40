//! Keywords whose meaning differs between drafts, and what people write in place of JSON Schema.

use serde_json::{Map, Value, json};

use super::schema::{Made, once_each, short};
use super::types::{self, Reading};
use super::writer::{At, Writer};
use crate::draft::Draft;
use crate::format;
use crate::keyword::Keyword;
use crate::pointer::escape;

impl Writer<'_> {
    pub(super) fn type_keyword(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let list = match value {
            Value::Array(list) => list.iter().enumerate().map(|(n, one)| (format!("/type/{n}"), one)).collect(),
            one => vec![("/type".to_owned(), one)],
        };
        if list.is_empty() {
            return self.loosen(&at.below("/type"), "an empty `type` is ignored");
        }
        let read: Vec<_> = list.into_iter().map(|(pointer, one)| self.type_name(&at.below(&pointer), one)).collect();
        let Some(mut names) = read.into_iter().collect::<Option<Vec<_>>>() else { return };
        if made.keywords.get("nullable") == Some(&Value::Bool(true)) {
            names.push("null".to_owned());
        }
        let names = match once_each(names) {
            Value::Array(mut one) if one.len() == 1 => one.remove(0),
            several => several,
        };
        made.out.insert("type".to_owned(), names);
    }

    /// One of JSON Schema's seven types; `None` for any type.
    fn type_name(&mut self, place: &At, value: &Value) -> Option<String> {
        let Value::String(name) = value else {
            self.loosen(place, format!("`{}` is not a type, and is read as any value", short(value)));
            return None;
        };
        match types::read(name) {
            Reading::Exact => {
                if name == "integer" && place.dialect().declared && place.dialect().draft <= Draft::D4 {
                    self.remark_once(place, "`1.0` is read as an integer, too, as since draft 6");
                }
                Some(name.clone())
            }
            Reading::As(read) => {
                self.remark(place, format!("`{name}` is read as `{read}`"));
                Some(read.to_owned())
            }
            Reading::Anything => {
                self.remark(place, format!("`{name}` is read as any value"));
                None
            }
            Reading::Unknown => {
                self.loosen(place, format!("`{name}` is not a type, and is read as any value"));
                None
            }
        }
    }

    pub(super) fn nullable(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/nullable");
        if value != &Value::Bool(true) {
            return;
        }
        if !made.keywords.contains_key("type") {
            self.remark(&place, "`nullable` without a `type` beside it is ignored, as in OpenAPI");
        } else if made.keywords.get("enum").and_then(Value::as_array).is_some_and(|list| !list.contains(&Value::Null)) {
            self.remark(&place, "`nullable` is read as OpenAPI has it, but `enum` has no null");
        } else {
            self.remark(&place, "`nullable` is read as OpenAPI has it: null is allowed too");
        }
    }

    pub(super) fn enumeration(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let place = at.below("/enum");
        let list = match value {
            Value::Array(list) => list.clone(),
            Value::Object(map) if !map.is_empty() && made.keywords.get("type").is_none_or(|ty| ty == "string") => {
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

    pub(super) fn format(&mut self, at: &At, made: &mut Made<'_>, keyword: &Keyword, value: &Value) {
        if let Some(format) = value.as_str().filter(|format| !format::is_known(format)) {
            let place = at.below("/format");
            let reason = format!("the format `{format}` is not known, and is not checked");
            self.remark_once(&place, &reason);
            self.note(&place, reason);
        }
        self.plain(at, made, keyword, "format", value);
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
            Value::Bool(_) => {
                self.remark(&place, "`required` is ignored here: only a member of an object can be required");
            }
            Value::String(name) if made.keywords.get("properties").and_then(|map| map.get(name)).is_some() => {
                self.remark(&place, format!("`\"{name}\"` is read as `[\"{name}\"]`"));
                made.required.push(name.clone());
            }
            _ => self.loosen(&place, "`required` must be a list of names; it is ignored"),
        }
    }

    /// Draft 3 has `required: true` in the member. Tools have it in any draft.
    pub(super) fn required_by_members(&mut self, at: &At, made: &mut Made<'_>) {
        let Some(Value::Object(members)) = made.keywords.get("properties") else { return };
        for (name, member) in members {
            let Value::Object(keywords) = member else { continue };
            if keywords.get("required") != Some(&Value::Bool(true)) || at.dialect().is_only_reference(keywords) {
                continue;
            }
            let place = at.below(&format!("/properties/{}/required", escape(name)));
            self.remark(&place, format!("`required: true` is read as in draft 3: `{name}` must be there"));
            made.required.push(name.clone());
        }
    }

    /// Up to draft 4, `exclusiveMinimum` is a flag that says how `minimum` is meant.
    pub(super) fn bound(&mut self, at: &At, made: &mut Made<'_>, keyword: &Keyword, value: &Value) {
        let declared = at.dialect().declared;
        let place = at.below(&format!("/{}", keyword.name));
        let exclusive = match keyword.name {
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
                    self.plain(at, made, keyword, keyword.name, value);
                }
                return;
            }
        };
        let is_exclusive = made.keywords.get(exclusive) == Some(&Value::Bool(true));
        self.plain(at, made, keyword, if is_exclusive { exclusive } else { keyword.name }, value);
    }

    /// Up to draft 2019-09, `items` may be a list, and `additionalItems` says what follows.
    pub(super) fn items(&mut self, at: &At, made: &mut Made<'_>, keyword: &Keyword, value: &Value) {
        let in_turn = made.keywords.get("items").and_then(Value::as_array);
        match (keyword.name, value) {
            ("additionalItems", _) => {
                if in_turn.is_some() {
                    made.out.insert("items".to_owned(), self.schema(&at.step("/additionalItems", "/items"), value));
                } else if made.keywords.contains_key("prefixItems") {
                    self.remark(&at.below("/additionalItems"), "`additionalItems` is ignored beside `prefixItems`");
                }
            }
            (_, Value::Array(list)) => {
                let dialect = at.dialect();
                if dialect.declared && dialect.draft == Draft::D2020 {
                    self.remark(&at.below("/items"), "a list in `items` is read as `prefixItems`");
                }
                if made.keywords.contains_key("prefixItems") && dialect.draft == Draft::D2020 {
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

    /// Up to draft 7, one keyword for `dependentRequired` and `dependentSchemas`.
    pub(super) fn dependencies(&mut self, at: &At, made: &mut Made<'_>, value: &Value) {
        let Value::Object(map) = value else {
            return self.loosen(&at.below("/dependencies"), "`dependencies` must be an object; it is ignored");
        };
        let (mut names, mut schemas) = (Map::new(), Map::new());
        let to = made.place("dependentSchemas");
        for (name, one) in map {
            let pointer = format!("/dependencies/{}", escape(name));
            if let Value::Array(list) = one {
                names.insert(name.clone(), self.names(&at.below(&pointer), list));
            } else {
                let schema = self.schema(&at.step(&pointer, &format!("{to}/{}", escape(name))), one);
                schemas.insert(name.clone(), schema);
            }
        }
        for (keyword, map) in [("dependentSchemas", schemas), ("dependentRequired", names)] {
            if !map.is_empty() {
                made.put(keyword, Value::Object(map));
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
}

/// Whether a schema is that of an object's member.
fn is_member(at: &At) -> bool {
    at.from.pointer.rsplit('/').nth(1) == Some("properties")
}
