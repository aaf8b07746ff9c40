//! Sources, made by child processes of limited time and memory.

use std::env;
use std::sync::Mutex;
use std::thread;

use crate::corpus::Corpus;
use crate::limited::Limited;
use crate::report::Report;
use crate::worker::Made;

/// The Rust of one document, by its place in the corpus.
pub(crate) struct Source {
    pub(crate) document: usize,
    pub(crate) text: String,
}

/// Makes the sources of all documents.
pub(crate) fn all(corpus: &Corpus, jobs: usize, report: &mut Report) -> Result<Vec<Source>, String> {
    let next = Mutex::new(0..corpus.documents.len());
    let made = Mutex::new(Vec::new());
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(|| work(corpus, &next, &made))).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a thread panicked".to_owned())?)
    })?;
    let mut made = made.into_inner().map_err(|error| error.to_string())?;
    made.sort_by_key(|(document, _)| *document);

    let mut sources = Vec::new();
    for (document, outcome) in made {
        match outcome {
            Ok(made) => {
                report.took(made.seconds, made.kilobytes, document);
                if made.panicked {
                    report.panicked += 1;
                }
                if let Some(why) = made.typescript.filter(|_| made.rust.is_ok()) {
                    report.fail(document, "typescript", &why);
                }
                match made.rust {
                    Ok(text) => sources.push(Source { document, text }),
                    Err(why) => report.fail(document, "generate", &why),
                }
            }
            Err(why) => {
                report.over_limits += 1;
                report.fail(document, "generate", &why);
            }
        }
    }
    report.generated(sources.iter().map(|source| source.document));
    Ok(sources)
}

type Outcomes = Vec<(usize, Result<Made, String>)>;

/// Has a child make one document after the other; a child that dies or hangs has a successor.
fn work(corpus: &Corpus, next: &Mutex<std::ops::Range<usize>>, made: &Mutex<Outcomes>) -> Result<(), String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    let start = || Limited::start(&program, &["--worker"]);
    let mut worker = start()?;
    loop {
        let Some(document) = next.lock().map_err(|error| error.to_string())?.next() else { return Ok(()) };
        let path = corpus.documents[document].path.display().to_string();
        let outcome = worker.ask(&path);
        if outcome.is_err() {
            worker = start()?;
        }
        made.lock().map_err(|error| error.to_string())?.push((document, outcome));
    }
}
