//! `toolshape::diff`: what a verdict promises, and what a reader sees.

mod law;
mod random;
mod words;
