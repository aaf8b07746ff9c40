//! What each call needs. The expected statements are those of AWS's guides.

use serde_json::{Value, json};
use toolshape_iam::{Agent, Batch, Error, Grant, Guardrail, Invocation, Needs, Operation, Place, Principal};

const NOVA: &str = "amazon.nova-lite-v1:0";

fn place() -> Place {
    Place::new("us-east-1").unwrap().account("123456789012").unwrap()
}

fn grants(operation: &Operation, place: &Place) -> Vec<Grant> {
    Needs::of(operation, place).unwrap().grants().to_vec()
}

/// The statements that the caller needs.
fn caller(operation: &Operation, place: &Place) -> Value {
    let grants = grants(operation, place);
    let [grant] = grants.as_slice() else { panic!("{grants:?}") };
    assert_eq!(grant.principal(), Principal::Caller);
    grant.policy()["Statement"].clone()
}

fn refused(operation: &Operation, place: &Place) -> Error {
    Needs::of(operation, place).unwrap_err()
}

#[test]
fn converse_needs_the_action_of_invoke_model_on_the_model_alone() {
    let model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
    let needs = |action| json!([{"Effect": "Allow", "Action": [action], "Resource": [model]}]);
    let without_account = Place::new("us-east-1").unwrap();
    for (operation, action) in [
        (Operation::Converse(NOVA.into()), "bedrock:InvokeModel"),
        (Operation::InvokeModel(model.into()), "bedrock:InvokeModel"),
        (Operation::ConverseStream(NOVA.into()), "bedrock:InvokeModelWithResponseStream"),
        (Operation::InvokeModelWithResponseStream(NOVA.into()), "bedrock:InvokeModelWithResponseStream"),
        (Operation::CountTokens(NOVA.to_owned()), "bedrock:CountTokens"),
    ] {
        assert_eq!(caller(&operation, &without_account), needs(action));
    }
}

#[test]
fn a_cross_region_profile_needs_itself_and_its_model_in_each_region() {
    let operation = Operation::ConverseStream("eu.amazon.nova-lite-v1:0".into());
    let place = Place::new("eu-central-1").unwrap().account("123456789012").unwrap();
    let told = refused(&operation, &place);
    assert!(told.is_unknown());
    assert_eq!(
        told.to_string(),
        "where the inference profile `eu.amazon.nova-lite-v1:0` leads is unknown; \
         give the regions or the models that GetInferenceProfile lists for it"
    );

    let models = ["eu-central-1", "eu-west-3"]
        .map(|region| format!("arn:aws:bedrock:{region}::foundation-model/amazon.nova-lite-v1:0"));
    let profile = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0";
    let expected = json!([
        {"Effect": "Allow", "Action": ["bedrock:InvokeModelWithResponseStream"], "Resource": [profile]},
        {
            "Effect": "Allow",
            "Action": ["bedrock:InvokeModelWithResponseStream"],
            "Resource": models,
            "Condition": {"StringEquals": {"bedrock:InferenceProfileArn": profile}},
        },
    ]);
    let by_region = place.clone().reaches(profile, ["eu-central-1", "eu-west-3"]);
    assert_eq!(caller(&operation, &by_region), expected);
    let by_model = place.reaches("eu.amazon.nova-lite-v1:0", models);
    assert_eq!(caller(&operation, &by_model), expected);
    assert_eq!(caller(&Operation::ConverseStream(profile.into()), &by_model), expected);
}

#[test]
fn a_global_profile_needs_three_statements() {
    let profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-sonnet-4-5-v1:0";
    let allow = |resource: &str, condition: Value| {
        json!({
            "Effect": "Allow",
            "Action": ["bedrock:InvokeModel"],
            "Resource": [resource],
            "Condition": {"StringEquals": condition},
        })
    };
    assert_eq!(
        caller(&Operation::Converse("global.anthropic.claude-sonnet-4-5-v1:0".into()), &place()),
        json!([
            allow(profile, json!({"aws:RequestedRegion": "us-east-1"})),
            allow(
                "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-v1:0",
                json!({"bedrock:InferenceProfileArn": profile}),
            ),
            allow(
                "arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-v1:0",
                json!({"aws:RequestedRegion": "unspecified"}),
            ),
        ])
    );
}

#[test]
fn an_application_profile_is_told_by_the_arns_of_its_models() {
    let profile = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdef123456";
    let model = "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0";
    let operation = Operation::Converse(profile.into());
    assert!(refused(&operation, &place()).is_unknown());
    let statements = caller(&operation, &place().reaches(profile, [model]));
    assert_eq!(statements[0]["Resource"], json!([profile]));
    assert_eq!(statements[1]["Resource"], json!([model]));
    assert_eq!(statements[1]["Condition"]["StringEquals"], json!({"bedrock:InferenceProfileArn": profile}));
    let told = refused(&operation, &place().reaches(profile, ["us-west-2"])).to_string();
    assert_eq!(told, "the reach of an application inference profile must be the ARNs of its models");
}

#[test]
fn a_prompt_needs_to_be_rendered_and_its_model_to_be_invoked() {
    let prompt = "arn:aws:bedrock:us-east-1:123456789012:prompt/PROMPT1234:2";
    let operation = Operation::Converse(prompt.into());
    assert!(refused(&operation, &place()).is_unknown());
    assert_eq!(
        caller(&operation, &place().reaches(prompt, [NOVA])),
        json!([
            {"Effect": "Allow", "Action": ["bedrock:RenderPrompt"], "Resource": [prompt]},
            {
                "Effect": "Allow",
                "Action": ["bedrock:InvokeModel"],
                "Resource": ["arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"],
            },
        ])
    );
    let circle = refused(&operation, &place().reaches(prompt, [prompt])).to_string();
    assert_eq!(circle, "the reached model must be a model or an inference profile");
}

#[test]
fn a_router_needs_its_models_through_itself() {
    let router = "arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/amazon.nova:1";
    let place =
        place().reaches(router, ["us.amazon.nova-lite-v1:0"]).reaches("us.amazon.nova-lite-v1:0", ["us-west-2"]);
    let statements = caller(&Operation::Converse(router.into()), &place);
    assert_eq!(statements.as_array().map(Vec::len), Some(3));
    let profile = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
    let through_both = json!({"bedrock:InferenceProfileArn": profile, "bedrock:PromptRouterArn": router});
    assert_eq!(statements[2]["Condition"]["StringEquals"], through_both);
}

#[test]
fn a_guardrail_across_regions_needs_its_profile_in_each() {
    let guardrail = Guardrail::new("abc123").unwrap().profile("us.guardrail.v1:0");
    let operation = Operation::Converse(Invocation::new(NOVA).guardrail(guardrail.clone()));
    assert!(refused(&operation, &place()).is_unknown());
    let place = place().reaches("us.guardrail.v1:0", ["us-east-1", "us-west-2"]);
    let expected = json!({
        "Effect": "Allow",
        "Action": ["bedrock:ApplyGuardrail"],
        "Resource": [
            "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc123",
            "arn:aws:bedrock:us-east-1:123456789012:guardrail-profile/us.guardrail.v1:0",
            "arn:aws:bedrock:us-west-2:123456789012:guardrail-profile/us.guardrail.v1:0",
        ],
    });
    assert_eq!(caller(&operation, &place)[1], expected);
    assert_eq!(caller(&Operation::ApplyGuardrail(guardrail), &place), json!([expected]));
}

#[test]
fn an_agent_that_streams_needs_both_actions_on_its_role() {
    let agent = Agent::new("AGENT12345", "ALIAS12345").unwrap();
    let alias = json!([{
        "Effect": "Allow",
        "Action": ["bedrock:InvokeAgent"],
        "Resource": ["arn:aws:bedrock:us-east-1:123456789012:agent-alias/AGENT12345/ALIAS12345"],
    }]);
    assert_eq!(caller(&Operation::InvokeAgent(agent.clone()), &place()), alias);

    let agent = agent.model("anthropic.claude-3-5-sonnet-20240620-v1:0").knowledge_base("KB12345678").unwrap();
    let grants = grants(&Operation::InvokeAgent(agent.stream_final()), &place());
    let [_, role] = grants.as_slice() else { panic!("{grants:?}") };
    assert_eq!(role.principal(), Principal::AgentRole);
    assert_eq!(
        role.policy(),
        json!({
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"],
                    "Resource": [
                        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20240620-v1:0",
                    ],
                },
                {
                    "Effect": "Allow",
                    "Action": ["bedrock:Retrieve"],
                    "Resource": ["arn:aws:bedrock:us-east-1:123456789012:knowledge-base/KB12345678"],
                },
            ],
        })
    );
    let trust = &role.trust().unwrap()["Statement"][0];
    assert_eq!(trust["Principal"], json!({"Service": "bedrock.amazonaws.com"}));
    let source = json!({"aws:SourceArn": "arn:aws:bedrock:us-east-1:123456789012:agent/AGENT12345"});
    assert_eq!(trust["Condition"]["ArnLike"], source);
}

#[test]
fn a_batch_job_needs_its_creator_to_pass_the_role() {
    let role = "arn:aws:iam::123456789012:role/service/batch";
    let batch = Batch::new(NOVA, role, "s3://records/in.jsonl", "s3://records/out").unwrap();
    let grants = grants(&Operation::CreateModelInvocationJob(batch), &place());
    let [caller, worker] = grants.as_slice() else { panic!("{grants:?}") };
    let allow = |action: &str, resource: Value| json!({"Effect": "Allow", "Action": [action], "Resource": resource});
    let model = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0";
    let jobs = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/*";
    let mut pass = allow("iam:PassRole", json!([role]));
    pass["Condition"] = json!({"StringEquals": {"iam:PassedToService": "bedrock.amazonaws.com"}});
    assert_eq!(
        caller.policy()["Statement"],
        json!([allow("bedrock:CreateModelInvocationJob", json!([model, jobs])), pass])
    );
    assert_eq!(worker.principal(), Principal::BatchRole);
    assert_eq!(
        worker.policy()["Statement"],
        json!([
            allow("s3:GetObject", json!(["arn:aws:s3:::records/in.jsonl"])),
            allow("s3:ListBucket", json!(["arn:aws:s3:::records"])),
            allow("s3:PutObject", json!(["arn:aws:s3:::records/out/*"])),
        ])
    );
    assert_eq!(worker.trust().unwrap()["Statement"][0]["Condition"]["ArnLike"], json!({"aws:SourceArn": jobs}));
}

#[test]
fn a_data_source_invokes_in_its_own_region() {
    let grants = grants(&Operation::AppSyncDataSource(NOVA.into()), &place());
    let [grant] = grants.as_slice() else { panic!("{grants:?}") };
    assert_eq!(grant.principal(), Principal::DataSource);
    assert_eq!(grant.statements()[0].actions(), ["bedrock:InvokeModel"]);
    let service = &grant.trust().unwrap()["Statement"][0]["Principal"]["Service"];
    assert_eq!(service, "appsync.amazonaws.com");

    let elsewhere = "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0";
    let told = refused(&Operation::AppSyncDataSource(elsewhere.into()), &place()).to_string();
    assert_eq!(told, "the model of a data source must be in the region of the AppSync API");
}

#[test]
fn only_actions_without_resources_are_allowed_on_all() {
    for (operation, action) in [
        (Operation::InvokeGuardrailChecks, "bedrock:InvokeGuardrailChecks"),
        (Operation::InvokeInlineAgent, "bedrock:InvokeInlineAgent"),
        (Operation::CallWithBearerToken, "bedrock:CallWithBearerToken"),
    ] {
        let expected = json!([{"Effect": "Allow", "Action": [action], "Resource": ["*"]}]);
        assert_eq!(caller(&operation, &Place::new("us-east-1").unwrap()), expected);
    }
}

#[test]
fn a_region_tells_the_partition() {
    for (region, partition) in [
        ("us-east-1", "aws"),
        ("us-gov-west-1", "aws-us-gov"),
        ("cn-north-1", "aws-cn"),
        ("eusc-de-east-1", "aws-eusc"),
        ("us-isob-east-1", "aws-iso-b"),
    ] {
        let model = format!("arn:{partition}:bedrock:{region}::foundation-model/{NOVA}");
        assert_eq!(
            caller(&Operation::Converse(NOVA.into()), &Place::new(region).unwrap())[0]["Resource"],
            json!([model])
        );
    }
}

#[test]
fn needs_of_several_calls_are_joined() {
    let needs = |operation| Needs::of(&operation, &place()).unwrap();
    let agent = |id| Operation::InvokeAgent(Agent::new(id, "A").unwrap().model(NOVA));
    let both =
        needs(agent("A")).and(needs(agent("B"))).and(needs(agent("A"))).and(needs(Operation::Converse(NOVA.into())));
    let principals: Vec<_> = both.grants().iter().map(Grant::principal).collect();
    assert_eq!(principals, [Principal::Caller, Principal::AgentRole, Principal::AgentRole]);
    let [aliases, model] = both.grants()[0].statements() else { panic!("{both:?}") };
    assert_eq!((aliases.resources().len(), model.resources().len()), (2, 1));
}

#[test]
fn what_has_not_its_form_is_refused_with_its_rule() {
    let told = |error: Result<(), Error>| error.unwrap_err().to_string();
    assert_eq!(told(Place::new("us-east").map(|_| ())), "the region must be a name such as `us-east-1`");
    assert_eq!(told(place().account("1234").map(|_| ())), "the account must be 12 digits");
    assert_eq!(told(Agent::new("AGENT123456", "A").map(|_| ())), "the agent must be 1 to 10 letters and digits");
    assert_eq!(told(Agent::new("A", "").map(|_| ())), "the agent alias must be 1 to 10 letters and digits");
    let guardrail = |id: &str| told(Guardrail::new(id).map(|_| ()));
    assert_eq!(guardrail("ABC"), "the guardrail must be an ARN, or lowercase letters and digits");
    assert_eq!(
        guardrail("arn:aws:bedrock:us-east-1:1:guardrail/abc"),
        "malformed ARN: the account must be empty or 12 digits"
    );
    assert_eq!(
        guardrail("arn:aws:bedrock:us-east-1:123456789012:prompt/abc"),
        "malformed ARN: the resource must be a guardrail"
    );
    let everything = Operation::ApplyGuardrail(Guardrail::new("abc").unwrap().profile("*"));
    assert_eq!(
        refused(&everything, &place().reaches("*", ["us-east-1"])).to_string(),
        "the guardrail profile must be an id such as `us.guardrail.v1:0`"
    );
    let batch = |role, input| told(Batch::new(NOVA, role, input, "s3://b").map(|_| ()));
    let role = "arn:aws:iam::123456789012:role/r";
    assert_eq!(batch(role, "records/in.jsonl"), "the input must be `s3://BUCKET/KEY` without `*`, `?` and `$`");
    assert_eq!(batch(role, "s3://b/*"), "the input must be `s3://BUCKET/KEY` without `*`, `?` and `$`");
    assert_eq!(batch("arn:aws:s3:::b", "s3://b"), "malformed ARN: the service must be `iam`");
    let alone = Place::new("us-east-1").unwrap();
    let agent = Operation::InvokeAgent(Agent::new("A", "B").unwrap());
    assert_eq!(refused(&agent, &alone).to_string(), "the account is unknown; give its 12 digits");
    let profile = Operation::CountTokens("us.amazon.nova-lite-v1:0".to_owned());
    assert_eq!(refused(&profile, &place()).to_string(), "the model to count tokens for must be a foundation model");
    let custom = Operation::Converse("arn:aws:bedrock:us-east-1:123456789012:custom-model/c/1".into());
    let told = "the model must be the deployment or the provisioned throughput of the custom model";
    assert_eq!(refused(&custom, &place()).to_string(), told);
}
