//! What is said of a schema: the message, the place in the text, what to do about it.

use std::io::{self, Write as _};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use toolshape_codegen::{Error, Warning};

use crate::document::Document;
use crate::exit::Exit;

/// A longer line is not shown: laying out a whole document that stands in one takes its time.
const LONGEST: usize = 100_000;

/// Prints to the standard output. A reader that has gone is told nothing, as it wants no more.
pub(crate) fn output(text: &str, done: Exit, failed: Exit) -> Exit {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Unread,
        Err(error) => message(failed, &format!("cannot print: {error}")),
    }
}

/// Something that has no place in a document.
pub(crate) fn message(exit: Exit, text: &str) -> Exit {
    print(Group::with_title(Level::ERROR.primary_title(text)));
    exit
}

/// Why a document does not do.
pub(crate) fn error(exit: Exit, documents: &[Document], error: &Error) -> Exit {
    for warning in error.warnings() {
        print(about_warning(documents, warning, Level::ERROR));
    }
    if error.warnings().is_empty() {
        let place = Place {
            document: error.document(),
            pointer: error.pointer(),
            line: error.line(),
            column: error.column(),
            start: error.offset().unwrap_or_default(),
            length: error.length().unwrap_or_default(),
        };
        print(about(documents, Level::ERROR, error.reason(), error.hint(), &place));
        return exit;
    }
    message(exit, error.reason())
}

pub(crate) fn warnings(documents: &[Document], warnings: &[Warning]) {
    for warning in warnings {
        print(about_warning(documents, warning, Level::WARNING));
    }
}

fn about_warning<'a>(documents: &'a [Document], warning: &'a Warning, level: Level<'a>) -> Group<'a> {
    let place = Place {
        document: warning.document(),
        pointer: warning.pointer(),
        line: Some(warning.line()),
        column: Some(warning.column()),
        start: warning.offset(),
        length: warning.length(),
    };
    about(documents, level, warning.reason(), warning.hint(), &place)
}

struct Place<'a> {
    document: &'a str,
    pointer: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    start: usize,
    length: usize,
}

fn about<'a>(
    documents: &'a [Document],
    level: Level<'a>,
    reason: &'a str,
    hint: Option<&'a str>,
    place: &Place<'a>,
) -> Group<'a> {
    let group = Group::with_title(level.primary_title(reason));
    let document = documents.iter().find(|document| document.name == place.document);
    let line =
        document.and_then(|document| line(&document.text, place.start)).filter(|(_, line)| line.len() <= LONGEST);
    let group = match (line, place.line, place.column) {
        (Some((start, line)), Some(number), _) => {
            let from = place.start - start;
            let to = (from + place.length).min(line.len()).max(from);
            let annotation = AnnotationKind::Primary.span(from..to);
            let annotation = match place.pointer {
                "" => annotation,
                pointer => annotation.label(format!("#{pointer}")),
            };
            group.element(Snippet::source(line).path(place.document).line_start(number).annotation(annotation))
        }
        (None, Some(line), Some(column)) => {
            let group = group.element(Origin::path(place.document).line(line).char_column(column));
            match place.pointer {
                "" => group,
                pointer => group.element(Level::NOTE.message(format!("at #{pointer}, in a line too long to show"))),
            }
        }
        _ => group.element(Origin::path(place.document)),
    };
    match hint {
        Some(hint) => group.element(Level::HELP.message(hint)),
        None => group,
    }
}

/// The line of the text at an offset, and where it starts.
fn line(text: &str, at: usize) -> Option<(usize, &str)> {
    let (before, after) = text.split_at_checked(at)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let end = after.find('\n').map_or(text.len(), |length| at + length);
    Some((start, text[start..end].trim_end_matches('\r')))
}

/// In colour where that is wanted and possible. A closed standard error leaves the exit status to tell it.
fn print(group: Group<'_>) {
    let _ = writeln!(anstream::stderr(), "{}", Renderer::styled().render(&[group]));
}
