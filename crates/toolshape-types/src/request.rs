//! A request as one value, as boto3's arguments are, and as HTTP carries it: a body, headers, and what travels in the
//! URI.
//!
//! Only `InvokeModel` and its stream have headers. `InvokeGuardrailChecks` is all body: the value itself.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::bedrock::{
    ApplyGuardrailRequest, ConverseRequest, ConverseStreamRequest, CountTokensRequest, InvokeModelRequest,
    InvokeModelWithResponseStreamRequest,
};

/// Requests whose body is JSON, with the members of each that travel in the URI.
macro_rules! json_body {
    ($($request:ident { $($member:ident = $wire:literal),* } $sample:literal)+) => {
        $(
            impl $request {
                #[doc = concat!("What HTTP carries as the body: all members but those that travel in the URI.\n\n",
                    "```\n", "use toolshape_types::bedrock::", stringify!($request), ";\n\n",
                    "# let body: serde_json::Value = serde_json::from_str(r#\"", $sample, "\"#)?;\n",
                    "let request = ", stringify!($request), "::from_body(", $("\"", stringify!($member), "\", ",)* "body.clone())?;\n",
                    "assert_eq!(request.body(), body);\n# Ok::<(), serde_json::Error>(())\n```")]
                #[must_use]
                pub fn body(&self) -> Value {
                    let mut body = json!(self);
                    if let Value::Object(members) = &mut body {
                        $(members.shift_remove($wire);)*
                    }
                    body
                }

                /// The request of a captured body, and of what travelled in the URI.
                ///
                /// # Errors
                ///
                /// When the body is no object, or a member of it is not what the type says.
                pub fn from_body($($member: impl Into<String>,)* body: Value) -> Result<Self, serde_json::Error> {
                    let mut body = body;
                    $(if let Value::Object(members) = &mut body {
                        members.insert($wire.to_owned(), Value::String($member.into()));
                    })*
                    serde_json::from_value(body)
                }
            }
        )+
    };
}

json_body! {
    ConverseRequest { model_id = "modelId" } r#"{"messages": []}"#
    ConverseStreamRequest { model_id = "modelId" } r#"{"messages": []}"#
    CountTokensRequest { model_id = "modelId" } r#"{"input": {"converse": {}}}"#
    ApplyGuardrailRequest { guardrail_identifier = "guardrailIdentifier", guardrail_version = "guardrailVersion" }
        r#"{"source": "INPUT", "content": []}"#
}

/// Requests whose body is the model's own, as bytes; the header of each that says which replies are accepted.
macro_rules! native_body {
    ($($request:ident $accept:literal)+) => {
        $(
            impl $request {
                #[doc = concat!("What HTTP carries as the body; empty where the request holds none.\n\n",
                    "```\n", "use toolshape_types::bedrock::", stringify!($request), ";\n\n",
                    "let request = ", stringify!($request), "::from_body(\"amazon.nova-lite-v1:0\", br#\"{\"n\": 1}\"#);\n",
                    "assert_eq!(request.body()?, br#\"{\"n\": 1}\"#);\n# Ok::<(), toolshape_types::bedrock::NotBase64>(())\n```")]
                ///
                /// # Errors
                ///
                /// When the member `body` is not base64.
                pub fn body(&self) -> Result<Vec<u8>, NotBase64> {
                    STANDARD.decode(self.body.as_deref().unwrap_or_default()).map_err(|_| NotBase64 { _private: () })
                }

                #[doc = concat!("The headers that carry members of the request, by name and value.\n\n",
                    "```\n", "use toolshape_types::bedrock::{", stringify!($request), ", Trace};\n\n",
                    "let mut request = ", stringify!($request), "::from_body(\"amazon.nova-lite-v1:0\", b\"{}\");\n",
                    "request.trace = Some(Trace::Enabled);\n",
                    "assert_eq!(request.headers(), [(\"X-Amzn-Bedrock-Trace\", \"ENABLED\".to_owned())]);\n```")]
                #[must_use]
                pub fn headers(&self) -> Vec<(&'static str, String)> {
                    // Each member by name: one that a later version of the service model adds is not forgotten here.
                    let Self {
                        accept,
                        body: _,
                        content_type,
                        guardrail_identifier,
                        guardrail_version,
                        model_id: _,
                        performance_config_latency,
                        project_identifier,
                        request_metadata,
                        service_tier,
                        trace,
                    } = self;
                    let headers = [
                        ("Content-Type", content_type.clone()),
                        ($accept, accept.clone()),
                        ("X-Amzn-Bedrock-Trace", trace.as_ref().map(ToString::to_string)),
                        ("X-Amzn-Bedrock-GuardrailIdentifier", guardrail_identifier.clone()),
                        ("X-Amzn-Bedrock-GuardrailVersion", guardrail_version.clone()),
                        (
                            "X-Amzn-Bedrock-PerformanceConfig-Latency",
                            performance_config_latency.as_ref().map(ToString::to_string),
                        ),
                        ("X-Amzn-Bedrock-Service-Tier", service_tier.as_ref().map(ToString::to_string)),
                        ("X-Amzn-Bedrock-Request-Metadata", request_metadata.clone()),
                        ("X-Amzn-Bedrock-ProjectIdentifier", project_identifier.clone()),
                    ];
                    headers.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
                }

                /// The request of a captured body; what travelled in headers can be set afterwards.
                #[must_use]
                pub fn from_body(model_id: impl Into<String>, body: &[u8]) -> Self {
                    Self { model_id: model_id.into(), body: Some(STANDARD.encode(body)), ..Self::default() }
                }
            }
        )+
    };
}

native_body! { InvokeModelRequest "Accept" InvokeModelWithResponseStreamRequest "X-Amzn-Bedrock-Accept" }

/// A blob that is not base64.
#[derive(Debug)]
pub struct NotBase64 {
    _private: (),
}

impl fmt::Display for NotBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the body is not base64")
    }
}

impl std::error::Error for NotBase64 {}
