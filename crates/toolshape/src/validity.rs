//! Whether a value is what a schema accepts. One judge gives every verdict.

mod find;
mod parts;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::ptr;

use serde_json::{Map, Number, Value};
use toolshape_json_schema::equality::{compare, has_duplicates, is_multiple, is_whole, same};

use crate::check::Matchers;
use crate::dialect::target;
use crate::mismatch::push_key;
use find::Found;
use parts::Part;

/// The deepest that schemas are followed into each other. A value of the deepest JSON that is read
/// takes three or four steps a level.
const DEEPEST: usize = 1200;

/// How far it is true that a value is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    No,
    /// It depends on what cannot be told: a pattern, a format.
    Maybe,
    Yes,
}

impl Truth {
    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Maybe => Self::Maybe,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }
}

/// Judges values by a schema in normal form.
///
/// Stricter than JSON Schema in one thing, unless told otherwise: `3.0` is no integer, as it is none for serde.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    root: &'a Value,
    /// Whether bounds, lengths, patterns and formats count.
    constraints: bool,
    takes_whole_floats: bool,
    /// Without them, what patterns and formats say is not known.
    matchers: Option<&'a Matchers>,
}

/// Where a value is invalid, and the rule it breaks; both free of what the value holds but for
/// names of members in `path`.
#[derive(Debug, PartialEq)]
pub(crate) struct Violation {
    /// The steps to the place.
    pub(crate) steps: Vec<PathStep>,
    pub(crate) rule: String,
}

impl Violation {
    /// The exact path, such as `$.items[3].sku`.
    pub(crate) fn path(&self) -> String {
        let mut path = "$".to_owned();
        self.steps.iter().for_each(|step| step.push_to(&mut path));
        path
    }
}

/// A step into a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PathStep {
    Member(String),
    Element(usize),
}

impl PathStep {
    /// Puts the step behind a path.
    pub(crate) fn push_to(&self, path: &mut String) {
        match self {
            Self::Member(name) => push_key(path, name),
            Self::Element(index) => {
                // Writing to a String does not fail.
                let _ = write!(path, "[{index}]");
            }
        }
    }
}

impl<'a> Judge<'a> {
    pub(crate) fn new(root: &'a Value, constraints: bool) -> Self {
        Self { root, constraints, takes_whole_floats: false, matchers: None }
    }

    /// Also asks patterns and formats.
    pub(crate) fn with(self, matchers: &'a Matchers) -> Self {
        Self { matchers: Some(matchers), ..self }
    }

    /// Takes `3.0` for an integer, as JSON Schema does: for types whose own reading decides.
    pub(crate) fn taking_whole_floats(self) -> Self {
        Self { takes_whole_floats: true, ..self }
    }

    /// Whether nothing that is read here speaks against the value.
    pub(crate) fn accepts(self, schema: &Value, value: &Value) -> bool {
        let walk = Walk::of(self);
        walk.truth(schema, value) != Truth::No && !walk.is_too_deep.get()
    }

    /// The first violation of the root.
    pub(crate) fn violation(self, value: &Value) -> Option<Violation> {
        self.find(value, 1).pop()
    }

    /// All violations of the root, for a model that is to put all of them right at once.
    pub(crate) fn violations(self, value: &Value) -> Vec<Violation> {
        self.find(value, usize::MAX)
    }

    fn find(self, value: &Value, most: usize) -> Vec<Violation> {
        let walk = Walk::of(self);
        let is_valid = walk.truth(self.root, value) != Truth::No;
        let whole = |rule: &str| vec![Violation { steps: Vec::new(), rule: rule.to_owned() }];
        if walk.is_too_deep.get() {
            return whole("it is nested too deep to be checked");
        }
        if is_valid {
            return Vec::new();
        }
        let mut found = Found { violations: Vec::new(), most };
        walk.find(self.root, value, &mut Vec::new(), &mut found);
        if found.violations.is_empty() { whole("it does not match the schema") } else { found.violations }
    }

    fn target(self, reference: &str) -> Option<&'a Value> {
        target(self.root, reference)
    }
}

/// One look at one value, which stays where it is meanwhile.
struct Walk<'a> {
    judge: Judge<'a>,
    /// What is known of a value against the target of a reference, by their addresses: without it, a choice
    /// within a recursive schema would double the work at each level.
    known: RefCell<HashMap<(usize, usize), Truth>>,
    depth: Cell<usize>,
    is_too_deep: Cell<bool>,
}

impl<'a> Walk<'a> {
    fn of(judge: Judge<'a>) -> Self {
        Self { judge, known: RefCell::default(), depth: Cell::new(0), is_too_deep: Cell::new(false) }
    }

    fn truth(&self, schema: &Value, value: &Value) -> Truth {
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            Value::Bool(false) => return Truth::No,
            _ => return Truth::Yes,
        };
        if self.depth.get() == DEEPEST {
            self.is_too_deep.set(true);
            return Truth::Maybe;
        }
        self.depth.set(self.depth.get() + 1);
        let mut truth = Truth::Yes;
        for (word, argument) in keywords {
            truth = truth.min(self.keyword(keywords, word, argument, value));
            if truth == Truth::No {
                break;
            }
        }
        self.depth.set(self.depth.get() - 1);
        truth
    }

    fn keyword(&self, keywords: &Map<String, Value>, word: &str, argument: &Value, value: &Value) -> Truth {
        if let Some(truth) = self.of_itself(keywords, word, argument, value) {
            return truth;
        }
        let mut truth = Truth::Yes;
        for part in self.parts(keywords, word, argument, value) {
            truth = truth.min(self.part(word, part));
            if truth == Truth::No {
                break;
            }
        }
        truth
    }

    /// The verdict on what a keyword applies a schema to.
    fn part(&self, word: &str, part: Part<'_>) -> Truth {
        let Part { is_certain, schema, value, .. } = part;
        let truth = if word == "$ref" { self.target(schema, value) } else { self.truth(schema, value) };
        if is_certain { truth } else { truth.max(Truth::Maybe) }
    }

    /// The verdict on the target of a reference, which stays where it is as the value does.
    fn target(&self, target: &Value, value: &Value) -> Truth {
        let key = (ptr::from_ref(target).addr(), ptr::from_ref(value).addr());
        let known = self.known.borrow().get(&key).copied();
        known.unwrap_or_else(|| {
            let truth = self.truth(target, value);
            self.known.borrow_mut().insert(key, truth);
            truth
        })
    }

    /// The verdict of a keyword that is no conjunction of parts; `None` for the others.
    fn of_itself(&self, keywords: &Map<String, Value>, word: &str, argument: &Value, value: &Value) -> Option<Truth> {
        match (word, argument, value) {
            ("anyOf", Value::Array(any), _) => Some(self.any(any, value)),
            ("oneOf", Value::Array(one), _) => Some(self.exactly_one(one, value)),
            ("not", schema, _) => Some(self.truth(schema, value).not()),
            ("contains", schema, Value::Array(elements)) => Some(self.contains(keywords, schema, elements)),
            _ => self.of_no_parts(word, argument, value),
        }
    }

    /// The same of a keyword without schemas. It stands apart to keep the stack small.
    fn of_no_parts(&self, word: &str, argument: &Value, value: &Value) -> Option<Truth> {
        Some(match (word, argument) {
            ("const", expected) => same(expected, value).into(),
            ("enum", Value::Array(values)) => values.iter().any(|expected| same(expected, value)).into(),
            ("type", ty) => self.is_of_type(ty, value).into(),
            _ => {
                return match value {
                    Value::Object(members) => self.of_members(word, argument, members),
                    Value::Array(elements) => self.of_elements(word, argument, elements),
                    Value::String(text) => self.of_text(word, argument, text, value),
                    Value::Number(number) => self.of_number(word, argument, number),
                    Value::Null | Value::Bool(_) => None,
                };
            }
        })
    }

    fn of_members(&self, word: &str, argument: &Value, members: &Map<String, Value>) -> Option<Truth> {
        let has_all = |names: &[Value]| names.iter().filter_map(Value::as_str).all(|name| members.contains_key(name));
        Some(match (word, argument) {
            ("required", Value::Array(names)) => has_all(names).into(),
            ("dependentRequired", Value::Object(names)) => {
                let mut asked = names.iter().filter(|(name, _)| members.contains_key(*name));
                asked.all(|(_, names)| names.as_array().is_none_or(|names| has_all(names))).into()
            }
            ("propertyNames", schema) => members.keys().map(|name| self.name(schema, name)).min().unwrap_or(Truth::Yes),
            ("minProperties" | "maxProperties", bound) => self.counted(word, bound, members.len()),
            _ => return None,
        })
    }

    fn of_elements(&self, word: &str, argument: &Value, elements: &[Value]) -> Option<Truth> {
        Some(match (word, argument) {
            ("minItems" | "maxItems", bound) => self.counted(word, bound, elements.len()),
            ("uniqueItems", Value::Bool(true)) => (!self.judge.constraints || !has_duplicates(elements)).into(),
            _ => return None,
        })
    }

    fn of_text(&self, word: &str, argument: &Value, text: &str, value: &Value) -> Option<Truth> {
        Some(match (word, argument) {
            ("minLength" | "maxLength", bound) => self.counted(word, bound, text.chars().count()),
            ("pattern" | "format", Value::String(asked)) => self.matches(word, asked, value),
            _ => return None,
        })
    }

    fn of_number(&self, word: &str, argument: &Value, number: &Number) -> Option<Truth> {
        let bound = argument.as_number()?;
        let holds = match word {
            _ if !self.judge.constraints => true,
            "minimum" => compare(number, bound).is_ge(),
            "maximum" => compare(number, bound).is_le(),
            "exclusiveMinimum" => compare(number, bound).is_gt(),
            "exclusiveMaximum" => compare(number, bound).is_lt(),
            "multipleOf" => is_multiple(number, bound),
            _ => true,
        };
        Some(holds.into())
    }

    fn any(&self, schemas: &[Value], value: &Value) -> Truth {
        let mut best = Truth::No;
        for schema in schemas {
            best = best.max(self.truth(schema, value));
            if best == Truth::Yes {
                break;
            }
        }
        best
    }

    fn exactly_one(&self, schemas: &[Value], value: &Value) -> Truth {
        let (mut yes, mut maybe) = (0, 0);
        for schema in schemas {
            match self.truth(schema, value) {
                Truth::Yes => yes += 1,
                Truth::Maybe => maybe += 1,
                Truth::No => {}
            }
        }
        match (yes, maybe) {
            (1, 0) => Truth::Yes,
            (0 | 1, 1..) => Truth::Maybe,
            _ => Truth::No,
        }
    }

    /// Whether a name is valid. It is a value of its own, of which nothing is known.
    fn name(&self, schema: &Value, name: &str) -> Truth {
        Walk::of(self.judge).truth(schema, &name.into())
    }

    fn contains(&self, keywords: &Map<String, Value>, schema: &Value, elements: &[Value]) -> Truth {
        let (mut yes, mut maybe) = (0_u64, 0_u64);
        for element in elements {
            match self.truth(schema, element) {
                Truth::Yes => yes += 1,
                Truth::Maybe => maybe += 1,
                Truth::No => {}
            }
        }
        let bound = |word: &str| keywords.get(word).and_then(Value::as_number);
        let least = bound("minContains").cloned().unwrap_or(1.into());
        let at_least = |count: u64| compare(&count.into(), &least).is_ge();
        let at_most = |count: u64| bound("maxContains").is_none_or(|most| compare(&count.into(), most).is_le());
        match (at_least(yes) && at_most(yes + maybe), at_least(yes + maybe) && at_most(yes)) {
            (true, _) => Truth::Yes,
            (_, true) => Truth::Maybe,
            _ => Truth::No,
        }
    }

    fn matches(&self, word: &str, asked: &str, text: &Value) -> Truth {
        let Judge { constraints, matchers, .. } = self.judge;
        let matchers = matchers.filter(|_| constraints);
        matchers.and_then(|matchers| matchers.matches(word, asked, text)).map_or(Truth::Maybe, Truth::from)
    }

    fn counted(&self, word: &str, bound: &Value, count: usize) -> Truth {
        let Some(bound) = bound.as_number().filter(|_| self.judge.constraints) else { return Truth::Yes };
        let order = compare(&count.into(), bound);
        Truth::from(if word.starts_with("min") { order.is_ge() } else { order.is_le() })
    }

    fn is_of_type(&self, ty: &Value, value: &Value) -> bool {
        let is = |name: &str| match (name, value) {
            ("null", Value::Null)
            | ("boolean", Value::Bool(_))
            | ("string", Value::String(_))
            | ("array", Value::Array(_))
            | ("object", Value::Object(_))
            | ("number", Value::Number(_)) => true,
            ("integer", Value::Number(number)) => !number.is_f64() || self.judge.takes_whole_floats && is_whole(number),
            _ => false,
        };
        match ty {
            Value::String(name) => is(name),
            Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
            _ => true,
        }
    }
}

/// Whether a schema without choices has a place for a member of this name.
pub(crate) fn describes(keywords: &Map<String, Value>, name: &str) -> bool {
    let named = keywords.get("properties").and_then(Value::as_object);
    named.is_some_and(|named| named.contains_key(name))
        || keywords.get("additionalProperties").is_some_and(|rest| *rest != false)
        || keywords.contains_key("patternProperties")
}

#[cfg(test)]
mod tests;
