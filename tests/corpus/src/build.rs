//! Sources, many to a program: what does not compile is taken out, and the rest is compiled again.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::corpus::Corpus;
use crate::generate::Source;
use crate::report::Report;

/// The most source in one program: rustc takes two to four gigabytes for it.
const LARGEST: usize = 2 * 1024 * 1024;
/// The most modules in one program.
const MOST: usize = 200;

/// A program that decodes instances of its documents.
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) documents: Vec<usize>,
}

/// Compiles all sources.
pub(crate) fn all(
    corpus: &Corpus,
    sources: Vec<Source>,
    jobs: usize,
    report: &mut Report,
) -> Result<Vec<Program>, String> {
    let workspace = Workspace::create(jobs)?;
    let mut roots = BTreeMap::new();
    for source in &sources {
        match root(&source.text) {
            Some(root) => drop(roots.insert(source.document, root.to_owned())),
            None => report.fail(source.document, "compile", "no type of it is a ToolShape"),
        }
    }
    let mut chunks = chunks(sources.into_iter().filter(|source| roots.contains_key(&source.document)));
    // Every build but the last finds something to take out; cargo takes no empty workspace.
    while !chunks.is_empty() {
        eprintln!("  {} programs", chunks.len());
        workspace.write(corpus, &chunks, &roots)?;
        let failed = workspace.build()?;
        if failed.is_empty() {
            break;
        }
        let mut next = chunks.keys().max().map_or(0, |last| last + 1);
        for (index, errors) in failed {
            let Some(chunk) = chunks.remove(&index) else { continue };
            let (left, other_half) = without_failed(chunk, &errors, report);
            chunks.extend(Some((index, left)).filter(|(_, left)| !left.is_empty()));
            if !other_half.is_empty() {
                chunks.insert(next, other_half);
                next += 1;
            }
        }
    }
    let programs = chunks.iter().map(|(index, chunk)| {
        let documents: Vec<_> = chunk.iter().map(|source| source.document).collect();
        for document in &documents {
            report.compiled(*document);
        }
        Program { path: workspace.target.join("debug").join(format!("chunk{index}")), documents }
    });
    Ok(programs.collect())
}

/// The name of the type that is the tool.
fn root(source: &str) -> Option<&str> {
    let (_, behind) = source.split_once("::toolshape::generated::tool! {")?;
    Some(behind.split_once(':')?.0.trim())
}

type Chunk = Vec<Source>;

/// The sources of each program, by its number. It keeps its number, so that it is compiled again only when it changed.
type Chunks = BTreeMap<usize, Chunk>;

fn chunks(sources: impl Iterator<Item = Source>) -> Chunks {
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut size = 0;
    for source in sources {
        size += source.text.len();
        match chunks.last_mut() {
            Some(chunk) if size <= LARGEST && chunk.len() < MOST => chunk.push(source),
            _ => {
                size = source.text.len();
                chunks.push(vec![source]);
            }
        }
    }
    chunks.into_iter().enumerate().collect()
}

/// The errors of one program, by document; by none where the compiler names no module.
type Errors = BTreeMap<Option<usize>, String>;

/// What is left of a program that did not compile. Without a module to blame, it is in two halves, each to be tried
/// alone.
fn without_failed(mut chunk: Chunk, errors: &Errors, report: &mut Report) -> (Chunk, Chunk) {
    let before = chunk.len();
    for (document, why) in errors.iter().filter_map(|(document, why)| Some(((*document)?, why))) {
        if chunk.iter().any(|source| source.document == document) {
            report.fail(document, "compile", why);
            chunk.retain(|source| source.document != document);
        }
    }
    if chunk.len() < before {
        return (chunk, Vec::new());
    }
    if let [source] = chunk.as_slice() {
        let why = errors.values().next().map_or("without a message", String::as_str);
        report.fail(source.document, "compile", why);
        return (Vec::new(), Vec::new());
    }
    let half = chunk.split_off(before / 2);
    (chunk, half)
}

/// The crates to compile, under the target folder of this workspace.
struct Workspace {
    folder: PathBuf,
    target: PathBuf,
    jobs: usize,
}

impl Workspace {
    fn create(jobs: usize) -> Result<Self, String> {
        let program = env::current_exe().map_err(|error| error.to_string())?;
        // target/release/toolshape-corpus
        let target = program.ancestors().nth(2).ok_or("this program is in no target folder")?;
        let folder = target.join("corpus");
        let target = folder.join("target");
        Ok(Self { folder, target, jobs })
    }

    fn write(&self, corpus: &Corpus, chunks: &Chunks, roots: &BTreeMap<usize, String>) -> Result<(), String> {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let crates = repository.join("crates");
        let members: Vec<_> = chunks.keys().map(|index| format!("\"chunk{index}\"")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.join(", ")
        );
        put(&self.folder.join("Cargo.toml"), &manifest)?;
        if !self.folder.join("Cargo.lock").exists() {
            let lock = repository.join("Cargo.lock"); // the same versions
            fs::copy(&lock, self.folder.join("Cargo.lock")).map_err(|error| cannot_write(&lock, &error))?;
        }
        for (index, chunk) in chunks {
            let folder = self.folder.join(format!("chunk{index}"));
            let manifest = format!(
                "[package]\nname = \"chunk{index}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
                 jsonschema = {{ version = \"0.60\", default-features = false }}\n\
                 serde = {{ version = \"1\", features = [\"derive\"] }}\n\
                 serde_json = {{ version = \"1\", features = [\"preserve_order\"] }}\n\
                 toolshape = {{ path = '{crates}/toolshape' }}\n\
                 toolshape-json-schema = {{ path = '{crates}/toolshape-json-schema' }}\n",
                crates = crates.display()
            );
            put(&folder.join("Cargo.toml"), &manifest)?;
            put(&folder.join("src/main.rs"), &main(corpus, chunk, roots))?;
            put(&folder.join("src/kept.rs"), include_str!("kept.rs"))?;
            for source in chunk {
                put(&folder.join(format!("src/m{}.rs", source.document)), &source.text)?;
            }
        }
        Ok(())
    }

    /// The errors of each program that does not compile.
    fn build(&self) -> Result<BTreeMap<usize, Errors>, String> {
        let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--workspace", "--keep-going", "--message-format=json", "--quiet", "-j"])
            .arg(self.jobs.to_string())
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .stderr(Stdio::piped())
            .output()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        if output.status.success() {
            return Ok(BTreeMap::new());
        }
        let mut failed: BTreeMap<usize, Errors> = BTreeMap::new();
        let mut built = BTreeSet::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(message) = serde_json::from_str::<Value>(line) else { continue };
            let Some(index) = chunk_of(&message) else { continue };
            if message["reason"] == "compiler-artifact" {
                built.insert(index);
            }
            if message["message"]["level"] == "error" {
                let rendered = message["message"]["rendered"].as_str().unwrap_or_default();
                let errors = failed.entry(index).or_default();
                errors.entry(module(&message["message"])).or_insert_with(|| rendered.to_owned());
            }
        }
        failed.retain(|index, _| !built.contains(index));
        let is_ours = |text: &str| text.contains("chunk");
        let stderr = String::from_utf8_lossy(&output.stderr);
        if failed.is_empty() && !is_ours(&stderr) {
            return Err(format!("cargo failed:\n{stderr}"));
        }
        // A compiler that was killed says nothing in JSON.
        for index in stderr.split("could not compile `chunk").skip(1).filter_map(number) {
            failed.entry(index).or_insert_with(|| BTreeMap::from([(None, stderr.to_string())]));
        }
        Ok(failed)
    }
}

fn main(corpus: &Corpus, chunk: &Chunk, roots: &BTreeMap<usize, String>) -> String {
    let mut text = "#![allow(warnings)]\n\n".to_owned();
    for source in chunk {
        let (document, name) = (source.document, &corpus.documents[source.document].name);
        // Writing to a String does not fail.
        let _ = writeln!(text, "mod m{document}; // {name}");
    }
    text += "\nconst MODULES: &[(usize, Decode)] = &[\n";
    for source in chunk {
        let (document, root) = (source.document, &roots[&source.document]);
        let _ = writeln!(text, "    ({document}, decode::<m{document}::{root}>),");
    }
    text + "];\n\n" + include_str!("harness.rs")
}

fn chunk_of(message: &Value) -> Option<usize> {
    number(message["target"]["name"].as_str()?.strip_prefix("chunk")?)
}

fn number(text: &str) -> Option<usize> {
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The document whose module an error is in.
fn module(message: &Value) -> Option<usize> {
    let spans = message["spans"].as_array()?;
    let in_module = |span: &Value| number(span["file_name"].as_str()?.rsplit('/').next()?.strip_prefix('m')?);
    let mut places = spans.iter().flat_map(|span| [span, &span["expansion"]["span"]]);
    places.find_map(in_module).or_else(|| message["children"].as_array()?.iter().find_map(module))
}

/// Leaves a file that is right as it is, so that what is compiled of it stays fresh.
fn put(path: &Path, text: &str) -> Result<(), String> {
    if fs::read_to_string(path).is_ok_and(|present| present == text) {
        return Ok(());
    }
    let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
    folder.and_then(|()| fs::write(path, text)).map_err(|error| cannot_write(path, &error))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> String {
    format!("cannot write {}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_names_no_root() {
        let text = r#"{"title": "City", "type": "object", "description": "A ToolShape for tests."}"#;
        let source = toolshape_codegen::Builder::new().document("city.json", text).rust().unwrap().source;
        assert_eq!(root(&source), Some("City"));
    }
}
