//! A folder of schemas and the source made from it.
//!
//! `TOOLSHAPE_GOLDEN=write cargo test -p toolshape-codegen --test golden` writes the sources anew; `golden_types.rs`
//! compiles them.

use std::path::Path;
use std::{env, fs};

#[test]
fn each_folder_gives_the_source_beside_it() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(golden).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    assert!(!folders.is_empty());
    for folder in folders {
        compare(&folder);
    }
}

fn compare(folder: &Path) {
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        documents.push((path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
    }
    documents.sort();
    let documents: Vec<(&str, &str)> = documents.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let made = toolshape_codegen::rust(&documents).unwrap();
    let path = folder.with_extension("rs");
    if env::var_os("TOOLSHAPE_GOLDEN").is_some_and(|mode| mode == "write") {
        fs::write(&path, &made).unwrap();
    }
    assert!(made == fs::read_to_string(&path).unwrap(), "{} differs: write it anew and read the diff", path.display());

    let reversed: Vec<_> = documents.into_iter().rev().collect();
    assert_eq!(made, toolshape_codegen::rust(&reversed).unwrap(), "the order of the documents matters");
}
