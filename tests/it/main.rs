//! Behaviour through the public API.

mod asking;
mod boto3;
mod botocore;
mod bounds;
mod cli;
mod client;
mod converse;
mod errors;
mod faults;
mod instances;
mod js;
mod local;
mod model;
mod replies;
mod schema_first;
mod sdk;
mod service_model;
mod soak;
mod spans;
mod stream;
mod stream_local;
mod tool_declarations;
mod tools;
mod types;
mod typescript;
mod wire;
