//! Which words are an answer: replies that call no tool and say something all the same.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value, json};
use toolshape::{Reading, Reply, ToolSpec};

/// A tool with these required members, and others that are optional.
#[expect(clippy::needless_pass_by_value, reason = "they are written in place")]
fn tool(name: &str, required: Value, optional: Value) -> ToolSpec {
    let mut properties = required.as_object().cloned().unwrap_or_default();
    let names: Vec<_> = properties.keys().cloned().collect();
    properties.extend(optional.as_object().cloned().unwrap_or_default());
    let schema = json!({"type": "object", "properties": properties, "required": names});
    ToolSpec::new(name, "A tool.", schema).expect("a valid spec")
}

fn tools(names: &str) -> Vec<ToolSpec> {
    let (string, integer) = (json!({"type": "string"}), json!({"type": "integer"}));
    let of_name = |name: &str| match name {
        "trip" => tool(name, json!({"to": string, "days": integer}), json!({"note": string})),
        "city" | "village" => tool(name, json!({"name": string, "people": integer}), json!({})),
        "person" => tool(name, json!({"name": string, "parameters": {"type": "object"}}), json!({})),
        "call" => tool(name, json!({"name": string, "arguments": {"type": "object"}}), json!({})),
        "filter" => tool(name, json!({}), json!({"name": string, "people": integer})),
        "page" => tool(
            name,
            json!({"html": string}),
            json!({
                "colour": {"enum": ["red", "green"]}, "sizes": {"type": "array", "items": integer},
                "open": {"type": "boolean"}, "id": {"type": ["string", "integer"]}, "part": {"type": "object"},
            }),
        ),
        other => panic!("no tool {other}"),
    };
    names.split(' ').map(of_name).collect()
}

/// The value and its repairs.
fn read(tools: &[ToolSpec], texts: &[&str]) -> Option<(Value, Vec<String>)> {
    let mut reply = Reply::<&Value>::new("end_turn");
    reply.texts = texts.to_vec();
    match Reading::default().read_value(tools, &reply) {
        Ok(outcome) => Some((outcome.value, outcome.repairs.iter().map(ToString::to_string).collect())),
        Err(error) => {
            assert!(error.is_no_tool_call(), "{error}");
            None
        }
    }
}

struct Table(&'static str, Vec<String>, usize);

impl Table {
    /// Texts on their own blocks are set apart by `¶`.
    fn row(&mut self, tools: &[ToolSpec], text: &str, expected: Option<(&Value, &str)>) {
        let texts: Vec<_> = text.split('¶').collect();
        let expected = expected.map(|(value, repairs)| {
            (value.clone(), repairs.split_terminator(", ").map(|kind| format!("{kind} at $")).collect::<Vec<_>>())
        });
        let found = read(tools, &texts).map(|(value, repairs)| {
            let of_root = repairs.into_iter().filter(|repair| repair.ends_with(" at $")).collect::<Vec<_>>();
            (value, of_root)
        });
        self.2 += 1;
        if found != expected {
            self.1.push(format!("{text}\n  is {found:?}\n  not {expected:?}"));
        }
    }

    fn ends(self, rows: usize) {
        assert!(self.1.is_empty(), "{}:\n{}", self.0, self.1.join("\n"));
        assert!(self.2 >= rows, "{}: {} rows", self.0, self.2);
    }
}

#[test]
fn thought_is_no_answer() {
    let (trip, graz) = (tools("trip"), json!({"to": "Graz", "days": 3}));
    let mut table = Table("thought", Vec::new(), 0);
    for none in [
        r#"<thinking>The tool wants something like {"to":"Linz","days":1}…</thinking> Which city should it be?"#,
        r#"<thinking>{"to":"Linz","days":1}</thinking>"#,
        r#"<thinking>Answer: {"to":"Linz","days":1}"#,
        r#"<Thinking>Answer:
{"to":"Linz","days":1}"#,
        "<scratchpad>\n```json\n{\"to\":\"Linz\",\"days\":1}\n```\n</scratchpad>\nTell me more.",
        r#"<reasoning effort="high">{"to":"Linz","days":1}</reasoning>"#,
        r#"<think>{"to":"Linz"¶,"days":1}</think>"#,
        r#"<think>First.¶{"to":"Linz","days":1}¶So.</think>Where to?"#,
        r#"<thinking>a<thinking>b</thinking>{"to":"Linz","days":1}</thinking>"#,
        r#"{"to":"Linz","days":1}</thinking>"#,
        r#"Answer: {"to":"Linz","days":1} </think> But where to?"#,
        r#"{"to":"Linz","days":1}¶</thinking>¶Where to?"#,
        r#"<thinking>{"to":"</thinking>","days":1}</thinking>"#,
        r#"<thinking>{"to":"Linz","days":1}</thinking>"#,
        r#"[THINK]{"to":"Linz","days":1}[/THINK]"#,
        r#"<thought_process>{"to":"Linz","days":1}</thought_process>"#,
        r#"<|START_THINKING|>{"to":"Linz","days":1}<|END_THINKING|>"#,
        r#"{"to": <thinking>Linz?</thinking> "Graz", "days": 3}"#,
    ] {
        table.row(&trip, none, None);
    }
    for (text, repairs) in [
        (r#"<reasoning>Maybe {"to":"Linz","days":2}? No.</reasoning>{"to":"Graz","days":3}"#, "prose"),
        (r#"<THINK>{"to":"Linz","days":2}</Think>{"to":"Graz","days":3}"#, "prose"),
        (r#"<thinking>{"to":"Linz","days":2}</think>{"to":"Graz","days":3}"#, "prose"),
        (r#"<thinking>{"to":"Linz", cut</thinking>{"to":"Graz","days":3}"#, "prose"),
        (r#"<thinking>a <scratchpad> b</thinking>{"to":"Graz","days":3}"#, "prose"),
        (r#"Maybe {"to":"Linz","days":2}.</thinking>{"to":"Graz","days":3}"#, "prose"),
        (r#"{"to":"Linz", cut </thinking>{"to":"Graz","days":3}"#, "prose"),
        (r#"Answer: <think>Hm.</think> {"to":"Graz","days":3}"#, "prose"),
        (r#"<thinking>For example:</thinking>{"to":"Graz","days":3}"#, "prose"),
        (r#"{"to":"Graz","days":3}<thinking>Was it {"to":"Linz","days":1}?"#, "prose"),
        (r#"<thinking>¶Hm.¶</thinking>¶{"to":"Graz","days":3}"#, "prose"),
        (r#"<thinking>x</thinking>{"name":"trip","arguments":{"to":"Graz","days":3}}"#, "call_as_text"),
    ] {
        table.row(&trip, text, Some((&graz, repairs)));
    }
    let page = tools("page");
    let tags = json!({"html": "a</thinking><think>b"});
    table.row(&page, &tags.to_string(), Some((&tags, "prose")));
    table.row(&page, &format!("<think>x</think>Answer: {tags}"), Some((&tags, "prose")));
    table.row(&page, "<function=page><parameter=html><think>b</think></parameter></function>", None);
    table.ends(33);
}

#[test]
fn an_example_is_no_answer() {
    let trip = tools("trip");
    let mut table = Table("examples", Vec::new(), 0);
    for none in [
        "I can't know. For example {} would be one.",
        "For example: {}",
        "E.g. {}",
        "e.g.:\n{}",
        "The tool wants input such as: {}",
        "Something like this:\n```json\n{}\n```",
        "For instance, to Linz for a day:\n\n{}",
        "An example of the format:\n\n```json\n{}\n```",
        "The call would look like this:\n{}",
        "It could be:\n```\n{}\n```",
        "Here is an example.\n\n```json\n{}\n```",
        "**Example:**\n\n```json\n{}\n```",
        "### Example\n\nA day in Linz.\n\nInput:\n```json\n{}\n```",
        "Example:\n\nInput:\n{}",
        "For example, take Linz. The input:\n{}",
        "I'd call it with:\n{}",
        "I would call the tool\nwith this input:\n{}",
        "If you want to go to Linz, the input is:\n{}",
        "Suppose it is Linz: {}",
        "Perhaps: {}",
        "This is not valid: {}",
        "Don't use this:\n{}",
        "Please provide the trip in this format:\n{}",
        "The expected format is:\n{}",
        "The format: {}",
        "Should I call it with: {}?",
        "Did you mean:\n{}",
        "Is it {}?",
        "I used {} for you.",
        "The tool takes `{}`.",
        "{} is what it takes.",
        "Input: {} (for example)",
        "Input: {}, for instance.",
        "Input: {} would be possible.",
        "Input: {} if you like.",
        "{}\n\nThis is just an example.",
        "```json\n{}\n```\nNote that these values are placeholders.",
        "<example>{}</example>",
        "<example>\n{}\n</example>",
        "```json\n// Example\n{}\n```",
        "```python\ntrip({})\n```",
        "Template:\n```json\n{}\n```",
        "Like: {}",
        "A typical call: {}",
        "The tool takes `to` and `days`:\n{}",
        "How about: {}",
        "Does this look right?\n{}",
        "One option: {}",
        "<output_format>\n{}\n</output_format>",
        "<schema>{}</schema>",
        "Zum Beispiel: {}",
        "Por ejemplo:\n{}",
        "例如：{}",
        "<parameter name=\"trip\">\n{}\n</parameter>",
        "<invoke name=\"look\"><parameter name=\"trip\">{}</parameter></invoke>",
        "[{}]",
        "Answer:\n{}\nAnother:\n{\"to\":\"Graz\",\"days\":3}",
        "Answer: {} or {\"to\":\"Graz\",\"days\":3}",
        "- {}\n- {\"to\":\"Graz\",\"days\":3}",
        "{}¶{\"to\":\"Graz\",\"days\":3}",
        "For example:¶{}",
        "Examples:\n{}\n{\"to\":\"Graz\",\"days\":3}",
        "{}\n{\"to\": \"Graz\", ",
    ] {
        table.row(&trip, &none.replace("{}", r#"{"to":"Linz","days":1}"#), None);
    }
    table.ends(50);
}

#[test]
fn what_stands_as_an_answer_is_one() {
    let (trip, graz) = (tools("trip"), json!({"to": "Graz", "days": 3}));
    let mut table = Table("answers", Vec::new(), 0);
    for prose in [
        "{}",
        "\n{}\n",
        "Here is the JSON: {}",
        "Here is the JSON:\n\n{}\n\nLet me know if you need more.",
        "Here you are: {} Anything else?",
        "Sure! Here's the trip you asked for: {}.",
        "**Answer:** `{}`",
        "Final answer:\n{}",
        "I cannot call tools, so here is the input: {}",
        "I don't have access to the tool, but here is the JSON:\n{}",
        "Since you'd like to go to Graz, the input is: {}",
        "Here is the JSON in the requested format:\n{}",
        "I don't know a city such as that. Here is the JSON:\n{}",
        "You need a day, e.g. Monday. The trip: {}",
        "For example {\"to\":\"Linz\",\"days\":1} is one. The answer is: {}",
        "Example:\n{\"to\":\"Linz\",\"days\":1}\n\nThe answer is:\n{}",
        "## Example\n{\"to\":\"Linz\",\"days\":1}\n## Answer\n{}",
        "<example>{\"to\":\"Linz\",\"days\":1}</example>\n{}",
        "<answer>{}</answer>",
        "<answer>\n{}\n</answer>",
        "I used {\"to\":\"Linz\",\"days\":1} before. Now:\n{}",
        "{}\n{}",
        "Answer:¶{}",
        "Sure.¶{}¶Anything else?",
        "1. {}",
        "You asked for Graz. It takes three days:\n{}",
        "Notes:\n- not refundable\n\nJSON:\n{}",
        "Sorry about the mistake earlier. Here is the correct input:\n{}",
        "Let me know if this works:\n{}",
        "### Output\n{}",
        "I'll call `trip` with the following parameters:\n\n{}",
        "{}\n\nFor example, it has three days.",
        "Antwort：{}",
    ] {
        let text = prose.replace("{}", &graz.to_string());
        table.row(&trip, &text, Some((&graz, "prose")));
    }
    for fence in [
        "```json\n{}\n```",
        "```\n{}\n```",
        "```json {} ```",
        "~~~json\n{}\n~~~",
        "JSON: ```json\n{}\n```",
        "Here it is:\n```json\n{}\n```\nAnything else?",
        "I looked it up.\n```JSON\n{}\n```",
        "For example:\n```json\n{\"to\":\"Linz\",\"days\":1}\n```\nYour trip:\n```json\n{}\n```",
    ] {
        let text = fence.replace("{}", &format!("{graz:#}"));
        table.row(&trip, &text, Some((&graz, "fence")));
    }
    table.row(&trip, r#"Answer: {"to":"Graz","days":"3"}"#, Some((&graz, "prose")));
    table.row(&trip, "{\"to\":\"Graz\",\"days\":3}\n{\"to\":\"Graz\",\"days\":\"3\"}", Some((&graz, "prose")));
    table.row(
        &trip,
        r#"Answer: {"input": "{\"to\":\"Graz\",\"days\":3}"}"#,
        Some((&graz, "prose, wrapper_key, json_string")),
    );
    table.ends(38);
}

#[test]
fn a_call_as_text_is_the_call() {
    let (city, graz) = (tools("city"), json!({"name": "Graz", "people": 3}));
    let two = tools("village city");
    let mut table = Table("calls", Vec::new(), 0);
    for call in [
        r#"{"name":"city","parameters":{}}"#,
        r#"{"name":"city","arguments":{}}"#,
        r#"{"name":"city","input":{}}"#,
        r#"{"tool":"city","arguments":{}}"#,
        r#"{"name":"functions.city","arguments":{}}<|im_end|>"#,
        r#"{"tool_name":"city","parameters":{}}"#,
        r#"{"tool_name":"city","tool_input":{}}"#,
        r#"{"action":"city","action_input":{}}"#,
        r#"{"type":"function","name":"city","parameters":{}}"#,
        r#"{"function":"city","arguments":{}}"#,
        r#"{"type":"function","function":{"name":"city","arguments":{}}}"#,
        r#"{"type":"tool_use","id":"toolu_1","name":"city","input":{}}"#,
        r#"{"toolUse":{"toolUseId":"t1","name":"city","input":{}}}"#,
        r#"[{"name":"city","parameters":{}}]"#,
        r#"{"tool_calls":[{"function":{"name":"city","arguments":{}}}]}"#,
        r#"<tool_call>{"name":"city","arguments":{}}</tool_call>"#,
        "<tool_call>\n{\"name\": \"city\", \"arguments\": {}}\n</tool_call>\n",
        r#"<tool_call>{"name":"city","arguments":{}}"#,
        r#"<tool_call>{"name":"city","arguments":{}}</tool_call><tool_call>{"name":"city","arguments":{}}</tool_call>"#,
        r#"[TOOL_CALLS] [{"name":"city","arguments":{}}]"#,
        "[TOOL_CALLS]city[ARGS]{}",
        "[TOOL_CALLS]city{}",
        r#"<|python_tag|>{"name":"city","parameters":{}}<|eom_id|>"#,
        "<function=city>{}</function>",
        "<function=city><parameter=name>Graz</parameter><parameter=people>3</parameter></function>",
        "<tool_call>\n<function=city>\n<parameter=name>\nGraz\n</parameter>\n<parameter=people>\n3\n</parameter>\n</function>\n</tool_call>",
        "<function=city>\n<parameter=name>\nGraz\n</parameter>\n<parameter=people>\n3\n</parameter>\n</function>\n</tool_call>",
        r#"<invoke name="city"><parameter name="name">Graz</parameter><parameter name="people">3</parameter></invoke>"#,
        "<function_calls>\n<invoke name=\"city\">\n<parameter name=\"name\">Graz</parameter>\n<parameter name=\"people\">3</parameter>\n</invoke>\n</function_calls>",
        "<invoke name='city'>\n<parameter name='people' type='integer'>3</parameter><parameter name='name'>Graz</parameter></invoke>",
        "<invoke name=city><parameter name=\"name\">Graz</parameter><parameter name=\"people\">3</parameter></invoke>",
        "<tool_call name=\"city\">{}</tool_call>",
        "<tool_use>\n<name>city</name>\n<input>\n{}\n</input>\n</tool_use>",
        "<invoke><tool_name>city</tool_name><parameters><name>Graz</name><people>3</people></parameters></invoke>",
        "```xml\n<function=city>{}</function>\n```",
        "<function_calls>\n<thinking>Hm.</thinking>\n<invoke name=\"city\"><parameter name=\"name\">Graz</parameter><parameter name=\"people\">3</parameter></invoke>\n</function_calls>\n<thinking>So.",
        "<city><name>Graz</name><people>3</people></city>",
        "<city>{}</city>",
        "<thinking>A call.</thinking>\n<function=city><parameter=name>Graz</parameter><parameter=people>3</parameter></function>",
    ] {
        let text = call.replace("{}", &graz.to_string());
        table.row(&city, &text, Some((&graz, "call_as_text")));
        table.row(&two, &text, Some((&graz, "call_as_text")));
        let namespaced = text.replace("</", "\u{1}").replace('<', "<ns:").replace('\u{1}', "</ns:");
        if text.contains("invoke") || text.contains("<function=") {
            let namespaced = namespaced.replace("ns:thinking", "thinking");
            table.row(&two, &namespaced, Some((&graz, "call_as_text")));
        }
    }
    let string = Value::from(graz.to_string());
    for (text, repairs) in [
        (r#"{"name":"city","arguments":"{}"}"#, "call_as_text, json_string"),
        (r#"{"function":{"name":"city","arguments":"{}"}}"#, "call_as_text, json_string"),
        (r#"[{"id":"1","type":"function","function":{"name":"city","arguments":"{}"}}]"#, "call_as_text, json_string"),
        (r#"<tool_call>{"name":"city","arguments":"{}"}</tool_call>"#, "call_as_text, json_string"),
        (r#"Sure. <tool_call>{"name":"city","arguments":"{}"}</tool_call>"#, ""),
        ("Sure.\n<tool_call>{\"name\":\"city\",\"arguments\":\"{}\"}</tool_call>", "prose, wrapper_key, json_string"),
        ("```json\n{\"name\":\"city\",\"arguments\":\"{}\"}\n```", "fence, wrapper_key, json_string"),
        ("Action:\n```json\n[{\"tool_name\":\"city\",\"parameters\":\"{}\"}]\n```", "fence, wrapper_key, json_string"),
        (r#"Calling: {"name":"city","arguments":"{}"}"#, "prose, wrapper_key, json_string"),
        (r#"{"city":"{}"}"#, ""),
    ] {
        let text = text.replace("\"{}\"", &string.to_string());
        table.row(&two, &text, (!repairs.is_empty()).then_some((&graz, repairs)));
    }
    table.row(&two, &format!("{{\"city\":{graz}}}"), Some((&graz, "prose, wrapper_key")));
    table.row(
        &two,
        &format!("{{\"name\":\"city\",\"arguments\":{graz}}}\n{{\"city\":{graz}}}"),
        Some((&graz, "prose, wrapper_key")),
    );

    let none = json!({});
    table.row(&tools("filter"), r#"{"name":"filter","arguments":{}}"#, Some((&none, "call_as_text")));
    table.row(&tools("filter"), "<function=filter>\n</function>", Some((&none, "call_as_text")));
    let of_name = json!({"name": "x"});
    table.row(&tools("filter"), r#"{"name":"filter","parameters":{"name":"x"}}"#, Some((&of_name, "call_as_text")));
    table.row(
        &tools("filter"),
        "Call:\n{\"name\":\"filter\",\"parameters\":{\"name\":\"x\"}}",
        Some((&of_name, "prose, wrapper_key")),
    );
    let person = json!({"name": "city", "parameters": {"name": "x"}});
    table.row(&tools("person"), r#"{"name":"city","parameters":{"name":"x"}}"#, Some((&person, "prose")));
    let person = json!({"name": "person", "parameters": {"name": "x", "parameters": {}}});
    table.row(&tools("person"), &person.to_string(), Some((&person, "prose")));
    table.row(
        &tools("person"),
        r#"{"tool":"person","arguments":{"name":"x","parameters":{}}}"#,
        Some((&person["parameters"], "call_as_text")),
    );
    let call = json!({"name": "call", "arguments": {"name": "x", "arguments": {}}});
    table.row(&tools("call"), &call.to_string(), Some((&call, "prose")));
    table.ends(60);
}

#[test]
fn what_is_no_call_on_offer_is_none() {
    let mut table = Table("no calls", Vec::new(), 0);
    let graz = r#"{"name":"Graz","people":3}"#;
    for none in [
        r#"{"name":"country","parameters":{}}"#,
        r#"{"tool":"country","arguments":{}}"#,
        r#"{"function":{"name":"country","arguments":{}}}"#,
        r#"<tool_call>{"name":"country","arguments":{}}</tool_call>"#,
        "<function=country>{}</function>",
        "<function=country><parameter=name>Graz</parameter><parameter=people>3</parameter></function>",
        r#"{"name":"city","parameters":{},"reason":"x"}"#,
        r#"{"name":"city","parameters":{},"arguments":{}}"#,
        r#"{"name":"city","parameters":{"name":"Graz"}}"#,
        r#"{"name":"city","parameters":{"name":"Graz","people":3,"area":1}}"#,
        r#"{"name":"city","parameters":{"name":"Graz","people":"many"}}"#,
        r#"{"name":"city","parameters":{}"#,
        r#"[{"name":"city","parameters":{}},{"name":"city","parameters":{"name":"Linz","people":3}}]"#,
        r#"{"tool_calls":[{"name":"city","arguments":{}},{"name":"city","arguments":{}}]}"#,
        r#"<tool_call>{"name":"city","arguments":{}}</tool_call><tool_call>{"name":"city","arguments":{"name":"Linz","people":3}}</tool_call>"#,
        "<function=city><parameter=name>Graz</parameter></function>",
        "<function=city><parameter=name>Graz</parameter><parameter=people>many</parameter></function>",
        "<function=city><parameter=name>Graz</parameter><parameter=people>3</parameter><parameter=area>1</parameter></function>",
        "<function=city><parameter=name>Graz</parameter><parameter=name>Linz</parameter><parameter=people>3</parameter></function>",
        "<function=city><parameter=name>Graz</parameter><parameter=people>3</parameter>",
        "<function=city><parameter=name>Graz</parameter><parameter=people>3</function>",
        "<tool_use>\n<name>country</name>\n<input>\n{}\n</input>\n</tool_use>",
        "Sure.\n<tool_use>\n<name>country</name>\n<input>\n{}\n</input>\n</tool_use>",
        "Use <function=city><parameter=name>Graz</parameter><parameter=people>3</parameter></function>",
        "<thinking><function=city><parameter=name>Graz</parameter><parameter=people>3</parameter></function></thinking>",
        r#"<thinking>{"name":"city","parameters":{}}</thinking>"#,
        r#"For example: {"name":"city","parameters":{}}"#,
        r#"The call would be <tool_call>{"name":"city","arguments":{}}</tool_call>"#,
        "For example:\n<tool_call>\n{\"name\":\"city\",\"arguments\":{}}\n</tool_call>",
    ] {
        table.row(&tools("city"), &none.replace("{}", graz), None);
    }
    let either = r#"{"name":"city","parameters":{}}"#.replace("{}", graz);
    table.row(&tools("city person"), &either, None);
    table.row(&tools("city village"), graz, None);
    table.row(&tools("city village"), &format!("{{\"arguments\":{graz}}}"), None);
    table.ends(30);
}

#[test]
fn parameters_are_read_by_the_schema() {
    let page = tools("page");
    let read = |parameters: &[(&str, &str)]| {
        let parameters = parameters.iter().map(|(name, text)| format!("<parameter={name}>{text}</parameter>"));
        read(&page, &[&format!("<function=page>{}</function>", parameters.collect::<Vec<_>>().concat())])
    };
    for (text, html) in [
        ("3", "3"),
        ("null", "null"),
        ("\"a\"", "\"a\""),
        ("\n\n a \n\n", "\n a \n"),
        ("\r\na\r\n", "a"),
        ("<p>a &amp; b</p>", "<p>a &amp; b</p>"),
        ("{\"a\": 1}", "{\"a\": 1}"),
        ("", ""),
    ] {
        assert_eq!(read(&[("html", text)]).map(|found| found.0), Some(json!({"html": html})), "{text:?}");
    }
    for (name, text, value, repairs) in [
        ("colour", "red", json!("red"), &["call_as_text at $"][..]),
        ("colour", "Red", json!("red"), &["call_as_text at $", "enum_case at $.colour"]),
        ("sizes", "[1, 2]", json!([1, 2]), &["call_as_text at $"]),
        ("sizes", "\n[\n1]\n", json!([1]), &["call_as_text at $"]),
        ("open", "true", json!(true), &["call_as_text at $"]),
        ("id", "x3", json!("x3"), &["call_as_text at $"]),
        ("part", "{\"a\": 1}", json!({"a": 1}), &["call_as_text at $"]),
    ] {
        let repairs = repairs.iter().map(ToString::to_string).collect();
        assert_eq!(read(&[("html", "a"), (name, text)]), Some((json!({"html": "a", name: value}), repairs)), "{text}");
    }
    for (name, text) in
        [("colour", "blue"), ("sizes", "1, 2"), ("open", "yes"), ("id", "3"), ("part", "a"), ("no", "1")]
    {
        assert_eq!(read(&[("html", "a"), (name, text)]), None, "{name}: {text}");
    }
    assert_eq!(read(&[("html", "a<thinking>b</thinking>")]), None, "what was said aloud in it is not known");
}

#[test]
fn a_real_call_may_hold_a_call() {
    let city = tools("city");
    let graz = json!({"name": "Graz", "people": 3});
    let read = |input: &Value| {
        let mut reply = Reply::new("tool_use");
        reply.calls.push(toolshape::ToolCall { id: "t1", name: "city", input });
        Reading::default().read_value(&city, &reply).ok().map(|outcome| (outcome.value, outcome.repairs[0].to_string()))
    };
    let value = Some((graz.clone(), "wrapper_key at $".to_owned()));
    assert_eq!(read(&json!({"name": "city", "parameters": graz})), value);
    assert_eq!(read(&json!({"name": "city", "arguments": graz.to_string()})), value);
    assert_eq!(read(&json!({"function": {"name": "city", "arguments": graz}})), value);
    assert_eq!(read(&json!([{"name": "city", "input": graz}])), value);
    assert_eq!(read(&json!({"name": "village", "parameters": graz})), None);
    assert_eq!(read(&json!({"name": "city", "parameters": {}})), None);
}

fn trip() -> impl Strategy<Value = Value> {
    let to = prop_oneof!["[ -~]{0,12}", "(</?(thinking|think|parameter)>|[{}\"`a:. \\n]){0,8}"];
    (to, any::<i64>()).prop_map(|(to, days)| json!({"to": to, "days": days}))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        rng_seed: prop::test_runner::RngSeed::Fixed(12),
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_in_thought_is_a_value(
        trip in trip(),
        tag in prop::sample::select(vec!["thinking", "Think", "reasoning", "SCRATCHPAD"]),
        form in prop::sample::select(vec!["{}", "Answer: {}", "```json\n{}\n```", "{\"name\":\"trip\",\"input\":{}}"]),
        is_closed in any::<bool>(),
    ) {
        let inside = form.replace("{}", &trip.to_string());
        let end = if is_closed { format!("</{tag}>") } else { String::new() };
        prop_assert_eq!(read(&tools("trip"), &[&format!("<{tag}>{inside}{end}")]), None);
        prop_assert_eq!(read(&tools("trip"), &[&format!("<{tag}>"), &inside, &end]), None);
        prop_assert_eq!(read(&tools("trip"), &[&inside, &format!("</{tag}>")]), None);
    }

    #[test]
    fn thought_before_an_answer_changes_nothing(
        trip in trip(),
        thought in "[a-zA-Z {}\":.`\n\\[\\]]{0,40}",
        draft in trip(),
        form in prop::sample::select(vec!["{}", "Answer: {}", "```json\n{}\n```", "{\"name\":\"trip\",\"input\":{}}"]),
    ) {
        let answer = form.replace("{}", &trip.to_string());
        let plain = read(&tools("trip"), &[&answer]);
        prop_assert_eq!(plain.as_ref().map(|(value, _)| value), Some(&trip));
        for thought in [thought.clone(), draft.to_string().replace(['<', '>'], ""), format!("e.g. {thought}")] {
            let said = format!("<thinking>{thought}</thinking>{answer}");
            prop_assert_eq!(&read(&tools("trip"), &[&said]), &plain);
            prop_assert_eq!(&read(&tools("trip"), &[&format!("<thinking>{thought}"), &format!("</thinking>\n{answer}")]), &plain);
        }
    }

    /// No text makes reading panic.
    #[test]
    fn any_text_is_read(text in "(<|>|/|=|\\{|\\}|\\[|\\]|\"|`|:|\\.|\n|é|。|think|thinking|parameter|function|trip| |1){0,30}") {
        read(&tools("trip"), &[&text]);
        read(&tools("trip"), &[&format!("<function=trip>{text}</function>")]);
    }
}

/// Texts that could be made to take long are read in the time that they are long.
#[test]
fn reading_takes_as_long_as_the_text() {
    let trip = tools("trip");
    let texts: Vec<Box<dyn Fn(usize) -> String>> = [
        "<thinking>",
        "</thinking>",
        "<think",
        "<think></reasoning>",
        "<",
        "<a",
        "<a>",
        "{\"",
        "{\"a\":",
        "{\"a\":1}",
        "{}",
        "[{",
        "[{}, ",
        "[{},",
        "[{\"a\":1}, x ",
        "{\"</think>{",
        "</think>{\"a\":[",
        "</think>{\"a\":\"",
        "```",
        "e.g. ",
        "a: {} ",
        "For example {} ",
        "{}\n",
        "Example:\n{}\n",
        "a\n",
        "\n",
        "{ ",
        "[ ",
        ". ",
        "a.",
        ", ",
        "<function=trip>",
        "<tool_call>",
        "<function=trip><parameter=to>",
        "<parameter=to>a</parameter>",
        "[TOOL_CALLS]",
        "{\"to\":\"a\",\"days\":1} ",
        "<reasoning><think>",
        "~~~ ",
        "`",
        "1. ",
    ]
    .into_iter()
    .map(|unit| Box::new(move |length: usize| unit.repeat(length / unit.len())) as Box<dyn Fn(usize) -> String>)
    .chain([
        Box::new(|length: usize| "<thinking>".repeat(length / 24) + &"</reasoning>".repeat(length / 24))
            as Box<dyn Fn(usize) -> String>,
        Box::new(|length: usize| format!("<function=trip>{}", "<parameter=to>a</parameter>".repeat(length / 27))),
        Box::new(|length: usize| {
            let parameters = (0..length / 30).map(|n| format!("<parameter=p{n}>a</parameter>"));
            format!("<function=trip>{}</function>", parameters.collect::<Vec<_>>().concat())
        }),
        Box::new(|length: usize| format!("a: {}", "{} ".repeat(length / 3))),
        Box::new(|length: usize| format!("{{\"a\":\"{}", "</think>{} ".repeat(length / 11))),
    ])
    .collect();
    for (index, text) in texts.iter().enumerate() {
        let took = |length| {
            let text = text(length);
            let begun = Instant::now();
            read(&trip, &[&text]);
            begun.elapsed()
        };
        // Another process may take its time in between; a time that is quadratic stays so.
        let is_linear = || took(40_000) < Duration::from_millis(100) + took(4_000) * 40;
        assert!((0..5).any(|_| is_linear()), "{index}");
    }
}
