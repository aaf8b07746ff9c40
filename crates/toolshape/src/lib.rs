//! A Rust type as a tool that a model must call.
