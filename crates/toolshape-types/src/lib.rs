//! Serde types.
