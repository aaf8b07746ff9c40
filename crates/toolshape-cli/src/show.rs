//! What is said of a schema: the message, the place in the text, what to do about it.

use std::io::{self, Write as _};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use toolshape_codegen::{Error, Warning};

use crate::document::Document;
use crate::exit::Exit;
use crate::plain::{plain, shown};

/// How much of a line is laid out on either side of a place, in bytes: more is not shown, and a document may stand in
/// one.
const AROUND: usize = 500;

/// How much of the place itself is laid out.
const LONGEST: usize = 10_000;

/// Prints to the standard output; on a terminal, nothing that could steer it. A reader that has gone is told nothing, as it wants no more.
pub(crate) fn output(text: &str, done: Exit, failed: Exit) -> Exit {
    match io::stdout().write_all(shown(text, &io::stdout()).as_bytes()).and_then(|()| io::stdout().flush()) {
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
    let line = document.and_then(|document| line(&document.text, place.start));
    let group = match (line, place.line, place.column) {
        (Some((start, line)), Some(number), Some(column)) => {
            let (line, span) = around(line, place.start - start, place.length);
            let annotation = AnnotationKind::Primary.span(span);
            let annotation = match place.pointer {
                "" => annotation,
                pointer => annotation.label(format!("#{}", plain(pointer))),
            };
            let origin = Origin::path(plain(place.document)).line(number).char_column(column);
            group.element(origin).element(Snippet::source(line).line_start(number).annotation(annotation))
        }
        _ => group.element(Origin::path(plain(place.document))),
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

/// What is laid out of a line for a place in it, and where the place is there.
fn around(line: &str, from: usize, length: usize) -> (&str, Range<usize>) {
    let cut = line.floor_char_boundary(from.saturating_sub(AROUND));
    let line = &line[cut..line.ceil_char_boundary(from + length.min(LONGEST) + AROUND)];
    let from = from - cut;
    (line, from..(from + length).min(line.len()).max(from))
}

/// In colour where that is wanted and possible. A closed standard error leaves the exit status to tell it.
fn print(group: Group<'_>) {
    let text = Renderer::styled().render(&[group]);
    // What may hold an escape sequence was written plain before: those here are the renderer's.
    let text = text.split('\u{1b}').map(plain).collect::<Vec<_>>().join("\u{1b}");
    // A piece of source behind an origin is taken for one of another file, which has no name.
    let is_shown = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() != ":::";
    let lines: Vec<&str> = text.lines().filter(is_shown).collect();
    let _ = writeln!(anstream::stderr(), "{}", lines.join("\n"));
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn of_a_long_line_only_what_is_around_the_place_is_laid_out() {
        let line = "ö".repeat(50_000) + "here" + &"ö".repeat(50_000);
        let (shown, span) = around(&line, 100_000, 4);
        assert_eq!((&shown[span], shown.len()), ("here", 1004));

        let (shown, span) = around(&line, 0, line.len());
        assert_eq!((span, shown.len()), (0..10_500, 10_500));

        assert_eq!(around("short", 1, 2), ("short", 1..3));
    }
}
