//! Behaviour through the public API.

mod boto3;
mod local;
mod tools;
mod wire;
