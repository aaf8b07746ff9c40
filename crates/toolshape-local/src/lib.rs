//! A Bedrock-compatible endpoint on loopback.
