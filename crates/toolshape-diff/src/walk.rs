//! Whether the new schema accepts all that the old one accepts.
//!
//! What the old schema says are facts about a value. Each word of the new schema must follow from them; what does not
//! is a gap. Without a gap the new schema accepts the value. A gap need not mean that it refuses one: no pattern is
//! compared with another, for example.
//!
//! Recursive schemas lead back to a question that is open. It counts as answered where a member or an element lies
//! between: values are finite, so the question is about a smaller value each time.

mod words;

use std::collections::HashMap;

use serde_json::Value;

use crate::facts::{Facts, Key};
use crate::gap::{Gap, Lack, summary};
use crate::schema::Schema;

/// The most questions of one comparison.
const MOST: usize = 100_000;
/// The deepest that questions lead to each other.
const DEEPEST: usize = 160;
/// How deep the members of members are asked whether there can be such an object.
pub(crate) const MEMBERS: u8 = 4;

/// Where a value that the old schema accepts may be refused by the new one; empty, where there is no such place.
pub(crate) fn gaps<'a>(old: Schema<'a>, new: Schema<'a>) -> Vec<Gap> {
    Walk::default().check(&Facts::of(old), new)
}

type Question = (Key, usize);

#[derive(Default)]
struct Walk {
    /// How many gaps were found and questions asked.
    gaps: usize,
    asked: usize,
    depth: usize,
    /// How many questions are open about what the old schema refuses.
    refusals: usize,
    /// How many members and elements lie above.
    level: usize,
    /// The level at which a question was asked that is not answered yet.
    open: HashMap<Question, usize>,
    /// The level from which on there is no gap, as far as there is none for what was open at the time.
    held: HashMap<Question, usize>,
    /// What is in `held`, in order.
    answered: Vec<Question>,
    failed: HashMap<Question, Vec<Gap>>,
    /// Which schemas are the same.
    same: HashMap<(usize, usize), bool>,
}

impl Walk {
    /// Why a value of which these facts are known may be refused.
    fn check<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let new = new.settled();
        if new.value == &Value::Bool(true) || old.is_impossible(MEMBERS) {
            return Vec::new();
        }
        if new.value == &Value::Bool(false) {
            return self.gap("false", new, Lack::Refused);
        }
        let question = (old.key(), new.address());
        if self.held.get(&question).is_some_and(|level| *level <= self.level) {
            return Vec::new();
        }
        if let Some(gaps) = self.failed.get(&question) {
            return gaps.clone();
        }
        match self.open.get(&question) {
            Some(level) if *level < self.level => return Vec::new(),
            Some(_) => return self.gap("$ref", new, Lack::Unclear("refers to itself without end")),
            None => {}
        }
        if self.depth >= DEEPEST || self.asked >= MOST {
            return self.gap("schema", new, Lack::Unclear("too large to be compared"));
        }
        (self.depth, self.asked) = (self.depth + 1, self.asked + 1);
        self.open.insert(question.clone(), self.level);
        let answered = self.answered.len();
        let mut gaps = self.decide(old, new);
        // Of two ways to the same gap, the shorter one is told.
        let mut shortest = HashMap::new();
        for gap in &gaps {
            let length = shortest.entry((gap.id, gap.is_new_member)).or_insert(usize::MAX);
            *length = gap.path.len().min(*length);
        }
        gaps.retain(|gap| {
            let way = (gap.id, gap.is_new_member);
            shortest.get(&way) == Some(&gap.path.len()) && shortest.remove(&way).is_some()
        });
        self.open.remove(&question);
        self.depth -= 1;
        if gaps.is_empty() {
            self.held.insert(question.clone(), self.level);
            self.answered.push(question);
        } else {
            for question in self.answered.drain(answered..) {
                self.held.remove(&question);
            }
            self.failed.insert(question, gaps.clone());
        }
        gaps
    }

    fn decide<'a>(&mut self, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        let is_same = |known: &Schema<'a>| {
            let pair = (known.address(), new.address());
            *self.same.entry(pair).or_insert_with(|| known.is_same(new))
        };
        if old.is.iter().any(is_same) {
            return Vec::new();
        }
        if let (Some(values), Some(listed)) = (old.values(), Facts::of(new).values()) {
            let gaps = self.unlisted(&values, &listed, new);
            if !gaps.is_empty() {
                return gaps;
            }
        }
        let gaps = self.words(old, new);
        if gaps.is_empty() {
            return gaps;
        }
        if let Some(alternatives) = old.alternatives() {
            return alternatives.iter().flat_map(|case| self.check(case, new)).collect();
        }
        if let Some(parts) = old.parts() {
            let of_parts: Vec<_> = parts.iter().flat_map(|part| self.check(part, new)).collect();
            if of_parts.iter().all(|gap| gap.is_new_member) || new.word("anyOf").or(new.word("oneOf")).is_some() {
                return of_parts;
            }
        }
        if old.is_none() {
            return self.gap("schema", new, Lack::Narrowed { to: summary(new) });
        }
        gaps
    }

    /// Asks of what is inside.
    fn inside<'a>(&mut self, step: &str, old: &Facts<'a>, new: Schema<'a>) -> Vec<Gap> {
        self.level += 1;
        let mut gaps = self.check(old, new);
        self.level -= 1;
        for gap in &mut gaps {
            gap.path.insert_str(0, step);
        }
        gaps
    }

    fn gap(&mut self, word: &str, new: Schema<'_>, lack: Lack) -> Vec<Gap> {
        self.gaps += 1;
        let (path, word, schema) = (String::new(), word.to_owned(), new.address());
        vec![Gap { id: self.gaps, path, word, schema, lack, is_new_member: false }]
    }
}
