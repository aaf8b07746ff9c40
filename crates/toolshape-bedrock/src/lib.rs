//! Typed answers from Bedrock.
