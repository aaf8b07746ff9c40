//! What goes wrong around a reply: before it, and on its way.

use serde_json::{Value, json};

use super::{Cut, Reply};
use crate::stream::frame;
use crate::tool_choice::ToolChoice;

impl Reply {
    /// Throttles the next `times` requests; the one after them gets the reply.
    ///
    /// ```
    /// # use toolshape_local::Reply;
    /// let reply = Reply::text("Tea.").throttle(2); // 429, 429, 200
    /// # let _ = reply;
    /// ```
    pub fn throttle(mut self, times: u32) -> Self {
        self.before.throttle = times;
        self
    }

    /// Refuses requests with one of these tool choices until one comes without; that one
    /// gets the reply.
    ///
    /// The refusal is the service's 400 `ValidationException` for a model that does not
    /// support the choice. To refuse for a model as long as the server runs, see
    /// [`Server::refuse_tool_choice`](crate::Server::refuse_tool_choice).
    ///
    /// ```
    /// # use toolshape_local::{Reply, ToolChoice};
    /// let reply = Reply::text("Tea.").refuse_tool_choice([ToolChoice::Any, ToolChoice::Tool]);
    /// # let _ = reply;
    /// ```
    pub fn refuse_tool_choice(mut self, kinds: impl IntoIterator<Item = ToolChoice>) -> Self {
        self.before.refuse = kinds.into_iter().collect();
        self
    }

    /// Closes the connection in place of this reply, without a byte of an answer.
    ///
    /// Over HTTP/2 the stream is reset and the connection stays.
    pub fn disconnect(mut self) -> Self {
        self.cut = Cut::Head;
        self
    }

    /// Closes the connection after `bytes` bytes of the body, of Converse and of a stream.
    ///
    /// A body that is no longer than that arrives whole. Where the reader is slow and `bytes` are more than the
    /// connection holds at once, fewer arrive.
    pub fn cut_after_bytes(mut self, bytes: usize) -> Self {
        self.cut = Cut::Bytes(bytes);
        self
    }

    /// Closes the connection after `events` events of a stream; Converse is unchanged.
    ///
    /// A stream that has no more events than that arrives whole.
    pub fn cut_after_events(mut self, events: usize) -> Self {
        self.cut = Cut::Events(events);
        self
    }

    /// Sends an exception after `events` events of a stream and ends it; Converse is unchanged.
    ///
    /// The code is written as in [`error`](Self::error); on the wire its first letter is small.
    /// The service sends `ThrottlingException`, `ModelStreamErrorException`,
    /// `InternalServerException`, `ValidationException` and `ServiceUnavailableException`.
    ///
    /// ```
    /// # use toolshape_local::Reply;
    /// let reply = Reply::text("Tea.").exception_after(2, "ThrottlingException", "Too many tokens.");
    /// # let _ = reply;
    /// ```
    pub fn exception_after(self, events: usize, code: &str, message: &str) -> Self {
        self.exception_body_after(events, code, &json!({ "message": message }))
    }

    /// Sends an exception as [`exception_after`](Self::exception_after) does, with this as its payload.
    ///
    /// For a message under another name, and for members beside it.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use toolshape_local::Reply;
    /// let body = json!({"Message": "The model broke.", "originalStatusCode": 503});
    /// let reply = Reply::text("Tea.").exception_body_after(2, "ModelStreamErrorException", &body);
    /// # let _ = reply;
    /// ```
    pub fn exception_body_after(self, events: usize, code: &str, body: &Value) -> Self {
        self.last(events, frame::exception(code, body))
    }

    /// Sends an error frame after `events` events of a stream and ends it; Converse is unchanged.
    ///
    /// Such a frame names an error that is not in the service's model. It has the code and the message as its headers
    /// `:error-code` and `:error-message`, and no payload. Where several calls end the stream, the last one counts.
    ///
    /// ```
    /// # use toolshape_local::Reply;
    /// let reply = Reply::text("Tea.").error_frame_after(2, "InternalFailure", "An internal error occurred.");
    /// # let _ = reply;
    /// ```
    pub fn error_frame_after(self, events: usize, code: &str, message: &str) -> Self {
        self.last(events, frame::error(code, message))
    }

    fn last(mut self, after: usize, frame: Vec<u8>) -> Self {
        self.streamed.last = Some((after, frame));
        self
    }

    /// Adds an event of any type after `events` events of a stream, those added before among them; Converse is
    /// unchanged.
    ///
    /// A stream with fewer events gets it at its end.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use toolshape_local::Reply;
    /// let delta = json!({"contentBlockIndex": 0, "delta": {"hologram": {"depth": 3}}});
    /// let reply = Reply::text("Tea.")
    ///     .event_after(0, "initial-response", json!({}))
    ///     .event_after(2, "contentBlockDelta", delta)
    ///     .event_after(3, "aKindOfNextYear", json!({"n": 1}));
    /// # let _ = reply;
    /// ```
    pub fn event_after(mut self, events: usize, kind: &str, payload: Value) -> Self {
        self.streamed.inserted.push((events, kind.to_owned(), payload));
        self
    }

    /// Pads each event of a stream with the member `p`, as the service does; Converse is unchanged.
    pub fn padded(mut self) -> Self {
        self.streamed.padded = true;
        self
    }

    /// Sends these bytes behind the last frame of a stream, which then ends in order; Converse is unchanged.
    pub fn trailing_bytes(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.streamed.trailer = bytes.into();
        self
    }

    /// Ends a stream in order after `bytes` bytes, be it within a frame; Converse is unchanged.
    ///
    /// [`cut_after_bytes`](Self::cut_after_bytes) closes the connection instead.
    pub fn end_after_bytes(mut self, bytes: usize) -> Self {
        self.cut = Cut::End(bytes);
        self
    }

    /// Gives one event of a stream, counted from 0, a wrong checksum; Converse is unchanged.
    pub fn wrong_checksum_at(mut self, event: usize) -> Self {
        self.streamed.wrong_checksum = Some(event);
        self
    }

    /// Streams no `contentBlockStop`, only the `messageStop`; Converse is unchanged.
    pub fn without_block_stop(mut self) -> Self {
        self.streamed.without_block_stop = true;
        self
    }

    /// Streams the content blocks at the same time, a delta of each in turn; Converse is
    /// unchanged.
    pub fn interleaved(mut self) -> Self {
        self.streamed.interleaved = true;
        self
    }

    /// Opens each block of text, of reasoning and of citations with a `contentBlockStart` that holds this; the service
    /// sends none. Converse is unchanged.
    ///
    /// ```
    /// # use serde_json::json;
    /// # use toolshape_local::Reply;
    /// let reply = Reply::text("Tea.").text_starts_as(json!({"aKindOfNextYear": {}}));
    /// # let _ = reply;
    /// ```
    pub fn text_starts_as(mut self, start: Value) -> Self {
        self.streamed.text_start = Some(start);
        self
    }
}
