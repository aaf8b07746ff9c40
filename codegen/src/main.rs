//! The command `toolshape-codegen`: keeps the schemas of Bedrock in step with AWS's service model.

use std::path::{Path, PathBuf};
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
        /// The folder to write the documents to
        #[arg(long, default_value = "schemas/bedrock")]
        out: PathBuf,
    },
}

fn main() -> ExitCode {
    let Verb::Import { service_model, out } = Arguments::parse().verb;
    match import(&service_model, &out) {
        Ok(count) => {
            println!("{count} documents in {}", out.display());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn import(service_model: &Path, out: &Path) -> Result<usize, String> {
    let text = std::fs::read_to_string(service_model).map_err(|error| {
        format!("cannot read {}: {error}; unpack service-2.json.gz of botocore first", service_model.display())
    })?;
    let documents = toolshape_codegen::import(&text).map_err(|error| error.to_string())?;
    for (file, document) in &documents {
        let path = out.join(file);
        std::fs::write(&path, format!("{document:#}\n"))
            .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    Ok(documents.len())
}
