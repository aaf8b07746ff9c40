//! The frames of the local endpoint's streams against AWS's own reading of them and against the
//! encoding's description: what one writes both read as it was, what is damaged both refuse, and on any
//! bytes they agree.

#![no_main]

use aws_smithy_eventstream::frame::{read_message_from, write_message_to};
use aws_smithy_types::event_stream::{Header, HeaderValue, Message};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

#[path = "../../crates/toolshape-local/src/stream/frame.rs"]
mod frame;

#[derive(Arbitrary, Debug)]
struct Frames {
    kind: String,
    payload: String,
    /// Where a byte is changed, and how.
    damage: (u16, u8),
    headers: Vec<(String, String)>,
    any: Vec<u8>,
}

fuzz_target!(|input: Frames| {
    written_here(&input);
    written_there(&input.headers, input.payload.as_bytes());
    agree(&input.any);
    for headers in [0, input.any.len() / 2, input.any.len()] {
        agree(&sealed(input.any.split_at(headers)));
    }
});

fn written_here(input: &Frames) {
    let Frames { kind, payload, .. } = input;
    let kind = &kind[..kind.floor_char_boundary(i16::MAX as usize)];
    let read = [(":event-type", kind), (":content-type", "application/json"), (":message-type", "event")];
    let mut bytes = frame::event(kind, payload);
    assert_eq!(texts(&bytes), Some((read.to_vec(), payload.as_bytes())));
    assert!(agree(&bytes));

    let exception = frame::exception(kind, &serde_json::json!({ "message": payload }));
    let (headers, _) = texts(&exception).expect("it was written");
    assert_eq!(headers[0].0, ":exception-type");
    assert_eq!(headers[2], (":message-type", "exception"));
    assert!(agree(&exception));

    let (at, change) = input.damage;
    let at = usize::from(at) % bytes.len();
    bytes[at] ^= change;
    assert_eq!(agree(&bytes), change == 0, "byte {at}");
    bytes[at] ^= change;
    frame::spoil(&mut bytes);
    assert!(!agree(&bytes));
}

fn written_there(headers: &[(String, String)], payload: &[u8]) {
    let message = Message::new(payload.to_vec());
    let message = headers.iter().fold(message, |message, (name, value)| {
        message.add_header(Header::new(name.clone(), HeaderValue::String(value.clone().into())))
    });
    let mut bytes = Vec::new();
    // Longer names and values than there may be.
    if write_message_to(&message, &mut bytes).is_err() {
        return;
    }
    let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(texts(&bytes), Some((headers, payload)));
    assert!(agree(&bytes));
}

/// A frame with these headers and this payload, whatever they hold, with its lengths and checksums right.
fn sealed((headers, payload): (&[u8], &[u8])) -> Vec<u8> {
    let mut bytes = Vec::new();
    for length in [16 + headers.len() + payload.len(), headers.len()] {
        bytes.extend(u32::try_from(length).expect("a small input").to_be_bytes());
    }
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes.extend(headers);
    bytes.extend(payload);
    bytes.extend(crc32fast::hash(&bytes).to_be_bytes());
    bytes
}

/// Holds both readings against each other; whether the bytes are a frame.
fn agree(bytes: &[u8]) -> bool {
    let ours = decode(bytes);
    // Theirs reads the first frame and leaves the rest.
    let is_alone = bytes.first_chunk().is_some_and(|total| u32::from_be_bytes(*total) as usize == bytes.len());
    let theirs = read_message_from(bytes).ok().filter(|_| is_alone);
    let (Some((headers, payload)), Some(message)) = (&ours, &theirs) else {
        assert_eq!(ours.is_some(), theirs.is_some(), "{ours:?}; {theirs:?}");
        return false;
    };
    assert_eq!(*payload, &message.payload()[..]);
    assert_eq!(headers.len(), message.headers().len());
    for ((name, kind, value), theirs) in headers.iter().zip(message.headers()) {
        assert_eq!(*name, theirs.name().as_str());
        match theirs.value() {
            HeaderValue::String(text) => assert_eq!((*kind, *value), (STRING, text.as_str().as_bytes())),
            HeaderValue::ByteArray(bytes) => assert_eq!((*kind, *value), (BYTES, &bytes[..])),
            HeaderValue::Int64(number) => assert_eq!((*kind, *value), (5, &number.to_be_bytes()[..])),
            _ => assert!(*kind != STRING && *kind != BYTES),
        }
    }
    true
}

const BYTES: u8 = 6;
const STRING: u8 = 7;

/// A header's name, the number of its value's type, and the value.
type Field<'a> = (&'a str, u8, &'a [u8]);

/// Reads one frame as the encoding's description has it.
fn decode(bytes: &[u8]) -> Option<(Vec<Field<'_>>, &[u8])> {
    let (bytes, checksum) = bytes.split_last_chunk()?;
    let (prelude, rest) = bytes.split_first_chunk::<12>()?;
    let [total, length, head] = [0, 4, 8].map(|at| number(&prelude[at..at + 4]));
    let is_sound = total == bytes.len() + 4
        && head == crc32fast::hash(&prelude[..8]) as usize
        && u32::from_be_bytes(*checksum) == crc32fast::hash(bytes);
    let (mut rest, payload) = rest.split_at_checked(length).filter(|_| is_sound)?;
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (header, after) = header(rest)?;
        headers.push(header);
        rest = after;
    }
    Some((headers, payload))
}

fn header(bytes: &[u8]) -> Option<(Field<'_>, &[u8])> {
    let (length, rest) = bytes.split_first()?;
    let (name, rest) = rest.split_at_checked(usize::from(*length))?;
    let (kind, rest) = rest.split_first()?;
    let (length, rest) = match *kind {
        0 | 1 => (0, rest),
        2 => (1, rest),
        3 => (2, rest),
        4 => (4, rest),
        5 | 8 => (8, rest),
        9 => (16, rest),
        BYTES | STRING => {
            let (length, rest) = rest.split_at_checked(2)?;
            (number(length), rest)
        }
        _ => return None,
    };
    let (value, rest) = rest.split_at_checked(length)?;
    let is_text = *kind != STRING || str::from_utf8(value).is_ok();
    Some(((str::from_utf8(name).ok().filter(|_| is_text)?, *kind, value), rest))
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The headers and the payload of a frame whose headers are texts.
fn texts(bytes: &[u8]) -> Option<(Vec<(&str, &str)>, &[u8])> {
    let (headers, payload) = decode(bytes)?;
    let texts = headers.into_iter().map(|(name, _, value)| Some((name, str::from_utf8(value).ok()?)));
    Some((texts.collect::<Option<_>>()?, payload))
}
