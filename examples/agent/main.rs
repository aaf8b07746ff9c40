//! A model that looks things up before it answers: a loop over two real tools, in plain code.
//!
//! The model thinks, calls both tools at once and then answers in words; each turn goes back to it as it came, with its
//! signed reasoning. Whatever a call lacks goes back as its result.
//!
//! ```text
//! cargo run -p toolshape-examples --example agent
//! ```

use std::error::Error;

use clap::Parser;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use toolshape::ToolShape;
use toolshape_bedrock::Client;
use toolshape_examples::plain;
use toolshape_local::{Reply, Server};
use toolshape_types::bedrock::{Message, ToolResultBlock};

/// How much of a product there is.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
struct Stock {
    /// The product's name.
    product: String,
}

/// What a number of pieces of a product costs, in euros.
#[derive(Debug, Deserialize, JsonSchema, ToolShape)]
struct Price {
    /// The product's name.
    product: String,
    #[schemars(range(min = 1))]
    pieces: u32,
}

/// What the model may do in its turn.
#[derive(Debug, ToolShape)]
enum Turn {
    Stock(Stock),
    Price(Price),
    #[tool(words)]
    Answer(String),
}

/// Name, pieces in stock, and the price of one in cents.
const PRODUCTS: [(&str, u32, u32); 2] = [("House Espresso", 12, 1490), ("Gift box", 3, 2450)];

/// Does what the model asks for, and says what came of it.
fn run(turn: &Turn) -> Result<String, String> {
    let find = |name: &str| {
        let known = PRODUCTS.iter().find(|(product, ..)| product.eq_ignore_ascii_case(name));
        known.ok_or_else(|| format!("there is no product {name:?}; there are {:?}", PRODUCTS.map(|(name, ..)| name)))
    };
    match turn {
        Turn::Stock(Stock { product }) => find(product).map(|(_, pieces, _)| format!("{pieces} pieces")),
        Turn::Price(Price { product, pieces }) => {
            find(product).map(|(.., cents)| format!("{:.2} EUR", f64::from(cents * pieces) / 100.0))
        }
        Turn::Answer(text) => Ok(text.clone()),
    }
}

/// The turns until the model answers in words.
async fn answer(client: &Client, model: &str, question: &str) -> Result<String, Box<dyn Error>> {
    let thinking = json!({"thinking": {"type": "enabled", "budget_tokens": 1024}});
    let mut messages = vec![Message::user([question])];
    for _ in 0..8 {
        let request = client.generate::<Turn>(model).additional_model_fields(thinking.clone()).max_tokens(4096);
        let answer = request.messages(messages.clone()).send().await?;
        if let Turn::Answer(text) = answer.value {
            return Ok(text);
        }
        let mut results: Vec<ToolResultBlock> =
            answer.call_id.iter().map(|id| result(id, run(&answer.value))).collect();
        for call in &answer.other_calls {
            let done = call.decode::<Turn>().map_err(|error| error.to_string());
            results.push(result(&call.id, done.and_then(|outcome| run(&outcome.value))));
        }
        messages.extend([answer.message(), Message::user(results)]);
    }
    Err("there is no answer after 8 turns".into())
}

fn result(id: &str, done: Result<String, String>) -> ToolResultBlock {
    match done {
        Ok(text) => ToolResultBlock::success(id, [text]),
        Err(reason) => ToolResultBlock::error(id, [reason]),
    }
}

/// A coffee store's question to a model with two tools.
#[derive(Parser)]
struct Args {
    /// Ask Bedrock, with the credentials and the region of the environment, in place of the recordings.
    #[arg(long)]
    bedrock: bool,

    /// The model or inference profile to ask.
    #[arg(
        long,
        value_name = "ID",
        requires = "bedrock",
        default_value = "us.anthropic.claude-haiku-4-5-20251001-v1:0"
    )]
    model: String,
}

const RECORDED: &str = "The replies are recordings, written by hand in the service's format; no model is asked.";
const RECORDINGS: [&str; 2] = [include_str!("replies/calls.json"), include_str!("replies/answer.json")];
const QUESTION: &str = "Can I have five bags of House Espresso and a tea strainer, and what would the bags cost?";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    // The server answers for as long as it is kept.
    let (client, _server) = if args.bedrock {
        (Client::from_env().await, None)
    } else {
        eprintln!("{RECORDED}\n");
        let server = Server::start().await?;
        for recording in RECORDINGS {
            server.push(Reply::body(serde_json::from_str(recording)?));
        }
        (Client::local(server.url()), Some(server))
    };
    println!("{}", plain(&answer(&client, &args.model, QUESTION).await?));
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[tokio::test]
    async fn each_call_is_answered_and_each_turn_goes_back_as_it_came() {
        let server = Server::start().await.expect("a port is free");
        server.strict_conversations(true);
        let replies = RECORDINGS.map(|recording| serde_json::from_str::<Value>(recording).expect("it is JSON"));
        for reply in &replies {
            server.push(Reply::body(reply.clone()));
        }
        let model = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
        let text = answer(&Client::local(server.url()), model, QUESTION).await.expect("an answer");
        assert!(text.contains("74.50"), "{text}");

        let messages = &server.requests()[1].body["messages"];
        assert_eq!(messages[1], replies[0]["output"]["message"], "with its signature");
        let results: Vec<_> = messages[2]["content"].as_array().into_iter().flatten().collect();
        let told: Vec<_> = results
            .iter()
            .map(|result| (&result["toolResult"]["status"], &result["toolResult"]["content"][0]["text"]))
            .collect();
        insta::assert_debug_snapshot!(told);
    }
}
