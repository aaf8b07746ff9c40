//! The compile errors of the derive, one symptom a file in `ui/`.
//!
//! `TRYBUILD=overwrite cargo test -p toolshape --test ui` writes the `.stderr` files anew.

#[test]
fn each_mistake_is_reported_on_its_own_token() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
}
