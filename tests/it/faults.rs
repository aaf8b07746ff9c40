//! Ten thousand calls, some of them streamed, meet faults at random: each ends in a value or a named error, and the
//! account is the server's.

use std::thread;

use serde_json::{Value, json};
use toolshape::ToolSpec;
use toolshape_bedrock::{Answer, Client, Error, ErrorKind, Generate};
use toolshape_local::{Reply, Server, ToolChoice};
use toolshape_types::bedrock::TokenUsage;

const CALLS: usize = 10_000;
/// Each with a server and a runtime of its own: within one, a call is over before the next begins.
const LANES: usize = 4;
pub(crate) const MODELS: [&str; 4] = [
    "us.anthropic.claude-haiku-4-5-20251001-v1:0",
    "us.amazon.nova-lite-v1:0",
    "mistral.mistral-large-2407-v1:0",
    "a-model-of-next-year",
];

/// Numbers that look random and are the same in every run (splitmix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from(z ^ z >> 31).unwrap_or(usize::MAX) % end
    }

    pub(crate) fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn usage(&mut self, reply: Reply) -> Reply {
        let (input, output, read) = (self.below(900), self.below(90), self.below(50));
        reply.member(
            "usage",
            json!({
                "inputTokens": input, "outputTokens": output, "totalTokens": input + output,
                "cacheReadInputTokens": read, "cacheWriteInputTokens": read / 2,
            }),
        )
    }

    fn reply(&mut self) -> Reply {
        let input = || json!({"name": "Lima", "inhabitants": 10_000_000, "streets": ["Jirón de la Unión"]});
        let call = || Reply::tool("city", input());
        let reply = match self.below(26) {
            0..=5 => call(),
            6 => call().text_first("Let me see."),
            7 => call().reasoning_first("Hm."),
            8 => call().stringified(),
            9 => call().stringified_at("streets"),
            10 => call().wrapped("input"),
            11 => call().fenced(),
            12 => Reply::text("I would rather not say."),
            13 => Reply::tool("city", json!({"name": [1]})),
            14 => Reply::tool("another", input()).and_tool("city", self.of(&[input(), json!("Lima"), json!({})])),
            15 => call().truncated_at(self.below(60)),
            16 => call().stop_reason(self.of(&["malformed_tool_use", "malformed_model_output", "content_filtered"])),
            17 => call().stop_reason(self.of(&["end_turn", "model_context_window_exceeded", "a_reason_of_next_year"])),
            18 => call().guardrail_blocked("Blocked."),
            19 => call().guardrail_masked(),
            20 => return self.error(),
            21 => return call().disconnect(),
            22 => call().cut_after_bytes(self.below(400)),
            23 | 24 => self.streamed(call()),
            _ => return Reply::raw(self.of(&["", "{}", "<html>", r#"{"output": {"message": 3}}"#])),
        };
        let reply = self.usage(reply);
        match self.below(8) {
            0 => reply.throttle(u32::try_from(self.below(4)).unwrap_or_default()),
            1 => reply.refuse_tool_choice(self.of(&[vec![ToolChoice::Tool], vec![ToolChoice::Tool, ToolChoice::Any]])),
            _ => reply,
        }
    }

    /// What only a stream has.
    fn streamed(&mut self, reply: Reply) -> Reply {
        let (at, size) = (self.below(20), self.below(40));
        let code = self.of(&["ThrottlingException", "ModelStreamErrorException", "AnExceptionOfNextYear"]);
        let reply = reply.fragment_size(size);
        match self.below(7) {
            0 => reply.exception_after(at, code, "The service's words."),
            1 => reply.cut_after_events(at),
            2 => reply.wrong_checksum_at(at),
            3 => reply.and_tool("another", json!({})).interleaved(),
            4 => reply.without_block_stop(),
            5 => reply.input_streams_as(&"{\"name\": \"Lima\", \"streets\": [1"[..at]),
            _ => reply.guardrail_blocked_after(at, "Blocked."),
        }
    }

    fn error(&mut self) -> Reply {
        let (status, code) = self.of(&[
            (400, "ValidationException"),
            (400, "ServiceQuotaExceededException"),
            (403, "AccessDeniedException"),
            (404, "ResourceNotFoundException"),
            (408, "ModelTimeoutException"),
            (424, "ModelErrorException"),
            (429, "ThrottlingException"),
            (429, "ModelNotReadyException"),
            (500, "InternalServerException"),
            (503, "ServiceUnavailableException"),
            (418, "AnExceptionOfNextYear"),
        ]);
        Reply::error(status, code, "The service's words.")
    }
}

/// What one side counted of a model: requests, turns, and tokens in, out, in all, from and to a cache.
pub(crate) type Account = [u64; 7];

pub(crate) fn served(server: &Server, model: &str) -> Account {
    let usage = server.usage().get(model).copied().unwrap_or_default();
    [
        usage.requests,
        usage.replies,
        usage.input_tokens,
        usage.output_tokens,
        usage.total_tokens,
        usage.cache_read_input_tokens,
        usage.cache_write_input_tokens,
    ]
}

pub(crate) fn told(requests: u32, attempts: usize, usage: &TokenUsage) -> Account {
    let tokens = |tokens: i32| u64::from(tokens.unsigned_abs());
    [
        u64::from(requests),
        attempts as u64,
        tokens(usage.input_tokens),
        tokens(usage.output_tokens),
        tokens(usage.total_tokens),
        tokens(usage.cache_read_input_tokens.unwrap_or_default()),
        tokens(usage.cache_write_input_tokens.unwrap_or_default()),
    ]
}

/// With or without a look at the events, which is what stands against asking again.
pub(crate) async fn streamed(request: Generate<Value>, watched: bool) -> Result<Answer<Value>, Error> {
    let mut stream = request.stream().await?;
    while watched && stream.next().await?.is_some() {}
    stream.answer().await
}

async fn lane(seed: u64, calls: usize) -> Vec<Option<ErrorKind>> {
    let server = Server::start().await.expect("a port is free");
    let mut client = Client::local(server.url());
    let schema = json!({
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "inhabitants": {"type": "integer"},
            "streets": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["name"],
    });
    let spec = ToolSpec::new("city", "The city.", schema).expect("a valid spec");
    let mut numbers = Numbers(seed);
    let mut outcomes = Vec::new();
    for number in 0..calls {
        if number % 100 == 0 {
            // One that has not learnt which ways are refused, and whose budget of retries is full.
            client = Client::local(server.url());
        }
        for _ in 0..=numbers.below(2) {
            server.push(numbers.reply());
        }
        let model = numbers.of(&MODELS);
        let before = served(&server, model);
        let request = client.generate_value(model, &spec).prompt("Where?").repair(numbers.below(4) > 0);
        let attempts = u32::try_from(numbers.below(4)).unwrap_or_default();
        let request = request.max_attempts(attempts).max_tokens_retry(4096);
        let result = match numbers.below(4) {
            0 | 1 => request.send().await,
            2 => streamed(request, true).await,
            _ => streamed(request, false).await,
        };
        let (outcome, account) = match &result {
            Ok(answer) => {
                assert!(answer.value["name"].is_string(), "call {number}: {answer:?}");
                (None, told(answer.requests, answer.attempts.len(), &answer.usage))
            }
            Err(error) => (Some(error.kind()), told(error.requests(), error.attempts().len(), &error.usage())),
        };
        let after = served(&server, model);
        let counted: Vec<_> = after.iter().zip(before).map(|(after, before)| after - before).collect();
        assert_eq!(account.as_slice(), counted, "call {number} of seed {seed}: {result:?}");
        outcomes.push(outcome);
    }
    outcomes
}

#[test]
fn random_faults_end_in_a_value_or_a_named_error_and_nothing_goes_uncounted() {
    let lanes: Vec<_> = (0..LANES as u64)
        .map(|seed| {
            thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.expect("a runtime starts").block_on(lane(seed, CALLS / LANES))
            })
        })
        .collect();
    let outcomes: Vec<_> = lanes.into_iter().flat_map(|lane| lane.join().expect("no call panics")).collect();
    assert_eq!(outcomes.len(), CALLS);
    let values = outcomes.iter().filter(|outcome| outcome.is_none()).count();
    assert!(values > CALLS / 3, "{values} values");
    let kinds: std::collections::HashSet<_> = outcomes.iter().flatten().collect();
    assert!(kinds.len() >= 15, "every script is met: {kinds:?}");
}
