//! Holds generated types to a folder of real schemas with instances.
//!
//! A file is `{"schema": …, "tests": [{"valid": bool, "data": …}]}`. Of every schema Rust is made, all of it is
//! compiled, and every instance is decoded. What is printed, for each set of files, is how far that went.
//!
//! Each schema is made into Rust and TypeScript, and each instance decoded, in a child process that may take 1 GB and
//! 10 s; what needs more, panics or dies has failed. All is kept under `target/corpus`, for a look at the sources.

mod build;
mod corpus;
mod decode;
mod generate;
mod limited;
mod report;
mod worker;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use corpus::Corpus;
use report::Report;

/// Make types of real schemas, compile them, and hold them to instances
#[derive(Parser)]
struct Arguments {
    /// The folder of `{schema, tests}` files
    #[arg(env = "TOOLSHAPE_CORPUS", required_unless_present = "worker")]
    folder: Option<PathBuf>,
    /// A file for one line per failure, with its reason
    #[arg(long, value_name = "FILE")]
    failures: Option<PathBuf>,
    /// How many processes at once
    #[arg(long, value_name = "N", default_value_t = 2)]
    jobs: usize,
    /// Make sources for the paths on the standard input: the child's part
    #[arg(long, hide = true)]
    worker: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.worker {
        worker::run();
        return ExitCode::SUCCESS;
    }
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let folder = arguments.folder.as_deref().ok_or("no folder")?;
    let corpus = Corpus::read(folder)?;
    let mut report = Report::of(&corpus);

    eprintln!("{} documents: making sources", corpus.documents.len());
    let sources = generate::all(&corpus, arguments.jobs, &mut report)?;
    eprintln!("{} sources: compiling", sources.len());
    let programs = build::all(&corpus, sources, arguments.jobs, &mut report)?;
    eprintln!("{} programs: decoding", programs.len());
    decode::all(&corpus, &programs, &mut report)?;

    print!("{}", report.table());
    if let Some(file) = &arguments.failures {
        fs::write(file, report.failures()).map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    }
    Ok(())
}
