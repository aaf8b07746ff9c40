use std::hash::{BuildHasher, Hasher, RandomState};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use http_body::Frame;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::{Operation, Shared};
use crate::reply::{Cut, Reply};
use crate::stream::{self, Chunk, Chunks};
use crate::usage::Tokens;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The reply as HTTP, and its status for the record.
pub(crate) fn respond(shared: &Arc<Shared>, operation: Option<Operation>, reply: Reply) -> (u16, Response) {
    if reply.cut == Cut::Head {
        return (0, Response::new(Body::new(HangUp)));
    }
    let status = StatusCode::from_u16(reply.status)
        .ok()
        .filter(|status| (200..600).contains(&status.as_u16()))
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let served = operation.filter(|_| status.is_success() && !reply.is_error());
    let streams = served.as_ref().is_some_and(|operation| operation.streams);

    let body = reply.body.into_text();
    let events = streams.then(|| stream::chunks(&body, &reply.streamed, reply.cut, shared.pacing)).flatten();
    let (content_type, chunks) = match events {
        Some(events) => ("application/vnd.amazon.eventstream", events),
        None => ("application/json", whole(body, reply.cut)),
    };
    let mut response =
        Response::new(Body::new(chunks.counted(Arc::clone(shared), served.map(|operation| operation.model))));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    // A UUID is a header value as it is.
    headers.extend(request_id().parse().ok().map(|id: HeaderValue| (REQUEST_ID, id)));
    headers.extend(reply.headers);
    (status.as_u16(), response)
}

/// A body in one piece, cut where the reply says.
fn whole(body: String, cut: Cut) -> Chunks {
    #[derive(Deserialize)]
    struct Used<'a> {
        #[serde(borrow)]
        usage: &'a RawValue,
    }
    let used = serde_json::from_str(&body);
    let tokens = used.map(|used: Used<'_>| Tokens::read(used.usage)).unwrap_or_default();
    let mut chunks = Chunks::whole(Chunk { bytes: Bytes::from(body), tokens });
    if let Cut::Bytes(bytes) = cut {
        chunks.cut_after_bytes(bytes);
    }
    chunks
}

/// A random UUID; its bits come from the keys of the standard library's hash maps.
fn request_id() -> String {
    let random = || RandomState::new().build_hasher().finish();
    let (high, low) = (random(), random());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0x3fff | 0x8000,
        low & 0xffff_ffff_ffff,
    )
}

/// A body that fails at its first byte: hyper then closes the connection before the head
/// of the response leaves its buffer.
struct HangUp;

impl http_body::Body for HangUp {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into())))
    }
}
