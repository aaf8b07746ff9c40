//! Behaviour through the public API.

mod boto3;
mod botocore;
mod client;
mod converse;
mod errors;
mod instances;
mod js;
mod local;
mod model;
mod sdk;
mod service_model;
mod spans;
mod stream_local;
mod tools;
mod types;
mod typescript;
mod wire;
