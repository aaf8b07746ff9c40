//! A whole call, and a stream, against the SDK's own: the same request and the same reply, over loopback.
//!
//! The time is that of the client's thread; the endpoint has threads of its own, which allocate nothing.

mod endpoint;
#[path = "../report/mod.rs"]
mod report;

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_sdk_bedrockruntime::config::{BehaviorVersion, Config, Credentials, Region};
use aws_sdk_bedrockruntime::operation::converse::ConverseOutput;
use aws_sdk_bedrockruntime::types::{self, ContentBlock, ConversationRole, Message};
use aws_sdk_bedrockruntime::types::{
    SpecificToolChoice, Tool, ToolChoice, ToolConfiguration, ToolInputSchema, ToolSpecification,
};
use tokio::runtime::{Builder, Runtime};
use tokio::task::{JoinSet, LocalSet};
use toolshape::{JsonText, Reading, Reply, ToolCall, ToolSet, ToolShape};
use toolshape_bedrock::{Client, Event};
use toolshape_bench::{Targets, compare};
use toolshape_types::sdk;

use endpoint::Answers;
use report::{SECTIONS, bounded, plain};

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const PROMPT: &str = "What was found in the logs of last week?";
const CONCURRENT: usize = 32;
/// How many each of them makes.
const CALLS: usize = 16;

/// The SDK's client, with the tools of its requests made once.
#[derive(Clone)]
struct Peer {
    sdk: aws_sdk_bedrockruntime::Client,
    tools: ToolConfiguration,
}

fn main() {
    let (input, long) = (report::input(SECTIONS), report::input(10 * SECTIONS));
    let (text, long_text) = (input.to_string(), long.to_string());
    let url = Answers::new(&input, &long).serve();
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime starts");
    let sdk = sdk(url);
    let client = Client::from(sdk.clone());
    let peer = Peer { sdk: sdk.clone(), tools: tools::<plain::Report>() };
    let bounded_peer = Peer { sdk, tools: tools::<bounded::Report>() };

    compare(
        &format!("a call with an input of {} bytes", text.len()),
        ("generate::<Report>().send()", || runtime.block_on(ours::<plain::Report>(&client))),
        ("the SDK's converse().send()", || runtime.block_on(bare(&peer))),
        Targets { time: Some(0.80), allocations: Some(0.65) },
    );
    compare(
        "the same with bounds on two fields",
        ("generate::<Report>().send()", || runtime.block_on(ours::<bounded::Report>(&client))),
        ("the SDK's converse().send()", || runtime.block_on(bare(&bounded_peer))),
        Targets::time(0.95),
    );
    compare(
        "the first against a call that ends in the type as well",
        ("generate::<Report>().send()", || runtime.block_on(ours::<plain::Report>(&client))),
        ("the SDK's converse().send(), its document decoded", || runtime.block_on(decoded(&peer))),
        Targets::default(),
    );
    throughput(&runtime, &client, &peer);
    compare(
        &format!("a stream of {} bytes, 4 to 20 in a frame", long_text.len()),
        ("generate::<Report>().stream(), partial values, the value", || runtime.block_on(ours_streamed(&client))),
        ("the SDK's converse_stream().send(), its events", || runtime.block_on(bare_streamed(&peer))),
        Targets::time(0.90),
    );

    let specs = [plain::Report::spec()];
    let mut view = Reply::new("tool_use");
    view.calls.push(ToolCall { id: "t1", name: "report", input: JsonText(&text) });
    let exact = Reading { repair: false, ..Reading::default() };
    compare(
        "an input that decodes as it came",
        ("with repair on", || Reading::default().read::<plain::Report, _>(&specs, &view)),
        ("with repair off", || exact.read::<plain::Report, _>(&specs, &view)),
        Targets::time(1.02),
    );
}

async fn ours<T: ToolSet>(client: &Client) -> T {
    client.generate::<T>(MODEL).prompt(PROMPT).send().await.expect("an answer").value
}

async fn bare(Peer { sdk, tools }: &Peer) -> ConverseOutput {
    let call = sdk.converse().model_id(MODEL).messages(prompt()).tool_config(tools.clone());
    call.send().await.expect("a reply")
}

async fn decoded(peer: &Peer) -> plain::Report {
    let Some(types::ConverseOutput::Message(message)) = bare(peer).await.output else { panic!("no message") };
    let mut blocks = message.content.into_iter();
    let Some(ContentBlock::ToolUse(call)) = blocks.next() else { panic!("no call") };
    serde_json::from_value(sdk::value(call.input).expect("numbers are finite")).expect("a report")
}

async fn ours_streamed(client: &Client) -> plain::Report {
    let mut stream = client.generate::<plain::Report>(MODEL).prompt(PROMPT).stream().await.expect("a stream");
    while let Some(event) = stream.next().await.expect("an event") {
        if let Event::Partial { value, .. } = event {
            black_box(value);
        }
    }
    stream.answer().await.expect("an answer").value
}

async fn bare_streamed(Peer { sdk, tools }: &Peer) {
    let call = sdk.converse_stream().model_id(MODEL).messages(prompt()).tool_config(tools.clone());
    let mut stream = call.send().await.expect("a stream").stream;
    while let Some(event) = stream.recv().await.expect("an event") {
        black_box(event);
    }
}

fn prompt() -> Message {
    let message = Message::builder().role(ConversationRole::User).content(ContentBlock::Text(PROMPT.to_owned()));
    message.build().expect("a message")
}

fn tools<T: ToolShape>() -> ToolConfiguration {
    let spec = T::spec();
    let tool = ToolSpecification::builder()
        .name(spec.name())
        .description(spec.description())
        .input_schema(ToolInputSchema::Json(sdk::document(spec.portable().clone())));
    let choice = SpecificToolChoice::builder().name(spec.name());
    let tools = ToolConfiguration::builder()
        .tools(Tool::ToolSpec(tool.build().expect("a tool")))
        .tool_choice(ToolChoice::Tool(choice.build().expect("a choice")));
    tools.build().expect("tools")
}

/// Calls a second, with many under way at once, measured in turns.
fn throughput(runtime: &Runtime, client: &Client, peer: &Peer) {
    const ROUNDS: usize = 21;
    let mut times: [Vec<Duration>; 3] = Default::default();
    for _ in 0..ROUNDS {
        let call = async |client: Client| drop(ours::<plain::Report>(&client).await);
        times[0].push(at_once(runtime, || repeated(client.clone(), call)));
        times[1].push(at_once(runtime, || repeated(peer.clone(), async |peer| drop(bare(&peer).await))));
        times[2].push(at_once(runtime, || repeated(peer.clone(), async |peer| drop(decoded(&peer).await))));
    }
    let [ours, bare, decoded] = times.map(|mut times| {
        times.sort_unstable();
        (CONCURRENT * CALLS) as f64 / times[times.len() / 2].as_secs_f64()
    });
    let verdict = if ours >= 1.4 * bare { "met" } else { "MISSED" };
    println!("{CONCURRENT} calls at once, on one thread");
    println!("  generate::<Report>().send(): {ours:.0} a second");
    println!("  the SDK's converse().send(): {bare:.0} a second");
    println!("  the SDK's converse().send(), its document decoded: {decoded:.0} a second");
    println!("  times the throughput {:.3}, target 1.4: {verdict}; {:.3}\n", ours / bare, ours / decoded);
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
