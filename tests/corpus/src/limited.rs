//! Child processes that answer a line with a line, and may not take more than 1 GB, or 10 s for one.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::de::DeserializeOwned;

/// The most time for one answer.
const LONGEST: Duration = Duration::from_secs(10);
/// The most memory of a process, in kB.
const LARGEST: u64 = 1024 * 1024;

/// A process that waits for a line.
pub(crate) struct Limited {
    child: Child,
    input: ChildStdin,
    answers: Receiver<String>,
}

impl Limited {
    pub(crate) fn start(program: &Path, arguments: &[&str]) -> Result<Self, String> {
        // The shell's limit holds for what it becomes. Where there is none, the measured peak still tells.
        let script = format!("ulimit -v {LARGEST} 2>/dev/null; exec \"$0\" \"$@\"");
        let mut child = Command::new("sh")
            .args(["-c", &script])
            .arg(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("cannot run {}: {error}", program.display()))?;
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

    /// The answer, or why there is none: then the process is of no more use.
    pub(crate) fn ask<T: DeserializeOwned>(&mut self, line: &str) -> Result<T, String> {
        // A child that has died answers nothing, which is told below.
        let _ = writeln!(self.input, "{line}");
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

impl Drop for Limited {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_answers_hangs_or_dies() {
        let ask = |script: &str| Limited::start(Path::new("sh"), &["-c", script]).unwrap().ask::<u8>("1");
        assert_eq!(ask("cat"), Ok(1));
        assert_eq!(ask("sleep 60"), Err("took more than 10 s".to_owned()));
        assert!(ask("exit 1").unwrap_err().starts_with("the process died"));
    }
}
