//! What holds for every document and every cutting.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use toolshape::partial::{Parser, Path, Segment};

use crate::fragments::{cut, read};
use crate::random::Random;
use crate::types::{Kitchen, SAMPLE};

/// A document of the type, without a key that comes twice.
fn document(seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut value: Value = serde_json::from_str(&SAMPLE.replace(r"\ud800", "")).unwrap();
    random.vary(&mut value);
    let mut text = String::new();
    random.write(&value, &mut text);
    text
}

/// Whether the partial value can become the whole one. What has not begun is null or missing.
fn is_beginning(partial: &Value, whole: &Value) -> bool {
    match (partial, whole) {
        (Value::Null, _) => true,
        (Value::String(partial), Value::String(whole)) => whole.starts_with(partial.as_str()),
        (Value::Array(partial), Value::Array(whole)) => {
            partial.len() <= whole.len()
                && partial.iter().zip(whole).all(|(partial, whole)| is_beginning(partial, whole))
        }
        (Value::Object(partial), Value::Object(whole)) => {
            partial.iter().all(|(key, value)| whole.get(key).is_some_and(|whole| is_beginning(value, whole)))
        }
        (partial, whole) => partial == whole,
    }
}

fn at<'a>(value: &'a Value, path: &Path<'_>) -> Option<&'a Value> {
    path.segments().into_iter().try_fold(value, |value, segment| match segment {
        Segment::Key(key) => value.get(key),
        Segment::Index(index) => value.get(index),
        _ => None,
    })
}

/// Feeds a document and holds each partial value against the last one.
fn watch<T, F>(text: &str, sizes: &[usize], show: F)
where
    T: toolshape::Partial,
    F: Fn(&T::Partial) -> Value,
{
    let mut parser = Parser::<T>::new();
    let mut seen = Vec::new();
    let mut completed = Vec::new();
    for piece in cut(text, sizes) {
        parser.feed(piece).unwrap();
        let Some(partial) = parser.partial() else { continue };
        let shown = show(partial);
        completed.extend(parser.changes().completed().filter_map(|change| {
            let path = change.path();
            // A unit variant has no content, though its object may give `null` for it.
            Some((path.to_string(), at(&shown, &path)?.clone()))
        }));
        seen.push(shown);
    }
    let last = show(parser.partial().unwrap());
    for partial in &seen {
        assert!(is_beginning(partial, &last), "{partial}\nis no beginning of\n{last}");
    }
    for (path, value) in completed {
        assert_eq!(lookup(&last, &path), Some(&value), "{path} changed after it was complete");
    }
}

/// A value by a path such as `$.a[0].b`; no key of the documents has a dot or a bracket.
fn lookup<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.trim_start_matches('$').replace('[', ".[").split('.').skip(1).try_fold(value, |value, step| {
        match step.strip_prefix('[') {
            Some(index) => value.get(index.trim_end_matches(']').parse::<usize>().ok()?),
            None => value.get(step),
        }
    })
}

/// The first offending byte, by serde: before it the text may go on, with it it may not.
fn assert_first_offending(text: &str, offset: usize) {
    let before = &text[..offset];
    match serde_json::from_str::<Value>(before) {
        Ok(_) => {}
        Err(error) => assert!(error.is_eof(), "{before:?} is refused before its end: {error}"),
    }
    // Whatever follows.
    let with: String = text[offset..].chars().take(1).collect();
    for rest in ["", "\"", "0", "0000", "\"}", "]", "}", ":1}", "e", "rue", "ull", "\\udc00\""] {
        let text = format!("{before}{with}{rest}");
        assert!(serde_json::from_str::<Value>(&text).is_err(), "{text:?} is accepted");
    }
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 192,
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_final_value_is_serdes(seed: u64, sizes in prop::collection::vec(1usize..24, 1..8)) {
        let text = document(seed);
        let whole: Kitchen = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read::<Kitchen>(&text, &sizes).unwrap(), whole);
        let whole: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read::<Value>(&text, &sizes).unwrap(), whole);
    }

    #[test]
    fn every_prefix_is_a_beginning_and_what_is_complete_stays(seed: u64, sizes in prop::collection::vec(1usize..24, 1..8)) {
        let text = document(seed);
        watch::<Kitchen, _>(&text, &sizes, |partial| serde_json::to_value(partial).unwrap());
        watch::<Value, _>(&text, &sizes, Clone::clone);
    }

    #[test]
    fn a_spoilt_text_is_judged_as_serde_judges_it(seed: u64, sizes in prop::collection::vec(1usize..24, 1..8)) {
        let mut random = Random::new(seed);
        let document = document(seed);
        let text = random.spoil(&document);
        let ours = read::<Value>(&text, &sizes);
        let theirs = serde_json::from_str::<Value>(&text);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(ours), Err(theirs)) => {
                prop_assert_eq!(ours.is_incomplete(), theirs.is_eof(), "{:?}: {}, {}", &text, ours, theirs);
                if ours.is_syntax() {
                    assert_first_offending(&text, ours.offset());
                }
            }
            _ => prop_assert!(false, "{:?}: {:?}, {:?}", text, ours, theirs),
        }
        let ours = read::<Kitchen>(&text, &sizes);
        let theirs = serde_json::from_str::<Kitchen>(&text);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(_), Err(_)) => {}
            _ => prop_assert!(false, "{:?}: {:?}, {:?}", text, ours.map(drop), theirs.map(drop)),
        }
    }

    #[test]
    fn the_cutting_does_not_matter_to_an_error(seed: u64, sizes in prop::collection::vec(1usize..24, 1..8)) {
        let mut random = Random::new(seed);
        let document = document(seed);
        let text = random.spoil(&document);
        let shown = |sizes: &[usize]| read::<Kitchen>(&text, sizes).map_err(|error| {
            (error.to_string(), error.offset(), error.path().to_owned(), error.detail().map(str::to_owned))
        });
        prop_assert_eq!(shown(&sizes), shown(&[text.len().max(1)]));
    }
}
