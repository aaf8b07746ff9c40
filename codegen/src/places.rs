//! Which place in the documents a Rust type was made from.

use crate::reopen::rust_name;
use crate::{Error, bundle, lower};

/// A type of the source that [`rust()`](crate::rust()) makes, and where it is described.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The type's name in Rust.
    pub name: String,
    /// The document's file name.
    pub document: String,
    /// The JSON pointer to its schema in the document.
    pub pointer: String,
}

/// The place of every type of [`rust()`](crate::rust()), by the type's name.
///
/// # Errors
///
/// As [`rust()`](crate::rust()), for what is found wrong before typify runs.
///
/// # Example
///
/// ```
/// let document = r#"{ "$defs": { "Choice": { "type": "object", "properties": {} } } }"#;
/// let places = toolshape_codegen::places(&[("choice.json", document)])?;
/// assert_eq!((places[0].name.as_str(), places[0].pointer.as_str()), ("Choice", "/$defs/Choice"));
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
pub fn places(documents: &[(&str, &str)]) -> Result<Vec<Place>, Error> {
    let lowered = lower::lower(bundle::bundle(documents)?)?;
    let places = lowered.types.into_iter().map(|(name, at)| Place {
        name: rust_name(&name),
        document: at.document,
        pointer: at.pointer,
    });
    Ok(places.collect())
}
