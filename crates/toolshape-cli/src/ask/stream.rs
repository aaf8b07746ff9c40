//! `--stream`: the value while it arrives, as lines of JSON or on a terminal.

mod lines;
mod screen;
mod view;

use std::time::Duration;
use std::{io, process, thread};

use serde_json::Value;
use tokio::time::{Instant, sleep, sleep_until};
use tokio::{runtime, signal};
use toolshape_bedrock::{Answer, Error, Generate};

use super::outcome::Outcome;
use crate::exit::Exit;
use lines::Lines;
use screen::Screen;
use view::View;

/// The time between two frames, which is longer where drawing one takes long.
const FRAME: Duration = Duration::from_millis(40);

/// How long after Ctrl-C the program may take to say so.
const TIME_TO_END: Duration = Duration::from_secs(1);

/// Why there is no answer.
pub(super) enum Stopped {
    Error(Error),
    CannotPrint(io::Error),
    Interrupted,
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::CannotPrint(error)
    }
}

impl From<Stopped> for (Exit, Outcome) {
    fn from(stopped: Stopped) -> Self {
        match stopped {
            Stopped::Error(error) => (Exit::of(error.kind()), Outcome::from(&error)),
            Stopped::CannotPrint(error) => (Exit::Service, Outcome::io(format!("cannot print: {error}"))),
            Stopped::Interrupted => (Exit::Interrupted, Outcome::interrupted()),
        }
    }
}

/// Prints each event as a line of JSON.
pub(super) async fn lines(request: Generate<Value>) -> Result<Answer<Value>, Stopped> {
    unless_interrupted(print(request)).await
}

async fn print(request: Generate<Value>) -> Result<Answer<Value>, Stopped> {
    let mut stream = request.stream().await?;
    let mut lines = Lines::new(io::stdout());
    while let Some(event) = stream.next().await? {
        lines.write(&event)?;
    }
    Ok(stream.answer().await?)
}

/// Shows the value on the terminal until there is the whole of it, and takes it away again. What there is of one that
/// never comes to its end is left to be seen.
pub(super) async fn live(request: Generate<Value>) -> Result<Answer<Value>, Stopped> {
    unless_interrupted(watch(request)).await
}

/// What comes of a stream where Ctrl-C does not come first.
async fn unless_interrupted(
    answer: impl Future<Output = Result<Answer<Value>, Stopped>>,
) -> Result<Answer<Value>, Stopped> {
    thread::spawn(end_soon_after_ctrl_c);
    tokio::select! {
        answer = answer => answer,
        // Dropping the stream ends the request, dropping the screen brings the cursor back.
        Ok(()) = signal::ctrl_c() => Err(Stopped::Interrupted),
    }
}

/// Ends the program on a thread of its own: the other one waits for as long as nobody reads what it prints.
fn end_soon_after_ctrl_c() {
    let Ok(runtime) = runtime::Builder::new_current_thread().enable_all().build() else { return };
    runtime.block_on(async {
        if signal::ctrl_c().await.is_ok() {
            sleep(TIME_TO_END).await;
            process::exit(Exit::Interrupted as i32);
        }
    });
}

async fn watch(request: Generate<Value>) -> Result<Answer<Value>, Stopped> {
    let mut stream = request.stream().await?;
    let (mut view, mut screen) = (View::default(), Screen::new());
    let (mut next_frame, mut is_behind) = (Instant::now(), false);
    loop {
        tokio::select! {
            event = stream.next() => match event {
                Ok(Some(event)) => {
                    view.take(&event);
                    is_behind = true;
                }
                Ok(None) => break,
                Err(error) => {
                    let arrived = error.partial_as().or(error.payload());
                    screen.draw(|size| view.rows(arrived, size))?;
                    return Err(error.into());
                }
            },
            () = sleep_until(next_frame), if is_behind => {
                let began = Instant::now();
                screen.draw(|size| view.rows(stream.partial(), size))?;
                // A fifth of the time at most, however long the value is.
                next_frame = Instant::now() + FRAME.max(began.elapsed() * 4);
                is_behind = false;
            }
        }
    }
    screen.clear()?;
    Ok(stream.answer().await?)
}
