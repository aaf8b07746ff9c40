//! The public way in: which documents, what to do with warnings, where to write.

use std::collections::BTreeSet;
use std::env;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use toolshape_json_schema::{Document, file};

use super::{Formats, Growth, Language, source};
use crate::{Error, Warning};

/// Generates types from the JSON Schemas of tools, of draft 4 or later.
///
/// All documents given to one builder become one source, in which each has a root type that implements
/// `toolshape::ToolShape`. What a type cannot hold (bounds, patterns, formats, conditions, `not`) is checked against the
/// schema when a value is decoded. A reference may name another of the documents by its file name.
///
/// A document may also be a tool in the form of Bedrock, OpenAI, Anthropic or MCP, a list of tools, or an OpenAPI
/// document: each tool then has a root by its own name and with its description.
///
/// One place in the documents becomes one type, whichever schemas lead there: where `person.json` refers to `city.json`,
/// its field has the type of that document's root. So do operations that refer to one component of their OpenAPI
/// document. It becomes two types where it is read in two ways, as a schema without `type` that is a root and a member.
/// Schemas that stand in two places become two types, also where they are the same.
///
/// A schema that gains an optional member, or an `else`, keeps its types: their names, kinds, fields and boxes. But an
/// object is a map until it names a member; a member by which a type comes to hold itself, or more than 16 KiB or 16
/// types in each other, may box another; and a new title or definition may take the name that another type was given
/// for its place.
///
/// # Example
///
/// ```
/// let generated = toolshape_codegen::Builder::new()
///     .document("city.json", r#"{
///         "title": "City",
///         "type": "object",
///         "properties": { "name": { "type": "string" } },
///         "required": ["name"]
///     }"#)
///     .typescript()?;
/// assert!(generated.source.contains("export type City = {\n  name: string;"));
/// assert!(generated.warnings.is_empty());
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
///
/// In a build script, with `include!(concat!(env!("OUT_DIR"), "/city.rs"));` where the types belong:
///
/// ```no_run
/// fn main() -> Result<(), toolshape_codegen::Error> {
///     toolshape_codegen::Builder::new().schema("schemas/city.json").write_to_out_dir()?;
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Builder {
    inputs: Vec<Input>,
    max_bytes: u64,
    deny_warnings: bool,
    growth: Growth,
    formats: Formats,
    file_name: Option<String>,
}

#[derive(Clone, Debug)]
enum Input {
    File(PathBuf),
    Text { name: String, text: String },
}

/// A source, and what there is to say about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Generated {
    /// One module: formatted, and the same for the same documents.
    pub source: String,
    /// In the order of the documents.
    pub warnings: Vec<Warning>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            inputs: Vec::new(),
            max_bytes: file::LARGEST,
            deny_warnings: false,
            growth: Growth::default(),
            formats: Formats::default(),
            file_name: None,
        }
    }
}

impl Builder {
    /// A builder without documents.
    ///
    /// ```
    /// let error = toolshape_codegen::Builder::new().rust().unwrap_err();
    /// assert_eq!(error.reason(), "no schema is given");
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the document in a file. Messages name it by this path.
    ///
    /// The file is read only when the source is made, by [`Builder::rust`] and the like, which fail if it cannot be.
    ///
    /// ```
    /// let builder = toolshape_codegen::Builder::new().schema("nowhere/city.json");
    /// assert!(builder.rust().unwrap_err().reason().starts_with("cannot be read"));
    /// ```
    pub fn schema(mut self, path: impl Into<PathBuf>) -> Self {
        self.inputs.push(Input::File(path.into()));
        self
    }

    /// Adds a document by the name of its file, which messages show, and its text. No other may have the same name.
    ///
    /// ```
    /// let generated = toolshape_codegen::Builder::new()
    ///     .document("person.json", r##"{ "properties": { "home": { "$ref": "city.json" } }, "type": "object" }"##)
    ///     .document("city.json", r##"{ "properties": { "name": { "type": "string" } }, "type": "object" }"##)
    ///     .rust()?;
    /// assert!(generated.source.contains("pub struct Person {"));
    /// assert!(generated.source.contains("pub struct City {"));
    /// assert!(generated.warnings.is_empty());
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    pub fn document(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.inputs.push(Input::Text { name: name.into(), text: text.into() });
        self
    }

    /// Refuses documents of more bytes than this; 64 MiB by default.
    ///
    /// ```
    /// let builder = toolshape_codegen::Builder::new().document("city.json", r#"{ "type": "object" }"#);
    /// let error = builder.max_bytes(10).rust().unwrap_err();
    /// assert_eq!(error.to_string(), "city.json: longer than 10 bytes");
    /// ```
    pub fn max_bytes(mut self, bytes: u64) -> Self {
        self.max_bytes = bytes;
        self
    }

    /// Turns warnings into one error that lists them all; off by default.
    ///
    /// ```
    /// let typo = r#"{ "type": "dict", "properties": { "name": { "type": "string" } } }"#;
    /// let builder = toolshape_codegen::Builder::new().document("city.json", typo);
    /// assert_eq!(builder.clone().rust()?.warnings.len(), 1);
    /// let error = builder.deny_warnings(true).rust().unwrap_err();
    /// assert_eq!(error.warnings()[0].reason(), "`dict` is read as `object`");
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    pub fn deny_warnings(mut self, deny: bool) -> Self {
        self.deny_warnings = deny;
        self
    }

    /// Which of the Rust types show their parts while they are streamed: without this, the root types.
    ///
    /// ```
    /// use toolshape_codegen::{Builder, Growth};
    ///
    /// let builder = Builder::new().document("city.json", r#"{ "type": "object", "properties": { "name": {} } }"#);
    /// assert!(builder.clone().rust()?.source.contains("::toolshape::Partial"));
    /// assert!(!builder.growth(Growth::Nothing).rust()?.source.contains("::toolshape::Partial"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    pub fn growth(mut self, growth: Growth) -> Self {
        self.growth = growth;
        self
    }

    /// Whether strings of the formats `date` and `date-time` become `chrono::NaiveDate` and
    /// `chrono::DateTime<chrono::FixedOffset>` in Rust; off by default.
    ///
    /// The crate that takes the types needs chrono 0.4 with its feature `serde`. Such a field accepts what both the
    /// schema and chrono accept. It is written in chrono's form, in which the fraction of a second has 0, 3, 6 or 9
    /// digits. A date in a tuple stays a `String`.
    ///
    /// ```
    /// let flight = r#"{ "type": "object", "properties": { "day": { "type": "string", "format": "date" } } }"#;
    /// let builder = toolshape_codegen::Builder::new().document("flight.json", flight);
    /// assert!(builder.clone().rust()?.source.contains("pub day: Option<String>,"));
    /// assert!(builder.chrono(true).rust()?.source.contains("pub day: Option<::chrono::NaiveDate>,"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    pub fn chrono(mut self, is_used: bool) -> Self {
        self.formats.chrono = is_used;
        self
    }

    /// Whether strings of the format `uuid` become `uuid::Uuid` in Rust; off by default.
    ///
    /// The crate that takes the types needs uuid 1 with its feature `serde`. Such a field accepts what both the schema
    /// and uuid accept, and is written in lower case. One in a tuple stays a `String`.
    ///
    /// ```
    /// let order = r#"{ "type": "object", "properties": { "id": { "type": "string", "format": "uuid" } } }"#;
    /// let source = toolshape_codegen::Builder::new().document("order.json", order).uuid(true).rust()?.source;
    /// assert!(source.contains("pub id: Option<::uuid::Uuid>,"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    pub fn uuid(mut self, is_used: bool) -> Self {
        self.formats.uuid = is_used;
        self
    }

    /// The name of the file that [`Builder::write_to_out_dir`] writes: without it, `city.rs` for a first document
    /// `schemas/city.schema.json`.
    ///
    /// ```no_run
    /// let builder = toolshape_codegen::Builder::new().schema("schemas/city.json").schema("schemas/country.json");
    /// let file = builder.file_name("places.rs").write_to_out_dir()?;
    /// assert!(file.ends_with("places.rs"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Rust types: plain serde types, each root with `impl toolshape::ToolShape`.
    ///
    /// Needs `serde` and `toolshape` with its default features: `check` for patterns and formats, and `derive` unless
    /// growth is `Nothing`.
    ///
    /// An integer is an `i64`, or a `u64` where the bounds ask for more than that holds and for nothing negative. What
    /// lies beyond the type is refused; where the bounds allow it, such as `"maximum": 1e20`, a warning says so.
    ///
    /// Names keep the letters of their script. Where rustc warns of letters that look like others, allow
    /// `mixed_script_confusables` or `uncommon_codepoints` for the crate. Where it says that the types lie too deep in
    /// each other, raise its `recursion_limit`.
    ///
    /// ```
    /// let schema = r#"{ "type": "object", "properties": { "days": { "type": "integer" } }, "required": ["days"] }"#;
    /// let generated = toolshape_codegen::Builder::new().document("forecast.json", schema).rust()?;
    /// assert!(generated.source.contains("pub struct Forecast {"));
    /// assert!(generated.source.contains("pub days: i64,"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No document, two of one name, one that cannot be read, is not JSON or not a JSON Schema, or is nested too deep:
    /// the error says where and, if there is something to do about it, what. With [`Builder::deny_warnings`], any
    /// warning.
    pub fn rust(self) -> Result<Generated, Error> {
        let language = Language::Rust(self.growth, self.formats);
        self.generate(language)
    }

    /// TypeScript declarations of the same types.
    ///
    /// Every valid instance is accepted where it is assigned as a literal. So an object type that allows members
    /// without a name of their own has an index signature, `[key: string]: unknown`; one with
    /// `additionalProperties: false` has none, and tsc refuses what it does not name.
    ///
    /// ```
    /// let schema = r#"{ "type": "object", "properties": { "days": { "type": "integer" } }, "required": ["days"] }"#;
    /// let generated = toolshape_codegen::Builder::new().document("forecast.json", schema).typescript()?;
    /// assert!(generated.source.contains("export type Forecast = {\n  days: number;\n  [key: string]: unknown;\n};"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Builder::rust`].
    pub fn typescript(self) -> Result<Generated, Error> {
        self.generate(Language::TypeScript)
    }

    /// Writes the Rust types into a file of cargo's `$OUT_DIR` and returns its path: for build scripts.
    ///
    /// Tells cargo to rerun the build script when a schema file changes, and prints each warning. A file that is
    /// already up to date is not rewritten.
    ///
    /// # Errors
    ///
    /// As [`Builder::rust`]; also when cargo has not set `OUT_DIR`, or the file cannot be written.
    pub fn write_to_out_dir(self) -> Result<PathBuf, Error> {
        let file = self.file()?;
        for input in &self.inputs {
            if let Input::File(path) = input {
                println!("cargo::rerun-if-changed={}", path.display());
            }
        }
        let Generated { source, warnings } = self.rust()?;
        for warning in &warnings {
            println!("cargo::warning={}", one_line(warning));
        }
        if fs::read(&file).is_ok_and(|present| present == source.as_bytes()) {
            return Ok(file); // what is compiled of it stays fresh
        }
        match fs::write(&file, source) {
            Ok(()) => Ok(file),
            Err(error) => Err(Error::new(file.display().to_string(), "", format!("cannot be written: {error}"))),
        }
    }

    fn file(&self) -> Result<PathBuf, Error> {
        let Some(folder) = env::var_os("OUT_DIR") else {
            let hint = "call `write_to_out_dir` in a build script; elsewhere take the source that `rust` returns";
            return Err(Error::new("", "", "`OUT_DIR` is not set: cargo sets it for build scripts").with_hint(hint));
        };
        let name = match (&self.file_name, self.inputs.first()) {
            (Some(name), _) if Path::new(name).file_name().is_some_and(|file| file == name.as_str()) => name.clone(),
            (Some(name), _) => return Err(Error::new(name, "", "is not a file name: it is to be a file of $OUT_DIR")),
            (None, Some(input)) => format!("{}.rs", input.stem()),
            (None, None) => return Err(nothing()),
        };
        Ok(Path::new(&folder).join(name))
    }

    fn generate(self, language: Language) -> Result<Generated, Error> {
        if self.inputs.is_empty() {
            return Err(nothing());
        }
        let documents =
            self.inputs.iter().map(|input| input.read(self.max_bytes)).collect::<Result<Vec<Document>, Error>>()?;
        let mut names = BTreeSet::new();
        if let Some(twice) = documents.iter().find(|document| !names.insert(document.name.as_str())) {
            return Err(Error::new(&twice.name, "", "two documents have this name"));
        }
        let documents: Vec<Document> = documents.into_iter().flat_map(Document::tools).collect();
        let (source, warnings) = source(&documents, language)?;
        let warnings: Vec<_> = warnings.into_iter().filter_map(|warning| Warning::of(warning, &documents)).collect();
        if self.deny_warnings && !warnings.is_empty() {
            return Err(Error::denied(warnings));
        }
        Ok(Generated { source, warnings })
    }
}

/// What to do where a document is too long.
const LONGER: &str = "allow for more with `max_bytes`";

impl Input {
    fn read(&self, most: u64) -> Result<Document, Error> {
        match self {
            Self::Text { name, text } if text.len() as u64 > most => {
                Err(Error::new(name, "", format!("longer than {most} bytes")).with_hint(LONGER))
            }
            Self::Text { name, text } => document(name, text),
            Self::File(path) => {
                let name = path.display().to_string();
                match File::open(path).and_then(|file| file::read(file, most)) {
                    Ok(text) => document(&name, &text),
                    Err(_) if path.is_dir() => Err(Error::new(name, "", "this is a folder, not a JSON Schema")
                        .with_hint("name the files in it, one by one")),
                    Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                        Err(Error::new(name, "", error.to_string()).with_hint(LONGER))
                    }
                    Err(error) => Err(Error::new(name, "", format!("cannot be read: {error}"))),
                }
            }
        }
    }

    /// `city` of `schemas/city.schema.json`.
    fn stem(&self) -> String {
        let path = match self {
            Self::File(path) => path.to_string_lossy(),
            Self::Text { name, .. } => name.into(),
        };
        match file::stem(&path) {
            "" => "schema".to_owned(),
            stem => stem.to_owned(),
        }
    }
}

pub(super) fn document(name: &str, text: &str) -> Result<Document, Error> {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(
            Error::new(name, "", "this is empty, not a JSON Schema").with_hint("`{}` is the schema of any value")
        );
    }
    Ok(Document::read(name, text)?)
}

fn nothing() -> Error {
    Error::new("", "", "no schema is given").with_hint("add one with `schema` or `document`")
}

/// A message as cargo takes it.
fn one_line(warning: &Warning) -> String {
    let hint = warning.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
    format!("{warning}{hint}").replace(['\n', '\r'], " ")
}
