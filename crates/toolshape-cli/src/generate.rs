//! `toolshape generate`: types from the JSON Schemas of tools.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use toolshape_codegen::{Builder, Growth};
use toolshape_json_schema::file;

use crate::document::{self, Document};
use crate::exit::Exit;
use crate::show;

/// Make types of the JSON Schemas of tools
///
/// All files become one source. Each is a JSON Schema of draft 4 or later, a tool in the form of Bedrock,
/// OpenAI, Anthropic or MCP, a list of tools, or an OpenAPI document; each tool is a root. The Rust types implement
/// `ToolShape` and need the crates toolshape and serde. Warnings say where a schema was read otherwise
/// than written, or where a type is looser than the schema.
#[derive(Args)]
#[command(after_help = "\
Exit status: 0 a source, 1 a schema is at fault, 2 an error of usage, of reading or of writing, 141 nobody reads the
output any more")]
pub(crate) struct Generate {
    /// The schemas; `-` is the standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What to make
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
    /// The file to write to, in place of the standard output; left as it is where something is at fault
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Which of the Rust types show their parts while they are streamed
    #[arg(long, value_enum, value_name = "TYPES", default_value_t)]
    growth: Types,
    /// Make `chrono` types of strings of the formats `date` and `date-time`; Rust only
    #[arg(long)]
    chrono: bool,
    /// Make `uuid::Uuid` of strings of the format `uuid`; Rust only
    #[arg(long)]
    uuid: bool,
    /// Take warnings as errors
    #[arg(long)]
    deny_warnings: bool,
    /// The length from which on a document is refused
    #[arg(long, value_name = "BYTES", default_value_t = file::LARGEST)]
    max_bytes: u64,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Language {
    #[default]
    #[value(alias = "rs")]
    Rust,
    #[value(alias = "ts")]
    Typescript,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Types {
    Nothing,
    #[default]
    Roots,
    /// What the roots hold, too; takes longer to compile
    All,
}

impl From<Types> for Growth {
    fn from(types: Types) -> Self {
        match types {
            Types::Nothing => Self::Nothing,
            Types::Roots => Self::Roots,
            Types::All => Self::All,
        }
    }
}

impl Generate {
    pub(crate) fn run(self) -> Exit {
        let documents = match document::read(&self.files, self.max_bytes) {
            Ok(documents) => documents,
            Err(message) => return show::message(Exit::Usage, &message),
        };
        let builder =
            Builder::new().deny_warnings(self.deny_warnings).max_bytes(self.max_bytes).growth(self.growth.into());
        let builder = builder.chrono(self.chrono).uuid(self.uuid);
        let builder = documents.iter().fold(builder, |builder, Document { name, text }| builder.document(name, text));
        let generated = match self.lang {
            Language::Rust => builder.rust(),
            Language::Typescript => builder.typescript(),
        };
        let generated = match generated {
            Ok(generated) => generated,
            Err(error) => return show::error(Exit::Refused, &documents, &error),
        };
        show::warnings(&documents, &generated.warnings);
        let Some(path) = &self.out else { return show::output(&generated.source, Exit::Done, Exit::Usage) };
        match file::replace(path, &generated.source) {
            Ok(()) => Exit::Done,
            Err(error) => show::message(Exit::Usage, &format!("cannot write {}: {error}", path.display())),
        }
    }
}
