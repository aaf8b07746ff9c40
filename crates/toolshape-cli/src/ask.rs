//! `toolshape ask`: a value that fits a schema.

mod endpoint;
mod outcome;
mod plain;
mod shape;
mod stream;

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use tokio::runtime;
use toolshape_bedrock::Client;

use crate::document;
use crate::exit::Exit;
use crate::show;
use outcome::Outcome;
use stream::Stopped;

const EXIT_STATUS: &str = "\
Exit status: 0 a value; 1 the reply is not a value; 2 wrong usage; 3 the service, the connection or the output failed;
130 interrupted while streaming; 141 nobody reads the output any more";

const EVENTS: &str = "\
The lines of --stream, of which the last is that of --json:
  begin      path, value  a value appears; a list or an object without what is in it
  append     path, text   the string there goes on
  complete   path         nothing more comes there
  element    path, value  like `complete`, with the value, for each element of an outermost list
  text       text         the model's words beside it
  reasoning  text         the model's reasoning
  unknown                 something that this release does not know
Values are as the model writes them: the last line has the one that is repaired and checked.
A reply of which something was shown is not asked for again.";

/// Ask a model for a value that fits a JSON Schema
///
/// The model must call a tool whose input the schema describes; the tool's name is the schema's
/// title or the name of its file, its description that of the schema. The file may also be a tool in
/// the form of Bedrock, OpenAI, Anthropic or MCP. Region and credentials are those of the
/// environment, as AWS's own tools find them; an endpoint on loopback is asked with placeholders where
/// there are none.
#[derive(Args)]
#[command(after_help = EXIT_STATUS, after_long_help = format!("{EXIT_STATUS}\n\n{EVENTS}"))]
pub(crate) struct Ask {
    /// The JSON Schema of the value, an object schema; `-` is the standard input
    #[arg(long, value_name = "FILE")]
    shape: PathBuf,
    /// A model id, an inference profile, or the ARN of one of the two
    #[arg(long, value_name = "ID")]
    model: String,
    /// A file with the system prompt; `-` is the standard input
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

impl Ask {
    pub(crate) fn run(self) -> Exit {
        let json = self.is_json();
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let (exit, outcome) = match runtime {
            Ok(runtime) => runtime.block_on(self.outcome()),
            Err(error) => (Exit::Service, Outcome::io(format!("cannot start: {error}"))),
        };
        match (outcome, json) {
            (outcome, true) => print(exit, &outcome.json()),
            (Outcome::Value { value, .. }, false) => print(exit, &format!("{value:#}")),
            (Outcome::Error { message, .. }, false) => {
                // A closed standard error leaves the exit status to tell it.
                let _ = writeln!(io::stderr(), "error: {}", shown(&message, &io::stderr()));
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
            Some(url) => endpoint::client(url).await,
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
        let files: Vec<_> = [&self.shape].into_iter().chain(&self.system).cloned().collect();
        let mut documents = document::read(&files)?.into_iter();
        let Some(schema) = documents.next() else { return Err("there is no schema".to_owned()) };
        let (spec, warnings) = shape::spec(&schema)?;
        for warning in warnings {
            let _ = writeln!(io::stderr(), "warning: {}", shown(&warning, &io::stderr()));
        }
        Ok((spec, documents.next().map(|system| system.text)))
    }
}

fn print(exit: Exit, text: &str) -> Exit {
    show::output(&format!("{}\n", shown(text, &io::stdout())), exit, Exit::Service)
}

/// The text as it is printed there.
fn shown<'a>(text: &'a str, stream: &impl IsTerminal) -> Cow<'a, str> {
    if stream.is_terminal() { plain::plain(text).into() } else { text.into() }
}
