//! A request in the SDK's types.

pub(crate) mod endpoint;
mod hooks;
mod schemas;
mod tries;

use std::collections::HashMap;
use std::time::Duration;

use aws_sdk_bedrockruntime::client::customize::CustomizableOperation;
use aws_sdk_bedrockruntime::config::Config;
use aws_sdk_bedrockruntime::config::timeout::TimeoutConfig;
use aws_sdk_bedrockruntime::operation::converse::builders::ConverseFluentBuilder;
use aws_sdk_bedrockruntime::operation::converse::{ConverseError, ConverseOutput};
use aws_sdk_bedrockruntime::operation::converse_stream::builders::ConverseStreamFluentBuilder;
use aws_sdk_bedrockruntime::operation::converse_stream::{ConverseStreamError, ConverseStreamOutput};
use aws_sdk_bedrockruntime::types::{
    AnyToolChoice, ContentBlock, ConversationRole, GuardrailConfiguration, GuardrailStreamConfiguration,
    GuardrailStreamProcessingMode, GuardrailTrace as SdkTrace, InferenceConfiguration, JsonSchemaDefinition,
    Message as SdkMessage, OutputConfig, OutputFormat, OutputFormatStructure, OutputFormatType, SpecificToolChoice,
    SystemContentBlock, Tool, ToolChoice as SdkChoice, ToolConfiguration, ToolInputSchema, ToolSpecification,
};
use aws_smithy_types::Document;
use aws_smithy_types::error::operation::BuildError;
use toolshape::{Dialect, Error, Guardrail, Inference, Request, Rung, ToolChoice, ToolSpec, Turn};
use toolshape_types::bedrock::Message;
use toolshape_types::sdk;

use hooks::Hooks;
use schemas::Schemas;

pub(crate) use tries::Tries;

type Converse = CustomizableOperation<ConverseOutput, ConverseError, ConverseFluentBuilder>;
type ConverseStream = CustomizableOperation<ConverseStreamOutput, ConverseStreamError, ConverseStreamFluentBuilder>;

/// How a request is sent this time.
pub(crate) struct Sending {
    pub(crate) rung: Rung,
    /// Whether the model takes `strict` on a tool.
    pub(crate) strict: bool,
    /// The form of the schemas of other tools.
    pub(crate) dialect: Dialect,
    /// What is left of the time.
    pub(crate) time: Option<Duration>,
    pub(crate) tries: Tries,
}

impl Sending {
    /// Whether the service is to hold the model to the schema.
    fn holds(&self, spec: &ToolSpec) -> bool {
        spec.is_strict() && self.strict
    }

    /// The form of each tool's schema, which there must be.
    fn forms(&self, tools: &[ToolSpec]) -> Result<Vec<(ToolSpec, Dialect)>, Error> {
        let form = |spec: &ToolSpec| {
            let dialect = if self.holds(spec) { Dialect::STRICT } else { self.dialect };
            spec.in_dialect(dialect).map(|_| (spec.clone(), dialect))
        };
        tools.iter().map(form).collect()
    }
}

/// What both operations take, in builders that have nothing in common but the names.
macro_rules! filled {
    ($builder:expr, $parts:ident) => {
        $builder
            .model_id($parts.model)
            .set_messages(Some($parts.messages))
            .set_system($parts.system)
            .set_inference_config($parts.inference)
            .set_request_metadata($parts.metadata)
            .set_additional_model_request_fields($parts.additional_model_fields)
            .set_output_config($parts.output)
            .set_tool_config($parts.tools)
    };
}

/// Translates a request that was checked.
pub(crate) fn converse(
    client: &aws_sdk_bedrockruntime::Client,
    request: &Request<Message>,
    sending: Sending,
) -> Result<Converse, Error> {
    let parts = Parts::of(request, &sending)?;
    let call = filled!(client.converse(), parts);
    let call = call.set_guardrail_config(request.guardrail.as_ref().map(guardrail_config));
    Ok(customized(call.customize(), parts.schemas, sending))
}

/// The same, to be answered as a stream.
pub(crate) fn converse_stream(
    client: &aws_sdk_bedrockruntime::Client,
    request: &Request<Message>,
    sending: Sending,
) -> Result<ConverseStream, Error> {
    let parts = Parts::of(request, &sending)?;
    let call = filled!(client.converse_stream(), parts);
    let call = call.set_guardrail_config(request.guardrail.as_ref().map(guardrail_stream_config));
    Ok(customized(call.customize(), parts.schemas, sending))
}

fn customized<T, E, B>(
    call: CustomizableOperation<T, E, B>,
    schemas: Option<Schemas>,
    sending: Sending,
) -> CustomizableOperation<T, E, B> {
    let call = call.interceptor(Hooks { schemas, tries: sending.tries });
    let Some(time) = sending.time else { return call };
    let timeout = TimeoutConfig::builder().operation_timeout(time).build();
    call.config_override(Config::builder().timeout_config(timeout))
}

/// A request in the SDK's types, but for the guardrail.
struct Parts {
    model: String,
    messages: Vec<SdkMessage>,
    system: Option<Vec<SystemContentBlock>>,
    inference: Option<InferenceConfiguration>,
    metadata: Option<HashMap<String, String>>,
    additional_model_fields: Option<Document>,
    output: Option<OutputConfig>,
    tools: Option<ToolConfiguration>,
    /// To be filled in for the tools' placeholders.
    schemas: Option<Schemas>,
}

impl Parts {
    fn of(request: &Request<Message>, sending: &Sending) -> Result<Self, Error> {
        let turns = request.turns.iter().enumerate();
        let system: Vec<_> = request.system.iter().cloned().map(SystemContentBlock::Text).collect();
        let metadata = &request.metadata;
        let mut parts = Self {
            model: request.model.clone(),
            messages: turns.map(|(index, turn)| message(index, turn)).collect::<Result<_, _>>()?,
            system: (!system.is_empty()).then_some(system),
            inference: inference_config(&request.inference),
            metadata: (!metadata.is_empty()).then(|| metadata.clone().into_iter().collect()),
            additional_model_fields: request.additional_model_fields.clone().map(sdk::document),
            output: None,
            tools: None,
            schemas: None,
        };
        if let (Rung::Native, [tool]) = (sending.rung, request.tools.as_slice()) {
            let config = output_config(tool, tool.text_in(Dialect::STRICT)?);
            parts.output = Some(config.map_err(|error| refused("output_config", &error))?);
        } else {
            let schemas = Schemas::new(sending.forms(&request.tools)?);
            let tools = tool_config(request, sending, &schemas).map_err(|error| refused("tools", &error))?;
            (parts.tools, parts.schemas) = (Some(tools), Some(schemas));
        }
        Ok(parts)
    }
}

fn message(index: usize, turn: &Turn<Message>) -> Result<SdkMessage, Error> {
    let field = || format!("messages[{index}]");
    match turn {
        Turn::Prompt(text) => SdkMessage::builder()
            .role(ConversationRole::User)
            .content(ContentBlock::Text(text.clone()))
            .build()
            .map_err(|error| refused(field(), &error)),
        Turn::Message(message) => message
            .clone()
            .try_into()
            .map_err(|error: sdk::ConversionError| Error::invalid_request(field() + &error.path(), error.reason())),
    }
}

fn tool_config<M>(request: &Request<M>, sending: &Sending, schemas: &Schemas) -> Result<ToolConfiguration, BuildError> {
    let choice = match request.tool_choice(sending.rung) {
        Some(ToolChoice::Tool(name)) => Some(SdkChoice::Tool(SpecificToolChoice::builder().name(name).build()?)),
        Some(ToolChoice::Any) => Some(SdkChoice::Any(AnyToolChoice::builder().build())),
        // Said by saying nothing: no model can refuse that.
        None => None,
    };
    let tools = request.tools.iter().enumerate();
    let tools = tools
        .map(|(index, spec)| tool(spec, sending.holds(spec), schemas.placeholder(index)))
        .collect::<Result<_, _>>()?;
    ToolConfiguration::builder().set_tools(Some(tools)).set_tool_choice(choice).build()
}

fn tool(spec: &ToolSpec, strict: bool, schema: Document) -> Result<Tool, BuildError> {
    let tool = ToolSpecification::builder()
        .name(spec.name())
        .description(spec.description())
        .input_schema(ToolInputSchema::Json(schema))
        .set_strict(strict.then_some(true));
    tool.build().map(Tool::ToolSpec)
}

fn output_config(spec: &ToolSpec, schema: &str) -> Result<OutputConfig, BuildError> {
    let schema =
        JsonSchemaDefinition::builder().schema(schema).name(spec.name()).description(spec.description()).build()?;
    let format = OutputFormat::builder()
        .r#type(OutputFormatType::JsonSchema)
        .structure(OutputFormatStructure::JsonSchema(schema))
        .build()?;
    Ok(OutputConfig::builder().text_format(format).build())
}

/// `None` where everything is the model's default: some models refuse an empty object.
fn inference_config(inference: &Inference) -> Option<InferenceConfiguration> {
    if *inference == Inference::default() {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the SDK holds 32 bits")]
    let narrow = |number: f64| number as f32;
    let stop_sequences = inference.stop_sequences.clone();
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

fn guardrail_stream_config(guardrail: &Guardrail) -> GuardrailStreamConfiguration {
    let mode = guardrail.stream_mode.map(|mode| GuardrailStreamProcessingMode::from(mode.as_str()));
    GuardrailStreamConfiguration::builder()
        .guardrail_identifier(&guardrail.id)
        .guardrail_version(&guardrail.version)
        .trace(SdkTrace::from(guardrail.trace.as_str()))
        .set_stream_processing_mode(mode)
        .build()
}

fn refused(field: impl Into<String>, error: &BuildError) -> Error {
    Error::invalid_request(field, format!("cannot be sent: {error}"))
}
