//! The files of a folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// All documents, by the names of their files.
pub(crate) struct Corpus {
    pub(crate) documents: Vec<Document>,
}

pub(crate) struct Document {
    /// The name of its file, without the ending.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    /// Whether each instance is valid.
    pub(crate) instances: Vec<bool>,
}

/// What is in a file.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) schema: Value,
    #[serde(default)]
    pub(crate) tests: Vec<Instance>,
}

#[derive(Deserialize)]
pub(crate) struct Instance {
    pub(crate) valid: bool,
}

impl Corpus {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let cannot = |path: &Path, error: &dyn std::fmt::Display| format!("cannot read {}: {error}", path.display());
        let folder = fs::canonicalize(folder).map_err(|error| cannot(folder, &error))?;
        let mut documents = Vec::new();
        for entry in fs::read_dir(&folder).map_err(|error| cannot(&folder, &error))? {
            let path = entry.map_err(|error| cannot(&folder, &error))?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| cannot(&path, &error))?;
            let case: Case = serde_json::from_slice(&bytes).map_err(|error| cannot(&path, &error))?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            documents.push(Document { name, path, instances: case.tests.iter().map(|test| test.valid).collect() });
        }
        documents.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { documents })
    }
}

impl Document {
    /// The set that it is of: what stands before `---`, or else before the first `_`.
    pub(crate) fn set(&self) -> &str {
        let name = self.name.as_str();
        name.split_once("---").or_else(|| name.split_once('_')).map_or(name, |(set, _)| set)
    }
}
