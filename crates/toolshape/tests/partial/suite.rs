//! The verdicts of nst/JSONTestSuite on the cases that tell parsers apart, whole and byte by byte.
//! Where the suite leaves the choice, `serde_json` makes it.

use serde::de::IgnoredAny;
use serde_json::Value;
use toolshape::partial::{Error, Parser};

fn in_bytes(text: &[u8], size: usize) -> Result<Value, Error> {
    let mut parser = Parser::<Value>::new();
    for piece in text.chunks(size.max(1)) {
        parser.feed_bytes(piece)?;
    }
    parser.finish()
}

/// Holds a case against its verdict, and the verdict against `serde_json`.
fn judge(text: &[u8], is_accepted: bool) {
    let shown = String::from_utf8_lossy(text);
    let theirs = serde_json::from_slice::<Value>(text);
    assert_eq!(theirs.is_ok(), is_accepted, "serde_json on {shown:?}");
    for size in [text.len(), 1, 2, 3] {
        let ours = in_bytes(text, size);
        assert_eq!(ours.is_ok(), is_accepted, "{shown:?} in fragments of {size}: {ours:?}");
        if let (Ok(ours), Ok(theirs)) = (&ours, &theirs) {
            assert_eq!(ours, theirs, "{shown:?}");
        }
    }
}

const ACCEPTED: &[&[u8]] = &[
    b"[[]   ]",
    b"[\"\"]",
    b"[]",
    b"[\"a\"]",
    b"[false]",
    b"[null, 1, \"1\", {}]",
    b"[null]",
    b"[1\n]",
    b" [1]",
    b"[1,null,null,null,2]",
    b"[2] ",
    b"[123e65]",
    b"[0e+1]",
    b"[0e1]",
    b"[ 4]",
    b"[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]",
    b"[20e1]",
    b"[-0]",
    b"[-123]",
    b"[-1]",
    b"[1E22]",
    b"[1E-2]",
    b"[1E+2]",
    b"[123e45]",
    b"[123.456e78]",
    b"[1e-2]",
    b"[1e+2]",
    b"[123]",
    b"[123.456789]",
    b"{\"asd\":\"sdf\", \"dfg\":\"fgh\"}",
    b"{\"asd\":\"sdf\"}",
    b"{\"a\":\"b\",\"a\":\"c\"}",
    b"{\"a\":\"b\",\"a\":\"b\"}",
    b"{}",
    b"{\"\":0}",
    b"{\"foo\\u0000bar\": 42}",
    b"{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
    b"{\"a\":[]}",
    b"{\n\"a\": \"b\"\n}",
    b"[\"\\u0060\\u012a\\u12AB\"]",
    b"[\"\\uD801\\udc37\"]",
    b"[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
    b"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    b"[\"\\\\u0000\"]",
    b"[\"\\\"\"]",
    b"[\"a/*b*/c/*d//e\"]",
    b"[\"\\\\a\"]",
    b"[\"\\\\n\"]",
    b"[\"\\u0012\"]",
    b"[\"\\uFFFF\"]",
    b"[\"asd\"]",
    b"[ \"asd\"]",
    b"[\"\\uDBFF\\uDFFF\"]",
    b"[\"new\\u00A0line\"]",
    b"[\"\xf4\x8f\xbf\xbf\"]",
    b"[\"\xef\xbf\xbf\"]",
    b"[\"\\u0000\"]",
    b"[\"\\u002c\"]",
    b"[\"\xcf\x80\"]",
    b"[\"\xf0\x9b\xbf\xbf\"]",
    b"[\"asd \"]",
    b"\" \"",
    b"[\"\\uD834\\uDd1e\"]",
    b"[\"\\u0821\"]",
    b"[\"\\u0123\"]",
    b"[\"\xe2\x80\xa8\"]",
    b"[\"\xe2\x80\xa9\"]",
    b"[\"\\u0061\\u30af\\u30EA\\u30b9\"]",
    b"[\"new\\u000Aline\"]",
    b"[\"\x7f\"]",
    b"[\"\\uA66D\"]",
    b"[\"\\u005C\"]",
    b"[\"\xe2\x8d\x82\xe3\x88\xb4\xe2\x8d\x82\"]",
    b"[\"\\u200B\"]",
    b"[\"\\u2064\"]",
    b"[\"\\uFDD0\"]",
    b"[\"\\uFFFE\"]",
    b"[\"\\u0022\"]",
    b"[\"\xe2\x82\xac\xf0\x9d\x84\x9e\"]",
    b"[\"a\x7fa\"]",
    b"false",
    b"42",
    b"-0.1",
    b"null",
    b"\"asd\"",
    b"true",
    b"\"\"",
    b"[\"a\"]\n",
    b"[true]",
    b" [] ",
    b"\t[\r\n]\t",
];

#[test]
fn what_must_be_accepted_is() {
    for text in ACCEPTED {
        judge(text, true);
    }
}

const REFUSED: &[&[u8]] = &[
    b"[1 true]",
    b"[a\xe5]",
    b"[\"\": 1]",
    b"[\"\"],",
    b"[,1]",
    b"[1,,2]",
    b"[\"x\",,]",
    b"[\"x\"]]",
    b"[\"\",]",
    b"[\"x\"",
    b"[x",
    b"[3[4]]",
    b"[\xff]",
    b"[1:2]",
    b"[,]",
    b"[-]",
    b"[   , \"\"]",
    b"[\"a\",\n4\n,1,",
    b"[1,]",
    b"[1,,]",
    b"[\"\x0ba\"\\f]",
    b"[*]",
    b"[\"\"",
    b"[1,",
    b"[1,\n1\n,1",
    b"[{}",
    b"[fals]",
    b"[nul]",
    b"[tru]",
    b"[++1234]",
    b"[+1]",
    b"[+Inf]",
    b"[-01]",
    b"[-1.0.]",
    b"[-2.]",
    b"[-NaN]",
    b"[.-1]",
    b"[.2e-3]",
    b"[0.1.2]",
    b"[0.3e+]",
    b"[0.3e]",
    b"[0.e1]",
    b"[0E+]",
    b"[0E]",
    b"[0e+]",
    b"[0e]",
    b"[1.0e+]",
    b"[1.0e-]",
    b"[1.0e]",
    b"[1 000.0]",
    b"[1eE2]",
    b"[2.e+3]",
    b"[2.e-3]",
    b"[2.e3]",
    b"[9.e+]",
    b"[Inf]",
    b"[NaN]",
    b"[\xef\xbc\x91]",
    b"[1+2]",
    b"[0x1]",
    b"[0x42]",
    b"[Infinity]",
    b"[0e+-1]",
    b"[-123.123foo]",
    b"[123\xe5]",
    b"[1e1\xe5]",
    b"[0\xe5]\n",
    b"[-Infinity]",
    b"[-foo]",
    b"[- 1]",
    b"[-012]",
    b"[-.123]",
    b"[-1x]",
    b"[1ea]",
    b"[1e\xe5]",
    b"[1.]",
    b"[.123]",
    b"[1.2a-3]",
    b"[1.8011670033376514H-308]",
    b"[012]",
    b"[00]",
    b"01",
    b"[\"x\", truth]",
    b"{[: \"x\"}\n",
    b"{\"x\", null}",
    b"{\"x\"::\"b\"}",
    b"{\xf0\x9f\x87\xa8\xf0\x9f\x87\xad}",
    b"{\"a\":\"a\" 123}",
    b"{key: 'value'}",
    b"{\"\xb9\":\"0\",}",
    b"{\"a\" b}",
    b"{:\"b\"}",
    b"{\"a\" \"b\"}",
    b"{\"a\":",
    b"{\"a\"",
    b"{1:1}",
    b"{9999E9999:1}",
    b"{null:null,null:null}",
    b"{\"id\":0,,,,,}",
    b"{'a':0}",
    b"{\"id\":0,}",
    b"{\"a\":\"b\"}/**/",
    b"{\"a\":\"b\"}/**//",
    b"{\"a\":\"b\"}//",
    b"{\"a\":\"b\"}/",
    b"{\"a\":\"b\",,\"c\":\"d\"}",
    b"{a: \"b\"}",
    b"{\"a\":\"a",
    b"{ \"foo\" : \"bar\", \"a\" }",
    b"{\"a\":\"b\"}#",
    b" ",
    b"",
    b"[\"\\uD800\\\"]",
    b"[\"\\uD800\\u\"]",
    b"[\"\\uD800\\u1\"]",
    b"[\"\\uD800\\u1x\"]",
    b"[\xc3\xa9]",
    b"[\"\\\x00\"]",
    b"[\"\\\\\\\"]",
    b"[\"\\x00\"]",
    b"[\"\\\t\"]",
    b"[\"\\\xf0\x9f\x8c\x80\"]",
    b"[\"\\\"]",
    b"[\"\\u00A\"]",
    b"[\"\\uD834\\uDd\"]",
    b"[\"\\uD800\\uD800\\x\"]",
    b"[\"\\u\xe5\"]",
    b"[\"\\a\"]",
    b"[\"\\uqqqq\"]",
    b"[\"\\\xe5\"]",
    b"[\\u0020\"asd\"]",
    b"[\\n]",
    b"\"",
    b"['single quote']",
    b"abc",
    b"[\"\\",
    b"[\"a\x00a\"]",
    b"[\"new\nline\"]",
    b"[\"\t\"]",
    b"\"\\UA66D\"",
    b"\"\"x",
    b"[\xe2\x81\xa0]",
    b"\xef\xbb\xbf",
    b"<.>",
    b"[<null>]",
    b"[1]x",
    b"[1]]",
    b"[\"asd]",
    b"a\xc3\xa5",
    b"[True]",
    b"1]",
    b"{\"x\": true,",
    b"[][]",
    b"]",
    b"\xef\xbb{}",
    b"\xe5",
    b"[",
    b"{\"\":",
    b"2@",
    b"{}}",
    b"{\"a\": true} \"x\"",
    b"[\"a",
    b"{,",
    b"{[",
    b"{\"a",
    b"{'a'",
    b"*",
    b"[\"\\{[\"\\{[\"\\{[\"\\{",
    b"{\"a\":/*comment*/\"b\"}",
    b"{\"a\": true",
    b"['",
    b"[,",
    b"[{",
    b"[\xe2",
    b"\xe9",
    b"[\x0c]",
    b"[\xe2\x81\xa0]",
    b"\xef\xbb\xbf{}",
    b"[1]\x00",
    b"nullx",
    b"tru",
    b"-",
    b"[\"\\u\\\"]",
    b"[0 1]",
];

#[test]
fn what_must_be_refused_is() {
    for text in REFUSED {
        judge(text, false);
    }
}

#[test]
fn where_the_suite_leaves_the_choice_serde_json_makes_it() {
    let open: &[&[u8]] = &[
        b"[123.456e-789]",
        b"[0.4e00669999999999999999999999999999999999999969999999006]",
        b"[-1e+9999]",
        b"[1.5e+9999]",
        b"[-123123e100000]",
        b"[123123e100000]",
        b"[123e-10000000]",
        b"[-123123123123123123123123123123]",
        b"[100000000000000000000]",
        b"[-237462374673276894279832749832423479823246327846]",
        b"[1e400]",
        b"{\"\\uDFAA\":0}",
        b"[\"\\uDADA\"]",
        b"[\"\\uD888\\u1234\"]",
        b"[\"\\uD800\\n\"]",
        b"[\"\\uDd1ea\"]",
        b"[\"\\uD800\\uD800\\n\"]",
        b"[\"\\ud800\"]",
        b"[\"\\ud800abc\"]",
        b"[\"\\uDd1e\\uD834\"]",
        b"[\"\\uDFAA\"]",
        b"[\"\xff\"]",
        b"[\"\xe6\x97\xa5\xd1\x88\xfa\"]",
        b"[\"\xed\xa0\x80\"]",
        b"[\"\xf4\xbf\xbf\xbf\"]",
        b"[\"\x81\"]",
        b"[\"\xc0\xaf\"]",
        b"[\"\xfc\x83\xbf\xbf\xbf\xbf\"]",
        b"[\"\xe0\xff\"]",
        b"\xff\xfe[\x00\"\x00",
    ];
    for text in open {
        judge(text, serde_json::from_slice::<Value>(text).is_ok());
    }
}

#[test]
fn a_deep_nest_is_refused_where_serde_json_refuses_it() {
    for depth in [126, 127, 128, 129, 500] {
        let text = "[".repeat(depth) + &"]".repeat(depth);
        judge(text.as_bytes(), depth <= 127);
        let text = r#"{"":"#.repeat(depth) + "1" + &"}".repeat(depth);
        judge(text.as_bytes(), depth <= 127);
    }
    let error = in_bytes(&b"[".repeat(100_000), 1000).unwrap_err();
    assert!(error.is_too_deep());
    assert_eq!(error.column(), 128);
}

#[test]
fn a_value_that_nobody_wants_is_read_as_loosely_as_serde_does() {
    #[derive(Debug, serde::Deserialize, toolshape::Partial)]
    struct Nothing {}

    for (value, is_accepted) in [
        (r#""\ud800""#, true),
        ("1e400", true),
        (r#"[{"a": [1, {"b": "\udfff\ud800"}]}, -0.5e-5, true, null, false]"#, true),
        (r#""\x""#, false),
        ("01", false),
        ("[1,]", false),
        ("{\"a\" 1}", false),
        ("{1: 1}", false),
        ("{\"a\": 1,}", false),
        ("[1}", false),
        ("{\"a\": 1]", false),
        ("truf", false),
    ] {
        let text = format!(r#"{{"key": {value}}}"#);
        assert_eq!(serde_json::from_str::<Nothing>(&text).is_ok(), is_accepted, "{text}");
        assert_eq!(serde_json::from_str::<IgnoredAny>(&text).is_ok(), is_accepted, "{text}");
        for size in 1..=text.len() {
            let read = crate::fragments::read::<Nothing>(&text, &[size]);
            assert_eq!(read.is_ok(), is_accepted, "{text} in fragments of {size}: {read:?}");
        }
    }
}
