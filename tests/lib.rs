//! Behaviour across the crates of toolshape; the tests are under `it/`.
