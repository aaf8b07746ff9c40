//! `application/vnd.amazon.eventstream`: every number big-endian, both checksums CRC-32.
//!
//! ```text
//! total length 4 | headers length 4 | checksum of these 8 bytes 4
//! headers: name length 1 | name | type 1, 7 is a string | value length 2 | value
//! payload
//! checksum of all before 4
//! ```

use serde_json::Value;

const STRING: u8 = 7;

/// The bytes that stand around headers and payload.
const OVERHEAD: usize = 16;

/// A frame of the stream's ordinary kind.
pub(super) fn event(kind: &str, payload: &str) -> Vec<u8> {
    frame(&[(":event-type", kind), (":content-type", "application/json"), (":message-type", "event")], payload)
}

/// A frame that ends the stream with an exception; `code` names it as an error reply does.
pub(crate) fn exception(code: &str, payload: &Value) -> Vec<u8> {
    // A stream names an exception as a member of its union, which begins with a small letter.
    let mut letters = code.chars();
    let kind: String = letters.next().iter().flat_map(|first| first.to_lowercase()).chain(letters).collect();
    let kind = (":exception-type", kind.as_str());
    frame(&[kind, (":content-type", "application/json"), (":message-type", "exception")], &payload.to_string())
}

/// A frame that ends the stream with an error outside its service's model; it has no payload.
pub(crate) fn error(code: &str, message: &str) -> Vec<u8> {
    frame(&[(":error-code", code), (":error-message", message), (":message-type", "error")], "")
}

/// Makes the frame's last checksum a wrong one.
pub(super) fn spoil(frame: &mut [u8]) {
    if let Some(last) = frame.last_mut() {
        *last ^= 0xff;
    }
}

fn frame(headers: &[(&str, &str)], payload: &str) -> Vec<u8> {
    let mut head = Vec::new();
    for &(name, value) in headers {
        // Both lengths have a largest one; only what a script says could be longer.
        let (name, value) = (within(name, u8::MAX.into()), within(value, i16::MAX.unsigned_abs().into()));
        head.extend(u8::try_from(name.len()));
        head.extend(name.as_bytes());
        head.push(STRING);
        head.extend(u16::try_from(value.len()).unwrap_or_default().to_be_bytes());
        head.extend(value.as_bytes());
    }
    let mut bytes = Vec::with_capacity(OVERHEAD + head.len() + payload.len());
    put_length(&mut bytes, OVERHEAD + head.len() + payload.len());
    put_length(&mut bytes, head.len());
    put_checksum(&mut bytes);
    bytes.extend(head);
    bytes.extend(payload.as_bytes());
    put_checksum(&mut bytes);
    bytes
}

fn within(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

fn put_length(bytes: &mut Vec<u8>, length: usize) {
    // A payload of 4 GB would not have come this far.
    bytes.extend(u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
}

fn put_checksum(bytes: &mut Vec<u8>) {
    bytes.extend(crc32fast::hash(bytes).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    /// The checksum as RFC 1952 writes it, a bit at a time.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
        })
    }

    fn number(bytes: &[u8]) -> usize {
        bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
    }

    /// Reads one frame as the encoding's description has it.
    fn decode(bytes: &[u8]) -> Option<(Vec<(&str, &str)>, &str)> {
        let end = bytes.len().checked_sub(4)?;
        let head = 12 + number(bytes.get(4..8)?);
        let sound = number(bytes.get(..4)?) == bytes.len()
            && number(bytes.get(8..12)?) == crc32(&bytes[..8]) as usize
            && number(&bytes[end..]) == crc32(&bytes[..end]) as usize;
        let mut rest = bytes.get(12..head).filter(|_| sound)?;
        let mut headers = Vec::new();
        while let [length, after @ ..] = rest {
            let (name, after) = after.split_at_checked((*length).into())?;
            let [7, high, low, after @ ..] = after else { return None };
            let (value, after) = after.split_at_checked(number(&[*high, *low]))?;
            headers.push((str::from_utf8(name).ok()?, str::from_utf8(value).ok()?));
            rest = after;
        }
        Some((headers, str::from_utf8(bytes.get(head..end)?).ok()?))
    }

    #[test]
    fn the_checksum_is_the_one_of_gzip() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn an_exception_is_named_as_a_member() {
        let bytes = exception("ThrottlingException", &json!({"message": "slow down"}));
        let (headers, payload) = decode(&bytes).unwrap();
        assert_eq!(headers[0], (":exception-type", "throttlingException"));
        assert_eq!(headers[2], (":message-type", "exception"));
        assert_eq!(payload, r#"{"message":"slow down"}"#);
    }

    #[test]
    fn an_error_is_in_its_headers() {
        let bytes = error("InternalFailure", "It broke.");
        let headers =
            vec![(":error-code", "InternalFailure"), (":error-message", "It broke."), (":message-type", "error")];
        assert_eq!(decode(&bytes), Some((headers, "")));
    }

    proptest! {
        #[test]
        fn a_frame_reads_back_as_it_was_written(kind in ".{0,300}", payload in ".{0,2000}") {
            let bytes = event(&kind, &payload);
            let expected = vec![
                (":event-type", kind.as_str()),
                (":content-type", "application/json"),
                (":message-type", "event"),
            ];
            prop_assert_eq!(decode(&bytes), Some((expected, payload.as_str())));
        }

        #[test]
        fn a_changed_byte_is_noticed(payload in ".{0,60}", at in any::<prop::sample::Index>(), with in 1u8..) {
            let mut bytes = event("contentBlockDelta", &payload);
            let at = at.index(bytes.len());
            bytes[at] ^= with;
            prop_assert_eq!(decode(&bytes), None);
        }

        #[test]
        fn a_spoiled_frame_is_noticed(payload in ".{0,60}") {
            let mut bytes = event("messageStop", &payload);
            spoil(&mut bytes);
            prop_assert_eq!(decode(&bytes), None);
        }
    }
}
