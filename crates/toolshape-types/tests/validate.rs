//! Validation: what it takes and refuses, what it says, and whether others agree.

#[path = "validate/assertion.rs"]
mod assertion;
#[path = "validate/generate.rs"]
mod generate;
#[path = "validate/judge.rs"]
mod judge;
#[path = "validate/laws.rs"]
mod laws;
#[path = "validate/messages.rs"]
mod messages;
#[path = "validate/types.rs"]
mod types;
