//! What is seen of a value, and the value.

use proptest::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use toolshape::{Rung, ToolShape, ToolSpec};
use toolshape_bedrock::Event;
use toolshape_local::{Reply, Server};

use super::frames::{events, input, message_start, message_stop, metadata, start};
use super::{MODEL, Report, ask, call, frames, report, server};

#[tokio::test]
async fn a_value_grows_and_becomes_the_answer() {
    let (_server, client) = server([call().text_first("Let me see.").reasoning_first("Hm.").usage(10, 5)]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    assert!(stream.partial().is_none());
    let (mut texts, mut thoughts, mut titles, mut completed) = (String::new(), String::new(), Vec::new(), Vec::new());
    while let Some(event) = stream.next().await.expect("nothing fails") {
        match event {
            Event::Text(text) => texts.push_str(text),
            Event::Reasoning(text) => thoughts.push_str(text),
            Event::Partial { value, changes } => {
                titles.extend(value.title.clone());
                completed.extend(changes.completed().map(|change| change.path().to_string()));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((texts.as_str(), thoughts.as_str()), ("Let me see.", "Hm."));
    assert!(titles.is_sorted_by_key(String::len) && titles.last().is_some_and(|title| title == "Quarterly"));
    assert_eq!(
        completed.join(" "),
        "$.title $.findings[0].text $.findings[0] $.findings[0].severity $.findings[1].text \
         $ $.findings $.findings[1] $.findings[1].severity",
        "outer ones first in each fragment"
    );
    let answer = stream.answer().await.expect("an answer");
    assert_eq!(serde_json::to_value(&answer.value).expect("it is JSON"), report());
    assert_eq!((answer.usage.total_tokens, answer.requests, answer.attempts.len()), (15, 1, 1));
    assert_eq!((answer.stop_reason.as_str(), answer.rung), ("tool_use", Rung::Forced));
    assert!(answer.request_id.is_some() && !answer.latency.is_zero());
}

#[tokio::test]
async fn what_there_is_can_be_borrowed_between_events() {
    let (_server, client) = server([call().fragment_size(1)]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut seen = Vec::new();
    while stream.next().await.expect("nothing fails").is_some() {
        let title = stream.partial().and_then(|report| report.title.clone());
        seen.extend(title.filter(|title| seen.last() != Some(title)));
    }
    let whole = "Quarterly";
    assert_eq!(seen, (0..=whole.len()).map(|end| whole[..end].to_owned()).collect::<Vec<_>>());
    assert!(stream.partial().is_none(), "it is the answer's now");
}

#[tokio::test]
async fn an_untyped_value_grows_too() {
    let (_server, client) = server([call()]).await;
    let schema = json!({"type": "object", "properties": {"title": {"type": "string"}}});
    let spec = ToolSpec::new("report", "A report.", schema).expect("a valid spec");
    let request = client.generate_value(MODEL, &spec).prompt("What is in it?");
    let mut stream = request.stream().await.expect("it opens");
    let mut last = Value::Null;
    while let Some(event) = stream.next().await.expect("nothing fails") {
        let Event::Partial { value, .. } = event else { panic!("{event:?}") };
        last = value.clone();
    }
    assert_eq!(last, report());
    assert_eq!(stream.answer().await.expect("an answer").value, report());
}

/// Looks products up by name.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
struct Search {
    name: String,
}

/// Asks for nothing.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
struct Ping {}

#[derive(Debug, PartialEq, ToolShape)]
enum Choice {
    Search(Search),
    Ping(Ping),
}

#[tokio::test]
async fn a_type_that_is_not_read_in_parts_comes_at_the_end() {
    let search = || Reply::tool("search", json!({"name": "tea"})).text_first("Let me see.");
    let (_server, client) = server([search(), search(), Reply::tool("ping", json!({})).empty_delta()]).await;
    let mut stream = client.generate::<Search>(MODEL).prompt("Tea?").stream_whole().await.expect("it opens");
    let mut text = String::new();
    while let Some(event) = stream.next().await.expect("nothing fails") {
        let Event::Text(delta) = event else { panic!("{event:?}") };
        text.push_str(delta);
    }
    assert_eq!(text, "Let me see.");
    assert_eq!(stream.answer().await.expect("an answer").value, Search { name: "tea".to_owned() });

    let choose = || client.generate::<Choice>(MODEL).prompt("Tea?").stream_whole();
    let answer = choose().await.expect("it opens").answer().await.expect("an answer");
    assert_eq!(answer.value, Choice::Search(Search { name: "tea".to_owned() }));
    let answer = choose().await.expect("it opens").answer().await.expect("an answer");
    assert_eq!(answer.value, Choice::Ping(Ping {}), "of a call without input");
}

/// A report, or a reason why there is none.
#[derive(Debug, PartialEq, ToolShape)]
#[tool(partial(derive(Debug, Clone)))]
enum Outcome {
    Report(Report),
    Decline(Box<Decline>),
}

/// Says why there is no report.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(partial(derive(Debug, Clone)), validate = Decline::has_reason)]
struct Decline {
    reason: String,
}

impl Decline {
    fn has_reason(&self) -> Result<(), &'static str> {
        if self.reason.is_empty() { Err("no reason") } else { Ok(()) }
    }
}

#[tokio::test]
async fn a_choice_of_tools_is_seen_once_the_tool_is_known() {
    let decline = |reason| Reply::tool("decline", json!({"reason": reason})).fragment_size(6);
    let (server, client) = server([
        Reply::tool("look", json!({"at": 1})).and_tool("decline", json!({"reason": "Too long"})).fragment_size(6),
        call().text_first("Let me see."),
        decline(""),
        decline("No."),
        decline("Too long").truncated_at(15),
    ])
    .await;
    let ask = || client.generate::<Outcome>(MODEL).prompt("What is in it?");

    let mut stream = ask().stream().await.expect("it opens");
    let mut reasons = Vec::new();
    while let Some(event) = stream.next().await.expect("nothing fails") {
        let Event::Partial { value: PartialOutcome::Decline(Some(decline)), .. } = event else { panic!("{event:?}") };
        reasons.extend(decline.reason.clone());
    }
    assert_eq!(reasons, ["T", "Too lon", "Too long"]);
    assert!(stream.partial().is_none(), "it is the answer's now");
    let answer = stream.answer().await.expect("an answer");
    assert_eq!(answer.value, Outcome::Decline(Box::new(Decline { reason: "Too long".to_owned() })));

    let mut stream = ask().stream().await.expect("it opens");
    let mut titles = Vec::new();
    while let Some(event) = stream.next().await.expect("nothing fails") {
        match event {
            Event::Partial { value: PartialOutcome::Report(Some(report)), .. } => titles.extend(report.title.clone()),
            other => assert!(matches!(other, Event::Text(_)), "{other:?}"),
        }
    }
    assert_eq!(titles.last().map(String::as_str), Some("Quarterly"));
    let Outcome::Report(value) = stream.answer().await.expect("an answer").value else { panic!("it was called") };
    assert_eq!(serde_json::to_value(&value).expect("it is JSON"), report());

    let answer = ask().stream().await.expect("it opens").answer().await.expect("an answer");
    assert_eq!((answer.attempts.len(), server.requests().len()), (2, 4), "its own check holds");

    let error = ask().stream().await.expect("it opens").answer().await.expect_err("it was cut off");
    assert!(error.is_truncated());
    let Some(PartialOutcome::Decline(Some(decline))) = error.partial_as() else { panic!("it had begun") };
    assert_eq!(decline.reason.as_deref(), Some("Too "));
}

/// A span of years.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
#[tool(partial, validate = Years::in_order)]
struct Years {
    from: u16,
    to: u16,
}

impl Years {
    fn in_order(&self) -> Result<(), String> {
        if self.from <= self.to { Ok(()) } else { Err(format!("{} is after {}", self.from, self.to)) }
    }
}

#[tokio::test]
async fn a_check_of_the_types_own_holds_at_the_end() {
    let years = |from: u16| Reply::tool("years", json!({"from": from, "to": 2000}));
    let (_server, client) = server([years(1990), years(2010)]).await;
    let ask = || client.generate::<Years>(MODEL).prompt("When?").stream();
    let answer = ask().await.expect("it opens").answer().await.expect("an answer");
    assert_eq!((answer.value.from, answer.value.to), (1990, 2000));

    let mut stream = ask().await.expect("it opens");
    let error = loop {
        match stream.next().await {
            Ok(event) => assert!(event.is_some(), "it has no answer"),
            Err(error) => break error,
        }
    };
    assert!(error.is_mismatch());
    assert_eq!(error.detail(), Some("2010 is after 2000"));
    let partial = error.partial_as::<PartialYears>().expect("all of it had arrived");
    assert_eq!((partial.from, partial.to), (Some(2010), Some(2000)));
}

#[tokio::test]
async fn native_output_is_the_value_and_not_text() {
    let native = Reply::text(&report().to_string());
    let (_server, client) = server([native.clone(), native, Reply::text("I would rather not say.")]).await;
    let mut stream = ask(&client).rung(Rung::Native).stream().await.expect("it opens");
    while let Some(event) = stream.next().await.expect("nothing fails") {
        assert!(matches!(event, Event::Partial { .. }), "{event:?}");
    }
    let answer = stream.answer().await.expect("an answer");
    assert_eq!((answer.value.title.as_str(), answer.rung), ("Quarterly", Rung::Native));

    let mut stream = ask(&client).rung(Rung::Native).stream_whole().await.expect("it opens");
    assert!(stream.next().await.expect("nothing fails").is_none(), "nothing to tell before the whole");

    let mut stream = ask(&client).rung(Rung::Native).stream().await.expect("it opens");
    let mut text = String::new();
    let error = loop {
        match stream.next().await {
            Ok(Some(Event::Text(delta))) => text.push_str(delta),
            Ok(other) => panic!("{other:?}"),
            Err(error) => break error,
        }
    };
    assert!(error.is_no_tool_call());
    assert_eq!(text, "I would rather not say.", "words are told as words");
}

#[tokio::test]
async fn what_is_repaired_is_repaired_in_the_answer() {
    let mut shouted = report();
    shouted["findings"][1]["severity"] = json!(1.0);
    let (_server, client) =
        server([call().stringified(), call().wrapped("input"), Reply::tool("report", shouted)]).await;
    let mut repairs = Vec::new();
    for _ in 0..3 {
        let mut stream = ask(&client).stream().await.expect("it opens");
        while stream.next().await.expect("nothing fails").is_some() {}
        let answer = stream.answer().await.expect("an answer");
        assert_eq!(serde_json::to_value(&answer.value).expect("it is JSON"), report());
        repairs.extend(answer.repairs.iter().map(ToString::to_string));
    }
    assert_eq!(repairs, ["json_string at $", "wrapper_key at $", "float_integer at $.findings[1].severity"]);
}

#[tokio::test]
async fn blocks_may_interleave_or_never_stop() {
    let other = || json!({"title": "Other", "findings": []});
    let (_server, client) = server([
        call().text_first("Let me see.").and_tool("report", other()).interleaved().fragment_size(3),
        call().and_tool("look", json!({"at": 1})).without_block_stop(),
        Reply::tool("look", json!({"at": 1})).and_tool("report", report()).interleaved(),
    ])
    .await;
    for others in [json!([other()]), json!([{"at": 1}]), json!([{"at": 1}])] {
        let mut stream = ask(&client).stream().await.expect("it opens");
        let mut title = None;
        while let Some(event) = stream.next().await.expect("nothing fails") {
            if let Event::Partial { value, .. } = event {
                title.clone_from(&value.title);
            }
        }
        assert_eq!(title.as_deref(), Some("Quarterly"), "the first call is what is seen");
        let answer = stream.answer().await.expect("an answer");
        assert_eq!(answer.value.title, "Quarterly");
        let inputs: Vec<_> = answer.other_calls.iter().map(|call| call.input.clone()).collect();
        assert_eq!(Value::from(inputs), others);
    }
}

#[tokio::test]
async fn blocks_that_share_an_index_are_kept_apart() {
    let first = report().to_string();
    let other = json!({"title": "Other", "findings": []});
    let (begun, rest) = first.split_at(12);
    let client = frames::client([events([
        message_start(),
        start(0, "t1", "report"),
        input(0, &first),
        start(0, "t2", "report"),
        input(0, &other.to_string()),
        message_stop("tool_use"),
        metadata(),
    ])]);
    let mut stream = ask(&client).stream().await.expect("it opens");
    let mut seen = 0;
    while let Some(event) = stream.next().await.expect("nothing fails") {
        let Event::Partial { value, .. } = event else { panic!("{event:?}") };
        assert_eq!((value.title.as_deref(), value.findings.as_ref().map(Vec::len)), (Some("Quarterly"), Some(2)));
        seen += 1;
    }
    assert_eq!(seen, 1, "the first call is what is seen");
    let answer = stream.answer().await.expect("an answer");
    assert_eq!((answer.value.title.as_str(), &answer.other_calls[0].input), ("Quarterly", &other));

    let client = frames::client([events([
        message_start(),
        start(0, "t1", "report"),
        input(0, begun),
        start(0, "t2", "look"),
        input(0, rest),
        message_stop("max_tokens"),
        metadata(),
    ])]);
    let error = ask(&client).stream_whole().await.expect("it opens").answer().await.expect_err("it was cut off");
    assert_eq!(error.payload(), Some(&json!({"title": "Qu"})), "of the first call alone");
}

#[tokio::test]
async fn a_later_call_counts_where_the_first_does_not_match() {
    let (_server, client) = server([Reply::tool("report", json!({"title": 1})).and_tool("report", report())]).await;
    let answer = ask(&client).stream().await.expect("it opens").answer().await.expect("an answer");
    assert_eq!((answer.value.title.as_str(), answer.other_calls.len()), ("Quarterly", 1));
}

#[tokio::test]
async fn what_is_of_next_year_is_told_and_fails_nothing() {
    let (_server, client) = server([call().block_first(json!({"hologram": {"depth": 3}}))]).await;
    let mut stream = ask(&client).stream().await.expect("it opens");
    let first = stream.next().await.expect("nothing fails");
    assert!(matches!(first, Some(Event::Unknown(_))), "{first:?}");
    assert_eq!(stream.answer().await.expect("an answer").value.title, "Quarterly");
}

#[tokio::test]
async fn text_is_text_however_its_block_opens() {
    for start in [json!({"aKindOfNextYear": {}}), Value::Null] {
        let fenced = || call().fenced().reasoning_first("Hm.").text_starts_as(start.clone());
        let native = Reply::text(&report().to_string()).text_starts_as(start.clone());
        let (_server, client) = server([fenced(), Reply::text("No.").text_starts_as(start.clone()), native]).await;
        let mut stream = ask(&client).stream().await.expect("it opens");
        let (mut text, mut thoughts) = (String::new(), String::new());
        while let Some(event) = stream.next().await.expect("nothing fails") {
            match event {
                Event::Text(delta) => text.push_str(delta),
                Event::Reasoning(delta) => thoughts.push_str(delta),
                other => assert!(matches!(other, Event::Unknown(_)), "{other:?}"),
            }
        }
        assert_eq!((text.starts_with("```"), thoughts.as_str()), (true, "Hm."), "{start}");
        let answer = stream.answer().await.expect("an answer");
        assert_eq!(answer.repairs.first().map(ToString::to_string).as_deref(), Some("fence at $"));

        let error = ask(&client).max_attempts(1).stream().await.expect("it opens").answer().await.expect_err("words");
        assert_eq!((error.is_no_tool_call(), error.text()), (true, Some("No.")), "{start}");

        let answer = ask(&client).rung(Rung::Native).stream().await.expect("it opens").answer().await;
        assert_eq!(answer.expect("an answer").value.title, "Quarterly", "{start}");
    }
}

#[test]
fn a_stream_gives_what_one_reply_gives() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("it starts");
    let server = runtime.block_on(Server::start()).expect("a port is free");
    let client = toolshape_bedrock::Client::local(server.url());
    let finding = (".{0,20}", any::<u8>()).prop_map(|(text, severity)| json!({"text": text, "severity": severity}));
    let reports = (".{0,20}", proptest::collection::vec(finding, 0..4))
        .prop_map(|(title, findings)| json!({"title": title, "findings": findings}));
    proptest!(ProptestConfig::with_cases(64), |(value in reports, size in 1usize..30, forms in 0u8..4)| {
        let reply = Reply::tool("report", value).fragment_size(size);
        let reply = match forms {
            1 => reply.text_first("Let me see."),
            2 => reply.stringified_at("findings"),
            3 => reply.reasoning_first("Hm.").without_block_stop(),
            _ => reply,
        };
        let [sent, streamed, whole]: [Report; 3] = runtime.block_on(async {
            for _ in 0..3 {
                server.push(reply.clone());
            }
            let sent = ask(&client).send().await?.value;
            let streamed = ask(&client).stream().await?.answer().await?.value;
            Ok::<_, toolshape_bedrock::Error>([sent, streamed, ask(&client).stream_whole().await?.answer().await?.value])
        }).expect("each has an answer");
        prop_assert_eq!(&sent, &streamed);
        prop_assert_eq!(&sent, &whole);
    });
}

/// What was measured.
#[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
#[tool(partial)]
struct Measured {
    float: f64,
    short: f32,
    unsigned: u64,
    signed: i64,
    rest: Vec<Value>,
}

#[test]
fn a_number_in_a_stream_is_the_number_of_one_reply() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("it starts");
    let server = runtime.block_on(Server::start()).expect("a port is free");
    let client = toolshape_bedrock::Client::local(server.url());
    let number = prop_oneof![
        4 => proptest::num::f64::NORMAL.prop_map(|number| format!("{number:e}")),
        4 => (-1e6..1e6).prop_map(|number: f64| number.to_string()),
        // Not `-0`, which is an integer to the SDK and a float to serde_json.
        4 => "(0|-?[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?",
        1 => Just("1e400".to_owned()),
    ];
    let integer = |digits: BoxedStrategy<String>| prop_oneof![8 => digits, 1 => number.clone()];
    let unsigned = integer(any::<u64>().prop_map(|number| number.to_string()).boxed());
    let signed = integer(any::<i64>().prop_map(|number| number.to_string()).boxed());
    let numbers = (number.clone(), number.clone(), unsigned, signed, number.clone());
    proptest!(ProptestConfig::with_cases(256), |(numbers in numbers, size in 1usize..30)| {
        let (float, short, unsigned, signed, rest) = &numbers;
        let input = format!(
            r#"{{"float": {float}, "short": {short}, "unsigned": {unsigned}, "signed": {signed}, "rest": [{rest}]}}"#
        );
        let call = format!(r#"{{"toolUse": {{"toolUseId": "t1", "name": "measured", "input": {input}}}}}"#);
        let reply = Reply::raw(format!(
            r#"{{"output": {{"message": {{"role": "assistant", "content": [{call}]}}}}, "stopReason": "tool_use",
                "usage": {{"inputTokens": 1, "outputTokens": 1, "totalTokens": 2}}, "metrics": {{"latencyMs": 1}}}}"#
        )).fragment_size(size);
        let [sent, streamed, whole] = runtime.block_on(async {
            for _ in 0..3 {
                server.push(reply.clone());
            }
            let ask = || client.generate::<Measured>(MODEL).prompt("How much?").max_attempts(1);
            let sent = ask().send().await;
            let streamed = ask().stream().await.expect("it opens").answer().await;
            [sent, streamed, ask().stream_whole().await.expect("it opens").answer().await]
        }).map(|result| match result {
            Ok(answer) => Ok((answer.value, answer.repairs)),
            // The SDK shuffles the members: any of several mistakes may come first.
            Err(error) => Err(error.kind()),
        });
        prop_assert_eq!(&sent, &streamed, "{}", input);
        prop_assert_eq!(&sent, &whole, "{}", input);
    });
}
