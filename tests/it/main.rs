//! Behaviour through the public API.

mod boto3;
mod client;
mod errors;
mod js;
mod local;
mod model;
mod service_model;
mod spans;
mod stream_local;
mod tools;
mod typescript;
mod wire;
