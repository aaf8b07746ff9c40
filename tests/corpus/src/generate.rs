//! Sources, made by child processes that may not take more than 1 GB and 10 s.

use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::corpus::Corpus;
use crate::report::Report;
use crate::worker::Made;

/// The most time for one document.
const LONGEST: Duration = Duration::from_secs(10);
/// The most memory of a process, in kB.
const LARGEST: u64 = 1024 * 1024;

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
    let mut worker = Worker::start()?;
    loop {
        let Some(document) = next.lock().map_err(|error| error.to_string())?.next() else { return Ok(()) };
        let path = corpus.documents[document].path.display().to_string();
        let outcome = worker.ask(&path);
        if outcome.is_err() {
            worker = Worker::start()?;
        }
        made.lock().map_err(|error| error.to_string())?.push((document, outcome));
    }
}

struct Worker {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Worker {
    fn start() -> Result<Self, String> {
        let program = env::current_exe().map_err(|error| error.to_string())?;
        // The shell's limit holds for what it becomes. Where there is none, the measured peak still tells.
        let script = format!("ulimit -v {LARGEST} 2>/dev/null; exec \"$0\" --worker");
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .arg(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("cannot start a child: {error}"))?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err("a child without pipes".to_owned());
        };
        let (sender, answers) = mpsc::channel();
        thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.take_while(|line| sender.send(line.clone()).is_ok()).for_each(drop);
        });
        Ok(Self { child, input, answers })
    }

    fn ask(&mut self, path: &str) -> Result<Made, String> {
        // A child that has died answers nothing, which is told below.
        let _ = writeln!(self.input, "{path}");
        match self.answers.recv_timeout(LONGEST) {
            Ok(line) => serde_json::from_str(&line).map_err(|error| error.to_string()),
            Err(RecvTimeoutError::Timeout) => Err(format!("took more than {} s", LONGEST.as_secs())),
            Err(RecvTimeoutError::Disconnected) => {
                let status = self.child.wait().map_err(|error| error.to_string())?;
                Err(format!("the process died, of more than {} MB or its stack: {status}", LARGEST / 1024))
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
