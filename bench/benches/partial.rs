//! A typed value after every fragment, against one parse of the whole and against peers.

use std::alloc::System;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use serde::Deserialize;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use toolshape::Partial;
use toolshape::partial::Parser;
use toolshape_bench::{Targets, compare, fragments, in_turns};

/// The allocator that the library of the benches sets.
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

#[derive(Debug, PartialEq, Deserialize, Partial)]
struct Report {
    title: String,
    author: Option<String>,
    sections: Vec<Section>,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
struct Section {
    heading: String,
    summary: String,
    score: f64,
    findings: Vec<Finding>,
    minutes: BTreeMap<String, u64>,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
struct Finding {
    text: String,
    severity: Severity,
    count: u64,
    resolved: bool,
    tags: Vec<String>,
}

#[derive(Debug, PartialEq, Deserialize, Partial)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Low,
    High,
}

fn main() {
    let sizes = [1 << 10, 10 << 10, 100 << 10, 1 << 20];
    let mut per_byte = Vec::new();
    for size in sizes {
        let document = Document::new(size);
        assert_eq!(document.stream(), serde_json::from_str(&document.text).unwrap());
        let label = format!("a report of {} bytes in {} fragments", document.text.len(), document.fragments.len());
        compare(
            &label,
            ("partial after every fragment, and the whole", || document.stream()),
            ("serde_json::from_str of the whole", || serde_json::from_str::<Report>(&document.text)),
            Targets::time(2.0),
        );
        let (cost, _) = in_turns(|| document.stream(), || ());
        per_byte.push(cost.time.as_secs_f64() * 1e9 / document.text.len() as f64);
        memory(&document);
    }
    let growth = per_byte[3] / per_byte[1];
    println!("nanoseconds per byte at 1 KB, 10 KB, 100 KB, 1 MB: {per_byte:.2?}");
    println!("  1 MB to 10 KB: {growth:.2}, target 1.5: {}\n", verdict(growth <= 1.5));
    first_fragment();
    peers();
}

struct Document {
    text: String,
    fragments: Vec<&'static str>,
}

impl Document {
    /// A report of about this many bytes, in fragments of 4 to 20.
    fn new(size: usize) -> Self {
        let mut sections = Vec::new();
        let mut length = 0;
        while length < size.saturating_sub(100) {
            let section = section(sections.len());
            length += section.len() + 1;
            sections.push(section);
        }
        let sections = sections.join(",");
        let text = format!(r#"{{"title":"What was found in the logs","author":null,"sections":[{sections}]}}"#);
        // The fragments outlive the measuring.
        let fragments = fragments(String::leak(text.clone()));
        Self { text, fragments }
    }

    fn stream(&self) -> Report {
        let mut parser = Parser::<Report>::new();
        for fragment in &self.fragments {
            black_box(parser.feed(fragment).unwrap());
            black_box(parser.partial());
        }
        parser.finish().unwrap()
    }
}

/// About 900 bytes.
fn section(index: usize) -> String {
    let finding = |number: usize| {
        serde_json::json!({
            "text": format!("The disk of node {number} was nearly full for {} minutes \u{2014} \"/var\" held it.", number * 7),
            "severity": if number.is_multiple_of(2) { "low" } else { "high" },
            "count": number * 131,
            "resolved": number.is_multiple_of(3),
            "tags": ["disk", "node", format!("n{number}")],
        })
    };
    serde_json::json!({
        "heading": format!("Section {index}: the storage nodes"),
        "summary": "Over the week most nodes kept within their limits.\nA few did not, and each of them is listed with what was seen there.",
        "score": index as f64 * 0.25,
        "findings": (0..4).map(|number| finding(index * 4 + number)).collect::<Vec<_>>(),
        "minutes": (0..4).map(|number| (format!("node {}", index * 4 + number), number * 7)).collect::<BTreeMap<_, _>>(),
    })
    .to_string()
}

/// What is alive at the most, against the value at the end.
fn memory(document: &Document) {
    let live = || {
        let stats = ALLOCATOR.stats();
        stats.bytes_allocated - stats.bytes_deallocated
    };
    let before = live();
    let mut most = 0;
    // No step is taken to free anything before its end, so that no peak within it is missed.
    let mut step = |live: usize, allocated: usize| {
        most = most.max(live - before + ALLOCATOR.stats().bytes_allocated - allocated);
    };
    let mut parser = Parser::<Report>::new();
    for fragment in &document.fragments {
        let (live, allocated) = (live(), ALLOCATOR.stats().bytes_allocated);
        parser.feed(fragment).unwrap();
        step(live, allocated);
    }
    let (streamed, allocated) = (live(), ALLOCATOR.stats().bytes_allocated);
    let value = parser.finish().unwrap();
    step(streamed, allocated);
    drop(value);
    let before = live();
    let value: Report = serde_json::from_str(&document.text).unwrap();
    let whole = live() - before;
    drop(value);
    let ratio = most as f64 / whole as f64;
    println!(
        "  memory: at most {most} bytes, the value {whole}; ratio {ratio:.2}, target 2.0: {}\n",
        verdict(ratio <= 2.0)
    );
}

/// The first partial value after the first fragment, of a small type and of one with many fields.
fn first_fragment() {
    // Work on each field would make eight times as much of it.
    compare(
        "a new parser and its first fragment",
        ("of 40 fields", || begun::<Wide>()),
        ("of 5 fields", || begun::<Narrow>()),
        Targets::time(2.0),
    );
}

fn begun<T: Partial>() -> Parser<T> {
    let mut parser = Parser::new();
    black_box(parser.feed(r#"{"a0": "te"#).unwrap());
    black_box(parser.partial());
    parser
}

/// Parsing anew at every fragment, and a parser of fragments.
fn peers() {
    for (size, target) in [(1 << 10, 15.0), (100 << 10, 1000.0)] {
        let document = Document::new(size);
        let (ours, _) = in_turns(|| document.stream(), || ());
        let start = Instant::now();
        jiter(&document);
        let jiter = start.elapsed();
        let times = jiter.as_secs_f64() / ours.time.as_secs_f64();
        println!(
            "jiter, anew at every fragment of {size} bytes: {jiter:?}, {times:.0} times ours; target {target}: {}",
            verdict(times >= target)
        );
    }
    let document = Document::new(100 << 10);
    let (ours, theirs) = in_turns(|| document.stream(), || jsonmodem(&document));
    let times = theirs.time.as_secs_f64() / ours.time.as_secs_f64();
    println!("jsonmodem at 100 KB: {:?}, {times:.1} times ours; target 5: {}", theirs.time, verdict(times >= 5.0));
}

fn jiter(document: &Document) {
    let mut text = Vec::new();
    for fragment in &document.fragments {
        text.extend_from_slice(fragment.as_bytes());
        let partial = jiter::JsonValue::parse_with_config(&text, false, jiter::PartialMode::TrailingStrings);
        black_box(partial.unwrap());
    }
}

/// Its events alone, which is the least it does.
fn jsonmodem(document: &Document) {
    let mut parser = jsonmodem::StreamingParser::new(jsonmodem::ParserOptions::default());
    for fragment in &document.fragments {
        parser.feed(fragment);
        for event in &mut parser {
            black_box(event.unwrap());
        }
    }
    for event in parser.finish() {
        black_box(event.unwrap());
    }
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

macro_rules! fields {
    ($name:ident: $($field:ident)*) => {
        #[derive(Debug, Deserialize, Partial)]
        #[allow(dead_code, reason = "filled in by serde, read by nobody")]
        struct $name { $($field: Option<String>,)* }
    };
}

fields!(Narrow: a0 a1 a2 a3 a4);
fields!(Wide: a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8 d9);
