//! Values while they arrive.

mod changes;
mod choice;
mod errors;
mod fragments;
mod generated;
mod properties;
mod random;
mod shapes;
mod suite;
mod types;
