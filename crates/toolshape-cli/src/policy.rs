//! `toolshape policy`: the IAM policies that a call needs.

use clap::Args;
use serde_json::{Value, json};
use toolshape_iam::{Agent, Batch, Error, Grant, Guardrail, Invocation, Needs, Operation, Place};

use crate::exit::Exit;
use crate::show;

/// Print the IAM policies that a call to Bedrock needs
///
/// A policy allows the call and no more. By default the caller converses with the model; with --agent,
/// --appsync or --batch-role another does, and its role has a policy of its own.
#[derive(Args)]
#[command(mut_arg("region", |region| region.required(true)))]
#[command(after_help = "\
Where an inference profile leads is not guessed. This command lists it:
  aws bedrock get-inference-profile --inference-profile-identifier MODEL --query models[].modelArn

Exit status: 0 the policies, 2 wrong usage, something unknown or the output failed, 141 nobody reads the output any more")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command")]
pub(crate) struct Policy {
    /// What is invoked: the id or ARN of a model or an inference profile, or the ARN of a prompt or a prompt router
    model: String,
    #[command(flatten)]
    place: PlaceArguments,
    /// Stream replies, too
    #[arg(long, conflicts_with_all = ["agent", "appsync", "batch_role"])]
    stream: bool,
    /// Count tokens, too
    #[arg(long, conflicts_with_all = ["agent", "appsync", "batch_role"])]
    count_tokens: bool,
    /// Make the call with an API key of Bedrock
    #[arg(long, conflicts_with = "appsync")]
    api_key: bool,
    /// The guardrail of the call or the agent: its id or ARN
    #[arg(long, value_name = "ID", conflicts_with = "batch_role")]
    guardrail: Option<String>,
    /// The profile of a guardrail across regions, such as us.guardrail.v1:0; see --reaches
    #[arg(long, value_name = "ID", requires = "guardrail")]
    guardrail_profile: Option<String>,
    /// Invoke this agent, which runs on the model
    #[arg(long, value_name = "AGENT/ALIAS", conflicts_with_all = ["appsync", "batch_role"])]
    agent: Option<String>,
    /// Stream the agent's final response
    #[arg(long, requires = "agent")]
    stream_final: bool,
    /// A knowledge base that the agent queries, by its id
    #[arg(long, value_name = "ID", requires = "agent")]
    knowledge_base: Vec<String>,
    /// Invoke the model from a data source of AWS AppSync
    #[arg(long, conflicts_with = "batch_role")]
    appsync: bool,
    /// Create a batch job that this service role runs
    #[arg(long, value_name = "ARN", requires_all = ["input", "output"])]
    batch_role: Option<String>,
    /// The records of the batch job: `s3://BUCKET/KEY`, or a folder that ends in a slash
    #[arg(long, value_name = "URI", requires = "batch_role")]
    input: Option<String>,
    /// The folder for what the batch job writes: `s3://BUCKET/FOLDER`
    #[arg(long, value_name = "URI", requires = "batch_role")]
    output: Option<String>,
    /// Print one line of JSON: a list of {principal, policy, trust}
    #[arg(long)]
    json: bool,
}

/// Where the call is made.
#[derive(Args)]
pub(crate) struct PlaceArguments {
    /// The region that the call is sent to
    #[arg(long, requires = "model")]
    region: Option<String>,
    /// The account, as 12 digits
    #[arg(long)]
    account: Option<String>,
    /// What the model, or NAME, reaches: regions, or ids or ARNs of models, with commas between them
    ///
    /// A profile reaches regions, an application inference profile the ARNs of models, a prompt router models, a
    /// prompt its model, a guardrail profile regions.
    #[arg(long, value_name = "[NAME=]WHAT,…")]
    reaches: Vec<String>,
}

impl PlaceArguments {
    pub(crate) fn place(self, model: &str) -> Result<Place, Error> {
        let place = Place::new(self.region.unwrap_or_default())?;
        let place = self.account.into_iter().try_fold(place, Place::account)?;
        Ok(self.reaches.iter().fold(place, |place, reaches| {
            let (name, what) = reaches.split_once('=').unwrap_or((model, reaches));
            place.reaches(name, what.split(','))
        }))
    }
}

impl Policy {
    pub(crate) fn run(self) -> Exit {
        let json = self.json;
        let needs = match self.needs() {
            Ok(needs) => needs,
            Err(error) => return show::message(Exit::Usage, &error.to_string()),
        };
        let text = match (json, needs.grants()) {
            (true, grants) => grants.iter().map(as_json).collect::<Value>().to_string(),
            (false, [grant]) if grant.trust().is_none() => format!("{:#}", grant.policy()),
            (false, grants) => grants.iter().flat_map(documents).collect::<Vec<_>>().join("\n"),
        };
        show::output(&format!("{text}\n"), Exit::Done, Exit::Usage)
    }

    fn needs(self) -> Result<Needs, Error> {
        let place = self.place.place(&self.model)?;
        let mut call = Invocation::new(&self.model);
        if let Some(id) = self.guardrail {
            let guardrail = Guardrail::new(id)?;
            call = call.guardrail(self.guardrail_profile.into_iter().fold(guardrail, Guardrail::profile));
        }
        let mut operations = Vec::new();
        if let Some(agent) = self.agent {
            let (id, alias) = agent.split_once('/').unwrap_or((&agent, ""));
            let agent = Agent::new(id, alias)?.model(call);
            let agent = self.knowledge_base.into_iter().try_fold(agent, Agent::knowledge_base)?;
            operations.push(Operation::InvokeAgent(if self.stream_final { agent.stream_final() } else { agent }));
        } else if self.appsync {
            operations.push(Operation::AppSyncDataSource(call));
        } else if let (Some(role), Some(input), Some(output)) = (self.batch_role, self.input, self.output) {
            operations.push(Operation::CreateModelInvocationJob(Batch::new(self.model, role, &input, &output)?));
        } else {
            operations.push(Operation::Converse(call.clone()));
            if self.stream {
                operations.push(Operation::ConverseStream(call));
            }
            if self.count_tokens {
                operations.push(Operation::CountTokens(self.model));
            }
        }
        if self.api_key {
            operations.push(Operation::CallWithBearerToken);
        }
        operations.iter().try_fold(Needs::default(), |needs, operation| Ok(needs.and(Needs::of(operation, &place)?)))
    }
}

/// Each document under a heading.
fn documents(grant: &Grant) -> Vec<String> {
    let principal = grant.principal().as_str();
    let policy = format!("# {principal}: policy\n{:#}", grant.policy());
    let trust = grant.trust().map(|trust| format!("# {principal}: trust policy\n{trust:#}"));
    [policy].into_iter().chain(trust).collect()
}

/// Scripts rely on the form.
fn as_json(grant: &Grant) -> Value {
    json!({"principal": grant.principal().as_str(), "policy": grant.policy(), "trust": grant.trust()})
}
