//! A whole call against the SDK's own: the same request, the same reply of 10 KB, over loopback.
//!
//! The time is that of the client's thread; the endpoint has threads of its own.

use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use aws_sdk_bedrockruntime::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_bedrockruntime::operation::converse::ConverseOutput;
use aws_sdk_bedrockruntime::types::{
    ContentBlock, ConversationRole, Message, SpecificToolChoice, Tool, ToolChoice, ToolConfiguration, ToolInputSchema,
    ToolSpecification,
};
use aws_smithy_types::{Document, Number};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinSet, LocalSet};
use toolshape::{Reading, Reply, ToolCall, ToolShape};
use toolshape_bench::compare;

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const PROMPT: &str = "What was found in the logs of last week?";
const CONCURRENT: usize = 32;
/// How many each of them makes.
const CALLS: usize = 16;

/// What was found.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
#[allow(dead_code, reason = "filled in by serde, read by nobody")]
struct Report {
    title: String,
    sections: Vec<Section>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code, reason = "filled in by serde, read by nobody")]
struct Section {
    heading: String,
    severity: Severity,
    score: f64,
    count: u32,
    resolved: bool,
    note: Option<String>,
    tags: Vec<String>,
    labels: BTreeMap<String, i64>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Severity {
    Low,
    High,
}

fn main() {
    let (input, reply) = reply();
    let bytes = reply.len();
    let url = serve(reply);
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let sdk = sdk(url);
    let client = toolshape_bedrock::Client::from(sdk.clone());

    compare(
        &format!("a call with a reply of {bytes} bytes"),
        ("generate::<Report>().send()", || runtime.block_on(ours(&client))),
        ("the SDK's converse().send()", || runtime.block_on(bare(&sdk))),
        Some(1.05),
    );
    compare(
        "the same against a call that ends in the type as well",
        ("generate::<Report>().send()", || runtime.block_on(ours(&client))),
        ("the SDK's converse().send(), its document decoded", || runtime.block_on(decoded(&sdk))),
        Some(1.05),
    );
    throughput(&runtime, &client, &sdk);

    let specs = [Report::spec()];
    let mut view = Reply::new("tool_use");
    view.calls.push(ToolCall { id: "t1", name: "report", input: &input });
    let exact = Reading { repair: false, ..Reading::default() };
    compare(
        "an input that decodes as it came",
        ("with repair on", || Reading::default().read::<Report, _>(&specs, &view)),
        ("with repair off", || exact.read::<Report, _>(&specs, &view)),
        Some(1.02),
    );
}

async fn ours(client: &toolshape_bedrock::Client) -> Report {
    client.generate::<Report>(MODEL).prompt(PROMPT).send().await.expect("an answer").value
}

async fn bare(sdk: &aws_sdk_bedrockruntime::Client) -> ConverseOutput {
    let spec = Report::spec();
    let tool = ToolSpecification::builder()
        .name(spec.name())
        .description(spec.description())
        .input_schema(ToolInputSchema::Json(document(spec.portable())))
        .build();
    let choice = SpecificToolChoice::builder().name(spec.name()).build();
    let tools = ToolConfiguration::builder()
        .tools(Tool::ToolSpec(tool.expect("a tool")))
        .tool_choice(ToolChoice::Tool(choice.expect("a choice")));
    let message = Message::builder().role(ConversationRole::User).content(ContentBlock::Text(PROMPT.to_owned()));
    let call = sdk.converse().model_id(MODEL).messages(message.build().expect("a message"));
    call.tool_config(tools.build().expect("tools")).send().await.expect("a reply")
}

async fn decoded(sdk: &aws_sdk_bedrockruntime::Client) -> Report {
    let reply = bare(sdk).await;
    let message = reply.output().and_then(|output| output.as_message().ok()).expect("a message");
    let call = message.content().iter().find_map(|block| block.as_tool_use().ok()).expect("a call");
    toolshape_bedrock::from_document(call.input()).expect("a report")
}

/// Calls a second, with many under way at once, measured in turns.
fn throughput(runtime: &Runtime, client: &toolshape_bedrock::Client, sdk: &aws_sdk_bedrockruntime::Client) {
    const ROUNDS: usize = 21;
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..ROUNDS {
        let (client, sdk) = (client.clone(), sdk.clone());
        times[0].push(at_once(runtime, || repeated(client.clone(), async |client| drop(ours(&client).await))));
        times[1].push(at_once(runtime, || repeated(sdk.clone(), async |sdk| drop(bare(&sdk).await))));
        times[2].push(at_once(runtime, || repeated(sdk.clone(), async |sdk| drop(decoded(&sdk).await))));
    }
    let [ours, bare, decoded] = times.map(|mut times| {
        times.sort_unstable();
        (CONCURRENT * CALLS) as f64 / times[times.len() / 2].as_secs_f64()
    });
    println!("{CONCURRENT} calls at once, on one thread");
    println!("  generate::<Report>().send(): {ours:.0} a second");
    for (peer, rate) in [("converse().send()", bare), ("converse().send(), its document decoded", decoded)] {
        let verdict = if ours >= 0.95 * rate { "met" } else { "MISSED" };
        println!("  the SDK's {peer}: {rate:.0} a second");
        println!("  ratio {:.3} of the throughput, target 0.95: {verdict}", ours / rate);
    }
    println!();
}

async fn repeated<C: Clone>(client: C, call: impl AsyncFn(C)) {
    for _ in 0..CALLS {
        call(client.clone()).await;
    }
}

fn at_once<F: Future<Output = ()> + 'static>(runtime: &Runtime, task: impl Fn() -> F) -> Duration {
    let began = Instant::now();
    LocalSet::new().block_on(runtime, async {
        let mut tasks = JoinSet::new();
        for _ in 0..CONCURRENT {
            tasks.spawn_local(task());
        }
        tasks.join_all().await;
    });
    began.elapsed()
}

fn sdk(url: String) -> aws_sdk_bedrockruntime::Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("us-east-1"))
        .credentials_provider(Credentials::new("local", "local", None, None, "bench"))
        .endpoint_url(url);
    aws_sdk_bedrockruntime::Client::from_conf(config.build())
}

/// An endpoint that gives every request the same answer and does nothing else.
fn serve(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-amzn-requestid: bench\r\ncontent-length:";
    let answer = Arc::new(format!("{head} {}\r\n\r\n{body}", body.len()));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || converse(&stream, &answer));
        }
    });
    url
}

fn converse(stream: &TcpStream, answer: &str) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if line == "\r\n" {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or_default();
            }
        }
        io::copy(&mut reader.by_ref().take(length), &mut io::sink())?;
        writer.write_all(answer.as_bytes())?;
    }
}

/// The input of a call of about 10 KB, and the whole reply with it.
fn reply() -> (Value, String) {
    let section = |index: usize| {
        json!({
            "heading": format!("Section {index}: what was found in the logs of last week"),
            "severity": if index.is_multiple_of(2) { "low" } else { "high" },
            "score": 0.25 * index as f64,
            "count": index * 17,
            "resolved": index.is_multiple_of(3),
            "note": (index.is_multiple_of(4)).then_some("Seen before; see the report of the week before last."),
            "tags": ["storage", "latency", "eu-west-1"],
            "labels": {"first": index, "second": -5, "third": 9_007_199_254_740_993_i64},
        })
    };
    let input = json!({"title": "Weekly report", "sections": (0..42).map(section).collect::<Vec<_>>()});
    let call = json!({"toolUse": {"toolUseId": "tooluse_1", "name": "report", "input": input}});
    let reply = json!({
        "output": {"message": {"role": "assistant", "content": [call]}},
        "stopReason": "tool_use",
        "usage": {"inputTokens": 420, "outputTokens": 2600, "totalTokens": 3020},
        "metrics": {"latencyMs": 640},
    });
    (input, reply.to_string())
}

fn document(value: &Value) -> Document {
    match value {
        Value::Null => Document::Null,
        Value::Bool(value) => Document::Bool(*value),
        Value::Number(number) => Document::Number(match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => Number::PosInt(number),
            (None, Some(number)) => Number::NegInt(number),
            (None, None) => Number::Float(number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => Document::String(text.clone()),
        Value::Array(items) => Document::Array(items.iter().map(document).collect()),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), document(value)));
            Document::Object(members.collect::<HashMap<_, _>>())
        }
    }
}
