//! What holds for every type and value.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generate::{Choices, changed, documents, valid};
use crate::types;

const SECRET: &str = "s3cr3t-payload";

/// A value with its texts and numbers replaced.
fn marked(value: Value) -> Value {
    match value {
        Value::String(_) => SECRET.into(),
        Value::Number(_) => json!(987_654_321.25),
        Value::Array(items) => items.into_iter().map(marked).collect(),
        Value::Object(members) => members.into_iter().map(|(name, member)| (name, marked(member))).collect(),
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_strict_takes_lenient_takes(seed: u64, is_changed: bool) {
        let mut choices = Choices(seed);
        let of = choices.one_of(types::all());
        let mut value = valid(of, documents(of.service), &mut choices);
        if is_changed {
            value = changed(value, &mut choices);
        }
        prop_assert!((of.strict)(&value).is_err() || (of.lenient)(&value).is_ok(), "{} of {value}", of.name);
    }

    #[test]
    fn a_drawn_value_is_taken(seed: u64) {
        let mut choices = Choices(seed);
        let of = choices.one_of(types::all());
        let value = valid(of, documents(of.service), &mut choices);
        let result = (of.lenient)(&value);
        prop_assert!(result.is_ok(), "{} of {value}: {result:?}", of.name);
    }

    #[test]
    fn what_is_taken_goes_through_the_type_and_is_taken_again(seed: u64, is_changed: bool) {
        let mut choices = Choices(seed);
        let of = choices.one_of(types::all());
        let mut value = valid(of, documents(of.service), &mut choices);
        if is_changed {
            value = changed(value, &mut choices);
        }
        for validate in [of.strict, of.lenient] {
            if let (Ok(()), Some(round_trip)) = (validate(&value), of.round_trip) {
                let written = round_trip(&value);
                prop_assert!(written.is_ok(), "{} of {value}: {written:?}", of.name);
                let again = validate(&written.unwrap_or_default());
                prop_assert!(again.is_ok(), "{} of {value}: {again:?}", of.name);
            }
        }
    }

    #[test]
    fn violations_hold_nothing_of_the_value(seed: u64) {
        let mut choices = Choices(seed);
        let of = choices.one_of(types::all());
        let value = marked(changed(valid(of, documents(of.service), &mut choices), &mut choices));
        for violations in [(of.strict)(&value), (of.lenient)(&value)].into_iter().filter_map(Result::err) {
            let printed = format!("{violations}\n{violations:?}");
            prop_assert!(!printed.contains(SECRET) && !printed.contains("987654321"), "{}: {printed}", of.name);
        }
    }
}
