//! What the SDK sent for one call, and what was answered.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::body::SdkBody;

/// Counts the HTTP requests of one call and keeps the last reply. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Record(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    sent: Sent,
    kept: Option<Kept>,
}

/// What was sent, and what came of it.
#[derive(Default)]
pub(crate) struct Sent {
    pub(crate) requests: u32,
    /// The request id of each answer with a status of success: the model wrote it, whether or not it arrived whole.
    pub(crate) replies: Vec<Option<String>>,
}

/// A reply with a status of success: its body in memory, or still to be read where it is a stream.
pub(crate) struct Kept {
    pub(crate) request_id: Option<String>,
    pub(crate) body: SdkBody,
}

impl Record {
    pub(crate) fn take_sent(&self) -> Sent {
        std::mem::take(&mut self.lock().sent)
    }

    pub(super) fn take_kept(&self) -> Option<Kept> {
        self.lock().kept.take()
    }

    pub(super) fn sent(&self) {
        self.lock().sent.requests += 1;
    }

    pub(super) fn answered(&self, response: &HttpResponse) {
        if response.status().is_success() {
            self.lock().sent.replies.push(request_id(response));
        }
    }

    pub(super) fn keep(&self, response: &HttpResponse, body: SdkBody) {
        self.lock().kept = Some(Kept { request_id: request_id(response), body });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Every update is one call: a panic cannot leave half of one behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without the body: the SDK prints its interceptors in events of level trace.
impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record").field("requests", &self.lock().sent.requests).finish_non_exhaustive()
    }
}

/// The id of a request, as the service's answer has it.
pub(crate) fn request_id(response: &HttpResponse) -> Option<String> {
    let headers = response.headers();
    let id = headers.get("x-amzn-requestid").or_else(|| headers.get("x-amz-request-id"));
    id.map(ToOwned::to_owned)
}
