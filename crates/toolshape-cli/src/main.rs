//! The command `toolshape`.

mod ask;
mod exit;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Typed answers from Amazon Bedrock.
#[derive(Parser)]
#[command(name = "toolshape", version, about)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Ask(ask::Ask),
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let exit = match Arguments::parse().verb {
        Verb::Ask(ask) => ask.run().await,
    };
    exit.into()
}
