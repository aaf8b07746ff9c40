//! The child's part: a path in, what became of it out, a line each.

use std::io::{self, BufRead as _, Write as _};
use std::panic;
use std::time::Instant;
use std::{fs, path::Path};

use serde::{Deserialize, Serialize};
use toolshape_codegen::Builder;

use crate::corpus::Case;

/// What became of one document.
#[derive(Serialize, Deserialize)]
pub(crate) struct Made {
    /// The Rust source, or why there is none.
    pub(crate) rust: Result<String, String>,
    /// Why there are no TypeScript declarations, where there are none.
    pub(crate) typescript: Option<String>,
    pub(crate) panicked: bool,
    /// For both.
    pub(crate) seconds: f64,
    /// The most memory that the process has held so far.
    pub(crate) kilobytes: u64,
}

pub(crate) fn run() {
    panic::set_hook(Box::new(|_| {})); // it is told in the answer
    let mut out = io::stdout().lock();
    for path in io::stdin().lock().lines().map_while(Result::ok) {
        let made = make(Path::new(&path));
        let line = serde_json::to_string(&made).unwrap_or_default();
        if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
            return; // nobody asks any more
        }
    }
}

fn make(path: &Path) -> Made {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let schema = fs::read(path).map_err(|error| error.to_string());
    let schema = schema.and_then(|bytes| serde_json::from_slice::<Case>(&bytes).map_err(|error| error.to_string()));
    let text = match schema {
        Ok(case) => case.schema.to_string(),
        Err(error) => return Made { rust: Err(error), typescript: None, panicked: false, seconds: 0.0, kilobytes: 0 },
    };
    let builder = || Builder::new().document(&name, &text);
    let start = Instant::now();
    let rust = caught(|| builder().rust().map(|made| made.source));
    let typescript = caught(|| builder().typescript().map(|made| made.source));
    let seconds = start.elapsed().as_secs_f64();
    let panicked = [&rust, &typescript].into_iter().any(|made| matches!(made, Err((_, true))));
    Made {
        rust: rust.map_err(|(message, _)| message),
        typescript: typescript.err().map(|(message, _)| message),
        panicked,
        seconds,
        kilobytes: peak().unwrap_or_default(),
    }
}

/// The outcome, or the message of its error or panic, and whether it is a panic.
fn caught(
    make: impl FnOnce() -> Result<String, toolshape_codegen::Error> + panic::UnwindSafe,
) -> Result<String, (String, bool)> {
    match panic::catch_unwind(make) {
        Ok(outcome) => outcome.map_err(|error| (error.to_string(), false)),
        Err(payload) => {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("without a message");
            Err((format!("panicked: {text}"), true))
        }
    }
}

/// The most memory held, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
