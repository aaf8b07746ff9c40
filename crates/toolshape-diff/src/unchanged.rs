//! A test that what a model is offered did not change.

use std::fs;
use std::path::Path;

use toolshape::ToolSpec;
use toolshape_json_schema::file::replace;

use crate::{Diff, Verdict, document};

/// Set to anything but `0`, it writes the files anew.
const UPDATE: &str = "TOOLSHAPE_UPDATE";

/// Panics, at the caller's line, unless the tools of a type are those in a file.
///
/// The file, whose path is relative to the crate's folder (`CARGO_MANIFEST_DIR`), holds the name, description and
/// schema of the [`ToolShape`](toolshape::ToolShape), or a list of them for a [`ToolSet`](toolshape::ToolSet) of
/// several. `TOOLSHAPE_UPDATE=1 cargo test` writes and updates it; keep it in version control. The panic shows what
/// changed and whether replies to the old tool still decode, as [`Diff`] tells it.
///
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use toolshape::ToolShape;
/// use toolshape_diff::assert_spec_unchanged;
///
/// /// One read-only query that answers the question.
/// #[derive(Deserialize, JsonSchema, ToolShape)]
/// struct SqlQuery {
///     /// A single SELECT.
///     sql: String,
/// }
///
/// // In a test.
/// assert_spec_unchanged!(SqlQuery, "tests/specs/sql_query.json");
/// ```
#[macro_export]
macro_rules! assert_spec_unchanged {
    ($type:ty, $path:expr $(,)?) => {
        $crate::__private::assert_spec_unchanged(
            &<$type as $crate::__private::ToolSet>::specs(),
            ::core::env!("CARGO_MANIFEST_DIR"),
            ::core::convert::AsRef::as_ref(&$path),
        )
    };
}

/// What [`assert_spec_unchanged!`](crate::assert_spec_unchanged) expands to.
///
/// # Panics
///
/// When the tools differ from the file, or there is none.
#[track_caller]
pub fn assert_spec_unchanged(specs: &[ToolSpec], folder: &str, path: &Path) {
    let file = Path::new(folder).join(path);
    let is_update = std::env::var_os(UPDATE).is_some_and(|value| !value.is_empty() && value != "0");
    let outcome = if is_update { write(specs, &file) } else { compare(specs, path, &file) };
    if let Err(message) = outcome {
        panic!("{message}");
    }
}

fn compare(specs: &[ToolSpec], path: &Path, file: &Path) -> Result<(), String> {
    let accept = format!("{UPDATE}=1 cargo test");
    let name = path.display().to_string();
    let old = fs::read_to_string(file).map_err(|error| format!("{name}: {error}; `{accept}` writes it"))?;
    let found = Diff::of_texts((&name, &old), ("the spec", &document(specs).to_string()))
        .map_err(|error| format!("{error}; `{accept}` writes it anew"))?;
    match found.verdict() {
        None => Ok(()),
        Some(verdict) => Err(format!(
            "{name}: the spec changed, {verdict}: {}\n\n{found}\nto accept it: {accept}\n",
            match verdict {
                Verdict::Compatible => "it accepts the same",
                Verdict::Loosened => "every old reply still decodes",
                Verdict::Breaking => "old replies may not decode",
            }
        )),
    }
}

fn write(specs: &[ToolSpec], file: &Path) -> Result<(), String> {
    let text = format!("{:#}\n", document(specs));
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
    folder
        .and_then(|()| replace(file, &text))
        .map_err(|error| format!("{}: cannot be written: {error}", file.display()))
}
