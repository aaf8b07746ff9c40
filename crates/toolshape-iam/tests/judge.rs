//! Policies held against `@cloud-copilot/iam-simulate`, which decides as IAM does.
//!
//! It is installed under target/. Without Node the test is skipped, except where `CI` is set, where it fails.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use toolshape_iam::{Agent, Batch, Guardrail, Invocation, Needs, Operation, Place, Principal};

const SIMULATOR: &str = "@cloud-copilot/iam-simulate@0.1.173";
const ACCOUNT: &str = "arn:aws:bedrock:us-east-1:123456789012";
const NOVA: &str = "amazon.nova-lite-v1:0";
const INVOKE: &str = "bedrock:InvokeModel";
const STREAM: &str = "bedrock:InvokeModelWithResponseStream";

/// A call, who is to be allowed what, and what IAM is asked when the call is made.
struct Case {
    operation: Operation,
    principal: Principal,
    requests: Vec<Value>,
}

impl Case {
    fn caller(operation: Operation, requests: impl Into<Vec<Value>>) -> Self {
        Self { operation, principal: Principal::Caller, requests: requests.into() }
    }
}

fn request(action: &str, resource: &str, context: &Value) -> Value {
    json!({"action": action, "resource": resource, "context": context})
}

/// A request that the simulator refuses to check: it knows no foundation model without a region, and no inference
/// profile for `CreateModelInvocationJob`. It decides all the same.
fn unchecked(action: &str, resource: &str, context: &Value) -> Value {
    json!({"action": action, "resource": resource, "context": context, "unchecked": true})
}

fn model(region: &str) -> String {
    format!("arn:aws:bedrock:{region}::foundation-model/{NOVA}")
}

fn place() -> Place {
    let place = Place::new("us-east-1").unwrap().account("123456789012").unwrap();
    place
        .reaches("us.amazon.nova-lite-v1:0", ["us-east-1", "us-west-2"])
        .reaches("abcdef123456", [model("us-east-1"), model("us-west-2")])
        .reaches("PROMPT1234:1", [NOVA])
        .reaches("router1", ["us.amazon.nova-lite-v1:0"])
        .reaches("us.guardrail.v1:0", ["us-east-1", "us-west-2"])
}

/// What is asked when a profile that reaches two regions is invoked.
fn through(profile: &str, action: &str, more: &[(&str, &str)]) -> Vec<Value> {
    let context = |region: &str| {
        let mut context = json!({"aws:RequestedRegion": region, "bedrock:InferenceProfileArn": profile});
        for (key, value) in more {
            context[*key] = (*value).into();
        }
        context
    };
    let mut own = context("us-east-1");
    own.as_object_mut().unwrap().remove("bedrock:InferenceProfileArn");
    let regions = ["us-east-1", "us-west-2"].map(|region| request(action, &model(region), &context(region)));
    [request(action, profile, &own)].into_iter().chain(regions).collect()
}

fn on_model(action: &str) -> Value {
    request(action, &model("us-east-1"), &json!({}))
}

fn guardrail() -> Guardrail {
    Guardrail::new("abc123").unwrap().profile("us.guardrail.v1:0")
}

/// What is asked when the guardrail is applied.
fn guarded() -> [Value; 3] {
    [
        format!("{ACCOUNT}:guardrail/abc123"),
        format!("{ACCOUNT}:guardrail-profile/us.guardrail.v1:0"),
        "arn:aws:bedrock:us-west-2:123456789012:guardrail-profile/us.guardrail.v1:0".to_owned(),
    ]
    .map(|resource| request("bedrock:ApplyGuardrail", &resource, &json!({})))
}

fn invocations() -> Vec<Case> {
    let plain = json!({});
    let profile = format!("{ACCOUNT}:inference-profile/us.amazon.nova-lite-v1:0");
    let application = format!("{ACCOUNT}:application-inference-profile/abcdef123456");
    let global = format!("{ACCOUNT}:inference-profile/global.amazon.nova-lite-v1:0");
    let prompt = format!("{ACCOUNT}:prompt/PROMPT1234:1");
    let router = format!("{ACCOUNT}:prompt-router/router1");
    let provisioned = format!("{ACCOUNT}:provisioned-model/abcdef123456");
    let mut by_router = through(&profile, INVOKE, &[("bedrock:PromptRouterArn", &router)]);
    by_router.push(request(INVOKE, &router, &json!({"aws:RequestedRegion": "us-east-1"})));
    let everywhere = |operation, action| Case::caller(operation, [request(action, "*", &plain)]);
    vec![
        Case::caller(Operation::Converse(NOVA.into()), [on_model(INVOKE)]),
        Case::caller(Operation::ConverseStream(NOVA.into()), [on_model(STREAM)]),
        Case::caller(Operation::InvokeModel(provisioned.as_str().into()), [request(INVOKE, &provisioned, &plain)]),
        Case::caller(Operation::ConverseStream(profile.as_str().into()), through(&profile, STREAM, &[])),
        Case::caller(Operation::Converse(application.as_str().into()), through(&application, INVOKE, &[])),
        Case::caller(
            Operation::Converse(global.as_str().into()),
            [
                request(INVOKE, &global, &json!({"aws:RequestedRegion": "us-east-1"})),
                request(INVOKE, &model("us-east-1"), &json!({"bedrock:InferenceProfileArn": global})),
                unchecked(INVOKE, &model(""), &json!({"aws:RequestedRegion": "unspecified"})),
            ],
        ),
        Case::caller(
            Operation::Converse(prompt.as_str().into()),
            [request("bedrock:RenderPrompt", &prompt, &plain), on_model(INVOKE)],
        ),
        Case::caller(Operation::Converse(router.as_str().into()), by_router),
        Case::caller(
            Operation::Converse(Invocation::new(NOVA).guardrail(guardrail())),
            [on_model(INVOKE)].into_iter().chain(guarded()).collect::<Vec<_>>(),
        ),
        Case::caller(Operation::ApplyGuardrail(guardrail()), guarded()),
        Case::caller(Operation::CountTokens(NOVA.to_owned()), [on_model("bedrock:CountTokens")]),
        everywhere(Operation::InvokeGuardrailChecks, "bedrock:InvokeGuardrailChecks"),
        everywhere(Operation::InvokeInlineAgent, "bedrock:InvokeInlineAgent"),
        everywhere(Operation::CallWithBearerToken, "bedrock:CallWithBearerToken"),
    ]
}

fn calls_with_roles() -> Vec<Case> {
    let plain = json!({});
    let profile = format!("{ACCOUNT}:inference-profile/us.amazon.nova-lite-v1:0");
    let agent = Agent::new("AGENT12345", "ALIAS12345").unwrap().model(NOVA).stream_final();
    let agent = Operation::InvokeAgent(agent.knowledge_base("KB12345678").unwrap());
    let alias = format!("{ACCOUNT}:agent-alias/AGENT12345/ALIAS12345");
    let retrieve = request("bedrock:Retrieve", &format!("{ACCOUNT}:knowledge-base/KB12345678"), &plain);
    let role = "arn:aws:iam::123456789012:role/batch";
    let batch = |model| {
        let batch = Batch::new(model, role, "s3://records/in/", "s3://answers/out").unwrap();
        Operation::CreateModelInvocationJob(batch)
    };
    let create = "bedrock:CreateModelInvocationJob";
    let create_on = |region| request(create, &model(region), &plain);
    let job = request(create, &format!("{ACCOUNT}:model-invocation-job/abcdef123456"), &plain);
    let pass = request("iam:PassRole", role, &json!({"iam:PassedToService": "bedrock.amazonaws.com"}));
    let on_profile = unchecked(create, &profile, &plain);
    let files = [
        request("s3:GetObject", "arn:aws:s3:::records/in/1.jsonl", &plain),
        request("s3:ListBucket", "arn:aws:s3:::records", &plain),
        request("s3:ListBucket", "arn:aws:s3:::answers", &plain),
        request("s3:PutObject", "arn:aws:s3:::answers/out/abcdef123456/manifest.json.out", &plain),
    ];
    let role = |operation, principal, requests| Case { operation, principal, requests };
    vec![
        Case::caller(agent.clone(), [request("bedrock:InvokeAgent", &alias, &plain)]),
        role(agent, Principal::AgentRole, vec![on_model(INVOKE), on_model(STREAM), retrieve]),
        role(
            Operation::AppSyncDataSource(Invocation::new(NOVA).guardrail(guardrail())),
            Principal::DataSource,
            [on_model(INVOKE)].into_iter().chain(guarded()).collect(),
        ),
        Case::caller(batch(NOVA), [create_on("us-east-1"), job.clone(), pass.clone()]),
        Case::caller(batch(&profile), [on_profile, create_on("us-east-1"), create_on("us-west-2"), job, pass]),
        role(batch(NOVA), Principal::BatchRole, files.to_vec()),
        role(batch(&profile), Principal::BatchRole, files.into_iter().chain(through(&profile, INVOKE, &[])).collect()),
    ]
}

/// The policy without one action or resource, for each of them.
fn less(policy: &Value) -> Vec<(String, Value)> {
    let mut less = Vec::new();
    let statements = policy["Statement"].as_array().unwrap();
    for (index, statement) in statements.iter().enumerate() {
        for member in ["Action", "Resource"] {
            for (at, element) in statement[member].as_array().unwrap().iter().enumerate() {
                let mut policy = policy.clone();
                let list = policy["Statement"][index][member].as_array_mut().unwrap();
                list.remove(at);
                if list.is_empty() {
                    policy["Statement"].as_array_mut().unwrap().remove(index);
                }
                less.push((format!("without {element}"), policy));
            }
        }
    }
    less
}

#[test]
fn a_policy_allows_its_call_and_with_one_resource_or_action_less_denies_it() {
    let Some(folder) = simulator() else { return };
    let cases: Vec<_> = invocations().into_iter().chain(calls_with_roles()).collect();
    let mut names = Vec::new();
    let mut judged = Vec::new();
    for Case { operation, principal, requests } in &cases {
        let needs = Needs::of(operation, &place()).unwrap();
        let grant = needs.grants().iter().find(|grant| grant.principal() == *principal).unwrap();
        let policy = grant.policy();
        judged.push(json!({"policy": policy, "requests": requests}));
        names.push((format!("{principal:?} of {operation:?}"), true));
        for (what, policy) in less(&policy) {
            judged.push(json!({"policy": policy, "requests": requests}));
            names.push((format!("{principal:?} of {operation:?} {what}"), false));
        }
    }
    let decisions = decide(&folder, &judged.into());
    assert_eq!(decisions.len(), names.len());
    assert!(decisions.len() > 80, "{}", decisions.len());
    for ((name, is_whole), decisions) in names.iter().zip(decisions) {
        let decisions: Vec<&str> = decisions.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(
            decisions.iter().all(|decision| ["Allowed", "ImplicitlyDenied"].contains(decision)),
            "{name}: {decisions:?}"
        );
        let is_allowed = decisions.iter().all(|decision| *decision == "Allowed");
        assert_eq!(is_allowed, *is_whole, "{name}: {decisions:?}");
    }
}

#[test]
fn conditions_keep_a_policy_to_its_call() {
    let Some(folder) = simulator() else { return };
    let policy = |operation: Operation| Needs::of(&operation, &place()).unwrap().grants()[0].policy();
    let elsewhere = json!({"aws:RequestedRegion": "eu-west-1"});
    let global = format!("{ACCOUNT}:inference-profile/global.amazon.nova-lite-v1:0");
    let batch = Batch::new(NOVA, "arn:aws:iam::123456789012:role/batch", "s3://a", "s3://b").unwrap();
    let cases = json!([
        {
            "policy": policy(Operation::Converse("us.amazon.nova-lite-v1:0".into())),
            "requests": [request(INVOKE, &model("us-west-2"), &json!({}))],
        },
        {
            "policy": policy(Operation::Converse(global.as_str().into())),
            "requests": [
                request(INVOKE, &global, &elsewhere),
                request(INVOKE, &model("us-east-1"), &json!({})),
                unchecked(INVOKE, &model(""), &elsewhere),
            ],
        },
        {
            "policy": policy(Operation::CreateModelInvocationJob(batch)),
            "requests": [request(
                "iam:PassRole",
                "arn:aws:iam::123456789012:role/batch",
                &json!({"iam:PassedToService": "lambda.amazonaws.com"}),
            )],
        },
    ]);
    let denied = "ImplicitlyDenied";
    assert_eq!(decide(&folder, &cases), [json!([denied]), json!([denied, denied, denied]), json!([denied])]);
}

/// What the simulator decides on each request of each case.
fn decide(folder: &Path, cases: &Value) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judge.mjs");
    let mut command = Command::new("node");
    command.arg(script).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut node = command.spawn().unwrap();
    node.stdin.take().unwrap().write_all(cases.to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The folder that the simulator is installed in.
fn simulator() -> Option<PathBuf> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = |program| Command::new(program).arg("--version").stdout(Stdio::null()).status();
    if let Err(error) = run("node").and_then(|_| run(npm)) {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "node and npm: {error}");
        // Not `eprintln!`: what that writes in a test that passes is not shown.
        let _ = writeln!(io::stderr(), "skipped: the tests with iam-simulate need node and npm\n{error}");
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cloud-copilot-iam-simulate-0.1.173");
    fs::create_dir_all(&folder).unwrap();
    // Another test may be installing it just now.
    let lock = File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    if !folder.join("installed").exists() {
        let install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"];
        let output = Command::new(npm).args(install).arg(&folder).arg(SIMULATOR).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::write(folder.join("installed"), "").unwrap();
    }
    Some(folder)
}
