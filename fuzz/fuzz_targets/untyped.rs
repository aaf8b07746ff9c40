//! The parser of fragments against `serde_json`, on any bytes cut anywhere: the same verdict, the
//! same value, and an error at the first byte that no text may go on with.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use toolshape::partial::{Error, Parser};

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (sizes, text) = input;
    let ours = read(&text, &sizes);
    let theirs = serde_json::from_slice::<Value>(&text);
    match (&ours, &theirs) {
        // Their bits, as a float may not be equal to itself.
        (Ok(ours), Ok(theirs)) => assert_eq!(ours.to_string(), theirs.to_string()),
        (Err(ours), Err(theirs)) => {
            if ours.is_incomplete() {
                // Cut within a character, the text is no UTF-8 to serde_json.
                assert!(theirs.is_eof() || std::str::from_utf8(&text).is_err(), "{ours}; {theirs}");
            }
            if ours.is_syntax() {
                let before = &text[..ours.offset()];
                if let Err(error) = serde_json::from_slice::<Value>(before) {
                    // A number is out of range once it is complete.
                    let is_number = error.to_string().starts_with("number out of range");
                    assert!(error.is_eof() || is_number, "{ours}, but already before: {error}");
                }
            }
        }
        _ => panic!("{ours:?}; {theirs:?}"),
    }
});

fn read(text: &[u8], sizes: &[u8]) -> Result<Value, Error> {
    let mut parser = Parser::<Value>::new();
    let mut rest = text;
    let mut sizes = sizes.iter().cycle();
    while !rest.is_empty() {
        let size = sizes.next().map_or(rest.len(), |&size| usize::from(size)).clamp(1, rest.len());
        let (fragment, after) = rest.split_at(size);
        parser.feed_bytes(fragment)?;
        rest = after;
    }
    parser.finish()
}
