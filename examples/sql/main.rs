//! A question becomes a typed, checked, executed SQL query.

fn main() {}
