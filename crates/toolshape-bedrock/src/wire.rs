//! A request in the SDK's types.

mod endpoint;
mod schemas;

use aws_sdk_bedrockruntime::Client;
use aws_sdk_bedrockruntime::client::customize::CustomizableOperation;
use aws_sdk_bedrockruntime::operation::converse::builders::ConverseFluentBuilder;
use aws_sdk_bedrockruntime::operation::converse::{ConverseError, ConverseOutput};
use aws_sdk_bedrockruntime::types::{
    AnyToolChoice, ContentBlock, ConversationRole, GuardrailConfiguration, GuardrailTrace as SdkTrace,
    InferenceConfiguration, Message as SdkMessage, SpecificToolChoice, SystemContentBlock, Tool,
    ToolChoice as SdkChoice, ToolConfiguration, ToolInputSchema, ToolSpecification,
};
use aws_smithy_types::Document;
use aws_smithy_types::error::operation::BuildError;
use toolshape::{Error, Guardrail, Inference, Request, ToolChoice, ToolSpec, Turn};
use toolshape_types::bedrock::Message;
use toolshape_types::sdk;

use schemas::Schemas;

type Converse = CustomizableOperation<ConverseOutput, ConverseError, ConverseFluentBuilder>;

/// Translates a request that was checked.
pub(crate) fn converse(client: &Client, request: Request<Message>) -> Result<Converse, Error> {
    let schemas = Schemas::of(&request.tools);
    let tools = tool_config(&request, &schemas).map_err(|error| refused("tools", &error))?;
    let guardrail = request.guardrail.as_ref().map(guardrail_config);
    let turns = request.turns.into_iter().enumerate();
    let messages: Vec<_> = turns.map(|(index, turn)| message(index, turn)).collect::<Result<_, _>>()?;
    let system: Vec<_> = request.system.into_iter().map(SystemContentBlock::Text).collect();
    let metadata = request.metadata;

    let call = client
        .converse()
        .model_id(request.model)
        .set_messages(Some(messages))
        .set_system((!system.is_empty()).then_some(system))
        .tool_config(tools)
        .set_inference_config(inference_config(request.inference))
        .set_guardrail_config(guardrail)
        .set_request_metadata((!metadata.is_empty()).then(|| metadata.into_iter().collect()))
        .set_additional_model_request_fields(request.additional_model_fields.map(sdk::document));
    Ok(call.customize().interceptor(endpoint::NotEmpty).interceptor(schemas))
}

fn message(index: usize, turn: Turn<Message>) -> Result<SdkMessage, Error> {
    let field = || format!("messages[{index}]");
    match turn {
        Turn::Prompt(text) => SdkMessage::builder()
            .role(ConversationRole::User)
            .content(ContentBlock::Text(text))
            .build()
            .map_err(|error| refused(field(), &error)),
        Turn::Message(message) => message
            .try_into()
            .map_err(|error: sdk::ConversionError| Error::invalid_request(field() + &error.path(), error.reason())),
    }
}

fn tool_config<M>(request: &Request<M>, schemas: &Schemas) -> Result<ToolConfiguration, BuildError> {
    let choice = match request.tool_choice() {
        ToolChoice::Tool(name) => SdkChoice::Tool(SpecificToolChoice::builder().name(name).build()?),
        ToolChoice::Any => SdkChoice::Any(AnyToolChoice::builder().build()),
    };
    let tools = request.tools.iter().enumerate();
    let tools = tools.map(|(index, spec)| tool(spec, schemas.placeholder(index))).collect::<Result<_, _>>()?;
    ToolConfiguration::builder().set_tools(Some(tools)).tool_choice(choice).build()
}

fn tool(spec: &ToolSpec, schema: Document) -> Result<Tool, BuildError> {
    let tool = ToolSpecification::builder()
        .name(spec.name())
        .description(spec.description())
        .input_schema(ToolInputSchema::Json(schema))
        .set_strict(spec.is_strict().then_some(true));
    tool.build().map(Tool::ToolSpec)
}

/// `None` where everything is the model's default: some models refuse an empty object.
fn inference_config(inference: Inference) -> Option<InferenceConfiguration> {
    if inference == Inference::default() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the SDK holds 32 bits")]
    let narrow = |number: f64| number as f32;
    let stop_sequences = inference.stop_sequences;
    let config = InferenceConfiguration::builder()
        .set_max_tokens(inference.max_tokens)
        .set_temperature(inference.temperature.map(narrow))
        .set_top_p(inference.top_p.map(narrow))
        .set_stop_sequences((!stop_sequences.is_empty()).then_some(stop_sequences));
    Some(config.build())
}

fn guardrail_config(guardrail: &Guardrail) -> GuardrailConfiguration {
    GuardrailConfiguration::builder()
        .guardrail_identifier(&guardrail.id)
        .guardrail_version(&guardrail.version)
        .trace(SdkTrace::from(guardrail.trace.as_str()))
        .build()
}

fn refused(field: impl Into<String>, error: &BuildError) -> Error {
    Error::invalid_request(field, format!("cannot be sent: {error}"))
}
