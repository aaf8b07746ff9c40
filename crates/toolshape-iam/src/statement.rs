//! Statements of a policy.

use std::collections::BTreeMap;

use serde::Serialize;

/// A statement that allows something, serialized as IAM has it.
///
/// All conditions are of the operator `StringEquals`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Statement {
    effect: &'static str,
    action: Vec<String>,
    resource: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    condition: BTreeMap<&'static str, BTreeMap<&'static str, String>>,
}

impl Statement {
    pub(crate) fn new(actions: &[&str], resources: impl IntoIterator<Item = String>) -> Self {
        Self {
            effect: "Allow",
            action: actions.iter().map(|&action| action.to_owned()).collect(),
            resource: resources.into_iter().collect(),
            condition: BTreeMap::new(),
        }
    }

    pub(crate) fn when(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.condition.entry("StringEquals").or_default().insert(key, value.into());
        self
    }

    /// The actions, such as `bedrock:InvokeModel`.
    #[must_use]
    pub fn actions(&self) -> &[String] {
        &self.action
    }

    /// The ARNs that the actions are allowed on, or `*` for actions without resources.
    #[must_use]
    pub fn resources(&self) -> &[String] {
        &self.resource
    }

    /// The condition keys, each with the value that it must have.
    pub fn conditions(&self) -> impl Iterator<Item = (&str, &str)> {
        self.condition.values().flatten().map(|(&key, value)| (key, value.as_str()))
    }

    /// Takes in a statement that differs in its actions or its resources alone; gives it back otherwise.
    fn join(&mut self, other: Self) -> Option<Self> {
        if self.condition != other.condition {
            return Some(other);
        }
        if self.resource == other.resource {
            union(&mut self.action, other.action);
        } else if self.action == other.action {
            union(&mut self.resource, other.resource);
        } else {
            return Some(other);
        }
        None
    }

    pub(crate) fn add_to(self, statements: &mut Vec<Self>) {
        let rest = statements.iter_mut().try_fold(self, |statement, present| present.join(statement));
        statements.extend(rest);
    }
}

fn union(all: &mut Vec<String>, more: Vec<String>) {
    for one in more {
        if !all.contains(&one) {
            all.push(one);
        }
    }
}
