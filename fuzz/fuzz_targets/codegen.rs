//! Source made of any schema: it parses as Rust and as TypeScript, and what the schema holds stands in a literal, a
//! comment or a name.

#![no_main]

#[path = "../../codegen/tests/law/mod.rs"]
mod law;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|schema: &str| law::hold(schema));
