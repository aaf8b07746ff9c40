//! A tool that is described by a JSON Schema, not by a Rust type.
//!
//! The schema may be one that others own: of an MCP server, of a colleague's TypeScript. Its types are made while this
//! compiles, and what no type can say, the form of an order's number, is checked on the reply: the model, here a
//! script, gets it wrong at first and is asked again.
//!
//! ```text
//! cargo run -p toolshape-examples --example schema_first
//! ```

use std::error::Error;

use serde_json::json;
use toolshape_bedrock::Client;
use toolshape_local::{Reply, Server};

/// The types of the schema: `Ticket`, and what it is made of.
mod ticket {
    toolshape::shape!("schema_first/ticket.json", deny_warnings);
}

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
const MAIL: &str = "Hello, the grinder of my order LM-204511 came without its lid. I would like the 12.50 for it back.";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = Server::start().await?;
    for order in ["204511", "LM-204511"] {
        let request = json!({ "kind": "refund", "amount": 12.5 });
        let ticket = json!({ "subject": "Lid of a grinder", "order": order, "urgency": "normal", "request": request });
        server.push(Reply::tool("ticket", ticket));
    }

    let client = Client::local(server.url());
    let answer = client.generate::<ticket::Ticket>(MODEL).prompt(MAIL).send().await?;
    println!("{:#?}", answer.value);
    println!("in {} attempts", answer.attempts.len());
    Ok(())
}
