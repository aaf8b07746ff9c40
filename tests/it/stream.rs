//! An answer on its way, from the endpoint on loopback: what is seen of it, and how it ends.

mod course;
mod elements;
mod ends;
mod frames;
mod values;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use toolshape::ToolShape;
use toolshape_bedrock::{Client, Generate};
use toolshape_local::{Reply, Server};

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

/// A report on the text.
#[derive(Debug, PartialEq, Deserialize, Serialize, JsonSchema, ToolShape)]
#[tool(partial(derive(Debug, Clone)))]
struct Report {
    title: String,
    findings: Vec<Finding>,
}

#[derive(Debug, PartialEq, Deserialize, Serialize, JsonSchema, toolshape::Partial)]
#[tool(partial(derive(Debug, Clone)))]
struct Finding {
    text: String,
    severity: u8,
}

fn report() -> Value {
    json!({
        "title": "Quarterly",
        "findings": [{"text": "The disk is nearly full", "severity": 3}, {"text": "Café", "severity": 1}],
    })
}

fn call() -> Reply {
    Reply::tool("report", report())
}

async fn server(replies: impl IntoIterator<Item = Reply>) -> (Server, Client) {
    let server = Server::start().await.expect("a port is free");
    replies.into_iter().for_each(|reply| server.push(reply));
    let client = Client::local(server.url());
    (server, client)
}

fn ask(client: &Client) -> Generate<Report> {
    client.generate::<Report>(MODEL).prompt("What is in it?")
}
