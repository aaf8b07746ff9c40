//! How often the SDK tries.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;

/// Counts the HTTP requests of one call, and the replies of a model among their answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tries(Arc<Mutex<Counted>>);

/// What was sent, and what came of it.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    pub(crate) requests: u32,
    /// The request id of each answer with a status of success: the model wrote it, whether or not
    /// it arrived whole.
    pub(crate) replies: Vec<Option<String>>,
}

impl Tries {
    pub(crate) fn counted(&self) -> Counted {
        std::mem::take(&mut *self.lock())
    }

    pub(super) fn sent(&self) {
        self.lock().requests += 1;
    }

    pub(super) fn answered(&self, response: &HttpResponse) {
        if response.status().is_success() {
            let id = response.headers().get("x-amzn-requestid").map(ToOwned::to_owned);
            self.lock().replies.push(id);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counted> {
        // Every update is one call: a panic cannot leave half of one behind.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
