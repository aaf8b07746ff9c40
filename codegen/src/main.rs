//! The command `toolshape-codegen`: source from JSON Schema documents, and those of Bedrock from AWS's service model.

mod command;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Write the JSON Schemas of Bedrock Runtime from AWS's service model
    Import {
        /// The service model: service-2.json of bedrock-runtime, as the botocore package carries it
        service_model: PathBuf,
        /// The folder of the documents
        #[arg(long, default_value = "schemas/bedrock")]
        out: PathBuf,
    },
    /// Make Rust types of a folder of JSON Schema documents
    Rust(Folder),
    /// Make TypeScript declarations of a folder of JSON Schema documents
    Typescript(Folder),
}

#[derive(clap::Args)]
struct Folder {
    /// The folder; each file of it that ends in .json is a document
    folder: PathBuf,
    /// The file to write to, in place of the standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Import { service_model, out } => command::import(&service_model, &out),
        Verb::Rust(Folder { folder, out }) => command::source(&folder, out.as_deref(), toolshape_codegen::rust),
        Verb::Typescript(Folder { folder, out }) => {
            command::source(&folder, out.as_deref(), toolshape_codegen::typescript)
        }
    };
    done.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(2)
    })
}
