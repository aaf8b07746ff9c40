//! A folder of schemas and the source made from it.
//!
//! `TOOLSHAPE_GOLDEN=write cargo test -p toolshape-codegen --test golden` writes the sources anew; `golden_types.rs`
//! compiles them.

mod beside;

use toolshape_codegen::Folder;

#[test]
fn each_folder_gives_the_source_beside_it() {
    beside::compare("rs", Folder::rust);
    beside::compare("d.ts", Folder::typescript);
}
