//! A partial type against the whole: the value that serde makes of the text, or none where serde
//! makes none; and the same error however the text is cut.

#![no_main]

use libfuzzer_sys::fuzz_target;
use toolshape::partial::{Error, Parser};
use types::Kitchen;

#[path = "../../crates/toolshape/tests/partial/types.rs"]
mod types;

fuzz_target!(
    init: {
        // A corpus of one valid document, of which the fuzzer makes the others.
        let corpus = std::path::Path::new("corpus/typed");
        if corpus.is_dir() {
            std::fs::write(corpus.join("sample"), types::SAMPLE).ok();
        }
    },
    |text: &[u8]| {
        // The cutting depends on the text alone, so that the sample is a text as it stands.
        let Ok(text) = std::str::from_utf8(text) else { return };
        let sizes = text.bytes().map(|byte| usize::from(byte % 19) + 1);
        let cut = read(text, sizes);
        let whole = read(text, std::iter::repeat(text.len()));
        let theirs = serde_json::from_str::<Kitchen>(text);
        match (&cut, &whole, &theirs) {
            (Ok(cut), Ok(whole), Ok(theirs)) => {
                assert_eq!(cut, whole);
                assert_eq!(cut, theirs);
            }
            (Ok(cut), Ok(whole), Err(theirs)) => {
                assert_eq!(cut, whole);
                // What the page of the module says: what nobody wants is passed over more loosely than
                // serde does in an enum with a tag, and an integer as a key may have escapes.
                let reason = theirs.to_string();
                let is_passed = ["surrogate", "hex escape", "out of range"].iter().any(|what| reason.contains(what));
                assert!(is_passed || text.contains("\\u003"), "{theirs}");
            }
            (Err(cut), Err(whole), Ok(_)) => {
                assert_eq!(cut.to_string(), whole.to_string());
                // A list in the place of an object, or too deep a value that nobody wants.
                let is_list = cut.to_string().starts_with("expected an object") && text[cut.offset()..].starts_with('[');
                assert!(cut.is_too_deep() || is_list, "{cut}");
            }
            (Err(cut), Err(whole), Err(_)) => assert_eq!((cut.to_string(), cut.path()), (whole.to_string(), whole.path())),
            _ => panic!("{cut:?}; {whole:?}"),
        }
    }
);

fn read(text: &str, mut sizes: impl Iterator<Item = usize>) -> Result<Kitchen, Error> {
    let mut parser = Parser::<Kitchen>::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = sizes.next().unwrap_or(rest.len()).clamp(1, rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (fragment, after) = rest.split_at(end);
        parser.feed(fragment)?;
        rest = after;
    }
    parser.finish()
}
