//! A report as a model fills it in: as a type without constraints, and with bounds on two fields of each section.

use serde_json::{Value, json};

/// Sections that make about 10 KB.
pub const SECTIONS: usize = 42;

macro_rules! report {
    ($(#[$heading:meta])? $(, #[$count:meta])?) => {
        use std::collections::BTreeMap;

        use schemars::JsonSchema;
        use serde::Deserialize;
        use toolshape::{Partial, ToolShape};

        /// What was found.
        #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
        #[tool(name = "report", partial)]
        #[allow(dead_code, reason = "filled in by serde, read by nobody")]
        pub struct Report {
            pub title: String,
            pub sections: Vec<Section>,
        }

        #[derive(Debug, Deserialize, JsonSchema, Partial)]
        #[allow(dead_code, reason = "filled in by serde, read by nobody")]
        pub struct Section {
            $(#[$heading])?
            pub heading: String,
            pub severity: Severity,
            pub score: f64,
            $(#[$count])?
            pub count: u32,
            pub resolved: bool,
            pub note: Option<String>,
            pub tags: Vec<String>,
            pub labels: BTreeMap<String, i64>,
        }

        #[derive(Debug, Deserialize, JsonSchema, Partial)]
        #[serde(rename_all = "lowercase")]
        pub enum Severity {
            Low,
            High,
        }
    };
}

pub mod plain {
    report!();
}

pub mod bounded {
    report!(#[schemars(length(max = 100))], #[schemars(range(max = 1_000_000))]);
}

/// The input of a call with so many sections.
pub fn input(sections: usize) -> Value {
    let section = |index: usize| {
        json!({
            "heading": format!("Section {index}: what was found in the logs of last week"),
            "severity": if index.is_multiple_of(2) { "low" } else { "high" },
            "score": 0.25 * index as f64,
            "count": index * 17,
            "resolved": index.is_multiple_of(3),
            "note": index.is_multiple_of(4).then_some("Seen before; see the report of the week before last."),
            "tags": ["storage", "latency", "eu-west-1"],
            "labels": {"first": index, "second": -5, "third": 9_007_199_254_740_993_i64},
        })
    };
    json!({"title": "Weekly report", "sections": (0..sections).map(section).collect::<Vec<_>>()})
}
