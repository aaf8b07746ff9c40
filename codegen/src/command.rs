//! What the verbs of the program do.

use std::fmt::Display;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use toolshape_codegen::{Error, Folder};
use toolshape_json_schema::file;

type Outcome = Result<ExitCode, String>;

/// Writes the documents of a service model.
pub(crate) fn import(service_model: &Path, out: &Path) -> Outcome {
    let documents = toolshape_codegen::import(&model(service_model)?).map_err(|error| error.to_string())?;
    // Every document is made by now: an error above leaves the folder as it was.
    for (file, document) in &documents {
        write(&out.join(file), &format!("{document:#}\n"))?;
    }
    print(&format!("{} documents in {}\n", documents.len(), out.display()))?;
    for (name, _) in self::documents(out)?.into_iter().filter(|(name, _)| !documents.contains_key(name)) {
        print(&format!("{name} is no longer one of them: delete it\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes one source of the documents of a folder.
pub(crate) fn source(folder: &Path, out: Option<&Path>, make: impl Fn(&Folder) -> Result<String, Error>) -> Outcome {
    let documents = documents(folder)?;
    let source = Folder::read(&borrowed(&documents))
        .and_then(|folder| make(&folder))
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    match out {
        Some(file) => write(file, &source).map(|()| ExitCode::SUCCESS),
        None => print(&source),
    }
}

fn model(path: &Path) -> Result<String, String> {
    let hint = "; unpack service-2.json.gz of botocore first";
    fs::read_to_string(path).map_err(|error| format!("{}{hint}", cannot("read", path, error)))
}

/// The documents of a folder, by name.
fn documents(folder: &Path) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| cannot("read", folder, error))? {
        let path = entry.map_err(|error| cannot("read", folder, error))?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).map_err(|error| cannot("read", &path, error))?));
        }
    }
    if found.is_empty() {
        return Err(format!("no file in {} ends in .json", folder.display()));
    }
    found.sort();
    Ok(found)
}

fn borrowed(documents: &[(String, String)]) -> Vec<(&str, &str)> {
    documents.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    file::replace(path, text).map_err(|error| cannot("write", path, error))
}

/// Unlike `print!`, an error where the reader has gone, not a panic.
fn print(text: &str) -> Outcome {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map(|()| ExitCode::SUCCESS).map_err(|error| format!("cannot print: {error}"))
}

fn cannot(what: &str, path: &Path, error: impl Display) -> String {
    format!("cannot {what} {}: {error}", path.display())
}
