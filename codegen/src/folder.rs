//! The documents of a service: all their types at once, and what is made of them.
//!
//! In four steps, each a file of its own:
//!
//! 1. `read`: the documents become one normal schema, in which each type is a definition under the name it will have;
//! 2. `hoist`: a type that stands within another gets a name, too;
//! 3. `model`: the definitions become the model that TypeScript and Rust are written from;
//! 4. `rust`: typify makes the plain structs and closed enums (`plain`); what is marked in the schemas, and what may not
//!    be logged, is written here and enters them as a replacement. `wire` is what the written types share.

mod hoist;
mod model;
#[cfg(feature = "typify")]
mod plain;
mod read;
#[cfg(feature = "typify")]
mod rust;
#[cfg(feature = "typify")]
mod sdk;
#[cfg(feature = "typify")]
mod sensitive;
#[cfg(feature = "typify")]
mod wire;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Error, typescript};

/// The documents of a service, read once; source is made of them as often as it takes.
///
/// A reference names a document by its file name. The types are those in each document's `$defs` (or `definitions`),
/// and its root where that describes a value. They are what a service's own API consists of, as [`import()`] writes it:
///
/// | schema | Rust |
/// |---|---|
/// | `type: object` with `properties` | a struct; with `x-reply`, one that keeps members it does not know |
/// | `enum` of strings | an enum |
/// | `anyOf` of an enum and any string, `x-open-enum` | an enum with a variant for values that it does not know |
/// | `oneOf` of objects with one member each, `x-open-union` | an enum with a variant for members that it does not know |
/// | `oneOf` of a list and its entry, `x-one-or-many` | `OneOrMany` |
/// | a list, a map, a string, a number, a boolean | the same |
///
/// What is marked `x-sensitive` is in no `Debug`. Bounds, patterns and formats shape no type; doc comments tell them.
/// The types of a tool, which may have any schema, come from `Builder`.
///
/// [`import()`]: crate::import()
///
/// # Example
///
/// ```
/// use toolshape_codegen::Folder;
///
/// let choice = r#"{ "$defs": { "Choice": {
///     "description": "What to do.",
///     "type": "object",
///     "properties": { "auto": { "type": "boolean" } }
/// } } }"#;
/// let folder = Folder::read(&[("choice.json", choice)])?;
/// assert!(folder.typescript()?.ends_with("/** What to do. */\nexport type Choice = {\n  auto?: boolean;\n};\n"));
/// # Ok::<(), toolshape_codegen::Error>(())
/// ```
#[derive(Debug)]
pub struct Folder {
    /// By name; a reference in one reads `#/$defs/NAME`.
    types: BTreeMap<String, Definition>,
}

/// A type, and where it was written.
#[derive(Debug)]
struct Definition {
    document: String,
    pointer: String,
    /// In normal form.
    schema: Value,
}

impl Definition {
    fn error(&self, pointer: &str, reason: impl Into<String>) -> Error {
        Error::new(&self.document, format!("{}{pointer}", self.pointer), reason)
    }
}

/// A type of the source that [`Folder::rust`] makes, and where it is described.
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

impl Folder {
    /// Reads the documents, given as file names and texts.
    ///
    /// # Errors
    ///
    /// A document is not JSON, a reference does not resolve, two types have one name, or something in a schema is
    /// understood otherwise than it is written. The error names the document, the JSON pointer and the reason.
    pub fn read(documents: &[(&str, &str)]) -> Result<Self, Error> {
        Ok(Self { types: hoist::hoist(read::read(documents)?)? })
    }

    /// The TypeScript declarations.
    ///
    /// Each type is exported under the name that its document gives it (`x-rust-name` is for Rust only), with its
    /// description and bounds as a doc comment. An open enum is `'a' | 'b' | string`, an open union one object type a
    /// kind, one-or-many both shapes, any JSON value `unknown`. The same documents give the same text.
    ///
    /// # Errors
    ///
    /// A schema describes no type of the table above, or a type has no name in TypeScript.
    pub fn typescript(&self) -> Result<String, Error> {
        Ok(typescript::typescript(&model::model(&self.types, model::typescript_name)?))
    }

    /// The Rust source. It is formatted, and the same documents give the same source.
    ///
    /// It needs serde, with its derives, and `serde_json`.
    ///
    /// # Errors
    ///
    /// A schema describes no type of the table above, or two types, or two parts of one, would have one name in Rust.
    ///
    /// # Example
    ///
    /// ```
    /// let reason = r#"{
    ///     "$defs": { "Reason": { "anyOf": [{ "enum": ["end_turn"] }, { "type": "string" }], "x-open-enum": true } }
    /// }"#;
    /// let source = toolshape_codegen::Folder::read(&[("reason.json", reason)])?.rust()?;
    /// assert!(source.contains("Unknown(::std::string::String)"));
    /// # Ok::<(), toolshape_codegen::Error>(())
    /// ```
    #[cfg(feature = "typify")]
    pub fn rust(&self) -> Result<String, Error> {
        rust::rust(&self.types)
    }

    /// The Rust source of the conversions between the types of [`Folder::rust`] and those of aws-sdk-bedrockruntime,
    /// for the operations given and all they reach.
    ///
    /// The documents are those of `toolshape-schemas`, or made by [`import()`](crate::import()); the source belongs into
    /// toolshape-types.
    ///
    /// # Errors
    ///
    /// A member has a type that the SDK's rules do not cover.
    #[cfg(feature = "typify")]
    pub fn sdk(&self, operations: &[&str]) -> Result<String, Error> {
        Ok(prettyplease::unparse(&sdk::conversions(&self.types, operations)?))
    }

    /// Where each type is described.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        let place = |(name, at): (&String, &Definition)| Place {
            name: model::rust_name(name),
            document: at.document.clone(),
            pointer: at.pointer.clone(),
        };
        self.types.iter().map(place).collect()
    }
}

/// The name in a reference.
fn type_name(reference: &str) -> &str {
    reference.trim_start_matches("#/$defs/")
}
