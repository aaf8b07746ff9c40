//! What holds for every document and every cutting.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::de::DeserializeOwned;
use serde_json::Value;
use toolshape::partial::{Parser, Path, Segment};

use crate::fragments::{cut, read};
use crate::random::Random;
use crate::types::{Adjacent, Event, Kitchen, SAMPLE, Shape};

/// A document of the type, without a key that comes twice.
fn document(seed: u64) -> String {
    written(seed, Random::vary)
}

/// The sample, changed and written at random.
fn written(seed: u64, change: impl FnOnce(&mut Random, &mut Value)) -> String {
    let mut random = Random::new(seed);
    let mut value: Value = serde_json::from_str(&SAMPLE.replace(r"\ud800", "")).unwrap();
    change(&mut random, &mut value);
    let mut text = String::new();
    random.write(&value, &mut text);
    text
}

/// What a partial value shows as null.
#[derive(Clone, Copy, PartialEq)]
enum Null {
    /// A null of the text, too, or what has not begun: the content of a variant.
    MayGrow,
    /// A null of the text.
    IsFinal,
}

/// Whether the partial value can become the whole one. What has not begun is missing.
fn is_beginning(partial: &Value, whole: &Value, null: Null) -> bool {
    match (partial, whole) {
        (Value::Null, whole) => null == Null::MayGrow || whole.is_null(),
        (Value::String(partial), Value::String(whole)) => whole.starts_with(partial.as_str()),
        (Value::Array(partial), Value::Array(whole)) => {
            partial.len() <= whole.len()
                && partial.iter().zip(whole).all(|(partial, whole)| is_beginning(partial, whole, null))
        }
        (Value::Object(partial), Value::Object(whole)) => {
            partial.iter().all(|(key, value)| whole.get(key).is_some_and(|whole| is_beginning(value, whole, null)))
        }
        (partial, whole) => partial == whole,
    }
}

/// The steps of a path, which outlive the fragment.
type Steps = Vec<Step>;

#[derive(Debug, Clone, PartialEq)]
enum Step {
    Key(String),
    Index(usize),
}

fn steps(path: Path<'_>) -> Steps {
    let owned = |segment| match segment {
        Segment::Key(key) => Step::Key(key.to_owned()),
        Segment::Index(index) => Step::Index(index),
        other => panic!("{other:?}"),
    };
    path.segments().into_iter().map(owned).collect()
}

fn at<'a>(value: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(*index),
    })
}

/// The paths at which the value that is shown is another than before, none where nothing was.
fn differences(before: Option<&Value>, now: &Value, null: Null, path: &mut Steps, found: &mut Vec<Steps>) {
    if before == Some(now) || (now.is_null() && null == Null::MayGrow) {
        return;
    }
    let mut inner = |step, before, now| {
        path.push(step);
        differences(before, now, null, path, found);
        path.pop();
    };
    let goes_on = match (before, now) {
        (before, Value::Object(members)) => {
            for (key, value) in members {
                inner(Step::Key(key.clone()), before.and_then(|before| before.get(key)), value);
            }
            before.is_some_and(Value::is_object)
        }
        (before, Value::Array(elements)) => {
            for (index, value) in elements.iter().enumerate() {
                inner(Step::Index(index), before.and_then(|before| before.get(index)), value);
            }
            before.is_some_and(Value::is_array)
        }
        _ => false,
    };
    // What grew in its parts is told of them.
    if !goes_on {
        found.push(path.clone());
    }
}

/// Feeds a document and holds each partial value, and what was told of it, against the others.
fn watch<T, F>(text: &str, sizes: &[usize], null: Null, show: F)
where
    T: toolshape::Partial,
    F: Fn(&T::Partial) -> Value,
{
    let document: Value = serde_json::from_str(text).unwrap();
    let mut parser = Parser::<T>::new();
    let mut seen: Vec<Value> = Vec::new();
    let mut completed: Vec<(Steps, Option<Value>)> = Vec::new();
    for piece in cut(text, sizes) {
        parser.feed(piece).unwrap();
        let shown = parser.partial().map(&show);
        let told: Vec<(Steps, bool)> =
            parser.changes().iter().map(|change| (steps(change.path()), change.is_complete())).collect();
        let before = seen.last();
        for (index, (path, is_complete)) in told.iter().enumerate() {
            for (done, _) in &completed {
                assert!(!path.starts_with(done), "{path:?} changed after {done:?} was complete, with {piece:?}");
            }
            assert!(!told[..index].iter().any(|(other, _)| other == path), "{path:?} is told twice, with {piece:?}");
            let value = shown.as_ref().and_then(|shown| at(shown, path));
            // A unit variant has no content, though its object may give `null` for it.
            let is_of_unit = *is_complete && at(&document, path).is_some_and(Value::is_null);
            assert!(value.is_some() || is_of_unit, "{path:?} is told and not seen, with {piece:?}");
            let is_new = value != before.and_then(|before| at(before, path));
            assert!(is_new || *is_complete, "{path:?} is told and did not change, with {piece:?}");
        }
        let Some(shown) = shown else { continue };
        let mut found = Vec::new();
        differences(before, &shown, null, &mut Vec::new(), &mut found);
        for path in found {
            // What is read whole is told as a whole.
            let is_told = |(other, is_complete): &(Steps, bool)| {
                *other == path
                    || *is_complete
                        && path.starts_with(other)
                        && before.and_then(|before| at(before, other)).is_none_or(Value::is_null)
            };
            assert!(told.iter().any(is_told), "{path:?} changed and is not told, with {piece:?}: {told:?}");
        }
        let done = told.into_iter().filter(|(_, is_complete)| *is_complete);
        completed.extend(done.map(|(path, _)| {
            let value = at(&shown, &path).cloned();
            (path, value)
        }));
        seen.push(shown);
    }
    let last = show(parser.partial().unwrap());
    for partial in &seen {
        assert!(is_beginning(partial, &last, null), "{partial}\nis no beginning of\n{last}");
    }
    for (path, value) in completed {
        assert_eq!(at(&last, &path), value.as_ref(), "{path:?} changed after it was complete");
    }
}

/// What there is of a cut value makes no value, but for the one that it would have become.
fn no_part_is_another_value<T>(document: &Value, end: prop::sample::Index)
where
    T: toolshape::Partial + TryFrom<T::Partial> + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let text = document.to_string();
    let whole: T = serde_json::from_str(&text).unwrap();
    let mut end = end.index(text.len() + 1);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let mut parser = Parser::<T>::new();
    parser.feed(&text[..end]).unwrap();
    let made = parser.into_partial().and_then(|partial| T::try_from(partial).ok());
    assert!(made.is_some() || end < text.len(), "{text} is refused");
    assert!(made.as_ref().is_none_or(|made| *made == whole), "{} is taken for {made:?}", &text[..end]);
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
        watch::<Kitchen, _>(&text, &sizes, Null::MayGrow, |partial| serde_json::to_value(partial).unwrap());
        watch::<Value, _>(&text, &sizes, Null::IsFinal, Clone::clone);
    }

    #[test]
    fn what_lacks_members_is_judged_as_serde_judges_it(seed: u64, sizes in prop::collection::vec(1usize..24, 1..8)) {
        let text = written(seed, Random::thin);
        let ours = read::<Kitchen>(&text, &sizes);
        let theirs = serde_json::from_str::<Kitchen>(&text);
        match (&ours, &theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(ours), Err(theirs)) => {
                // `missing field` of the same one, and where.
                prop_assert!(ours.is_mismatch() && ours.line() > 0, "{}, {}", ours, theirs);
            }
            _ => prop_assert!(false, "{:?}: {:?}, {:?}", text, ours, theirs),
        }
    }

    #[test]
    fn a_part_is_no_answer(seed: u64, end: prop::sample::Index) {
        let document: Value = serde_json::from_str(&document(seed)).unwrap();
        no_part_is_another_value::<Kitchen>(&document, end);
        for shape in document["shapes"].as_array().unwrap() {
            no_part_is_another_value::<Shape>(shape, end);
        }
        for event in document["events"].as_array().unwrap() {
            no_part_is_another_value::<Event>(event, end);
        }
        for adjacent in document["adjacent"].as_array().unwrap() {
            no_part_is_another_value::<Adjacent>(adjacent, end);
        }
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
