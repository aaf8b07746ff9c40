//! `toolshape-local`: recorded replies of Bedrock, served on loopback.

use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use toolshape_local::Server;

/// Answer Bedrock's Converse, whole or streamed, from a folder of recorded replies, on 127.0.0.1.
///
/// The first line on standard output is the URL; each request is a line on standard error.
/// Point an AWS SDK at it with its endpoint setting and any credentials.
#[derive(Parser)]
#[command(version)]
struct Args {
    /// The folder of recordings, one *.json a reply.
    #[arg(long, value_name = "DIR")]
    replies: PathBuf,

    /// The port to listen on; a free one when left out.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// The most bytes of one fragment of a stream.
    #[arg(long, value_name = "BYTES", default_value_t = 8)]
    fragment_size: usize,

    /// How long to wait between the events of a stream, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 0, hide_default_value = true)]
    pace: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            let mut source = error.source();
            while let Some(cause) = source {
                eprintln!("  caused by: {cause}");
                source = cause.source();
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Box<dyn Error>> {
    let server = Server::builder()
        .replies(&args.replies)?
        .port(args.port)
        .fragment_size(args.fragment_size)
        .pace(Duration::from_millis(args.pace))
        .log(true)
        .keep_requests(false) // nobody asks for them
        .start()
        .await?;
    let mut out = io::stdout();
    writeln!(out, "{}", server.url())?;
    out.flush()?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}
