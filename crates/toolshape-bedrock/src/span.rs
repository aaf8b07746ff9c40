//! The span around a call, in the words of OpenTelemetry's conventions for generative AI.

use toolshape::ErrorKind;
use toolshape_types::bedrock::ConverseRequest;
use tracing::Span;
use tracing::field::Empty;

use crate::ledger::Ledger;
use crate::{Attempt, Error};

pub(crate) fn chat(request: &ConverseRequest) -> Span {
    let inference = request.inference_config.as_ref();
    let guardrail = request.guardrail_config.as_ref();
    tracing::info_span!(
        "chat",
        otel.name = format_args!("chat {}", request.model_id),
        otel.kind = "client",
        otel.status_code = Empty,
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = "aws.bedrock",
        gen_ai.output.type = "json",
        gen_ai.request.model = request.model_id,
        gen_ai.request.max_tokens = inference.and_then(|config| config.max_tokens),
        gen_ai.request.temperature = inference.and_then(|config| config.temperature),
        gen_ai.request.top_p = inference.and_then(|config| config.top_p),
        gen_ai.response.finish_reasons = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        aws.bedrock.guardrail.id = guardrail.and_then(|config| config.guardrail_identifier.as_deref()),
        aws.request_id = Empty,
        error.type = Empty,
        toolshape.attempts = Empty,
        toolshape.requests = Empty,
        toolshape.rung = Empty,
    )
}

/// Why the model stopped, where it is said in the form of the reasons that are known: any other text may be a payload.
fn stop_reason(attempt: &Attempt) -> Option<&str> {
    let reason = attempt.stop_reason.as_ref()?.as_str();
    let is_name = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-');
    ((1..=64).contains(&reason.len()) && reason.bytes().all(is_name)).then_some(reason)
}

/// What one turn of the model took.
pub(crate) fn attempted(number: usize, attempt: &Attempt) {
    tracing::debug!(
        toolshape.attempt = number,
        toolshape.rung = attempt.rung.as_str(),
        toolshape.tries = attempt.tries,
        gen_ai.response.finish_reasons = stop_reason(attempt),
        gen_ai.usage.input_tokens = attempt.usage.input_tokens,
        gen_ai.usage.output_tokens = attempt.usage.output_tokens,
        aws.request_id = attempt.request_id.as_deref(),
        error.type = attempt.error.map(ErrorKind::as_str),
        "attempt"
    );
}

/// What the whole call took.
pub(crate) fn ended(span: &Span, ledger: &Ledger) {
    if span.is_disabled() {
        return;
    }
    span.record("toolshape.attempts", ledger.attempts.len());
    span.record("toolshape.requests", ledger.requests);
    let Some(last) = ledger.attempts.last() else { return };
    let usage = ledger.usage();
    span.record("toolshape.rung", last.rung.as_str());
    span.record("gen_ai.response.finish_reasons", stop_reason(last));
    span.record("gen_ai.usage.input_tokens", usage.input_tokens);
    span.record("gen_ai.usage.output_tokens", usage.output_tokens);
    span.record("aws.request_id", last.request_id.as_deref());
}

pub(crate) fn failed(span: &Span, error: &Error) {
    span.record("error.type", error.kind().as_str());
    span.record("otel.status_code", "ERROR");
}

#[cfg(test)]
mod tests {
    use toolshape::Rung;

    use super::*;

    #[test]
    fn an_unknown_stop_reason_is_told_where_it_looks_like_one() {
        let told = |reason: &str| {
            let mut attempt = Attempt::lost(Rung::Auto, ErrorKind::Mismatch, None, 1);
            attempt.stop_reason = Some(reason.into());
            stop_reason(&attempt).map(str::to_owned)
        };
        for reason in ["end_turn", "a-Reason_of-2027", &"a".repeat(64)] {
            assert_eq!(told(reason).as_deref(), Some(reason));
        }
        for other in ["", "a secret", "{}", "é", "end_turn\n", &"a".repeat(65)] {
            assert_eq!(told(other), None, "{other}");
        }
    }
}
