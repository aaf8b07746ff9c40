//! A question becomes a typed, checked, executed SQL query.
//!
//! The resolver of the AWS AppSync guide that calls `generateObject`, in Rust: the same store,
//! the same question, the same guardrail. Where the guide returns the model's SQL as it came,
//! this program checks it and runs it.
//!
//! ```text
//! cargo run -p toolshape-examples --example sql -- "What is my top selling product?"
//! ```

mod show;
mod store;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toolshape::ToolShape;
use toolshape_bedrock::{Answer, Client};
use toolshape_examples::plain;
use toolshape_local::Server;
use toolshape_sql::{Database, Parameters, Refused, Rows, Sql};

/// One read-only query that answers the question.
#[derive(Debug, Serialize, Deserialize, JsonSchema, ToolShape)]
#[serde(bound = "D: Database")]
#[schemars(bound = "D: Database", rename = "SqlQuery")]
#[tool(validate = SqlQuery::check)]
struct SqlQuery<D> {
    sql: Sql<D>,
    /// The value of each placeholder, by its name without the colon.
    #[serde(default)]
    parameters: Parameters,
}

impl<D> SqlQuery<D> {
    fn check(&self) -> Result<(), Refused> {
        self.sql.check(&self.parameters)
    }
}

/// Ask a coffee store's database a question; a model writes the SQL.
#[derive(Parser)]
#[command(after_help = "\
Exit status: 0 with rows (or none found) or with --json; 1 after an error, which includes SQL that\n\
may not run; 2 for wrong arguments; 3 when the model declined to answer.")]
struct Args {
    /// The question, such as "What is my top selling product?".
    question: String,

    /// Ask Bedrock, with the credentials and the region of the environment, in place of the recordings.
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

    /// A guardrail of your account, to check question and answer.
    #[arg(long, value_name = "ID", requires = "bedrock")]
    guardrail: Option<String>,

    /// The guardrail's version, a number or DRAFT.
    #[arg(long, value_name = "VERSION", requires = "guardrail", default_value = "DRAFT")]
    guardrail_version: String,

    /// Run the query on this PostgreSQL, which has the store's tables, in place of SQLite. Connect as a role that may
    /// only read them.
    #[arg(long, value_name = "URL")]
    postgres: Option<String>,

    /// Print the model's query as JSON and stop: it is checked, and not run.
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Says something besides the value, to which --json gives standard output alone.
    fn tell(&self, line: &str) {
        if self.json {
            eprintln!("{line}");
        } else {
            println!("{line}");
        }
    }
}

/// How a question without an error ends.
enum Outcome {
    Answered,
    /// There is no query to run, and this is what the model says about it.
    Declined(Option<String>),
}

const RECORDINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sql/replies");
const RECORDED: &str = "The reply is a recording, written by hand in the service's format; no model is asked.";
/// The guardrail of the guide's example. The local endpoint looks at its form only.
const GUIDES_GUARDRAIL: &str = "iabc12345678";
/// The exit status when the model declines.
const DECLINED: u8 = 3;

#[tokio::main]
async fn run(args: &Args) -> Result<Outcome, Box<dyn Error>> {
    match &args.postgres {
        Some(url) => answer::<store::Postgres>(args, async |query| store::on_postgres(url, &query).await).await,
        None => answer::<store::Sqlite>(args, async |query| Ok(store::on_sqlite(&query)?)).await,
    }
}

fn main() -> ExitCode {
    // The queries run in processes of this program.
    toolshape_sql::sqlite::worker();
    let args = Args::parse();
    match run(&args) {
        Ok(Outcome::Answered) => ExitCode::SUCCESS,
        Ok(Outcome::Declined(why)) => {
            args.tell(&show::declined(why.as_deref()));
            ExitCode::from(DECLINED)
        }
        Err(error) => {
            eprintln!("error: {}", show::chain(&*error));
            ExitCode::FAILURE
        }
    }
}

/// Asks the question and runs the query.
async fn answer<D: Database>(
    args: &Args,
    run: impl AsyncFnOnce(SqlQuery<D>) -> Result<Rows, Box<dyn Error>>,
) -> Result<Outcome, Box<dyn Error>> {
    // The server answers for as long as it is kept.
    let (client, _server) = if args.bedrock {
        (Client::from_env().await, None)
    } else {
        args.tell(&format!("{RECORDED}\n"));
        let server = Server::builder().replies(RECORDINGS)?.start().await?;
        (Client::local(server.url()), Some(server))
    };

    let answer = match ask::<D>(&client, args).await {
        Ok(answer) => answer,
        Err(error) if error.is_no_tool_call() => {
            args.tell(&format!("{}\n", show::cost(&error.usage(), error.latency())));
            return Ok(Outcome::Declined(error.text().map(str::to_owned)));
        }
        Err(error) if error.is_not_found() && !args.bedrock => return Err(not_recorded()?.into()),
        Err(error) if error.is_mismatch() => {
            if let Some(sql) = error.payload().and_then(|input| input["sql"].as_str()) {
                args.tell(&format!("{}\n", plain(sql)));
            }
            return Err(format!("the model's SQL is not run: {}", error.detail().unwrap_or_default()).into());
        }
        Err(error) => return Err(error.into()),
    };

    let mut out = io::stdout();
    let query = answer.value;
    if args.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&query)?)?;
        return Ok(Outcome::Answered);
    }
    writeln!(out, "{}\n", plain(query.sql.as_str()))?;
    writeln!(out, "{}\n", show::parameters(&query.parameters))?;
    writeln!(out, "{}\n", show::cost(&answer.usage, answer.latency))?;

    if query.sql.is_declined() {
        return Ok(Outcome::Declined(query.sql.comment().map(str::to_owned)));
    }
    writeln!(out, "{}", show::rows(&run(query).await?))?;
    Ok(Outcome::Answered)
}

/// The counterpart of the guide's `generateObject`: one tool, which the model must call.
async fn ask<D: Database>(client: &Client, args: &Args) -> Result<Answer<SqlQuery<D>>, toolshape_bedrock::Error> {
    let mut question = client.generate::<SqlQuery<D>>(&args.model).system(system::<D>()).prompt(&args.question);
    let guides = (!args.bedrock).then_some(GUIDES_GUARDRAIL);
    if let Some(guardrail) = args.guardrail.as_deref().or(guides) {
        question = question.guardrail(guardrail, &args.guardrail_version);
    }
    // A model that hears why its query is refused writes another one. A recording would only say the same again.
    question.max_attempts(if args.bedrock { 3 } else { 1 }).send().await
}

fn system<D: Database>() -> String {
    let tables = D::catalog().map(ToString::to_string).unwrap_or_default();
    format!(
        "You are a database assistant that provides SQL queries to retrieve data based on a natural language request.\n\
         Assume a {:?} database with the following tables and columns exists:\n{tables}\n\
         To compare with a placeholder whose value may be null, write IS NOT DISTINCT FROM, not IS.\n\
         If you cannot or will not provide a query, answer with `SELECT NULL;` and an SQL comment that says why.",
        D::DIALECT
    )
}

/// The message that lists the questions to ask instead.
fn not_recorded() -> Result<String, Box<dyn Error>> {
    let mut questions = Vec::new();
    for file in fs::read_dir(RECORDINGS)? {
        let path = file?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let recording: serde_json::Value = serde_json::from_slice(&fs::read(path)?)?;
        questions.extend(recording["match"]["prompt"].as_str().map(|prompt| format!("\n  {prompt}")));
    }
    questions.sort();
    Ok(format!("no reply is recorded for this question; --bedrock asks a model. Recorded are:{}", questions.concat()))
}
