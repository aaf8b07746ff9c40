//! JSON Schemas of Bedrock and AppSync as data.
