//! The command `toolshape-codegen`.
fn main() {}
