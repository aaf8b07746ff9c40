//! Behaviour across the crates of toolshape; the tests are under `it/`.

/// The examples of the README compile.
#[doc = include_str!("../README.md")]
#[cfg(doctest)]
struct Readme;
