//! The span around a call, in the words of OpenTelemetry's conventions for generative AI.

use toolshape::Request;
use tracing::Span;
use tracing::field::Empty;

use crate::Error;
use crate::answer::Report;

pub(crate) fn chat<M>(request: &Request<M>) -> Span {
    tracing::info_span!(
        "chat",
        otel.name = format_args!("chat {}", request.model),
        otel.kind = "client",
        otel.status_code = Empty,
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = "aws.bedrock",
        gen_ai.output.type = "json",
        gen_ai.request.model = request.model,
        gen_ai.request.max_tokens = request.inference.max_tokens,
        gen_ai.request.temperature = request.inference.temperature,
        gen_ai.request.top_p = request.inference.top_p,
        gen_ai.response.finish_reasons = Empty,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        aws.bedrock.guardrail.id = request.guardrail.as_ref().map(|guardrail| guardrail.id.as_str()),
        aws.request_id = Empty,
        error.type = Empty,
    )
}

pub(crate) fn replied(span: &Span, report: &Report) {
    span.record("gen_ai.response.finish_reasons", report.stop_reason.as_str());
    span.record("gen_ai.usage.input_tokens", report.usage.input_tokens);
    span.record("gen_ai.usage.output_tokens", report.usage.output_tokens);
    span.record("aws.request_id", report.request_id.as_deref());
}

pub(crate) fn failed(span: &Span, error: &Error) {
    span.record("error.type", error.kind().as_str());
    span.record("otel.status_code", "ERROR");
}
