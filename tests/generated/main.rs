//! The sources that toolshape-codegen makes of its golden schemas: they compile without a warning, hold the valid
//! instances beside each schema, and refuse the invalid ones.

#[path = "../corpus/src/kept.rs"]
mod kept;

use std::fs;
use std::path::Path;

use kept::is_kept;
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
    draft6 Order
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
    stock Stock
    tagged Tagged
    tuples Tuples
    unevaluated Route
    untyped Untyped
}

#[allow(unreachable_pub, reason = "made for a crate that exports it")]
mod flight {
    include!(concat!(env!("OUT_DIR"), "/flight.rs"));
}

#[allow(unreachable_pub, reason = "made for a crate that exports it")]
mod person {
    include!(concat!(env!("OUT_DIR"), "/person.rs"));
}

fn holds_the_valid_and_refuses_the_invalid<T>(name: &str)
where
    T: ToolShape + Partial<Partial: Send + Sync + 'static> + Serialize,
{
    let read = |ending| fs::read_to_string(Path::new(GOLDEN).join(format!("{name}{ending}"))).unwrap();
    let instances: Map<String, Value> = serde_json::from_str(&read(".instances.json")).unwrap();
    let schema: Value = serde_json::from_str(&read(".json")).unwrap();
    for valid in instances["valid"].as_array().unwrap() {
        let value = T::decode(valid).unwrap_or_else(|error| panic!("{valid}: {error}"));
        // What is written is the same value, and is valid again.
        let written = serde_json::to_value(&value).unwrap();
        assert!(is_kept(&written, valid, &schema), "{valid} became {written}");
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
fn a_member_that_is_gone_is_missed_where_the_schema_describes_it() {
    let kept = |schema: Value, read: Value, written: Value| is_kept(&written, &read, &schema);
    let (both, one) = (|| json!({ "a": 1, "b": 2 }), || json!({ "a": 1 }));
    assert!(kept(json!({ "properties": { "a": {} } }), both(), one()));
    assert!(kept(json!({ "properties": { "a": {} }, "additionalProperties": true }), both(), one()));
    assert!(kept(json!({ "if": { "properties": { "b": { "const": 2 } } } }), both(), one()));
    assert!(kept(json!({ "properties": { "b": {} } }), json!({ "a": 1, "b": null }), one()));
    assert!(!kept(json!({ "properties": { "a": {}, "b": {} } }), both(), one()));
    assert!(!kept(json!({ "patternProperties": { "^b$": {} } }), both(), one()));
    let below = json!({ "properties": { "if": { "properties": { "a": {}, "b": {} } } } });
    assert!(!kept(below, json!({ "if": both() }), json!({ "if": one() })));
    assert!(!kept(json!({ "additionalProperties": { "type": "integer" } }), both(), one()));
    let inside =
        json!({ "items": { "$ref": "#/$defs/B" }, "$defs": { "B": { "anyOf": [{ "properties": { "b": {} } }] } } });
    assert!(!kept(inside, json!([both()]), json!([one()])));
    assert!(!kept(json!(true), one(), both()));
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

#[test]
fn a_root_with_members_of_one_type_shows_its_parts() {
    let mut stock = Parser::<stock::Stock>::new();
    stock.feed(r#"{"apples": 3.0, "pears": 4, "shop": "Li"#).unwrap();
    let partial = stock.partial().unwrap();
    assert_eq!((partial.rest["apples"], partial.rest["pears"], partial.shop.as_deref()), (3, 4, Some("Li")));
}

#[test]
fn documents_that_refer_to_each_other_share_a_type() {
    let lima = json!({ "name": "Lima", "country": "PE" });
    let person = person::Person::decode(&json!({ "name": "Ada", "home": lima, "works": [lima] })).unwrap();
    let city: person::City = person::City::decode(&lima).unwrap();
    assert_eq!((person.home.as_ref(), person.works.as_deref()), (Some(&city), Some(&[city.clone()][..])));
    let error = person::Person::decode(&json!({ "name": "Ada", "home": { "name": "Lima", "country": "Peru" } }));
    assert!(error.unwrap_err().to_string().ends_with("at $.home.country"));

    let mut parser = Parser::<person::Person>::new();
    parser.feed(r#"{"name": "Ada", "home": {"name": "Li"#).unwrap();
    let home = parser.partial().unwrap().home.as_ref().unwrap();
    assert_eq!(home.as_ref().unwrap().name.as_deref(), Some("Li"));
}

#[test]
fn formats_are_types_of_other_crates_where_that_is_asked_for() {
    let text = r#"{"return": "2027-02-07T22:30:00.5-05:00", "day": "2027-02-01", "departures": ["2027-02-01T08:00:00Z"],
        "passenger": "67e55044-10b1-426f-9247-bb680e5fe0c8", "code": "2027-02-02", "either": "2027-02-03",
        "period": ["2027-02-01", 7]}"#;
    let value: Value = serde_json::from_str(text).unwrap();
    let flight = flight::Flight::decode(&value).unwrap();
    assert_eq!(Some(flight.day), chrono::NaiveDate::from_ymd_opt(2027, 2, 1));
    assert_eq!(flight.departures.as_deref(), Some(&["2027-02-01T08:00:00Z".parse().unwrap()][..]));
    assert_eq!(flight.passenger, Some(uuid::Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8)));
    assert_eq!(flight.either.as_deref(), Some("2027-02-03"));
    assert_eq!(flight.period, Some(("2027-02-01".to_owned(), 7)));
    let mut written = value.clone();
    written["return"] = json!("2027-02-07T22:30:00.500-05:00");
    assert_eq!(serde_json::to_value(&flight).unwrap(), written);
    assert!(flight::Flight::decode(json!({ "day": "2027-02-29" })).is_err());

    let mut parser = Parser::<flight::Flight>::new();
    let (start, end) = text.split_at(60);
    parser.feed(start).unwrap();
    assert_eq!(parser.partial().unwrap().rest["return"], flight.rest["return"]);
    assert_eq!(parser.partial().unwrap().day, None);
    parser.feed(end).unwrap();
    assert_eq!(parser.finish().unwrap(), flight);
}
