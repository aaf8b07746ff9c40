//! The command `toolshape`.

mod ask;
mod diff;
mod document;
mod exit;
mod generate;
mod models;
mod plain;
mod policy;
mod show;
mod why;

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
    Policy(Box<policy::Policy>),
    Why(why::Why),
}

fn main() -> ExitCode {
    let exit = match Arguments::parse().verb {
        Verb::Ask(ask) => ask.run(),
        Verb::Diff(diff) => diff.run(),
        Verb::Generate(generate) => generate.run(),
        Verb::Models(models) => models.run(),
        Verb::Policy(policy) => policy.run(),
        Verb::Why(why) => why.run(),
    };
    exit.into()
}
