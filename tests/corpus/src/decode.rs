//! The instances, decoded by the programs, whose time and memory is limited.

use serde::Deserialize;

use crate::build::Program;
use crate::corpus::Corpus;
use crate::limited::Limited;
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
        let start = || Limited::start(&program.path, &[]);
        let mut process = start()?;
        for document in &program.documents {
            let path = corpus.documents[*document].path.display();
            for instance in 0..corpus.documents[*document].instances.len() {
                match process.ask(&format!("{document}\t{instance}\t{path}")) {
                    Ok(outcome) => tell(corpus, *document, instance, &outcome, report),
                    Err(why) => {
                        process = start()?;
                        report.over_limits += 1;
                        let outcome = Outcome { accepted: false, panicked: false, why: Some(why) };
                        tell(corpus, *document, instance, &outcome, report);
                    }
                }
            }
        }
    }
    Ok(())
}

fn tell(corpus: &Corpus, document: usize, instance: usize, outcome: &Outcome, report: &mut Report) {
    let is_valid = corpus.documents[document].instances[instance];
    let why = outcome.why.as_deref();
    report.decoded(document, is_valid, outcome.accepted, why.is_none());
    if outcome.panicked {
        report.panicked += 1;
        report.fail(document, "decode", &format!("instance {instance}: panicked"));
    } else if is_valid && !outcome.accepted {
        report.fail(document, "decode", &format!("instance {instance} is valid: {}", why.unwrap_or_default()));
    } else if !is_valid && outcome.accepted {
        report.fail(document, "decode", &format!("instance {instance} is invalid and accepted"));
    } else if let Some(why) = why.filter(|_| outcome.accepted) {
        report.fail(document, "write", &format!("instance {instance}: {why}"));
    }
}
