//! The command `toolshape`.

mod ask;
mod diff;
mod document;
mod exit;
mod generate;
mod models;
mod show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Typed answers from Amazon Bedrock, and types from the JSON Schemas of tools.
#[derive(Parser)]
#[command(name = "toolshape", version, about)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Ask(Box<ask::Ask>),
    Diff(diff::Diff),
    Generate(generate::Generate),
    Models(models::Models),
}

fn main() -> ExitCode {
    let exit = match Arguments::parse().verb {
        Verb::Ask(ask) => ask.run(),
        Verb::Diff(diff) => diff.run(),
        Verb::Generate(generate) => generate.run(),
        Verb::Models(models) => models.run(),
    };
    exit.into()
}
