//! The documents that a command is given, by file or on the standard input.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use toolshape_json_schema::file;

/// What a document is called that came on the standard input.
pub(crate) const STANDARD_INPUT: &str = "-";

/// A document as it was read.
pub(crate) struct Document {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The documents in these files, each of so many bytes at most; `-` is the standard input.
pub(crate) fn read(files: &[PathBuf], most: u64) -> Result<Vec<Document>, String> {
    if files.iter().filter(|file| is_standard_input(file)).count() > 1 {
        return Err("the standard input can be read once".to_owned());
    }
    files.iter().map(|file| read_one(file, most)).collect()
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

fn read_one(file: &Path, most: u64) -> Result<Document, String> {
    let (name, text) = if is_standard_input(file) {
        (STANDARD_INPUT.to_owned(), file::read(io::stdin(), most))
    } else {
        (file.display().to_string(), File::open(file).and_then(|file| file::read(file, most)))
    };
    match text {
        // Some editors start a file with a mark, which is not JSON.
        Ok(text) => Ok(Document { name, text: text.trim_start_matches('\u{feff}').to_owned() }),
        Err(error) => Err(format!("cannot read {name}: {error}")),
    }
}
