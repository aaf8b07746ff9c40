//! What becomes code: types without a language.
//!
//! A model is *loose*: every value that the schema accepts is a value of the type made of it. What a type cannot hold
//! stays in the schema that the root carries, and is checked against it when a value is decoded.

use serde_json::Value;

/// All that one set of documents becomes.
#[derive(Debug, Default)]
pub(crate) struct Model {
    /// One a document, in the order given.
    pub(crate) roots: Vec<Root>,
    /// Every type that has a name, a root before what it is made of; [`TypeId`] is the place in this list.
    pub(crate) types: Vec<Type>,
}

/// The place of a type in [`Model::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) usize);

/// The value that a whole document describes.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) ty: TypeId,
    /// The tool's name: 1 to 64 of `a-z A-Z 0-9 _ -`.
    pub(crate) tool: String,
    /// What the tool is for, in words for the model; never empty.
    pub(crate) description: String,
    /// The full schema, normalised, in one piece.
    pub(crate) schema: Value,
}

/// A type with a name.
#[derive(Debug)]
pub(crate) struct Type {
    /// Upper camel case, an identifier in Rust and in TypeScript, unique in the model, and no name of a prelude.
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) kind: Kind,
}

/// What a doc comment is made of.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Docs {
    /// The schema's title or description, as written.
    pub(crate) text: Option<String>,
    /// A sentence for each rule that the type does not hold. Bounds, lengths, patterns and the formats of JSON Schema
    /// are checked on decoding; a default, an encoding and other formats are there to be read.
    pub(crate) rules: Vec<String>,
    /// A sentence for each place where the type is looser than the schema, and why.
    pub(crate) notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Struct(Struct),
    /// One of these texts, at least one; closed.
    Enum(Vec<Word>),
    /// Objects that a member tells apart, which holds a text of its own in each.
    Tagged {
        tag: String,
        variants: Vec<TaggedVariant>,
    },
    /// The first of these shapes that a value has; they are in such an order that nothing is lost by it.
    Untagged(Vec<UntaggedVariant>),
    /// Another shape under a name: a root that is no object, or a list or map of itself.
    Newtype(Shape),
    /// One of these texts, or one that the service adds later. Only in the model of a [folder](crate::Folder).
    OpenEnum(Vec<Word>),
    /// An object of one of these members, or of one that the service adds later. Only in the model of a folder.
    OpenUnion(Vec<Field>),
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    pub(crate) rest: Rest,
}

/// Members of an object that have no field.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Rest {
    /// Allowed by the schema and of no further interest.
    #[default]
    Ignored,
    /// Not allowed.
    Denied,
    /// Allowed, because a service may add some, but none is meant. Only in the model of a folder.
    Unforeseen,
    /// Kept in a map, by the Rust name given: the schema says what they are.
    Kept { name: String, shape: Shape },
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    /// The member's name in JSON.
    pub(crate) wire: String,
    /// Snake case, an identifier in Rust (raw where it is a keyword: `r#type`), unique in its struct.
    pub(crate) name: String,
    /// The shape of the value, [`Shape::Nullable`] where it may be null.
    pub(crate) shape: Shape,
    /// Whether the member must be there.
    pub(crate) is_required: bool,
    pub(crate) docs: Docs,
}

/// One text of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Word {
    pub(crate) wire: String,
    /// Upper camel case, unique in its enum.
    pub(crate) name: String,
    pub(crate) docs: Docs,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct TaggedVariant {
    /// What the tag holds.
    pub(crate) wire: String,
    pub(crate) name: String,
    /// A struct without the tag among its fields.
    pub(crate) ty: TypeId,
    pub(crate) docs: Docs,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct UntaggedVariant {
    pub(crate) name: String,
    pub(crate) shape: Shape,
    pub(crate) docs: Docs,
}

/// A format that has a type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Format {
    Date,
    DateTime,
    Uuid,
}

/// What a value looks like where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Shape {
    /// Any JSON value.
    Any,
    Null,
    Boolean,
    /// A whole number, `3.0` among them, from -2^63 to 2^63-1.
    Integer,
    /// A whole number from -2^31 to 2^31-1. Only in the model of a folder.
    Integer32,
    /// A whole number from 0 to 2^64-1; only where the schema's bounds or format ask for more than [`Shape::Integer`].
    Unsigned,
    Number,
    Text,
    /// A text of one format, which a type of another crate may hold; never in a tuple.
    Formatted(Format),
    Named(TypeId),
    List(Box<Shape>),
    /// The shape, or a list of it. Only in the model of a folder.
    OneOrMany(Box<Shape>),
    /// A list of exactly these, 1 to 12.
    Tuple(Vec<Shape>),
    /// An object of any members.
    Map(Box<Shape>),
    /// The shape or null; never of [`Shape::Any`], [`Shape::Null`] or another nullable.
    Nullable(Box<Shape>),
}
