//! Enums of texts.

use std::collections::{HashMap, HashSet};

use super::alternatives::{Alternative, Union};
use super::kinds::Kinds;
use super::names;
use super::objects::special;
use super::schemas::{Schemas, Sub};
use super::types::{Place, Types};
use crate::generate::model::{Docs, Kind, Shape, TypeId, Word};

/// As many known words a doc comment lists.
const MOST_WORDS: usize = 20;

impl<'a> Types<'_, 'a> {
    /// The texts that alternatives list; none where one of them allows others, too.
    pub(super) fn words(&self, alternatives: &[Alternative]) -> Option<Vec<&'a str>> {
        let mut found: Vec<&str> = Vec::new();
        let mut seen = HashSet::new();
        for alternative in alternatives {
            let values = self.schemas.values(&alternative.subs)?;
            found.extend(values.into_iter().filter_map(|value| value.as_str()).filter(|text| seen.insert(*text)));
        }
        Some(found)
    }

    pub(super) fn enumeration(&mut self, alternatives: Vec<Alternative>, place: &Place) -> Shape {
        if let Some(id) = self.enums.get(&alternatives) {
            return Shape::Named(*id);
        }
        let Some(words) = self.words(&alternatives) else { return Shape::Text };
        self.chooser.charge(words.len());
        let names = names::variant_names(&words);
        let said = self.word_texts(&alternatives);
        let docs = |wire: &str| Docs { text: said.get(wire).cloned().flatten(), ..Docs::default() };
        let word = |(wire, name): (&&str, String)| Word { wire: (*wire).to_owned(), name, docs: docs(wire) };
        let kind = Kind::Enum(words.iter().zip(names).map(word).collect());
        let id: TypeId = self.draft(&alternatives, true, place);
        self.drafts[id.0].kind = kind;
        self.enums.insert(alternatives, id);
        Shape::Named(id)
    }

    /// What the schema says of each text that is an alternative: `{"const": "red", "description": "Like blood."}`.
    fn word_texts(&self, alternatives: &[Alternative]) -> HashMap<&'a str, Option<String>> {
        let mut said = HashMap::new();
        for alternative in alternatives.iter().filter(|_| alternatives.len() > 1) {
            if let Some([word]) = self.schemas.texts(&alternative.subs).as_deref() {
                said.entry(*word).or_insert_with(|| self.schemas.text(&alternative.subs));
            }
        }
        said
    }

    /// A sentence about the words that are known where any text is allowed.
    pub(super) fn known_words(&mut self, union: &Union) -> Option<String> {
        let alternatives = self.chooser.alternatives(union);
        let is_text = |one: &&Alternative| self.schemas.kinds(&one.subs).meets(Kinds::TEXT);
        let texts: Vec<Alternative> = alternatives.iter().filter(is_text).cloned().collect();
        let (listed, free): (Vec<Alternative>, Vec<Alternative>) =
            texts.into_iter().partition(|one| self.schemas.values(&one.subs).is_some());
        let words = self.words(&listed).filter(|words| !free.is_empty() && !words.is_empty())?;
        let shown: Vec<String> = words.iter().take(MOST_WORDS).map(|word| format!("`{word}`")).collect();
        let end = if words.len() > MOST_WORDS { ", …" } else { "." };
        Some(format!("Known: {}{end}", shown.join(", ")))
    }

    /// What objects are called beside each other: after what tells them apart.
    pub(super) fn labels(&self, all: &[Vec<Alternative>]) -> Vec<String> {
        let subs = |alternatives: &Vec<Alternative>| alternatives.iter().flat_map(|one| one.subs.clone()).collect();
        let whole: Vec<Vec<Sub>> = all.iter().map(subs).collect();
        let label = |at: usize| {
            let special = special(all, at);
            let lone = |names: fn(&Schemas<'a>, &[Sub]) -> Vec<&'a str>| {
                let others = || whole.iter().enumerate().filter(|(other, _)| *other != at);
                let is_lone = |name: &&str| !others().any(|(_, subs)| names(self.schemas, subs).contains(name));
                let mut found = names(self.schemas, &whole[at]).into_iter().filter(|_| all.len() > 1);
                found.find(is_lone).map(names::variant_name)
            };
            let required = |schemas: &Schemas<'a>, subs: &[Sub]| {
                let required = schemas.required(subs);
                schemas.member_names(subs).into_iter().filter(|name| required.contains(name)).collect()
            };
            let defined = special.iter().find_map(|sub| names::type_name(&self.schemas.definition(*sub)?));
            let titled = || special.iter().find_map(|sub| names::title_name(self.schemas.get(*sub).text("title")?));
            let named = || lone(required).or_else(|| lone(Schemas::member_names));
            defined.or_else(titled).or_else(named).unwrap_or_else(|| "Object".into())
        };
        (0..all.len()).map(label).collect()
    }
}
