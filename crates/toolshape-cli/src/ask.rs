//! `toolshape ask`: a value that fits a schema.

mod options;
mod outcome;
mod shape;
mod stream;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use serde_json::Value;
use tokio::runtime;
use toolshape::ToolSpec;
use toolshape_bedrock::__private::Environment;
use toolshape_json_schema::file;

use crate::document;
use crate::exit::Exit;
use crate::plain::shown;
use crate::show;
use options::Budget;
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
    /// The system prompt
    #[arg(long, value_name = "TEXT")]
    system: Option<String>,
    /// A file with the system prompt; `-` is the standard input
    #[arg(long, value_name = "FILE", conflicts_with = "system")]
    system_file: Option<PathBuf>,
    /// The most tokens to write
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..))]
    max_tokens: Option<i32>,
    /// How freely to pick tokens, from 0 to 1
    #[arg(long, value_name = "T", value_parser = options::temperature)]
    temperature: Option<f64>,
    /// Let the model think first
    ///
    /// For Claude, BUDGET is the most tokens to think in: at least 1024, which is also the default, and fewer than
    /// --max-tokens. `adaptive` leaves the budget to the model; Claude Opus 4.7 and later take nothing else. Nova 2
    /// and DeepSeek V3 take no BUDGET and think with medium effort. Other families are refused.
    #[arg(long, value_name = "BUDGET", num_args = 0..=1, require_equals = true, value_parser = options::budget)]
    #[expect(clippy::option_option, reason = "the option may stand without its value, as clap has it")]
    thinking: Option<Option<Budget>>,
    /// A guardrail over prompt and reply: its id or ARN, and its version or DRAFT
    #[arg(long, value_name = "ID:VERSION", value_parser = options::guardrail)]
    guardrail: Option<(String, String)>,
    /// The profile with the credentials and the region, in place of `AWS_PROFILE` and variables with credentials
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    profile: Option<String>,
    /// The region, in place of that of `AWS_REGION` or the profile
    #[arg(long, value_name = "REGION", value_parser = NonEmptyStringValueParser::new())]
    region: Option<String>,
    /// The endpoint, in place of AWS's own
    #[arg(long, value_name = "URL", value_parser = options::url)]
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
    /// What to ask; `-` is the standard input
    prompt: String,
}

/// What is asked, read and checked.
struct Question {
    spec: ToolSpec,
    system: Option<String>,
    prompt: String,
    thinking: Option<Value>,
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
        let question = match self.question() {
            Ok(question) => question,
            Err(message) => return (Exit::Usage, Outcome::invalid_request(message)),
        };
        let Self { profile, region, endpoint_url, .. } = self;
        let client = Environment { profile, region, endpoint_url }.client().await;
        let mut request = client.generate_value(self.model, &question.spec).prompt(question.prompt);
        if let Some(system) = question.system {
            request = request.system(system);
        }
        if let Some(tokens) = self.max_tokens {
            request = request.max_tokens(tokens);
        }
        if let Some(temperature) = self.temperature {
            request = request.temperature(temperature);
        }
        if let Some(fields) = question.thinking {
            request = request.additional_model_fields(fields);
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

    /// Reads the files, of which one may be the standard input.
    fn question(&self) -> Result<Question, String> {
        let prompt = (self.prompt == "-").then(|| PathBuf::from("-"));
        let files: Vec<_> = [&self.shape].into_iter().chain(&self.system_file).chain(&prompt).cloned().collect();
        let mut documents = document::read(&files, file::LARGEST)?.into_iter();
        let Some(schema) = documents.next() else { return Err("there is no schema".to_owned()) };
        let (spec, warnings) = shape::spec(&schema)?;
        for warning in warnings {
            let _ = writeln!(io::stderr(), "warning: {}", shown(&warning, &io::stderr()));
        }
        let mut text = |is_read: bool| is_read.then(|| documents.next()).flatten().map(|document| document.text);
        let system = text(self.system_file.is_some()).or_else(|| self.system.clone());
        let prompt = text(prompt.is_some()).unwrap_or_else(|| self.prompt.clone());
        let thinking = self.thinking.map(|budget| options::thinking(&self.model, budget)).transpose()?;
        Ok(Question { spec, system, prompt, thinking })
    }
}

fn print(exit: Exit, text: &str) -> Exit {
    show::output(&format!("{text}\n"), exit, Exit::Service)
}
