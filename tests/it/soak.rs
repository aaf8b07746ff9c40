//! A thousand requests at once, round after round: every fault ends in a value or a named error, the account is the
//! server's, and memory stays flat.

use std::collections::HashSet;
use std::fs;
use std::time::Duration;

use serde_json::{Value, json};
use toolshape::ToolSpec;
use toolshape_bedrock::{Client, ErrorKind, Generate};
use toolshape_local::{Reply, Server, ToolChoice};

use crate::faults::{Account, MODELS, Numbers, served, streamed, told};

const ROUNDS: usize = 24;
const AT_ONCE: usize = 1000;

/// One of each fault that the endpoint knows.
fn faults() -> Vec<Reply> {
    let input = || json!({"name": "Lima", "inhabitants": 10_000_000, "streets": ["Jirón de la Unión"]});
    let call = || Reply::tool("city", input());
    let error = |status, code| Reply::error(status, code, "The service's words.");
    let body = json!({"Message": "The model broke.", "originalStatusCode": 503});
    let unknown = json!({"contentBlockIndex": 0, "delta": {"hologram": {"depth": 3}}});
    vec![
        call(),
        call().text_first("Let me see."),
        call().reasoning_first("Hm."),
        call().block_first(json!({"hologram": {"depth": 3}})),
        call().and_tool("another", json!({})),
        call().stringified(),
        call().stringified_at("streets"),
        call().wrapped("input"),
        call().fenced(),
        call().truncated_at(20),
        call().input_streams_as("{\"name\": \"Lima\", \"streets\": [1"),
        call().empty_delta(),
        call().malformed_tool_use(),
        call().malformed_model_output(),
        call().model_context_window_exceeded(),
        call().content_filtered(),
        call().guardrail_blocked("Blocked."),
        call().guardrail_blocked_after(3, "Blocked."),
        call().guardrail_masked(),
        call().stop_reason("a_reason_of_next_year"),
        call().throttle(2),
        call().refuse_tool_choice([ToolChoice::Any, ToolChoice::Tool]),
        call().disconnect(),
        call().cut_after_bytes(150),
        call().cut_after_events(4),
        call().end_after_bytes(150),
        call().trailing_bytes([1, 2, 3]),
        call().exception_after(3, "ThrottlingException", "The service's words."),
        call().exception_body_after(3, "ModelStreamErrorException", &body),
        call().error_frame_after(3, "InternalFailure", "The service's words."),
        call().event_after(2, "contentBlockDelta", unknown).event_after(3, "aKindOfNextYear", json!({"n": 1})),
        call().wrong_checksum_at(3),
        call().padded(),
        call().without_block_stop(),
        call().and_tool("city", input()).interleaved(),
        call().text_first("Let me see.").text_starts_as(json!({"aKindOfNextYear": {}})),
        call().fragment_size(1),
        call().delay(Duration::from_millis(30)),
        call().pace(Duration::from_millis(1)),
        call().member("usage", json!("none")),
        Reply::text("I would rather not say."),
        Reply::tool("city", json!({"name": [1]})),
        Reply::tool("another", input()),
        Reply::raw(""),
        Reply::raw("{}"),
        Reply::raw("<html>Bad gateway</html>").status(502).header("content-type", "text/html"),
        Reply::body(json!({"__type": "a.service#ThrottlingException", "Message": "No."})).status(429),
        error(400, "ValidationException"),
        error(400, "ServiceQuotaExceededException"),
        error(403, "AccessDeniedException"),
        error(404, "ResourceNotFoundException"),
        error(408, "ModelTimeoutException"),
        error(418, "AnExceptionOfNextYear"),
        error(424, "ModelErrorException"),
        error(429, "ModelNotReadyException"),
        error(500, "InternalServerException"),
        error(503, "ServiceUnavailableException"),
        Reply::throttled(),
    ]
}

fn ask(client: &Client, model: &str) -> Generate<Value> {
    let schema = json!({
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "inhabitants": {"type": "integer"},
            "streets": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["name"],
    });
    client.generate_value(model, &ToolSpec::new("city", "The city.", schema).expect("a valid spec")).prompt("Where?")
}

async fn round(numbers: &mut Numbers) -> HashSet<Option<ErrorKind>> {
    let server = Server::builder().keep_requests(false).start().await.expect("a port is free");
    let mut replies: Vec<_> = faults().into_iter().cycle().take(2 * AT_ONCE).collect();
    while !replies.is_empty() {
        server.push(replies.swap_remove(numbers.below(replies.len())));
    }
    let client = Client::local(server.url());
    let calls: Vec<_> = (0..AT_ONCE)
        .map(|number| {
            let request = ask(&client, numbers.of(&MODELS)).max_attempts(1 + u32::try_from(number % 3).unwrap_or(0));
            tokio::spawn(async move {
                match number % 4 {
                    0 | 1 => request.send().await,
                    2 => streamed(request, true).await,
                    _ => streamed(request, false).await,
                }
            })
        })
        .collect();
    let (mut account, mut outcomes) = (Account::default(), HashSet::new());
    for call in calls {
        let (one, outcome) = match call.await.expect("no call panics") {
            Ok(answer) => (told(answer.requests, answer.attempts.len(), &answer.usage), None),
            Err(error) => (told(error.requests(), error.attempts().len(), &error.usage()), Some(error.kind())),
        };
        account.iter_mut().zip(one).for_each(|(sum, one)| *sum += one);
        outcomes.insert(outcome);
    }
    let mut counted = Account::default();
    for model in MODELS {
        counted.iter_mut().zip(served(&server, model)).for_each(|(sum, one)| *sum += one);
    }
    assert_eq!(account, counted, "{outcomes:?}");
    outcomes
}

/// The memory of this process in bytes, where the system tells.
fn memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(1024 * line.trim().strip_suffix(" kB")?.parse::<usize>().ok()?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute"]
async fn a_thousand_at_once_are_counted_and_leave_nothing_behind() {
    assert!(faults().len() >= 45, "{} faults", faults().len());
    let mut numbers = Numbers(7);
    let (mut outcomes, mut used) = (HashSet::new(), Vec::new());
    for _ in 0..ROUNDS {
        outcomes.extend(round(&mut numbers).await);
        used.extend(memory());
    }
    assert!(outcomes.contains(&None) && outcomes.len() > 15, "{outcomes:?}");
    println!("{used:?}");
    let most = |rounds: &[usize]| rounds.iter().copied().max().unwrap_or_default();
    let (before, after) = used.split_at(used.len() / 2);
    assert!(most(after) <= most(before) + most(before) / 10, "{used:?}");
}
