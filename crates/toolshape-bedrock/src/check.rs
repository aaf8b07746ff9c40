//! What the service would refuse, found before anything is sent.
//!
//! See [Converse](https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html) for the bounds.

mod fields;
mod messages;

use toolshape::{Error, Family, Rung, check_tools};
use toolshape_types::bedrock::{ConverseRequest, GuardrailConfiguration, InferenceConfiguration, SystemContentBlock};

use crate::generate::Asked;

/// Checks what is asked, for a model of this family.
///
/// # Errors
///
/// An invalid request, with the first field out of bounds and the rule it breaks.
pub(crate) fn request(asked: &mut Asked, family: &Family) -> Result<(), Error> {
    let request = &asked.request;
    fields::length("model_id", &request.model_id, 1..=2048)?;
    for (index, block) in request.system.iter().flatten().enumerate() {
        if let SystemContentBlock::Text(text) = block {
            fields::not_blank(|| format!("system[{index}]"), text)?;
        }
    }
    messages::check(request.messages.as_deref().unwrap_or_default(), family)?;
    check_tools(&asked.tools, family)?;
    request.inference_config.as_ref().map_or(Ok(()), inference)?;
    request.guardrail_config.as_ref().map_or(Ok(()), guardrail)?;
    request.request_metadata.as_ref().map_or(Ok(()), |pairs| fields::metadata("request_metadata", pairs))?;
    response_field_paths(request)?;
    if asked.rung == Some(Rung::Native) && asked.tools.len() > 1 {
        return Err(Error::invalid_request("rung", "must not be native with more than one tool"));
    }
    if asked.limits.max_tokens_retry.is_some_and(|tokens| tokens < 1) {
        return Err(Error::invalid_request("max_tokens_retry", "must be at least 1"));
    }
    if asked.limits.max_tokens_retry <= request.inference_config.as_ref().and_then(|config| config.max_tokens) {
        asked.limits.max_tokens_retry = None;
    }
    Ok(())
}

fn inference(config: &InferenceConfiguration) -> Result<(), Error> {
    if config.max_tokens.is_some_and(|tokens| tokens < 1) {
        return Err(Error::invalid_request("max_tokens", "must be at least 1"));
    }
    fields::share("temperature", config.temperature)?;
    fields::share("top_p", config.top_p)?;
    let sequences = config.stop_sequences.as_deref().unwrap_or_default();
    if sequences.len() > 2500 {
        return Err(Error::invalid_request("stop_sequences", "must be at most 2500"));
    }
    match sequences.iter().position(String::is_empty) {
        Some(index) => Err(Error::invalid_request(format!("stop_sequences[{index}]"), "must not be empty")),
        None => Ok(()),
    }
}

/// An empty identifier or version passes the service's patterns and is refused here: a setting that was never filled
/// in would go unnoticed.
fn guardrail(config: &GuardrailConfiguration) -> Result<(), Error> {
    fields::guardrail_id("guardrail.id", config.guardrail_identifier.as_deref().unwrap_or_default())?;
    fields::guardrail_version("guardrail.version", config.guardrail_version.as_deref().unwrap_or_default())
}

fn response_field_paths(request: &ConverseRequest) -> Result<(), Error> {
    let paths = request.additional_model_response_field_paths.as_deref().unwrap_or_default();
    if paths.len() > 10 {
        return Err(Error::invalid_request("additional_model_response_field_paths", "must be at most 10"));
    }
    for (index, path) in paths.iter().enumerate() {
        fields::length(&format!("additional_model_response_field_paths[{index}]"), path, 1..=256)?;
    }
    Ok(())
}
