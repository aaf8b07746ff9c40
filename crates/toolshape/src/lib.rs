//! A Rust type as a tool.
