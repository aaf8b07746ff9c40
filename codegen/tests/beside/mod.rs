//! Folders of documents, each with what is made of it beside it.

use std::path::Path;
use std::{env, fs};

use toolshape_codegen::{Error, Folder};

/// Compares what is made of each folder below `tests/HOME` with the file of its name and this ending; with
/// `TOOLSHAPE_GOLDEN=write`, writes the file first.
pub(crate) fn compare(ending: &str, make: impl Fn(&Folder) -> Result<String, Error>) {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(home).unwrap().map(|entry| entry.unwrap().path());
    let folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    assert!(!folders.is_empty());
    for folder in folders {
        let documents = documents(&folder);
        let documents: Vec<_> = documents.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let text = make(&Folder::read(&documents).unwrap()).unwrap();
        let path = folder.with_extension(ending);
        if env::var_os("TOOLSHAPE_GOLDEN").is_some_and(|mode| mode == "write") {
            fs::write(&path, &text).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap();
        assert!(text == expected, "{} differs: write it anew and read the diff", path.display());
        let reversed: Vec<_> = documents.into_iter().rev().collect();
        assert_eq!(text, make(&Folder::read(&reversed).unwrap()).unwrap(), "the order of the documents matters");
    }
}

fn documents(folder: &Path) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut documents: Vec<_> = paths
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    documents.sort();
    documents
}
