//! What the service refuses of a request: first what does not fit its model's types, then
//! what breaks the model's bounds, then what breaks a rule that the model does not hold, and
//! last what a model itself refuses.

mod bounds;
mod claude;
mod path;
mod rules;

use serde_json::Value;

use crate::answer::Operation;
use crate::fault::Fault;

pub(crate) use claude::Claude;

/// Refuses what the service and, where there is one, this line of Claude would refuse of a request.
pub(crate) fn request(operation: &Operation, body: &Value, claude: Option<Claude>) -> Result<(), Fault> {
    let (document, shape) =
        if operation.streams { ("stream.json", "ConverseStreamRequest") } else { ("converse.json", "ConverseRequest") };
    bounds::check(document, shape, &operation.model, body)?;
    rules::check(&operation.model, body)?;
    claude.map_or(Ok(()), |claude| claude.judge(items(&body["messages"])))
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn assistant(turn: &Value) -> bool {
    turn["role"] == "assistant"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

    /// A request that the service takes; each test spoils it in one place.
    fn sound() -> Value {
        json!({
            "messages": [{"role": "user", "content": [{"text": "Top product?"}]}],
            "toolConfig": {
                "tools": [{"toolSpec": {
                    "name": "sql_query",
                    "description": "One query.",
                    "inputSchema": {"json": {"type": "object", "properties": {}}},
                }}],
                "toolChoice": {"tool": {"name": "sql_query"}},
            },
        })
    }

    fn with(pointer: &str, value: Value) -> Value {
        let mut request = sound();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        match request.pointer_mut(parent).unwrap() {
            Value::Array(items) => items[name.parse::<usize>().unwrap()] = value,
            parent => parent[name] = value,
        }
        request
    }

    fn converse(model: &str, body: &Value) -> Result<(), Fault> {
        super::request(&Operation { model: model.to_owned(), streams: false }, body, Claude::of(model))
    }

    fn refusal(request: &Value) -> String {
        converse(MODEL, request).unwrap_err().to_string()
    }

    fn refusals(requests: &[Value]) -> String {
        let refusals: Vec<String> = requests.iter().map(refusal).collect();
        refusals.join("\n")
    }

    #[test]
    fn a_request_within_the_bounds_passes() {
        assert_eq!(converse(MODEL, &sound()), Ok(()));
        assert_eq!(converse(MODEL, &with("/inferenceConfig", json!(null))), Ok(()));
        let full =
            with("/inferenceConfig", json!({"maxTokens": 1, "temperature": 1, "topP": 0.0, "stopSequences": []}));
        assert_eq!(converse(MODEL, &full), Ok(()));
    }

    #[test]
    fn model_ids_of_every_kind_pass() {
        for id in [
            "anthropic.claude-3-haiku-20240307-v1:0",
            "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
            "arn:aws:bedrock:eu-west-1:123456789012:application-inference-profile/abc123",
            "arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1",
        ] {
            assert_eq!(converse(id, &sound()), Ok(()), "{id}");
        }
        for (id, says) in [
            ("", "Member must have length greater than or equal to 1"),
            ("claude haiku", "Value 'claude haiku' at 'modelId' failed to satisfy constraint"),
        ] {
            let message = converse(id, &sound()).unwrap_err().to_string();
            assert!(message.contains(says), "{message}");
        }
    }

    #[test]
    fn bounds_are_told_in_the_services_words() {
        let cases = [
            with("/toolConfig/tools/0/toolSpec/name", json!("sql query")),
            with("/toolConfig/tools/0/toolSpec/name", json!("")),
            with("/toolConfig/tools", json!([])),
            with("/toolConfig", json!({})),
            with("/messages/0/role", json!("robot")),
            with("/inferenceConfig", json!({"maxTokens": 0, "temperature": 1.5})),
            with("/inferenceConfig", json!({"topP": 99})),
            with("/inferenceConfig", json!({"stopSequences": ["a", ""]})),
            with("/requestMetadata", json!({})),
            with("/requestMetadata", json!({"team": "a\"b"})),
            with("/system", json!([{"text": ""}])),
            with("/guardrailConfig", json!({"guardrailIdentifier": "ABC", "trace": "on"})),
            with("/additionalModelResponseFieldPaths", json!(vec!["/a"; 11])),
        ];
        insta::assert_snapshot!(refusals(&cases), @r"
        ValidationException: 1 validation error detected: Value 'sql query' at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+
        ValidationException: 2 validation errors detected: Value '' at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+; Value '' at 'toolConfig.tools.1.member.toolSpec.name' failed to satisfy constraint: Member must have length greater than or equal to 1
        ValidationException: 1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: Member must have length greater than or equal to 1
        ValidationException: 1 validation error detected: Value null at 'toolConfig.tools' failed to satisfy constraint: Member must not be null
        ValidationException: 1 validation error detected: Value at 'messages.1.member.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant, system]
        ValidationException: 2 validation errors detected: Value '0' at 'inferenceConfig.maxTokens' failed to satisfy constraint: Member must have value greater than or equal to 1; Value '1.5' at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1
        ValidationException: 1 validation error detected: Value '99.0' at 'inferenceConfig.topP' failed to satisfy constraint: Member must have value less than or equal to 1
        ValidationException: 1 validation error detected: Value at 'inferenceConfig.stopSequences' failed to satisfy constraint: Member must satisfy constraint: [Member must have length greater than or equal to 1]
        ValidationException: 1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint: Member must have length greater than or equal to 1
        ValidationException: 1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 256, Member must satisfy regular expression pattern: [a-zA-Z0-9\s:_@$#=/+,-.]{0,256}, Member must have length greater than or equal to 0]
        ValidationException: 1 validation error detected: Value '' at 'system.1.member.text' failed to satisfy constraint: Member must have length greater than or equal to 1
        ValidationException: 2 validation errors detected: Value 'ABC' at 'guardrailConfig.guardrailIdentifier' failed to satisfy constraint: Member must satisfy regular expression pattern: (|([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+)); Value 'on' at 'guardrailConfig.trace' failed to satisfy constraint: Member must satisfy enum value set: [enabled, disabled, enabled_full]
        ValidationException: 1 validation error detected: Value at 'additionalModelResponseFieldPaths' failed to satisfy constraint: Member must have length less than or equal to 10
        ");
    }

    #[test]
    fn a_value_of_the_wrong_type_cannot_be_read() {
        let cases = [
            json!([]),
            with("/inferenceConfig", json!({"maxTokens": "9"})),
            with("/inferenceConfig", json!({"maxTokens": 1.5})),
            with("/inferenceConfig", json!({"maxTokens": 3_000_000_000_u32})),
            with("/messages", json!({})),
            with("/messages/0", json!("hello")),
            with("/messages/0/content/0", json!({"text": 1})),
            with("/messages/0/content/0", json!({"image": {"format": "png", "source": {"bytes": "?"}}})),
            with("/toolConfig/tools/0/toolSpec/strict", json!("yes")),
        ];
        insta::assert_snapshot!(refusals(&cases), @r"
        SerializationException: Start of list found where not expected
        SerializationException: STRING_VALUE cannot be converted to Integer at 'inferenceConfig.maxTokens'
        SerializationException: NUMBER_VALUE cannot be converted to Integer at 'inferenceConfig.maxTokens'
        SerializationException: NUMBER_VALUE cannot be converted to Integer at 'inferenceConfig.maxTokens'
        SerializationException: Start of structure or map found where not expected at 'messages'
        SerializationException: STRING_VALUE cannot be converted to Structure at 'messages.0'
        SerializationException: NUMBER_VALUE cannot be converted to String at 'messages.0.content.0.text'
        SerializationException: STRING_VALUE cannot be converted to Blob at 'messages.0.content.0.image.source.bytes'
        SerializationException: STRING_VALUE cannot be converted to Boolean at 'toolConfig.tools.0.toolSpec.strict'
        ");
    }

    #[test]
    fn a_union_has_one_member_that_the_service_knows() {
        assert_eq!(
            refusal(&with("/toolConfig/toolChoice", json!({"none": {}}))),
            "ValidationException: The ToolChoice object at toolConfig.toolChoice must set one of the following keys: auto, any, tool."
        );
        assert_eq!(
            refusal(&with("/toolConfig/toolChoice", json!({"auto": {}, "any": {}}))),
            "ValidationException: The ToolChoice object at toolConfig.toolChoice must set only one of the following keys: auto, any."
        );
    }

    #[test]
    fn rules_beyond_the_model_are_kept() {
        let schema = "/toolConfig/tools/0/toolSpec/inputSchema/json";
        let cases = [
            with("/messages", json!([])),
            with("/messages/0/role", json!("assistant")),
            with("/messages", json!([user("a"), user("b")])),
            with("/messages/0/content", json!([])),
            with("/messages/0/content/0", json!({"text": " "})),
            with(schema, json!("{}")),
            with(schema, json!({"type": ["object"]})),
            with(schema, json!({"type": "object", "anyOf": []})),
            with("/toolConfig/toolChoice", json!({"tool": {"name": "other"}})),
        ];
        insta::assert_snapshot!(refusals(&cases), @r"
        ValidationException: A conversation must start with a user message. Try again with a conversation that starts with a user message.
        ValidationException: A conversation must start with a user message. Try again with a conversation that starts with a user message.
        ValidationException: A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.
        ValidationException: The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.
        ValidationException: The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.
        ValidationException: The format of the value at toolConfig.tools.0.toolSpec.inputSchema.json is invalid. Provide a json object for the field and try again.
        ValidationException: The value at toolConfig.tools.0.toolSpec.inputSchema.json.type must be one of the following: object.
        ValidationException: The model returned the following errors: tools.0.custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level
        ValidationException: The model returned the following errors: Tool 'other' not found in provided tools
        ");
    }

    fn user(text: &str) -> Value {
        json!({"role": "user", "content": [{"text": text}]})
    }

    /// A conversation in which the model called two tools and these are their results.
    fn results(results: &Value) -> Value {
        let call = |id: &str| json!({"toolUse": {"toolUseId": id, "name": "sql_query", "input": {}}});
        let turns = json!([
            user("Top product?"),
            {"role": "assistant", "content": [call("t1"), call("t2")]},
            {"role": "user", "content": results},
        ]);
        with("/messages", turns)
    }

    fn result(id: &str, json: &Value) -> Value {
        json!({"toolResult": {"toolUseId": id, "content": [{"json": json}]}})
    }

    #[test]
    fn every_call_is_answered_once_and_with_an_object() {
        let (one, two) = (result("t1", &json!({})), result("t2", &json!({})));
        assert_eq!(converse(MODEL, &results(&json!([one, two]))), Ok(()));

        let mut without_tools = results(&json!([one, two]));
        without_tools["toolConfig"] = Value::Null;
        let cases = [
            without_tools,
            results(&json!([one])),
            results(&json!([one, two, one])),
            with("/messages/0/content", json!([one])),
            results(&json!([one, result("t2", &json!([1]))])),
            results(&json!([one, {"toolResult": {"toolUseId": "t2", "content": [], "status": "error"}}])),
        ];
        insta::assert_snapshot!(refusals(&cases), @r"
        ValidationException: The toolConfig field must be defined when using toolUse and toolResult content blocks.
        ValidationException: Expected toolResult blocks at messages.2.content for the following Ids: t2
        ValidationException: The toolResult blocks at messages.2.content contain duplicate Ids: t1
        ValidationException: The number of toolResult blocks at messages.0.content exceeds the number of toolUse blocks of previous turn.
        ValidationException: The format of the value at messages.2.content.1.toolResult.content.0.json is invalid. Provide a json object for the field and try again.
        ValidationException: The content field at messages.2.content.1.toolResult cannot be empty when status value is error.
        ");
    }

    #[test]
    fn every_call_is_answered_in_one_turn() {
        let call = |id: &str| json!({"toolUse": {"toolUseId": id, "name": "sql_query", "input": {}}});
        let calls = |ids: &[&str]| {
            let calls: Vec<_> = ids.iter().map(|id| call(id)).collect();
            json!({"role": "assistant", "content": calls})
        };
        let answers = |ids: &[&str]| {
            let answers: Vec<_> = ids.iter().map(|id| result(id, &json!({}))).collect();
            json!({"role": "user", "content": answers})
        };
        let turns = |turns: &[Value]| with("/messages", [&[user("?")], turns].concat().into());
        let said = json!({"role": "assistant", "content": [{"text": "Wait."}]});
        let cases = [
            turns(&[calls(&["t1"])]),
            turns(&[calls(&["t1"]), user("Well?")]),
            turns(&[calls(&["t1"]), answers(&["t2"])]),
            turns(&[calls(&["t1", "t2"]), answers(&["t1"]), said.clone(), answers(&["t2"])]),
            turns(&[calls(&["t1", "t2"]), answers(&["t1"]), answers(&["t2"])]),
            turns(&[said, answers(&["t1"])]),
            turns(&[calls(&["t1", "t2", "t1"]), answers(&["t1", "t2"])]),
        ];
        insta::assert_snapshot!(refusals(&cases), @r"
        ValidationException: Expected toolResult blocks at messages.2.content for the following Ids: t1
        ValidationException: Expected toolResult blocks at messages.2.content for the following Ids: t1
        ValidationException: Expected toolResult blocks at messages.2.content for the following Ids: t1
        ValidationException: Expected toolResult blocks at messages.2.content for the following Ids: t2
        ValidationException: A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.
        ValidationException: The number of toolResult blocks at messages.2.content exceeds the number of toolUse blocks of previous turn.
        ValidationException: The toolUse blocks at messages.1.content contain duplicate Ids: t1
        ");
    }

    #[test]
    fn the_names_and_ids_of_a_history_are_within_their_bounds() {
        let history = |id: &str, name: &str| {
            let call = json!({"toolUse": {"toolUseId": id, "name": name, "input": {}}});
            let turns = json!([user("?"), {"role": "assistant", "content": [call]}, {"role": "user", "content": [result(id, &json!({}))]}]);
            with("/messages", turns)
        };
        assert_eq!(converse(MODEL, &history("call.1:a-b_C", "sql-query_2")), Ok(()));
        let cases = [history("t1", "browser.open"), history("t1", &"a".repeat(65)), history("t|1", "find")];
        insta::assert_snapshot!(refusals(&cases), @r"
        ValidationException: 1 validation error detected: Value at 'messages.2.member.content.1.member.toolUse.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+
        ValidationException: 1 validation error detected: Value at 'messages.2.member.content.1.member.toolUse.name' failed to satisfy constraint: Member must have length less than or equal to 64
        ValidationException: 2 validation errors detected: Value at 'messages.2.member.content.1.member.toolUse.toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+; Value at 'messages.3.member.content.1.member.toolResult.toolUseId' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.:-]+
        ");
    }

    #[test]
    fn a_document_has_text_beside_it_and_a_name_of_its_own() {
        let document = |name: &str| json!({"document": {"name": name, "format": "txt", "source": {"bytes": "VGVh"}}});
        let content = |content: Value| with("/messages/0/content", content);
        let said = json!({"text": "Read."});
        let right = content(json!([document("Q3 report (v2) [final]-1"), document("Q4"), said]));
        assert_eq!(converse(MODEL, &right), Ok(()));

        let again = json!({"toolResult": {"toolUseId": "t1", "content": [document("Q3")]}});
        let mut in_result = results(&json!([again, result("t2", &json!({}))]));
        assert_eq!(converse(MODEL, &in_result), Ok(()));
        in_result["messages"][0]["content"] = json!([document("Q3"), said]);
        let cases =
            [content(json!([document("Q3")])), content(json!([said, document("Q3"), document("Q3")])), in_result];
        insta::assert_snapshot!(refusals(&cases), @r"
        ValidationException: A text block must be included when using documents. Add a text block and retry your request.
        ValidationException: Messages can't contain duplicate document names. Rename the document and retry your request.
        ValidationException: Messages can't contain duplicate document names. Rename the document and retry your request.
        ");
        for name in ["report.pdf", "two  spaces", "a_b", "résumé", "tab\t"] {
            let message = refusal(&content(json!([said, document(name)])));
            assert!(message.contains("The document file name can only contain alphanumeric characters"), "{message}");
        }
    }
}
