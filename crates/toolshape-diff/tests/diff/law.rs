//! The law: taken literally, what the old schema accepts and the new one refuses never goes with another verdict than
//! breaking.

use std::collections::BTreeMap;

use serde_json::Value;
use toolshape_diff::{Diff, Verdict};

use crate::random::Random;
use crate::strict;

fn judge(schema: &Value) -> Option<jsonschema::Validator> {
    jsonschema::options().should_validate_formats(true).build(schema).ok()
}

/// Tries the law on two schemas. Returns how many instances both accept.
fn try_the_law(old: &Value, new: &Value, found: &Diff, instances: &[Value]) -> usize {
    let (Some(judge_old), Some(judge_new)) = (judge(old), judge(new)) else { return 0 };
    let mut both = 0;
    for instance in instances.iter().filter(|instance| judge_old.is_valid(instance)) {
        if judge_new.is_valid(instance) {
            both += 1;
            continue;
        }
        assert!(
            found.is_breaking(),
            "{:?}, but {instance} is refused\nold {old}\nnew {new}\n{found}",
            found.verdict().map(Verdict::as_str)
        );
    }
    if found.verdict() == Some(Verdict::Compatible) {
        let other = instances.iter().find(|instance| judge_new.is_valid(instance) && !judge_old.is_valid(instance));
        assert!(other.is_none(), "compatible, but {} is now accepted\nold {old}\nnew {new}\n{found}", other.unwrap());
    }
    both
}

#[test]
fn an_old_instance_is_refused_only_by_a_breaking_change() {
    let mut seen: BTreeMap<Option<Verdict>, usize> = BTreeMap::new();
    let mut accepted = 0;
    for seed in 1..2_000 {
        let mut random = Random::new(seed);
        let old = random.document();
        let new = if random.one_in(8) { random.document() } else { random.next_to(&old) };
        let instances: Vec<_> = (0..40).map(|_| random.instance(3)).collect();
        let found = strict(&old, &new);
        let both = try_the_law(&old, &new, &found, &instances);
        let verdict = found.verdict();
        *seen.entry(verdict).or_default() += 1;
        if verdict != Some(Verdict::Breaking) {
            accepted += both;
        }
    }
    // The law is tried, not only kept: every verdict is met often, with instances that could break it.
    assert!(seen.len() == 4 && seen.values().all(|count| *count > 50) && accepted > 10_000, "{seen:?} {accepted}");
}

#[test]
fn the_order_of_keys_is_no_change() {
    for seed in 1..500 {
        let mut random = Random::new(seed);
        let old = random.document();
        let new = random.reordered(&old);
        let found = strict(&old, &new);
        assert!(found.is_empty(), "{old}\n{new}\n{found}");
    }
}

#[test]
fn other_words_for_a_reader_are_compatible() {
    for seed in 1..500 {
        let mut random = Random::new(seed);
        let old = random.document();
        let mut new = old.clone();
        new["description"] = "told".into();
        let found = strict(&old, &new);
        assert_eq!(found.to_string(), "compatible  $  description: none -> \"told\"\n", "{old}");
    }
}

#[test]
fn most_schemas_are_shown_to_accept_what_they_accept() {
    // Written otherwise, so that it has to be shown: a choice of one.
    let shown = (1..500).filter(|seed| {
        let mut old = Random::new(*seed).document();
        let definitions = old["$defs"].clone();
        let new = serde_json::json!({"anyOf": [old.clone()], "$defs": definitions});
        old["title"] = "Old".into();
        !strict(&old, &new).is_breaking()
    });
    let shown = shown.count();
    assert!(shown > 470, "{shown} of 499");
}
