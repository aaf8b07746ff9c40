//! `toolshape policy` and `toolshape why`: what they print, and their exit status.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

const AGENT: &str = "Access denied when calling Bedrock. Check your request permissions and retry the request.";

fn toolshape(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let _ = child.stdin.take().expect("it is piped").write_all(input.as_bytes()); // most runs do not read it
    child.wait_with_output().expect("the program ends")
}

fn printed(arguments: &[&str]) -> String {
    let output = toolshape(arguments, "");
    assert_eq!(output.status.code(), Some(0), "{arguments:?} {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is text")
}

fn refused(arguments: &[&str], status: i32) -> String {
    let output = toolshape(arguments, "");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(status), 0), "{arguments:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

#[test]
fn the_help_tells_all_there_is() {
    insta::assert_snapshot!(printed(&["policy", "--help"]));
    insta::assert_snapshot!(printed(&["why", "--help"]));
}

#[test]
fn the_policy_of_a_caller_is_printed_alone() {
    let text = printed(&["policy", "amazon.nova-lite-v1:0", "--region", "us-east-1", "--stream", "--count-tokens"]);
    let actions = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream", "bedrock:CountTokens"];
    let model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
    let statement = json!({"Effect": "Allow", "Action": actions, "Resource": [model]});
    assert_eq!(parsed(&text), json!({"Version": "2012-10-17", "Statement": [statement]}));
}

#[test]
fn the_policies_of_several_principals_have_a_heading_each() {
    let place = ["--region", "us-east-1", "--account", "123456789012"];
    let guardrail = ["--guardrail", "abc123", "--guardrail-profile", "us.guardrail.v1:0"];
    let reaches = ["--reaches", "us-east-1,us-west-2", "--reaches", "us.guardrail.v1:0=us-west-2"];
    let agent = ["--agent", "AGENT12345/ALIAS12345", "--stream-final", "--knowledge-base", "KB12345678"];
    let arguments = [&["policy", "us.amazon.nova-lite-v1:0"][..], &place, &guardrail, &reaches, &agent].concat();
    insta::assert_snapshot!(printed(&arguments));

    let all = parsed(&printed(&[&arguments[..], &["--json"]].concat()));
    assert_eq!((&all[0]["principal"], &all[0]["trust"]), (&json!("caller"), &json!(null)));
    assert_eq!(all[1]["principal"], "agent-role");
    assert_eq!(all[1]["trust"]["Statement"][0]["Action"], "sts:AssumeRole");
}

#[test]
fn a_batch_job_and_a_data_source_have_roles() {
    let place = ["policy", "amazon.nova-lite-v1:0", "--region", "us-east-1", "--account", "123456789012", "--json"];
    let batch = ["--batch-role", "arn:aws:iam::123456789012:role/r", "--input", "s3://in", "--output", "s3://out"];
    let roles = |more: &[&str]| {
        let all = parsed(&printed(&[&place[..], more].concat()));
        all.as_array().expect("it is a list").iter().map(|grant| grant["principal"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(roles(&batch), ["caller", "batch-role"]);
    assert_eq!(roles(&["--appsync"]), ["data-source"]);
    assert_eq!(roles(&["--api-key"]), ["caller"]);
}

#[test]
fn what_is_unknown_or_malformed_is_an_error_of_usage() {
    let region = ["--region", "us-east-1"];
    for (arguments, told) in [
        (
            &["policy", "us.amazon.nova-lite-v1:0", "--account", "123456789012"][..],
            "error: where the inference profile `us.amazon.nova-lite-v1:0` leads is unknown; \
             give the regions or the models that GetInferenceProfile lists for it\n",
        ),
        (&["policy", "us.amazon.nova-lite-v1:0"], "error: the account is unknown; give its 12 digits\n"),
        (
            &["policy", "acme.large"],
            "error: whether `acme.large` is a foundation model or an inference profile is unknown; give its ARN\n",
        ),
        (
            &["policy", "arn:aws:bedrock:us-east-1:123:prompt/P"],
            "error: malformed ARN: the account must be empty or 12 digits\n",
        ),
        (
            &["policy", "amazon.nova-lite-v1:0", "--agent", "AGENT12345"],
            "error: the agent alias must be 1 to 10 letters and digits\n",
        ),
    ] {
        assert_eq!(refused(&[arguments, &region].concat(), 2), told);
    }
    for arguments in [
        &["policy"][..],
        &["policy", "amazon.nova-lite-v1:0"],
        &["policy", "m", "--region", "us-east-1", "--stream-final"],
        &["policy", "m", "--region", "us-east-1", "--batch-role", "r"],
        &["policy", "m", "--region", "us-east-1", "--appsync", "--stream"],
        &["why"],
        &["why", "text", "--model", "m"],
        &["why", "text", "--region", "us-east-1"],
    ] {
        assert!(refused(arguments, 2).starts_with("error: "), "{arguments:?}");
    }
}

#[test]
fn why_says_the_cause_and_the_cure() {
    insta::assert_snapshot!(printed(&["why", AGENT]));
    let model = ["--model", "anthropic.claude-3-5-sonnet-20240620-v1:0", "--region", "us-east-1"];
    insta::assert_snapshot!(printed(&[&["why", AGENT][..], &model].concat()));

    let model = "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0";
    let user = "User: arn:aws:iam::123456789012:user/me is not authorized to perform: bedrock:InvokeModel on resource:";
    insta::assert_snapshot!(printed(&[
        "why",
        &format!("{user} {model} with an explicit deny in a service control policy"),
    ]));
    let text = format!("{user} {model} because no identity-based policy allows the bedrock:InvokeModel action");
    let output = toolshape(&["why", "-", "--json"], &text);
    let told = parsed(&String::from_utf8_lossy(&output.stdout));
    assert_eq!((&told["kind"], &told["policy"]), (&json!("implicit"), &json!("identity-based policy")));
    assert_eq!(told["statements"][0]["Resource"], json!([model]));
}

#[test]
fn a_text_that_is_no_denial_is_said_to_be_none() {
    assert_eq!(refused(&["why", "Too many tokens"], 1), "error: the text is not a known denial\n");
}
