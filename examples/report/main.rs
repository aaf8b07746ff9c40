//! A typed report that fills in while the model writes it.
//!
//! On a terminal the page grows; into a pipe each finding is a line, as soon as it is complete.
//!
//! ```text
//! cargo run -p toolshape-examples --example report
//! ```

mod page;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use console::Term;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toolshape::{Partial, ToolShape};
use toolshape_bedrock::{Answer, Client, Event, Streaming};
use toolshape_local::Server;

use crate::page::{Page, line};

/// A report on a coffee store's notes.
#[derive(Debug, Serialize, Deserialize, JsonSchema, ToolShape)]
#[tool(partial)]
struct Report {
    title: String,
    /// What the notes say, in two or three sections.
    sections: Vec<Section>,
    /// What to act on, the most urgent first.
    findings: Vec<Finding>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, Partial)]
struct Section {
    heading: String,
    /// One short paragraph.
    text: String,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema, Partial)]
struct Finding {
    severity: Severity,
    /// What is wrong, and since when.
    text: String,
    /// What to do about it, and until when.
    action: String,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema, Partial)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Low,
    Medium,
    High,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {} {}", self.severity, line(&self.text), line(&self.action))
    }
}

/// Report on a coffee store's notes, while a model writes it.
#[derive(Parser)]
struct Args {
    /// Ask Bedrock, with the credentials and the region of the environment, in place of the recording.
    #[arg(long)]
    bedrock: bool,

    /// The model or inference profile to ask.
    #[arg(
        long,
        value_name = "ID",
        requires = "bedrock",
        default_value = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
    )]
    model: String,

    /// Print the report as JSON, once there is the whole of it.
    #[arg(long)]
    json: bool,
}

const RECORDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/report/replies");
const RECORDED: &str = "The reply is a recording, written by hand in the service's format; no model is asked.";
const NOTES: &str = include_str!("notes.txt");
const QUESTION: &str = "What should we look after before the holidays?";

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    // The server answers for as long as it is kept.
    let (client, _server) = if args.bedrock {
        (Client::from_env().await, None)
    } else {
        eprintln!("{RECORDED}\n");
        let pace = Duration::from_millis(30);
        let server = Server::builder().replies(RECORDINGS)?.fragment_size(12).pace(pace).start().await?;
        (Client::local(server.url()), Some(server))
    };

    let stream = ask(&client, &args.model).await?;
    let mut out = io::stdout();
    if args.json {
        let answer = stream.answer().await?;
        writeln!(out, "{}", serde_json::to_string_pretty(&answer.value)?)?;
        return Ok(());
    }
    let answer = if out.is_terminal() { draw(stream).await? } else { print(stream, &mut out).await? };
    let usage = answer.usage;
    eprintln!("\n{} tokens in, {} tokens out", usage.input_tokens, usage.output_tokens);
    Ok(())
}

async fn ask(client: &Client, model: &str) -> Result<Streaming<Report, PartialReport>, toolshape_bedrock::Error> {
    let system = format!("You help the staff of a coffee store. Their notes:\n\n{NOTES}");
    client.generate::<Report>(model).system(system).prompt(QUESTION).stream().await
}

/// The page grows with each event.
async fn draw(mut stream: Streaming<Report, PartialReport>) -> Result<Answer<Report>, Box<dyn Error>> {
    let mut page = Page::on(Term::buffered_stdout());
    while let Some(event) = stream.next().await? {
        if let Event::Partial { value, .. } = event {
            page.draw(value)?;
        }
    }
    Ok(stream.answer().await?)
}

/// A line for each finding, which is typed and checked.
async fn print(
    mut stream: Streaming<Report, PartialReport>,
    out: &mut impl Write,
) -> Result<Answer<Report>, Box<dyn Error>> {
    let mut findings = stream.elements::<Finding>("findings")?;
    while let Some(finding) = findings.next().await? {
        writeln!(out, "{finding}")?;
    }
    Ok(stream.answer().await?)
}
