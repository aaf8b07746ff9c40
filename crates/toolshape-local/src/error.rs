use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a server could not be started.
///
/// Display is one line; a mistake in a recording starts with its place, as in
/// `replies/top.json:3:5: …`, the form that editors and terminals turn into a link.
pub struct Error {
    inner: Box<Inner>,
}

enum Inner {
    Recording { path: PathBuf, place: Option<(usize, usize)>, reason: String },
    Folder { path: PathBuf, reason: &'static str, source: Option<io::Error> },
    Listen { port: u16, source: io::Error },
}

impl Error {
    pub(crate) fn recording(path: &Path, reason: impl Into<String>) -> Self {
        Self::new(Inner::Recording { path: path.to_owned(), place: None, reason: reason.into() })
    }

    pub(crate) fn json(path: &Path, error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        // serde_json ends its message with the place, which stands in front here.
        let place = format!(" at line {line} column {column}");
        let message = error.to_string();
        Self::new(Inner::Recording {
            path: path.to_owned(),
            place: (line > 0).then_some((line, column)),
            reason: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
        })
    }

    pub(crate) fn folder(path: &Path, reason: &'static str, source: Option<io::Error>) -> Self {
        Self::new(Inner::Folder { path: path.to_owned(), reason, source })
    }

    pub(crate) fn listen(port: u16, source: io::Error) -> Self {
        Self::new(Inner::Listen { port, source })
    }

    fn new(inner: Inner) -> Self {
        Self { inner: Box::new(inner) }
    }

    /// Whether a recording, or the folder of recordings, is at fault.
    #[must_use]
    pub fn is_recording(&self) -> bool {
        !matches!(*self.inner, Inner::Listen { .. })
    }

    /// The file or folder at fault, when a recording is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &*self.inner {
            Inner::Recording { path, .. } | Inner::Folder { path, .. } => Some(path),
            Inner::Listen { .. } => None,
        }
    }

    /// The line of the file at fault, counted from 1, where the mistake has one.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match &*self.inner {
            Inner::Recording { place, .. } => place.map(|(line, _)| line),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.inner {
            Inner::Recording { path, place, reason } => {
                write!(f, "{}", path.display())?;
                if let Some((line, column)) = place {
                    write!(f, ":{line}:{column}")?;
                }
                write!(f, ": {reason}")
            }
            Inner::Folder { path, reason, .. } => write!(f, "{}: {reason}", path.display()),
            Inner::Listen { port, .. } => write!(f, "cannot listen on 127.0.0.1:{port}"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Error({self})")
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.inner {
            Inner::Recording { .. } => None,
            Inner::Folder { source, .. } => source.as_ref().map(|source| source as _),
            Inner::Listen { source, .. } => Some(source),
        }
    }
}
