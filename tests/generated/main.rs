//! The sources that toolshape-codegen makes of its golden schemas: they compile without a warning, hold the valid
//! instances beside each schema, and refuse the invalid ones.

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value, json};
use toolshape::partial::Parser;
use toolshape::{Partial, ToolShape};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../codegen/tests/generate");

macro_rules! generated {
    ($($name:ident $root:ident)+) => {
        $(
            #[allow(unreachable_pub, reason = "made for a crate that exports it")]
            mod $name {
                include!(concat!("../../codegen/tests/generate/", stringify!($name), ".rs"));

                #[test]
                fn instances() {
                    super::holds_the_valid_and_refuses_the_invalid::<$root>(stringify!($name));
                }

                /// What the roots hold shows its parts, too.
                pub(super) mod grown {
                    include!(concat!(env!("OUT_DIR"), "/grown_", stringify!($name), ".rs"));

                    #[test]
                    fn instances() {
                        crate::holds_the_valid_and_refuses_the_invalid::<$root>(stringify!($name));
                    }
                }
            }
        )+

        #[test]
        fn every_schema_is_compiled() {
            let files = fs::read_dir(GOLDEN).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut sources: Vec<_> = files.filter(|name| name.ends_with(".rs")).collect();
            sources.sort();
            assert_eq!(sources, [$(concat!(stringify!($name), ".rs")),+]);
        }
    };
}

generated! {
    booleans Booleans
    bounds Bounds
    conditions Conditions
    dependent Payment
    described Described
    doubling Street
    draft2019 Folder
    draft4 Sensor
    draft7 Rule
    enums Enums
    list Scores
    members Members
    merged Merged
    names Names
    nullable Nullable
    overlapping Overlapping
    people People
    recursion Recursion
    references References
    tagged Tagged
    tuples Tuples
    untyped Untyped
}

fn holds_the_valid_and_refuses_the_invalid<T>(name: &str)
where
    T: ToolShape + Partial<Partial: Send + Sync + 'static> + Serialize,
{
    let text = fs::read_to_string(Path::new(GOLDEN).join(format!("{name}.instances.json"))).unwrap();
    let instances: Map<String, Value> = serde_json::from_str(&text).unwrap();
    for valid in instances["valid"].as_array().unwrap() {
        let value = T::decode(valid).unwrap_or_else(|error| panic!("{valid}: {error}"));
        // What is written is the same value, and is valid again.
        let written = serde_json::to_value(&value).unwrap();
        assert!(is_kept(&written, valid), "{valid} became {written}");
        T::decode(&written).unwrap_or_else(|error| panic!("{valid} became {written}: {error}"));

        let mut parser = Parser::<T>::new();
        parser.feed(&valid.to_string()).unwrap_or_else(|error| panic!("{valid} in parts: {error}"));
        let whole = parser.finish().unwrap_or_else(|error| panic!("{valid} in parts: {error}"));
        assert_eq!(serde_json::to_value(&whole).unwrap(), written);
    }
    for invalid in instances["invalid"].as_array().unwrap() {
        assert!(T::decode(invalid).is_err(), "{invalid} is accepted");
    }
}

#[test]
fn an_object_without_a_required_member_is_not_taken_for_one_where_it_is_null() {
    use overlapping::{Overlapping, OverlappingOutcome};
    let outcome = |outcome: Value| Overlapping::decode(&json!({ "outcome": outcome })).unwrap().outcome;
    assert!(matches!(outcome(json!({ "failure": null })), Some(OverlappingOutcome::Failure(_))));
    assert!(matches!(outcome(json!({ "result": "r" })), Some(OverlappingOutcome::Result(_))));
}

#[test]
fn what_a_root_holds_shows_its_parts_where_that_is_asked_for() {
    let start = r#"{"to": {"street": "High St"#;
    let mut roots = Parser::<references::References>::new();
    roots.feed(start).unwrap();
    assert_eq!(roots.partial().unwrap().to, None);
    let mut all = Parser::<references::grown::References>::new();
    all.feed(start).unwrap();
    assert_eq!(all.partial().unwrap().to.as_ref().unwrap().street.as_deref(), Some("High St"));
}

/// Whether a value is what another became: all in it is from there, and what is not are members that a type has no field
/// for, or nulls.
fn is_kept(written: &Value, read: &Value) -> bool {
    match (written, read) {
        (Value::Object(written), Value::Object(read)) => {
            written.iter().all(|(name, value)| is_kept(value, read.get(name).unwrap_or(&Value::Null)))
        }
        (Value::Array(written), Value::Array(read)) => {
            written.len() == read.len() && written.iter().zip(read).all(|(written, read)| is_kept(written, read))
        }
        (Value::Number(written), Value::Number(read)) => written.as_f64() == read.as_f64(),
        _ => written == read,
    }
}
