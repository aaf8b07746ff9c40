use std::collections::BTreeSet;
use std::fs;
#[cfg(unix)]
use std::io::Read as _;
#[cfg(unix)]
use std::num::NonZero;
#[cfg(unix)]
use std::os::unix::net::UnixStream;

#[cfg(unix)]
use console::Term;
use serde_json::Value;
use toolshape::partial;
use toolshape_bedrock::Client;
use toolshape_local::Server;

#[cfg(unix)]
use crate::page::Page;
use crate::page::rows;
use crate::{Finding, RECORDINGS, Report, ask, print};

const MODEL: &str = "us.anthropic.claude-haiku-4-5-20251001-v1:0";

fn recording() -> Value {
    serde_json::from_str(&fs::read_to_string(format!("{RECORDINGS}/report.json")).unwrap()).unwrap()
}

fn recorded_report() -> Value {
    recording()["body"]["output"]["message"]["content"][0]["toolUse"]["input"].clone()
}

/// The page without its styles, after each fragment of this size.
fn pages(size: usize) -> Vec<String> {
    let text = recorded_report().to_string();
    let mut parser = partial::Parser::<Report>::new();
    let pages = text.as_bytes().chunks(size).map(|fragment| {
        parser.feed_bytes(fragment).unwrap();
        let rows = parser.partial().map(|report| rows(report, 60)).unwrap_or_default();
        console::strip_ansi_codes(&rows.join("\n")).into_owned()
    });
    pages.collect()
}

#[tokio::test]
async fn each_finding_is_a_line_in_a_pipe() {
    let server = Server::builder().replies(RECORDINGS).unwrap().fragment_size(12).start().await.unwrap();
    let mut out = Vec::new();
    let stream = ask(&Client::local(server.url()), MODEL).await.unwrap();
    let answer = print(stream, &mut out).await.unwrap();
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.lines().count(), answer.value.findings.len());
    insta::assert_snapshot!("lines", out);
    assert_eq!(serde_json::to_value(&answer.value).unwrap(), recorded_report());

    let request = &server.requests()[0];
    assert!(request.path.ends_with("/converse-stream"));
    let tool = &request.body["toolConfig"]["tools"][0]["toolSpec"];
    assert_eq!(tool["description"], "A report on a coffee store's notes.");
}

#[tokio::test]
async fn a_finding_comes_before_the_rest_is_there() {
    let server = Server::builder().replies(RECORDINGS).unwrap().fragment_size(12).start().await.unwrap();
    let mut stream = ask(&Client::local(server.url()), MODEL).await.unwrap();
    let mut findings = stream.elements::<Finding>("findings").unwrap();
    findings.next().await.unwrap().unwrap();
    let known = stream.partial().and_then(|report| report.findings.as_ref()).map_or(0, Vec::len);
    assert!(known <= 2, "{known}");
}

#[test]
fn the_page_fills_in() {
    let pages = pages(12);
    assert!(pages.windows(2).all(|pair| pair[0].len() <= pair[1].len() + 8), "a mark gives way to a severity");
    let distinct: BTreeSet<_> = pages.iter().collect();
    assert!(distinct.len() > pages.len() / 2);
    insta::assert_snapshot!("half_a_page", pages[pages.len() / 2]);
    insta::assert_snapshot!("page", pages[pages.len() - 1]);
}

/// What a person sees is the page at every moment: what was drawn before is not left behind.
#[cfg(unix)]
#[test]
fn the_page_fills_in_on_a_terminal() {
    let (mut written, writer) = UnixStream::pair().unwrap();
    written.set_nonblocking(true).unwrap();
    let mut page = Page::on(Term::read_write_pair(writer.try_clone().unwrap(), writer));
    // Taller than the page: what was scrolled away cannot be drawn anew.
    let size = |size| NonZero::new(size).unwrap();
    let mut screen = vt100::Parser::new(size(100), size(80), 0);
    let mut parser = partial::Parser::<Report>::new();
    for fragment in recorded_report().to_string().as_bytes().chunks(12) {
        parser.feed_bytes(fragment).unwrap();
        let Some(report) = parser.partial() else { continue };
        page.draw(report).unwrap();
        let mut bytes = Vec::new();
        // It ends where nothing more was written.
        let _ = written.read_to_end(&mut bytes);
        // What a terminal makes of the end of a line.
        screen.process(String::from_utf8(bytes).unwrap().replace('\n', "\r\n").as_bytes());
        let rows = console::strip_ansi_codes(&rows(report, 79).join("\n")).into_owned();
        assert_eq!(screen.screen().contents().trim_end(), rows.trim_end());
    }
}

#[test]
fn no_row_is_wider_than_the_page() {
    for page in pages(5) {
        assert!(page.lines().all(|row| console::measure_text_width(row) <= 60), "{page}");
    }
}

#[test]
fn the_recording_says_what_it_is() {
    let told = "A recorded reply, written by hand in the service's format; no model was asked.";
    assert_eq!(recording()["recording"], told);
}
