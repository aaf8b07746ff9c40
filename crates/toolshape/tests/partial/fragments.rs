//! A document in fragments.

use serde_json::Value;
use toolshape::Partial;
use toolshape::partial::{Error, Parser};

use crate::types::{Kitchen, SAMPLE};

/// Cuts a text into pieces of these sizes, over and over, in bytes and then on to the end of a
/// character.
pub(crate) fn cut<'a>(text: &'a str, sizes: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let mut rest = text;
    let mut sizes = sizes.iter().cycle();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = (*sizes.next()?).clamp(1, rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Feeds a text in pieces of these sizes.
pub(crate) fn read<T: Partial<Partial: Send + Sync + 'static>>(text: &str, sizes: &[usize]) -> Result<T, Error> {
    let mut parser = Parser::<T>::new();
    for piece in cut(text, sizes) {
        parser.feed(piece)?;
    }
    parser.finish()
}

#[test]
fn fragments_of_every_size_make_the_value_that_serde_makes() {
    let whole: Kitchen = serde_json::from_str(SAMPLE).unwrap();
    for size in 1..=SAMPLE.len() {
        assert_eq!(read::<Kitchen>(SAMPLE, &[size]).unwrap(), whole, "in fragments of {size}");
    }
}

#[test]
fn every_single_cut_makes_the_value_that_serde_makes() {
    let whole: Kitchen = serde_json::from_str(SAMPLE).unwrap();
    for (first, _) in SAMPLE.char_indices() {
        assert_eq!(read::<Kitchen>(SAMPLE, &[first, SAMPLE.len()]).unwrap(), whole, "cut at {first}");
    }
}

#[test]
fn untyped_values_grow_in_fragments_of_every_size() {
    // A lone surrogate is refused in a value that is kept.
    let text = SAMPLE.replace(r"\ud800", "");
    let whole: Value = serde_json::from_str(&text).unwrap();
    for size in 1..=64 {
        assert_eq!(read::<Value>(&text, &[size]).unwrap(), whole, "in fragments of {size}");
    }
}

#[test]
fn bytes_may_be_cut_within_a_character() {
    let whole: Kitchen = serde_json::from_str(SAMPLE).unwrap();
    for size in 1..=32 {
        let mut parser = Parser::<Kitchen>::new();
        for piece in SAMPLE.as_bytes().chunks(size) {
            parser.feed_bytes(piece).unwrap();
        }
        assert_eq!(parser.finish().unwrap(), whole, "in fragments of {size}");
    }
}

#[test]
fn bytes_that_are_no_characters_are_refused_where_they_stand() {
    let mut parser = Parser::<String>::new();
    parser.feed_bytes(b"\"ab\xe2\x82").unwrap();
    let error = parser.feed_bytes(b"\"").unwrap_err();
    assert!(error.is_syntax());
    assert_eq!(error.offset(), 3);
    assert_eq!(parser.partial().unwrap(), "ab");
    let error = parser.finish().unwrap_err();
    assert_eq!(error.partial_as::<String>().unwrap(), "ab");
}

#[test]
fn a_text_that_ends_within_a_character_is_incomplete() {
    let mut parser = Parser::<String>::new();
    parser.feed_bytes(b"\"ab\xe2\x82").unwrap();
    assert!(parser.finish().unwrap_err().is_incomplete());
}

#[test]
fn a_number_at_the_root_ends_with_the_text() {
    assert_eq!(read::<u64>("18446744073709551615", &[3]).unwrap(), u64::MAX);
    assert_eq!(read::<i64>("-9223372036854775808 ", &[1]).unwrap(), i64::MIN);
    assert!(read::<i64>("-", &[1]).unwrap_err().is_incomplete());
    assert!(read::<f64>("1.", &[1]).unwrap_err().is_incomplete());
}

#[test]
fn empty_fragments_change_nothing() {
    let mut parser = Parser::<Vec<String>>::new();
    for piece in ["", "[", "", "\"a", "", "\"", "", "]", ""] {
        let changes = parser.feed(piece).unwrap();
        assert_eq!(changes.is_empty(), piece.is_empty());
    }
    assert_eq!(parser.finish().unwrap(), ["a"]);
}
