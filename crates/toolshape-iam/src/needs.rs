//! What a call needs.

use serde_json::{Value, json};

use crate::target::Target;
use crate::{Agent, Batch, Error, Guardrail, Invocation, Operation, Place, Statement};

pub(crate) const INVOKE: &str = "bedrock:InvokeModel";
pub(crate) const INVOKE_STREAM: &str = "bedrock:InvokeModelWithResponseStream";

/// The statements that a call needs, for each principal that takes part in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[must_use]
pub struct Needs {
    grants: Vec<Grant>,
}

/// What one principal needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    principal: Principal,
    statements: Vec<Statement>,
    trust: Option<Value>,
}

/// Who needs permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Principal {
    /// Whoever makes the call.
    Caller,
    /// The execution role of an agent.
    AgentRole,
    /// The service role of a batch job.
    BatchRole,
    /// The role of AppSync's data source.
    DataSource,
}

impl Principal {
    /// `caller`, `agent-role`, `batch-role` or `data-source`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Caller => "caller",
            Self::AgentRole => "agent-role",
            Self::BatchRole => "batch-role",
            Self::DataSource => "data-source",
        }
    }
}

impl Grant {
    /// Who needs it.
    #[must_use]
    pub fn principal(&self) -> Principal {
        self.principal
    }

    /// What is to be allowed.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The statements as a policy document, to attach to the principal.
    #[must_use]
    pub fn policy(&self) -> Value {
        json!({"Version": "2012-10-17", "Statement": self.statements})
    }

    /// The trust policy of a role that a service assumes.
    #[must_use]
    pub fn trust(&self) -> Option<&Value> {
        self.trust.as_ref()
    }
}

impl Needs {
    /// What an operation needs in a place: no more than the one call does.
    ///
    /// Resources are named, and `*` stands only for actions without resources, for the job that a batch call creates,
    /// and for what lies in a folder of S3.
    ///
    /// # Errors
    ///
    /// When an ARN is malformed or of the wrong kind, or when something is [unknown](Error::is_unknown): where a profile
    /// leads, the model of a prompt, the account, or what a model's id stands for.
    ///
    /// ```
    /// use toolshape_iam::{Agent, Needs, Operation, Place, Principal};
    ///
    /// let agent = Agent::new("AGENT12345", "ALIAS12345")?.model("anthropic.claude-3-haiku-20240307-v1:0").stream_final();
    /// let place = Place::new("us-east-1")?.account("123456789012")?;
    /// let needs = Needs::of(&Operation::InvokeAgent(agent), &place)?;
    /// let [caller, role] = needs.grants() else { panic!("a caller and a role") };
    /// assert_eq!(caller.statements()[0].actions(), ["bedrock:InvokeAgent"]);
    /// assert_eq!(role.principal(), Principal::AgentRole);
    /// assert_eq!(role.statements()[0].actions(), ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]);
    /// # Ok::<(), toolshape_iam::Error>(())
    /// ```
    pub fn of(operation: &Operation, place: &Place) -> Result<Self, Error> {
        let caller = |statements| Ok(Self::default().with(Principal::Caller, None, statements));
        match operation {
            Operation::Converse(call) | Operation::InvokeModel(call) => caller(invoke(call, &[INVOKE], place)?),
            Operation::ConverseStream(call) | Operation::InvokeModelWithResponseStream(call) => {
                caller(invoke(call, &[INVOKE_STREAM], place)?)
            }
            Operation::ApplyGuardrail(guardrail) => caller(vec![apply(guardrail, place)?]),
            Operation::InvokeGuardrailChecks => caller(vec![anywhere("bedrock:InvokeGuardrailChecks")]),
            Operation::InvokeInlineAgent => caller(vec![anywhere("bedrock:InvokeInlineAgent")]),
            Operation::CallWithBearerToken => caller(vec![anywhere("bedrock:CallWithBearerToken")]),
            Operation::CountTokens(model) => match Target::of(model, place)? {
                Target::Model(arn) => caller(vec![Statement::new(&["bedrock:CountTokens"], [arn])]),
                _ => Err(Error::field("model to count tokens for", "must be a foundation model")),
            },
            Operation::InvokeAgent(agent) => invoke_agent(agent, place),
            Operation::CreateModelInvocationJob(batch) => create_job(batch, place),
            Operation::AppSyncDataSource(call) => data_source(call, place),
        }
    }

    /// These needs and those of another call; statements that differ in one thing become one.
    ///
    /// ```
    /// use toolshape_iam::{Needs, Operation, Place};
    ///
    /// let place = Place::new("us-east-1")?;
    /// let model = "amazon.nova-lite-v1:0";
    /// let plain = Needs::of(&Operation::Converse(model.into()), &place)?;
    /// let streamed = Needs::of(&Operation::ConverseStream(model.into()), &place)?;
    /// assert_eq!(plain.and(streamed).grants()[0].statements().len(), 1);
    /// # Ok::<(), toolshape_iam::Error>(())
    /// ```
    pub fn and(self, other: Self) -> Self {
        other
            .grants
            .into_iter()
            .fold(self, |needs, Grant { principal, statements, trust }| needs.with(principal, trust, statements))
    }

    /// What each principal needs, each once; two roles of one kind are two.
    #[must_use]
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    fn with(mut self, principal: Principal, trust: Option<Value>, statements: Vec<Statement>) -> Self {
        // A trust policy names the agent, so that roles of different agents stay apart.
        let is_same = |grant: &&mut Grant| grant.principal == principal && grant.trust == trust;
        match self.grants.iter_mut().find(is_same) {
            Some(grant) => statements.into_iter().for_each(|statement| statement.add_to(&mut grant.statements)),
            None => self.grants.push(Grant { principal, statements, trust }),
        }
        self
    }
}

/// The model, what it reaches, and the guardrail.
pub(crate) fn invoke(call: &Invocation, actions: &[&str], place: &Place) -> Result<Vec<Statement>, Error> {
    let mut statements = Target::of(&call.model, place)?.invoke(actions, place)?;
    if let Some(guardrail) = &call.guardrail {
        statements.push(apply(guardrail, place)?);
    }
    Ok(statements)
}

fn anywhere(action: &str) -> Statement {
    Statement::new(&[action], ["*".to_owned()])
}

fn apply(Guardrail { id, profile }: &Guardrail, place: &Place) -> Result<Statement, Error> {
    let mut resources =
        vec![if id.starts_with("arn:") { id.clone() } else { place.own(&format!("guardrail/{id}"))? }];
    if let Some(profile) = profile {
        let id = profile.rsplit('/').next().unwrap_or(profile);
        let unknown = || {
            let give = "the destination regions that AWS documents for it";
            Error::unknown(format!("where the guardrail profile `{id}` leads is"), give)
        };
        if !id.chars().all(|letter| letter.is_ascii_alphanumeric() || "-.:".contains(letter)) {
            return Err(Error::field("guardrail profile", "must be an id such as `us.guardrail.v1:0`"));
        }
        for region in place.reached(id).ok_or_else(unknown)? {
            let region = Place::new(region)?;
            resources.push(place.own_in(region.region(), &format!("guardrail-profile/{id}"))?);
        }
    }
    Ok(Statement::new(&["bedrock:ApplyGuardrail"], resources))
}

fn invoke_agent(agent: &Agent, place: &Place) -> Result<Needs, Error> {
    let alias = place.own(&format!("agent-alias/{}/{}", agent.id, agent.alias))?;
    let needs = Needs::default().with(Principal::Caller, None, vec![Statement::new(&["bedrock:InvokeAgent"], [alias])]);
    let Some(model) = &agent.model else { return Ok(needs) };
    let actions: &[&str] = if agent.streams_final { &[INVOKE, INVOKE_STREAM] } else { &[INVOKE] };
    let mut statements = invoke(model, actions, place)?;
    if !agent.knowledge_bases.is_empty() {
        let ids = agent.knowledge_bases.iter().map(|id| place.own(&format!("knowledge-base/{id}")));
        statements.push(Statement::new(&["bedrock:Retrieve"], ids.collect::<Result<Vec<_>, _>>()?));
    }
    let trust = trust("bedrock", &place.own(&format!("agent/{}", agent.id))?, place)?;
    Ok(needs.with(Principal::AgentRole, Some(trust), statements))
}

fn create_job(batch: &Batch, place: &Place) -> Result<Needs, Error> {
    let target = Target::of(&batch.model, place)?;
    let (models, invoked) = match target {
        Target::Model(arn) => (vec![arn], Vec::new()),
        Target::Custom(arn) => (vec![arn.to_string()], Vec::new()),
        Target::Profile(_) => {
            let invoked = target.invoke(&[INVOKE], place)?;
            (invoked.iter().flat_map(Statement::resources).cloned().collect(), invoked)
        }
        _ => return Err(Error::field("model of a batch job", "must be a model or an inference profile")),
    };
    let job = place.own("model-invocation-job/*")?;
    let caller = vec![
        Statement::new(&["bedrock:CreateModelInvocationJob"], models.into_iter().chain([job.clone()])),
        Statement::new(&["iam:PassRole"], [batch.role.clone()]).when("iam:PassedToService", "bedrock.amazonaws.com"),
    ];
    let [(input, from), (output, to)] = [&batch.input, &batch.output];
    let bucket = |bucket: &String| format!("arn:{}:s3:::{bucket}", place.partition());
    let from = if from.is_empty() || from.ends_with('/') { format!("{from}*") } else { from.clone() };
    let to = if to.is_empty() || to.ends_with('/') { format!("{to}*") } else { format!("{to}/*") };
    let mut statements = vec![Statement::new(&["s3:GetObject"], [format!("{}/{from}", bucket(input))])];
    Statement::new(&["s3:ListBucket"], [bucket(input)]).add_to(&mut statements);
    Statement::new(&["s3:ListBucket"], [bucket(output)]).add_to(&mut statements);
    Statement::new(&["s3:PutObject"], [format!("{}/{to}", bucket(output))]).add_to(&mut statements);
    statements.extend(invoked);
    let needs = Needs::default().with(Principal::Caller, None, caller);
    Ok(needs.with(Principal::BatchRole, Some(trust("bedrock", &job, place)?), statements))
}

fn data_source(call: &Invocation, place: &Place) -> Result<Needs, Error> {
    if let Ok(arn) = call.model.parse::<crate::Arn>()
        && arn.region() != place.region()
    {
        return Err(Error::field("model of a data source", "must be in the region of the AppSync API"));
    }
    let source = format!("arn:{}:appsync:{}:{}:apis/*", place.partition(), place.region(), place.known_account()?);
    let trust = trust("appsync", &source, place)?;
    Ok(Needs::default().with(Principal::DataSource, Some(trust), invoke(call, &[INVOKE], place)?))
}

fn trust(service: &str, source: &str, place: &Place) -> Result<Value, Error> {
    Ok(json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": {"Service": format!("{service}.amazonaws.com")},
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {"aws:SourceAccount": place.known_account()?},
                "ArnLike": {"aws:SourceArn": source},
            },
        }],
    }))
}
