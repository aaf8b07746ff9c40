//! `toolshape ask`: a value that fits a schema.

mod outcome;
mod shape;
mod stream;

use std::env;
use std::fmt::Display;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use http::Uri;
use tokio::runtime;
use toolshape_bedrock::Client;

use crate::exit::Exit;
use outcome::Outcome;
use stream::Stopped;

const EXIT_STATUS: &str =
    "Exit status: 0 a value, 1 an error of the reply, 2 of usage, 3 of the service, 130 Ctrl-C while streaming";

const EVENTS: &str = "\
The lines of --stream, of which the last is that of --json:
  begin      path, value  a value appears; a list or an object without what is in it
  append     path, text   the string there goes on
  complete   path         nothing more comes there
  element    path, value  the same, of an element of a list that is in no other list
  text       text         the model's words beside it
  reasoning  text         its thoughts
  unknown                 something that this release does not know
Values are as the model writes them: the last line has the one that is repaired and checked.
A reply of which something was shown is not asked for again.";

/// Ask a model for a value that fits a JSON Schema
///
/// The model must call a tool whose input the schema describes; the tool's name is the schema's
/// title or the name of its file, its description that of the schema. The file may also be a tool in
/// the form of Bedrock, OpenAI, Anthropic or MCP. Region and credentials are those of the
/// environment, as AWS's own tools find them; an endpoint on loopback does without.
#[derive(Args)]
#[command(after_help = EXIT_STATUS, after_long_help = format!("{EXIT_STATUS}\n\n{EVENTS}"))]
pub(crate) struct Ask {
    /// The JSON Schema of the value; an object schema
    #[arg(long, value_name = "FILE")]
    shape: PathBuf,
    /// A model id, an inference profile, or the ARN of one of the two
    #[arg(long, value_name = "ID")]
    model: String,
    /// A file with the system prompt
    #[arg(long, value_name = "FILE")]
    system: Option<PathBuf>,
    /// A guardrail over prompt and reply: its id or ARN, and its version or DRAFT
    #[arg(long, value_name = "ID:VERSION", value_parser = guardrail)]
    guardrail: Option<(String, String)>,
    /// The endpoint, in place of AWS's own
    #[arg(long, value_name = "URL", value_parser = url)]
    endpoint_url: Option<String>,
    /// Take the reply as it came or not at all
    #[arg(long)]
    no_repair: bool,
    /// The most turns of the model
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    max_attempts: u32,
    /// Print the outcome as one line of JSON, an error too
    #[arg(long)]
    json: bool,
    /// Show the value while it arrives; into a pipe, each event as a line of JSON
    #[arg(long)]
    stream: bool,
    /// What to ask
    prompt: String,
}

/// `ID:VERSION`, where the id may be an ARN.
fn guardrail(argument: &str) -> Result<(String, String), &'static str> {
    let (id, version) = argument.rsplit_once(':').ok_or("expected ID:VERSION, such as abc123:DRAFT")?;
    Ok((id.to_owned(), version.to_owned()))
}

fn url(argument: &str) -> Result<String, &'static str> {
    let has_scheme = ["http://", "https://"].iter().any(|scheme| argument.starts_with(scheme));
    has_scheme.then(|| argument.to_owned()).ok_or("expected http://… or https://…")
}

/// Whether a URL leads to this machine, where hardly anyone checks a signature.
fn is_loopback(url: &str) -> bool {
    let Ok(url) = url.parse::<Uri>() else { return false };
    let host = url.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Whether the environment says whose credentials to sign with.
fn has_credentials() -> bool {
    ["AWS_ACCESS_KEY_ID", "AWS_PROFILE"].iter().any(|name| env::var_os(name).is_some())
}

impl Ask {
    pub(crate) fn run(self) -> Exit {
        let json = self.is_json();
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let (exit, outcome) = match runtime {
            Ok(runtime) => runtime.block_on(self.outcome()),
            Err(error) => (Exit::Usage, Outcome::invalid_request(format!("cannot start: {error}"))),
        };
        match (outcome, json) {
            (outcome, true) => print(exit, &outcome.json()),
            (Outcome::Value { value, .. }, false) => print(exit, &format!("{value:#}")),
            (Outcome::Error { message, .. }, false) => {
                // A closed standard error leaves the exit status to tell it.
                let _ = writeln!(io::stderr(), "error: {message}");
                exit
            }
        }
    }

    async fn outcome(self) -> (Exit, Outcome) {
        let json = self.is_json();
        let asked = self.prepare().map_err(|message| (Exit::Usage, Outcome::invalid_request(message)));
        let (spec, system) = match asked {
            Ok(asked) => asked,
            Err(told) => return told,
        };
        let client = match &self.endpoint_url {
            Some(url) if is_loopback(url) && !has_credentials() => Client::local(url),
            Some(url) => Client::from_env().await.with_endpoint(url),
            None => Client::from_env().await,
        };
        let mut request = client.generate_value(self.model, &spec).prompt(self.prompt);
        if let Some(system) = system {
            request = request.system(system);
        }
        if let Some((id, version)) = self.guardrail {
            request = request.guardrail(id, version);
        }
        let request = request.repair(!self.no_repair).max_attempts(self.max_attempts);
        let answer = match (self.stream, json) {
            (false, _) => request.send().await.map_err(Stopped::from),
            (true, true) => stream::lines(request).await,
            (true, false) => stream::live(request).await,
        };
        match answer {
            Ok(answer) => (Exit::Done, answer.into()),
            Err(stopped) => stopped.into(),
        }
    }

    /// Whether the outcome is for a program to read.
    fn is_json(&self) -> bool {
        self.json || (self.stream && !io::stdout().is_terminal())
    }

    /// What is in the files.
    fn prepare(&self) -> Result<(toolshape::ToolSpec, Option<String>), String> {
        let (spec, warnings) = shape::spec(&self.shape, &read(&self.shape)?)?;
        for warning in warnings {
            let _ = writeln!(io::stderr(), "warning: {warning}");
        }
        let system = self.system.as_deref().map(read).transpose()?;
        Ok((spec, system))
    }
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| cannot_read(path, &error))
}

fn cannot_read(path: &Path, error: &dyn Display) -> String {
    format!("cannot read {}: {error}", path.display())
}

/// Unlike `println!`, no panic where the reader has gone.
fn print(exit: Exit, text: &str) -> Exit {
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => exit,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cannot print: {error}");
            Exit::Usage
        }
    }
}
