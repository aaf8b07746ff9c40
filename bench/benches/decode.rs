//! The input of a call, as text, into a type: as a reply is read, and by serde_json alone.

mod report;

use std::hint::black_box;

use report::{SECTIONS, bounded, plain};
use serde::de::DeserializeOwned;
use serde_json::Value;
use toolshape::{JsonText, Outcome, Reading, Reply, ToolCall, ToolSet, ToolShape, ToolSpec};
use toolshape_bench::{Targets, compare};

fn main() {
    let text = report::input(SECTIONS).to_string();
    let spec = bounded::Report::spec();
    let validator = jsonschema::validator_for(spec.schema()).unwrap();
    let (specs, bounded_specs) = ([plain::Report::spec()], [spec]);
    compare(
        &format!("an input of {} bytes", text.len()),
        ("read", || read::<plain::Report>(&specs, &text)),
        ("serde_json::from_str", || serde_json::from_str::<plain::Report>(&text).unwrap()),
        Targets::time(1.05),
    );
    compare(
        "the same with bounds on two fields",
        ("read", || read::<bounded::Report>(&bounded_specs, &text)),
        ("serde_json::from_str, jsonschema, serde_json::from_value", || checked::<bounded::Report>(&validator, &text)),
        Targets::time(0.6),
    );
}

fn read<T: ToolSet>(specs: &[ToolSpec], text: &str) -> Outcome<T> {
    let mut view = Reply::new("tool_use");
    view.calls.push(ToolCall { id: "t1", name: "report", input: JsonText(text) });
    Reading::default().read(specs, &view).unwrap()
}

fn checked<T: DeserializeOwned>(validator: &jsonschema::Validator, text: &str) -> T {
    let value: Value = serde_json::from_str(text).unwrap();
    assert!(black_box(validator.is_valid(&value)));
    serde_json::from_value(value).unwrap()
}
