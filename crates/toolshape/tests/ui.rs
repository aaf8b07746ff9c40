//! The compile errors of the macros, one symptom a file in `ui/`.
//!
//! `TRYBUILD=overwrite cargo test -p toolshape --test ui` writes the `.stderr` files anew.

#[cfg(feature = "schema")]
use std::{fs, path::Path};

#[test]
fn each_mistake_is_reported_on_its_own_token() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/*.rs");
    #[cfg(feature = "schema")]
    schemas(&cases);
}

/// `shape!` reads files of the package that calls it, which is one that trybuild makes.
#[cfg(feature = "schema")]
fn schemas(cases: &trybuild::TestCases) {
    let package = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tests/trybuild/toolshape/schemas");
    fs::create_dir_all(&package).unwrap();
    for name in ["broken.json", "list.json", "loose.json"] {
        fs::copy(Path::new("tests/ui/shape").join(name), package.join(name)).unwrap();
    }
    cases.compile_fail("tests/ui/shape/*.rs");
}
