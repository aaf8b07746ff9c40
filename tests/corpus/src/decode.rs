//! The instances, decoded by the programs.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::thread;

use serde::Deserialize;

use crate::build::Program;
use crate::corpus::Corpus;
use crate::report::Report;

#[derive(Deserialize)]
struct Outcome {
    accepted: bool,
    #[serde(default)]
    panicked: bool,
    /// Of a value that is refused, or of one that is another when it is written, or written and read again.
    why: Option<String>,
}

pub(crate) fn all(corpus: &Corpus, programs: &[Program], report: &mut Report) -> Result<(), String> {
    for program in programs {
        let instances = program.documents.iter().flat_map(|document| {
            let count = corpus.documents[*document].instances.len();
            (0..count).map(|instance| (*document, instance))
        });
        let mut left: Vec<_> = instances.collect();
        while !left.is_empty() {
            let outcomes = run(program, corpus, &left)?;
            let mut told = left.iter().zip(&outcomes);
            told.by_ref()
                .for_each(|((document, instance), outcome)| tell(corpus, *document, *instance, outcome, report));
            let done = outcomes.len().min(left.len());
            left.drain(..done);
            if !left.is_empty() {
                let (document, instance) = left.remove(0); // the program died of it
                let outcome = Outcome { accepted: false, panicked: true, why: None };
                tell(corpus, document, instance, &outcome, report);
            }
        }
    }
    Ok(())
}

fn run(program: &Program, corpus: &Corpus, instances: &[(usize, usize)]) -> Result<Vec<Outcome>, String> {
    let line = |(document, instance): &(usize, usize)| {
        let path = corpus.documents[*document].path.display();
        format!("{document}\t{instance}\t{path}\n")
    };
    let lines: Vec<_> = instances.iter().map(line).collect();
    let mut child = Command::new(&program.path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| format!("cannot run {}: {error}", program.path.display()))?;
    let mut input = child.stdin.take().ok_or("a child without a standard input")?;
    // A child that dies reads no further.
    let writer = thread::spawn(move || drop(input.write_all(lines.concat().as_bytes())));
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let _ = writer.join();
    let lines = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).map_err(|error| error.to_string())).collect()
}

fn tell(corpus: &Corpus, document: usize, instance: usize, outcome: &Outcome, report: &mut Report) {
    let is_valid = corpus.documents[document].instances[instance];
    let why = outcome.why.as_deref();
    report.decoded(document, is_valid, outcome.accepted, why.is_none());
    if outcome.panicked {
        report.panicked += 1;
        report.fail(document, "decode", &format!("instance {instance}: panicked or died"));
    } else if is_valid && !outcome.accepted {
        report.fail(document, "decode", &format!("instance {instance} is valid: {}", why.unwrap_or_default()));
    } else if !is_valid && outcome.accepted {
        report.fail(document, "decode", &format!("instance {instance} is invalid and accepted"));
    } else if let Some(why) = why.filter(|_| outcome.accepted) {
        report.fail(document, "write", &format!("instance {instance}: {why}"));
    }
}
