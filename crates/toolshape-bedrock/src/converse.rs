//! Converse as it is: a request of the serde types in, the reply as it came out.

use toolshape_types::bedrock::{ConverseRequest, ConverseResponse};

use crate::wire::{self, Kept, Record};
use crate::{Client, Error};

impl Client {
    /// Sends a request as it is, and gives the reply as it came: nothing is forced, decoded, repaired or asked again.
    ///
    /// The body on the wire is the request's own JSON, members and blocks included that this release does not know,
    /// and the reply holds what the service sent, to the last member: a call can be logged, replayed and compared.
    ///
    /// ```no_run
    /// use toolshape_types::bedrock::ConverseRequest;
    ///
    /// # async fn run(client: toolshape_bedrock::Client, captured: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let request: ConverseRequest = serde_json::from_str(captured)?;
    /// let reply = client.converse(&request).await?;
    /// println!("{}", serde_json::to_string_pretty(&reply)?);
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// What the service or the connection answers in place of a reply, as for
    /// [`Generate::send`](crate::Generate::send), and an [unreadable reply](Error::is_unreadable_reply) where it is no
    /// Converse reply, or one that is [too deep](crate#limits).
    pub async fn converse(&self, request: &ConverseRequest) -> Result<ConverseResponse, Error> {
        if !(1..=2048).contains(&request.model_id.chars().count()) {
            return Err(toolshape::Error::invalid_request("model_id", "must be 1 to 2048 characters").into());
        }
        let call = wire::Call {
            model: request.model_id.clone(),
            body: request.body().to_string().into(),
            headers: Vec::new(),
            time: None,
            streamed: false,
        };
        let Kept { request_id, body } = wire::send(&self.sdk, call, Record::default()).await?;
        serde_json::from_slice(body.bytes().unwrap_or_default())
            .map_err(|_| Error::unreadable("the reply is not what Converse answers", request_id, None))
    }
}
