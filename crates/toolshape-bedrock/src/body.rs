//! The JSON of a request as it is sent: with the tools on offer, in the form that the model takes.

use serde::ser::{Error as _, SerializeMap as _};
use serde::{Serialize, Serializer};
use serde_json::json;
use serde_json::value::RawValue;
use toolshape::{Dialect, Error, Rung, ToolSpec};
use toolshape_types::bedrock::{
    ConverseRequest, GuardrailConfiguration, GuardrailStreamProcessingMode, OutputConfig, Tool, ToolConfiguration,
};

/// How a request is sent this time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    pub(crate) rung: Rung,
    /// Whether the model takes `strict` on a tool.
    pub(crate) strict: bool,
    /// The form of the schemas of other tools.
    pub(crate) dialect: Dialect,
}

impl Form {
    /// Whether the service is to hold the model to the schema.
    fn holds(self, spec: &ToolSpec) -> bool {
        spec.is_strict() && self.strict
    }

    fn schema(self, spec: &ToolSpec) -> Result<&str, Error> {
        spec.text_in(if self.holds(spec) { Dialect::STRICT } else { self.dialect })
    }
}

/// A request and the tools that it offers.
pub(crate) struct Body<'a> {
    pub(crate) request: &'a ConverseRequest,
    pub(crate) tools: &'a [ToolSpec],
    pub(crate) form: Form,
    /// For a stream alone.
    pub(crate) guardrail_mode: Option<&'a GuardrailStreamProcessingMode>,
}

impl Body<'_> {
    /// Writes the body.
    ///
    /// # Errors
    ///
    /// An invalid request, where a tool's schema has no form that can be sent.
    pub(crate) fn write(&self) -> Result<Vec<u8>, Error> {
        for tool in self.tools {
            if self.native() { tool.text_in(Dialect::STRICT) } else { self.form.schema(tool) }?;
        }
        serde_json::to_vec(self).map_err(|_| Error::invalid_request("request", "cannot be written as JSON"))
    }

    /// Whether the service is to hold the reply's text to the schema of the one tool.
    fn native(&self) -> bool {
        self.form.rung == Rung::Native && self.tools.len() == 1
    }
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Each member by name: one that a later version of the service model adds is not forgotten here.
        let ConverseRequest {
            additional_model_request_fields,
            additional_model_response_field_paths,
            guardrail_config,
            inference_config,
            messages,
            model_id: _,
            output_config,
            performance_config,
            project_identifier,
            prompt_variables,
            request_metadata,
            service_tier,
            system,
            tool_config,
        } = self.request;
        let native = self.native();
        let tools = (!native || tool_config.is_some()).then_some(Tools {
            own: if native { &[] } else { self.tools },
            others: tool_config.as_ref(),
            form: self.form,
        });
        let native = if native { self.tools.first() } else { None };
        let output_config =
            (native.is_some() || output_config.is_some()).then_some(Output { config: output_config.as_ref(), native });
        let guardrail_config = guardrail_config.as_ref().map(|config| Guardrail { config, mode: self.guardrail_mode });

        let mut body = serializer.serialize_map(None)?;
        macro_rules! members {
            ($($name:literal: $member:expr,)*) => {$(
                if let Some(member) = $member {
                    body.serialize_entry($name, member)?;
                }
            )*};
        }
        members! {
            "messages": messages,
            "system": system,
            "inferenceConfig": inference_config,
            "toolConfig": &tools,
            "outputConfig": &output_config,
            "guardrailConfig": &guardrail_config,
            "projectIdentifier": project_identifier,
            "additionalModelRequestFields": additional_model_request_fields,
            "additionalModelResponseFieldPaths": additional_model_response_field_paths,
            "promptVariables": prompt_variables,
            "requestMetadata": request_metadata,
            "performanceConfig": performance_config,
            "serviceTier": service_tier,
        }
        body.end()
    }
}

/// The tools on offer, then those that the application added to the request by itself.
struct Tools<'a> {
    own: &'a [ToolSpec],
    others: Option<&'a ToolConfiguration>,
    form: Form,
}

impl Serialize for Tools<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut config = serializer.serialize_map(None)?;
        config.serialize_entry("tools", &ToolList(self))?;
        match (self.form.rung, self.own) {
            (Rung::Forced, [tool]) => config.serialize_entry("toolChoice", &json!({"tool": {"name": tool.name()}}))?,
            (Rung::Forced | Rung::Any, _) => config.serialize_entry("toolChoice", &json!({"any": {}}))?,
            // Said by saying nothing: no model can refuse that.
            _ => {}
        }
        config.end()
    }
}

struct ToolList<'a>(&'a Tools<'a>);

impl Serialize for ToolList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Tools { own, others, form } = self.0;
        let own = own.iter().map(|spec| OneTool::Own(OwnTool { spec, form: *form }));
        serializer.collect_seq(own.chain(others.iter().flat_map(|config| &config.tools).map(OneTool::Other)))
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum OneTool<'a> {
    Own(OwnTool<'a>),
    Other(&'a Tool),
}

struct OwnTool<'a> {
    spec: &'a ToolSpec,
    form: Form,
}

impl Serialize for OwnTool<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Tool<'a> {
            tool_spec: ToolSpecification<'a>,
        }
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct ToolSpecification<'a> {
            name: &'a str,
            description: &'a str,
            input_schema: Schema<'a>,
            #[serde(skip_serializing_if = "Option::is_none")]
            strict: Option<bool>,
        }
        #[derive(Serialize)]
        struct Schema<'a> {
            json: &'a RawValue,
        }
        let Self { spec, form } = *self;
        // The schema's own text: the model reads the properties in the order in which the type declares them.
        let schema = form.schema(spec).map_err(S::Error::custom)?;
        let json = serde_json::from_str(schema).map_err(S::Error::custom)?;
        let strict = form.holds(spec).then_some(true);
        let (name, description) = (spec.name(), spec.description());
        let tool_spec = ToolSpecification { name, description, input_schema: Schema { json }, strict };
        Tool { tool_spec }.serialize(serializer)
    }
}

/// The application's configuration of the output, with native structured output where it is asked for.
struct Output<'a> {
    config: Option<&'a OutputConfig>,
    native: Option<&'a ToolSpec>,
}

impl Serialize for Output<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(spec) = self.native else { return self.config.serialize(serializer) };
        let mut config = serializer.serialize_map(None)?;
        if let Some(effort) = self.config.and_then(|config| config.effort.as_ref()) {
            config.serialize_entry("effort", effort)?;
        }
        // A string here, unlike a tool's schema.
        let schema = spec.text_in(Dialect::STRICT).map_err(S::Error::custom)?;
        let schema = json!({"schema": schema, "name": spec.name(), "description": spec.description()});
        config.serialize_entry("textFormat", &json!({"type": "json_schema", "structure": {"jsonSchema": schema}}))?;
        config.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Guardrail<'a> {
    #[serde(flatten)]
    config: &'a GuardrailConfiguration,
    #[serde(rename = "streamProcessingMode", skip_serializing_if = "Option::is_none")]
    mode: Option<&'a GuardrailStreamProcessingMode>,
}
