//! What denials say. The texts are the service's own, as its users quote them.

use toolshape_iam::{Denial, DenialKind, Place};

const USER: &str = "arn:aws:sts::123456789012:assumed-role/app/session";
const MODEL: &str = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";

fn read(text: &str) -> Denial {
    Denial::parse(text).unwrap()
}

#[test]
fn an_implicit_denial_names_the_policy_that_is_missing() {
    for policy in [
        "identity-based policy",
        "session policy",
        "service control policy",
        "resource-based policy",
        "permissions boundary",
        "VPC endpoint policy",
    ] {
        let text = format!(
            "User: {USER} is not authorized to perform: bedrock:InvokeModel on resource: {MODEL} \
             because no {policy} allows the bedrock:InvokeModel action"
        );
        let denial = read(&text);
        assert_eq!((denial.kind(), denial.policy()), (DenialKind::Implicit, Some(policy)));
        assert_eq!((denial.principal(), denial.resource()), (Some(USER), Some(MODEL)));
        assert_eq!(denial.actions(), ["bedrock:InvokeModel"]);
        assert_eq!(denial.statement().unwrap().resources(), [MODEL]);
        assert_eq!(
            denial.advice().contains("do not suffice"),
            policy != "identity-based policy",
            "{}",
            denial.advice()
        );
    }
}

#[test]
fn an_allow_is_no_cure_for_an_explicit_denial() {
    for (end, policy) in [
        ("with an explicit deny in an identity-based policy", Some("identity-based policy")),
        ("with an explicit deny in a service control policy", Some("service control policy")),
        (
            "with an explicit deny in a service control policy: \
             arn:aws:organizations::123456789012:policy/o-abc/service_control_policy/p-abc",
            Some("service control policy"),
        ),
        ("with an explicit deny in a permissions boundary", Some("permissions boundary")),
        ("with an explicit deny", None),
    ] {
        let denial = read(&format!(
            "User: {USER} is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: {MODEL} {end}"
        ));
        assert_eq!((denial.kind(), denial.policy()), (DenialKind::Explicit, policy), "{end}");
        assert_eq!(denial.statement(), None);
        assert!(denial.advice().contains("no allow helps"));
        let statements = denial.statements_for("amazon.nova-lite-v1:0", &Place::new("us-east-1").unwrap());
        assert_eq!(statements, Ok(Vec::new()));
    }
}

#[test]
fn a_denial_is_found_in_the_text_around_it() {
    let message = format!("User: {USER} is not authorized to perform: bedrock:InvokeModel on resource: {MODEL}");
    let bare = read(&message);
    assert_eq!((bare.kind(), bare.policy()), (DenialKind::Implicit, None));
    for text in [
        format!("An error occurred (AccessDeniedException) when calling the Converse operation: {message}"),
        format!(r#"{{"Message":"{message}"}}"#),
        format!(r#"403 {{\"message\": \"{message}\"}}"#),
        format!("AccessDeniedException: {message}. (Service: BedrockRuntime, Status Code: 403, Request ID: 1-2)"),
        format!("{message}\n    at async next"),
        format!("{message}\n{message} with an explicit deny in an identity-based policy"),
        message.replace("User: ", "AccessDeniedException - "),
    ] {
        assert_eq!(read(&text), bare, "{text}");
    }

    let listing = "User: arn:aws:iam::123456789012:user/me is not authorized to perform: bedrock:ListFoundationModels \
                   because no identity-based policy allows the bedrock:ListFoundationModels action";
    let denial = read(listing);
    assert_eq!((denial.resource(), denial.statement()), (None, None));
    assert_eq!(denial.policy(), Some("identity-based policy"));
}

#[test]
fn a_profile_needs_more_than_the_resource_that_is_named() {
    let profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
    let denial = read(&format!(
        "User: {USER} is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: {profile} \
         because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action"
    ));
    assert!(denial.advice().contains("the foundation model in each region"), "{}", denial.advice());
    let place = Place::new("us-east-1").unwrap().reaches(profile, ["us-east-1", "us-west-2"]);
    let statements = denial.statements_for(profile, &place).unwrap();
    assert_eq!(statements.iter().map(|statement| statement.resources().len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(statements[1].actions(), ["bedrock:InvokeModelWithResponseStream"]);
}

#[test]
fn a_model_without_a_region_is_allowed_under_its_condition() {
    let denial = read(&format!(
        "User: {USER} is not authorized to perform: bedrock:InvokeModel on resource: \
         arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1 because no identity-based policy allows \
         the bedrock:InvokeModel action"
    ));
    let statement = denial.statement().unwrap();
    assert_eq!(statement.conditions().collect::<Vec<_>>(), [("aws:RequestedRegion", "unspecified")]);
}

#[test]
fn the_denial_of_an_agent_is_its_roles() {
    for text in [
        "Access denied when calling Bedrock. Check your request permissions and retry the request.",
        "AccessDeniedException: Access denied when calling Bedrock. Check your request permissions and retry the request.",
    ] {
        let denial = read(text);
        assert_eq!(denial.kind(), DenialKind::AgentRole);
        assert_eq!(denial.actions(), ["bedrock:InvokeModelWithResponseStream"]);
        assert_eq!((denial.principal(), denial.statement()), (None, None));
        assert!(denial.advice().contains("execution role"));
    }
}

#[test]
fn the_other_denials_are_told_apart() {
    for (text, kind, resource) in [
        (
            "Your account is not authorized to invoke this API operation with a prompt resource.",
            DenialKind::Prompt,
            None,
        ),
        ("You don't have access to the model with the specified model ID.", DenialKind::ModelAccess, None),
        ("You don’t have access to the model with the specified model ID.", DenialKind::ModelAccess, None),
        (
            "Model use case details have not been submitted for this account. Fill out the Anthropic use case details \
             form before using the model. If you have already filled out the form, try again in 15 minutes.",
            DenialKind::ModelAccess,
            None,
        ),
        (
            "Model access is denied due to IAM user or service role is not authorized to perform the required AWS \
             Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to \
             this model.",
            DenialKind::Marketplace,
            None,
        ),
        (
            "Invocation of model ID anthropic.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn’t \
             supported. Retry your request with the ID or ARN of an inference profile that contains this model.",
            DenialKind::OnDemand,
            Some("anthropic.claude-haiku-4-5-20251001-v1:0"),
        ),
        (
            "ValidationException: Invocation of model ID m with on-demand throughput isn't supported.",
            DenialKind::OnDemand,
            Some("m"),
        ),
    ] {
        let denial = read(text);
        assert_eq!((denial.kind(), denial.resource()), (kind, resource), "{text}");
        assert_eq!(denial.statement(), None);
    }
    let marketplace = read("… the required AWS Marketplace actions (…)");
    assert_eq!(marketplace.actions(), ["aws-marketplace:ViewSubscriptions", "aws-marketplace:Subscribe"]);
    assert!(marketplace.advice().contains("once"));
}

#[test]
fn a_text_that_is_no_denial_is_said_to_be_none() {
    for text in [
        "",
        "Too many requests, please wait before trying again.",
        "User: me is not authorized to perform: ",
        "User: me is not authorized to perform: anything",
        "User: me is not authorized to perform: :InvokeModel",
        "Your account is not authorized to invoke this API operation.",
    ] {
        let error = Denial::parse(text).unwrap_err();
        assert!(error.is_no_denial(), "{text}");
        assert_eq!(error.to_string(), "the text is not a known denial");
    }
}
