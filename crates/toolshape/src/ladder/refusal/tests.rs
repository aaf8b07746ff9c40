//! The texts as the service writes them.

use super::{CHOICE, EVERY, NATIVE, OTHERS, Refusal, TEXTS, TOOLS};

const TOOL_FIELD: &str =
    "This model doesn't support the toolConfig.toolChoice.tool field. Remove toolConfig.toolChoice.tool and try again.";
const ANY_FIELD: &str =
    "This model doesn't support the toolConfig.toolChoice.any field. Remove toolConfig.toolChoice.any and try again.";

/// Which mechanisms the message is about, and what it means for them.
const REFUSALS: &[(&[super::Rung], Refusal, &str)] = &[
    (CHOICE, Refusal::Mechanism, TOOL_FIELD),
    (CHOICE, Refusal::Mechanism, ANY_FIELD),
    (CHOICE, Refusal::Mechanism, "Thinking mode does not support this tool_choice"),
    (
        CHOICE,
        Refusal::Force,
        "The model returned the following errors: Thinking may not be enabled when tool_choice forces tool use.",
    ),
    (CHOICE, Refusal::Force, "tool_choice forces tool use is not compatible with this model"),
    (
        CHOICE,
        Refusal::Force,
        r#"The model returned the following errors: tool_choice: type "tool" and "any" are not supported for this model."#,
    ),
    (TOOLS, Refusal::Tools, "This model doesn't support tool use."),
    (TOOLS, Refusal::StreamedTools, "This model doesn't support tool use in streaming mode."),
    (TOOLS, Refusal::Schema, "This model doesn't support the strict field. Remove strict and try again."),
    (
        TOOLS,
        Refusal::Schema,
        "The model returned the following errors: tools.0.custom.strict: Extra inputs are not permitted",
    ),
    (
        TOOLS,
        Refusal::Schema,
        "The model returned the following errors: tools.1.custom: For 'array' type, property 'maxItems' is not supported",
    ),
    (
        TOOLS,
        Refusal::Schema,
        "The model returned the following errors: tools.0.custom: For 'object' type, 'additionalProperties' must be \
         explicitly set to false",
    ),
    (
        EVERY,
        Refusal::Schema,
        "The model returned the following errors: The compiled grammar is too large, which would cause performance \
         issues. Simplify your tool schemas or reduce the number of strict tools.",
    ),
    (EVERY, Refusal::Schema, "The model returned the following errors: Grammar compilation timed out."),
    (
        EVERY,
        Refusal::Schema,
        "Schema is too complex for compilation. Try reducing the number of tools or simplifying tool schemas.",
    ),
    (
        EVERY,
        Refusal::Schema,
        "The model returned the following errors: Schemas contains too many parameters with union types (20 \
         parameters with type arrays or anyOf). This causes exponential compilation cost. Reduce the number of \
         nullable or union-typed parameters (limit: 16 parameters with unions).",
    ),
    (
        EVERY,
        Refusal::Schema,
        "The model returned the following errors: Schemas contains too many optional parameters (28), which would \
         make grammar compilation inefficient. Reduce the number of optional parameters in your tool schemas \
         (limit: 24).",
    ),
    (
        NATIVE,
        Refusal::Schema,
        "The model returned the following errors: output_config.format.schema: For 'array' type, property 'maxItems' \
         is not supported",
    ),
    (
        NATIVE,
        Refusal::Schema,
        "The model returned the following errors: output_config.format.schema: For 'integer' type, properties \
         maximum, minimum are not supported",
    ),
    (
        NATIVE,
        Refusal::Mechanism,
        "The model returned the following errors: output_config.format: Extra inputs are not permitted",
    ),
    (
        NATIVE,
        Refusal::Mechanism,
        "The model returned the following errors: output_config: Extra inputs are not permitted",
    ),
    (
        NATIVE,
        Refusal::Mechanism,
        "Malformed input request: #: extraneous key [outputConfig] is not permitted, please reformat your input and \
         try again.",
    ),
    (
        NATIVE,
        Refusal::Mechanism,
        "Malformed input request: #: subject must not be valid against schema {\"required\":[\"messages\"]}#: \
         extraneous key [outputConfig] is not permitted, please reformat your input and try again.",
    ),
    (
        NATIVE,
        Refusal::Mechanism,
        "Malformed input request: #: extraneous key [output_config] is not permitted, please reformat your input and \
         try again.",
    ),
    (
        NATIVE,
        Refusal::Mechanism,
        "This model doesn't support the outputConfig field. Remove outputConfig and try again.",
    ),
];

/// As [`REFUSALS`], of texts that were not seen: the rows that hold them are marked as assumed.
const ASSUMED: &[(&[super::Rung], Refusal, &str)] = &[
    (CHOICE, Refusal::Mechanism, "This tool choice is not available for this model."),
    (NATIVE, Refusal::Schema, "outputConfig.textFormat.structure.jsonSchema.schema is not a valid JSON Schema."),
    (NATIVE, Refusal::Mechanism, "textFormat is not available for this model."),
    (NATIVE, Refusal::Mechanism, "Structured outputs are not supported for this model."),
];

/// Invalid for another reason: the same request would be refused with any mechanism.
const OTHER_REASONS: &[&str] = &[
    "The provided image is too large.",
    "messages.0.content.1: image exceeds 5 MB maximum: 6291456 bytes > 5242880 bytes",
    "The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is \
     lower than 4096.",
    "The model returned the following errors: prompt is too long: 250000 tokens > 200000 maximum",
    "The model returned the following errors: `max_tokens` must be greater than `thinking.budget_tokens`.",
    "The model returned the following errors: `temperature` and `top_p` cannot both be specified for this model.",
    "1 validation error detected: Value '' at 'toolConfig.toolChoice.tool.name' failed to satisfy constraint: Member \
     must have length greater than or equal to 1",
    "1 validation error detected: Value 'a b' at 'outputConfig.textFormat.structure.jsonSchema.name' failed to satisfy \
     constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+",
    "1 validation error detected: Value '99.0' at 'inferenceConfig.temperature' failed to satisfy constraint: Member \
     must have value less than or equal to 1.0",
    "The provided model identifier is invalid.",
    "Invocation of model ID anthropic.claude-sonnet-4-6 with on-demand throughput isn't supported. Retry your request \
     with the ID or ARN of an inference profile that contains this model.",
    "The toolConfig field must be defined when using toolUse and toolResult content blocks.",
    "A conversation must alternate between user and assistant roles. Make sure the conversation alternates between \
     user and assistant roles and try again.",
    "This model doesn't support the status field. Remove status and try again.",
    "This model doesn't support the video content block that you provided. Update the content block and try again.",
    "The model returned the following errors: This model does not support assistant message prefill. The conversation \
     must end with a user message.",
    "The model returned the following errors: guardrails: Extra inputs are not permitted",
    "The model returned the following errors: output_config.effort: Extra inputs are not permitted",
    "The model returned the following errors: tools.0.custom.input_schema.properties: Property keys should match \
     pattern '^[a-zA-Z0-9_.-]{1,64}$'",
    "The model returned the following errors: Malformed input request: #/toolConfig/tools/0/toolSpec/inputSchema/json: \
     extraneous key [$defs] is not permitted, please reformat your input and try again.",
    "The model returned the following errors: messages.1.content.0: unexpected `tool_use_id` found in `tool_result` \
     blocks: toolu_1.",
    "",
];

#[test]
fn a_text_about_the_mechanism_is_a_refusal_of_it_in_any_case() {
    for (about, means, message) in REFUSALS.iter().chain(ASSUMED) {
        for rung in EVERY {
            let refusal = about.contains(rung).then_some(*means);
            for message in [message.to_string(), message.to_uppercase(), message.to_lowercase()] {
                assert_eq!(Refusal::of(*rung, &message), refusal, "{}: {message}", rung.as_str());
            }
        }
    }
}

#[test]
fn a_text_about_anything_else_is_none() {
    for message in OTHER_REASONS {
        for rung in EVERY {
            assert_eq!(Refusal::of(*rung, message), None, "{}: {message}", rung.as_str());
        }
    }
}

#[test]
fn each_row_has_its_source_and_a_message_that_it_decides() {
    for text in TEXTS {
        assert!(!text.source.is_empty(), "{:?}", text.says);
        assert!(text.says.iter().all(|part| *part == part.to_ascii_lowercase()), "{:?}", text.says);
        let messages = if text.source.starts_with("assumed") { ASSUMED } else { REFUSALS };
        let decided = messages.iter().any(|(about, means, message)| {
            let message = message.to_ascii_lowercase();
            let rung = about[0];
            let first = TEXTS
                .iter()
                .find(|text| text.about.contains(&rung) && text.says.iter().all(|part| message.contains(part)));
            *means == text.means && first.is_some_and(|first| std::ptr::eq(first, text))
        });
        assert!(decided, "{:?}", text.says);
    }
    for other in OTHERS {
        let told = OTHER_REASONS.iter().any(|message| message.to_ascii_lowercase().contains(other));
        assert!(told || *other == "outputconfig.effort", "{other}");
    }
}

#[test]
fn what_is_refused_for_one_schema_or_one_stream_is_not_remembered() {
    for (_, means, message) in REFUSALS {
        let lasts = !matches!(means, Refusal::Schema | Refusal::StreamedTools);
        assert_eq!(means.is_lasting(), lasts, "{message}");
    }
}
