//! Behaviour through the public API.

mod boto3;
mod local;
mod model;
mod tools;
mod wire;
