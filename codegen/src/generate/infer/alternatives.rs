//! Choices: which conjunctions a value may satisfy, one by one.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::conjunction::Conjunction;
use super::kinds::Kinds;
use super::schema::Weight;
use super::schemas::{Schemas, Sub};

/// One of these holds for a value: sorted, each once. Like a conjunction, it names a type.
pub(super) type Union = Vec<Conjunction>;

/// A conjunction in which all choices are made.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub(super) struct Alternative {
    pub(super) subs: Conjunction,
    /// Subschemas that may apply, but nothing follows from; members that they name are worth a field.
    pub(super) hints: Vec<Sub>,
}

/// Values of a JSON kind, or certain texts.
pub(super) struct Facts<'a> {
    pub(super) kinds: Kinds,
    /// All texts, where they are known.
    pub(super) texts: Option<Vec<&'a str>>,
}

/// Choices on the way to alternatives.
struct Pending {
    subs: Conjunction,
    hints: Vec<Sub>,
    /// What is not decided yet, the first at the end.
    open: Vec<Choice>,
}

/// A subschema, and the number of one of its choices.
type Choice = (Sub, usize);

/// The alternatives of unions, each found once.
pub(super) struct Chooser<'s, 'a> {
    pub(super) schemas: &'s Schemas<'a>,
    known: HashMap<Union, Rc<Vec<Alternative>>>,
    /// What each branch of a choice comes to; those that nothing satisfies are left out.
    branches: HashMap<Choice, Rc<Vec<Conjunction>>>,
    budget: Cell<usize>,
    /// Where a choice had so many combinations with others that it was left alone.
    pub(super) dropped: Vec<Sub>,
}

/// Several choices beside each other are combined up to this many alternatives.
const MOST_ALTERNATIVES: usize = 100;

/// Of more alternatives than these, none is left out for being a case of another.
const MOST_COMPARED: usize = 1000;

/// What one document may cost, in subschemas looked at: so much, and so much for each subschema it has.
const BUDGET: (usize, usize) = (20_000, 400);

impl<'s, 'a> Chooser<'s, 'a> {
    pub(super) fn new(schemas: &'s Schemas<'a>) -> Self {
        let budget = Cell::new(BUDGET.0 + BUDGET.1 * schemas.len());
        Self { schemas, known: HashMap::new(), branches: HashMap::new(), budget, dropped: Vec::new() }
    }

    /// Takes a price off the budget.
    pub(super) fn charge(&self, price: usize) {
        self.budget.set(self.budget.get().saturating_sub(price));
    }

    /// Takes a price off the budget, and says whether there is any left.
    #[must_use]
    pub(super) fn can_spend(&self, price: usize) -> bool {
        self.charge(price);
        self.budget.get() > 0
    }

    /// What a value may satisfy: each value that satisfies the union satisfies one of these.
    pub(super) fn alternatives(&mut self, union: &[Conjunction]) -> Rc<Vec<Alternative>> {
        if let Some(known) = self.known.get(union) {
            return Rc::clone(known);
        }
        let mut found = Vec::new();
        for conjunction in union {
            self.choose(conjunction, &mut found);
        }
        if found.len() > 1 {
            found.retain(|alternative| self.is_possible(alternative));
            drop_special_cases(&mut found);
        }
        let found = Rc::new(found);
        self.known.insert(union.to_vec(), Rc::clone(&found));
        found
    }

    /// What is known of the values of a conjunction.
    pub(super) fn facts(&mut self, conjunction: &Conjunction) -> Facts<'a> {
        let alternatives = self.alternatives(std::slice::from_ref(conjunction));
        let mut facts = Facts { kinds: Kinds::NONE, texts: Some(Vec::new()) };
        for alternative in alternatives.iter() {
            let kinds = self.schemas.kinds(&alternative.subs);
            facts.kinds = facts.kinds | kinds;
            if kinds.meets(Kinds::TEXT) {
                match (self.schemas.values(&alternative.subs), &mut facts.texts) {
                    (Some(values), Some(texts)) => texts.extend(values.iter().filter_map(|value| value.as_str())),
                    _ => facts.texts = None,
                }
            }
        }
        facts
    }

    fn choose(&mut self, conjunction: &Conjunction, found: &mut Vec<Alternative>) {
        self.charge(conjunction.len());
        let mut open: Vec<Choice> = self.choices(conjunction).collect();
        open.reverse();
        let mut pending = vec![Pending { subs: conjunction.clone(), hints: Vec::new(), open }];
        let mut seen = HashSet::new();
        let first = found.len();
        while let Some(mut now) = pending.pop() {
            let Some((owner, number)) = now.open.pop() else {
                let subs = self.schemas.reduce(&now.subs, |_| false);
                found.extend(subs.map(|subs| Alternative { subs, hints: now.hints }));
                continue;
            };
            let choice = &self.schemas.get(owner).applicators[number];
            let branches = self.branches(owner, number);
            let can_afford = self.can_spend(1 + choice.branches.len());
            let is_lone = found.len() == first && pending.is_empty();
            let fits = is_lone || found.len() - first + pending.len() + branches.len() <= MOST_ALTERNATIVES;
            let is_free = branches.iter().any(Vec::is_empty);
            if !choice.is_choice || is_free || !fits || !can_afford {
                if choice.is_choice && !is_free {
                    self.dropped.push(owner);
                }
                if can_afford {
                    now.hints.extend(choice.branches.iter().flatten());
                }
                pending.push(now);
                continue;
            }
            let is_unevaluated = |sub: &Sub| self.schemas.get(*sub).word("unevaluatedProperties").is_some();
            if choice.is_inclusive && now.subs.iter().any(is_unevaluated) {
                now.hints.extend(choice.branches.iter().flatten()); // what another has looked at is allowed
            }
            if branches.iter().any(|branch| is_part(branch, &now.subs)) {
                pending.push(now);
                continue;
            }
            self.leave_behind(&mut now, owner);
            for branch in branches.iter().rev() {
                let subs = with(&now.subs, branch);
                let mut open = now.open.clone();
                let more = branch.iter().filter(|sub| now.subs.binary_search(sub).is_err()).copied();
                open.extend(self.choices(&more.collect::<Vec<Sub>>()));
                open.sort_unstable_by(|one, other| other.cmp(one));
                self.charge(subs.len() + open.len());
                if !self.schemas.kinds(&subs).is_empty() && seen.insert((subs.clone(), open.clone())) {
                    pending.push(Pending { subs, hints: now.hints.clone(), open });
                }
            }
        }
    }

    /// The choices of subschemas.
    fn choices(&self, subs: &[Sub]) -> impl Iterator<Item = Choice> {
        let schemas = self.schemas;
        subs.iter().flat_map(move |sub| (0..schemas.get(*sub).applicators.len()).map(move |number| (*sub, number)))
    }

    fn branches(&mut self, owner: Sub, number: usize) -> Rc<Vec<Conjunction>> {
        let schemas = self.schemas;
        let branches = || {
            let branches = &schemas.get(owner).applicators[number].branches;
            Rc::new(branches.iter().filter_map(|raw| schemas.conjunction(raw)).collect())
        };
        Rc::clone(self.branches.entry((owner, number)).or_insert_with(branches))
    }

    /// Forgets a subschema that was nothing but choices, when all are made: other ways may lead to the same.
    fn leave_behind(&self, now: &mut Pending, owner: Sub) {
        let are_made = now.open.iter().all(|(sub, _)| *sub != owner);
        if self.schemas.get(owner).weight == Weight::Nothing && are_made {
            now.subs.retain(|sub| *sub != owner);
        }
    }

    /// Whether no required member contradicts itself.
    fn is_possible(&self, alternative: &Alternative) -> bool {
        if self.schemas.kinds(&alternative.subs) != Kinds::OBJECT {
            return true;
        }
        let required = self.schemas.required(&alternative.subs);
        self.charge(required.len());
        required.into_iter().all(|name| self.schemas.member(&alternative.subs, name).is_some())
    }
}

/// Leaves out alternatives that ask for all that another asks for, and more.
fn drop_special_cases(found: &mut Vec<Alternative>) {
    if found.len() > MOST_COMPARED {
        return;
    }
    let mut kept: Vec<Alternative> = Vec::new();
    for (at, alternative) in found.iter().enumerate() {
        let is_special = |(other_at, other): (usize, &Alternative)| {
            let is_same = other.subs.len() == alternative.subs.len();
            other_at != at && is_part(&other.subs, &alternative.subs) && (!is_same || other_at < at)
        };
        if !found.iter().enumerate().any(is_special) {
            kept.push(alternative.clone());
        }
    }
    for alternative in found.iter() {
        if let Some(general) = kept.iter_mut().find(|general| is_part(&general.subs, &alternative.subs))
            && general.subs.len() < alternative.subs.len()
        {
            let more = alternative.subs.iter().filter(|sub| !general.subs.contains(sub)).copied();
            let more: Vec<Sub> = more.chain(alternative.hints.iter().copied()).collect();
            general.hints.extend(more);
        }
    }
    for alternative in &mut kept {
        alternative.hints.sort_unstable();
        alternative.hints.dedup();
    }
    *found = kept;
}

/// Both sorted.
fn is_part(part: &[Sub], whole: &[Sub]) -> bool {
    part.iter().all(|sub| whole.binary_search(sub).is_ok())
}

fn with(subs: &[Sub], more: &[Sub]) -> Conjunction {
    let mut all = [subs, more].concat();
    all.sort_unstable();
    all.dedup();
    all
}
