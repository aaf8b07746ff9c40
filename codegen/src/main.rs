//! The command `toolshape-codegen`: source from JSON Schema documents, and those of Bedrock from AWS's service model.

mod command;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use toolshape_codegen::Folder;

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
    Rust(Documents),
    /// Make TypeScript declarations of a folder of JSON Schema documents
    Typescript(Documents),
}

#[derive(clap::Args)]
struct Documents {
    /// The folder; each file of it that ends in .json is a document
    folder: PathBuf,
    /// The file to write to, in place of the standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Import { service_model, out } => command::import(&service_model, &out),
        Verb::Rust(Documents { folder, out }) => command::source(&folder, out.as_deref(), Folder::rust),
        Verb::Typescript(Documents { folder, out }) => command::source(&folder, out.as_deref(), Folder::typescript),
    };
    done.unwrap_or_else(|message| {
        eprintln!("error: {message}");
        ExitCode::from(2)
    })
}
