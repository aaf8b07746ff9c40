//! What was asked, and what it took.

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use toolshape::{ErrorKind, Rung};
use toolshape_types::bedrock::{CacheDetail, StopReason, TokenUsage};

/// One turn of the model.
///
/// The service bills each of them, including one whose reply was lost on the way. That one has no usage here: usage
/// comes with the reply.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Attempt {
    /// How the model was asked.
    pub rung: Rung,
    /// What the reply fell short of; `None` for the one that gave the value.
    pub error: Option<ErrorKind>,
    /// The tokens that were read and written.
    pub usage: TokenUsage,
    /// How long the service took, by its own clock.
    pub latency: Duration,
    /// Why the model stopped, where the reply said so.
    pub stop_reason: Option<StopReason>,
    /// The id to give to AWS's support.
    pub request_id: Option<String>,
    /// The HTTP requests that the SDK sent for it: more than one where some were throttled or
    /// failed.
    pub tries: u32,
}

impl Attempt {
    /// A turn of which nothing arrived that could be read.
    pub(crate) fn lost(rung: Rung, error: ErrorKind, request_id: Option<String>, tries: u32) -> Self {
        let Cost { usage, latency } = Cost::unknown();
        Self { rung, error: Some(error), usage, latency, stop_reason: None, request_id, tries }
    }
}

/// What one turn of the model took, by the service's own account.
#[derive(Clone)]
pub(crate) struct Cost {
    pub(crate) usage: TokenUsage,
    pub(crate) latency: Duration,
}

impl Cost {
    /// Of the members `usage` and `metrics`. What cannot be read of them does not fail a reply.
    pub(crate) fn of(usage: Option<&RawValue>, metrics: Option<&RawValue>) -> Self {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Metrics {
            latency_ms: u64,
        }
        let usage = usage.and_then(|usage| serde_json::from_str(usage.get()).ok());
        let metrics = metrics.and_then(|metrics| serde_json::from_str::<Metrics>(metrics.get()).ok());
        let latency = metrics.map(|metrics| Duration::from_millis(metrics.latency_ms));
        Self { usage: usage.unwrap_or_default(), latency: latency.unwrap_or_default() }
    }

    /// Of a reply that did not come, or not to where it says so.
    pub(crate) fn unknown() -> Self {
        Self::of(None, None)
    }
}

/// All that was asked for one value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    pub(crate) attempts: Vec<Attempt>,
    /// HTTP requests, including those that brought no turn of the model.
    pub(crate) requests: u32,
}

impl Ledger {
    pub(crate) fn usage(&self) -> TokenUsage {
        let mut usages = self.attempts.iter().map(|attempt| &attempt.usage);
        let first = usages.next().cloned().unwrap_or_default();
        usages.fold(first, add)
    }

    pub(crate) fn latency(&self) -> Duration {
        self.attempts.iter().map(|attempt| attempt.latency).sum()
    }
}

fn add(a: TokenUsage, b: &TokenUsage) -> TokenUsage {
    let sum = |a: Option<i32>, b: Option<i32>| match (a, b) {
        (None, None) => None,
        (a, b) => Some(a.unwrap_or_default().saturating_add(b.unwrap_or_default())),
    };
    TokenUsage {
        input_tokens: a.input_tokens.saturating_add(b.input_tokens),
        output_tokens: a.output_tokens.saturating_add(b.output_tokens),
        total_tokens: a.total_tokens.saturating_add(b.total_tokens),
        cache_read_input_tokens: sum(a.cache_read_input_tokens, b.cache_read_input_tokens),
        cache_write_input_tokens: sum(a.cache_write_input_tokens, b.cache_write_input_tokens),
        cache_details: add_details(a.cache_details, b.cache_details.as_deref()),
        // What a later release counts may be anything; each attempt keeps its own.
        extra: serde_json::Map::new(),
    }
}

/// One entry for each time that a cache lives.
fn add_details(a: Option<Vec<CacheDetail>>, b: Option<&[CacheDetail]>) -> Option<Vec<CacheDetail>> {
    if a.is_none() && b.is_none() {
        return None;
    }
    let mut sum = a.unwrap_or_default();
    for detail in b.unwrap_or_default() {
        match sum.iter_mut().find(|known| known.ttl == detail.ttl) {
            Some(known) => known.input_tokens = known.input_tokens.saturating_add(detail.input_tokens),
            None => sum.push(detail.clone()),
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn sum(usages: Value) -> Value {
        let attempt = |usage: Value| Attempt {
            rung: Rung::Forced,
            error: None,
            usage: serde_json::from_value(usage).expect("it is a usage"),
            latency: Duration::ZERO,
            stop_reason: None,
            request_id: None,
            tries: 1,
        };
        let Value::Array(usages) = usages else { panic!("a list of usages") };
        let ledger = Ledger { attempts: usages.into_iter().map(attempt).collect(), requests: 0 };
        serde_json::to_value(ledger.usage()).expect("it is JSON")
    }

    #[test]
    fn usage_is_summed_with_what_the_cache_held() {
        let one = json!({"inputTokens": 1, "outputTokens": 2, "totalTokens": 3});
        let cached = json!({
            "inputTokens": 10, "outputTokens": 20, "totalTokens": 30, "cacheReadInputTokens": 7,
            "cacheDetails": [{"ttl": "5m", "inputTokens": 4}],
        });
        let longer = json!({
            "inputTokens": 0, "outputTokens": 0, "totalTokens": 0,
            "cacheDetails": [{"ttl": "1h", "inputTokens": 5}, {"ttl": "5m", "inputTokens": 6}],
        });
        assert_eq!(sum(json!([])), json!({"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}));
        assert_eq!(sum(json!([one])), one);
        assert_eq!(
            sum(json!([one, cached, longer])),
            json!({
                "inputTokens": 11, "outputTokens": 22, "totalTokens": 33, "cacheReadInputTokens": 7,
                "cacheDetails": [{"ttl": "5m", "inputTokens": 10}, {"ttl": "1h", "inputTokens": 5}],
            })
        );
    }
}
