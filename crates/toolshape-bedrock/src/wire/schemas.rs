//! The schemas of the tools, sent in the order of their types.
//!
//! The SDK holds JSON in hash maps, whose order differs from one request to the next: the model
//! would read the properties shuffled, and no cache of prompts would know the request again. So
//! the SDK is given a placeholder, and the schema's own text takes its place before signing.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use aws_sdk_bedrockruntime::error::BoxError;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::Document;
use aws_smithy_types::body::SdkBody;
use toolshape::{Dialect, ToolSpec};

/// Puts the schemas of tools where their placeholders are.
#[derive(Debug)]
pub(super) struct Schemas {
    tools: Vec<(ToolSpec, Dialect)>,
    /// Random: no message can hold a placeholder by chance or on purpose.
    mark: u64,
}

impl Schemas {
    pub(super) fn new(tools: Vec<(ToolSpec, Dialect)>) -> Self {
        Self { tools, mark: RandomState::new().build_hasher().finish() }
    }

    /// What stands for the schema of the tool at this place.
    pub(super) fn placeholder(&self, index: usize) -> Document {
        Document::String(self.text(index))
    }

    fn text(&self, index: usize) -> String {
        format!("toolshape:{:016x}:{index}", self.mark)
    }

    /// Fills in a request before it is signed.
    pub(super) fn fill(&self, request: &mut HttpRequest) -> Result<(), BoxError> {
        let body = request.body().bytes().ok_or("the request's body is not in memory")?;
        let body = self.insert(body)?;
        request.headers_mut().insert("content-length", body.len().to_string());
        *request.body_mut() = SdkBody::from(body);
        Ok(())
    }

    fn insert(&self, body: &[u8]) -> Result<String, BoxError> {
        let mut rest = std::str::from_utf8(body)?;
        let mut filled = String::with_capacity(rest.len());
        for (index, (spec, dialect)) in self.tools.iter().enumerate() {
            let placeholder = format!("\"{}\"", self.text(index));
            let (before, after) = rest.split_once(&placeholder).ok_or("a tool's schema is not where it was put")?;
            filled.push_str(before);
            filled.push_str(spec.text_in(*dialect)?);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }
}
