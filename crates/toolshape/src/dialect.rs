//! Rewrites of a schema for the models that read it.
//!
//! A rewrite may only loosen: every instance that the full schema accepts, the rewritten one
//! accepts too. What was loosened is checked on this side, after the reply.

mod alternatives;
mod budget;
mod inline;
mod refs;
mod root;
mod strict;
pub(crate) mod words;

use serde_json::Value;
use toolshape_json_schema::keyword;

pub(crate) use alternatives::{admits, alternatives, target};
pub use budget::check_strict_budgets;
pub(crate) use inline::{inlined, is_number_format};
pub(crate) use root::{keep_the_root, one_object, plain};

use crate::Error;
use crate::check::normal_form;

/// A form of a tool's schema that some models take.
///
/// | dialect | taken by | what is left out |
/// |---|---|---|
/// | [`PORTABLE`](Self::PORTABLE) | nearly every model | references, `title` |
/// | [`PLAIN`](Self::PLAIN) | Llama and Mistral too | also `additionalProperties` |
/// | [`STRICT`](Self::STRICT) | models that can be held to the schema: `strict` on a tool, native structured output | all but a small part of JSON Schema |
///
/// In every dialect
///
/// - references are inlined. Only the definition of a recursive type stays, in `$defs`;
///   [`STRICT`](Self::STRICT) refuses such a type.
/// - a choice at the root (`oneOf`, `anyOf`, `allOf`: a tagged enum, or one that is flattened) becomes
///   one object with the members of all choices, of which only those are required that every choice
///   requires; Bedrock takes no other root.
/// - what a rewrite drops, but a model could heed, moves into the description, in words.
///
/// # What a rewrite keeps
///
/// The rewritten schema accepts every instance that the full schema accepts and that is in *normal
/// form*: it has only members that the schema describes, as serde writes a value of the type. The full
/// schema of most types also accepts members that it does not describe, and the type ignores them;
/// nothing is lost when the model may not write them ([`STRICT`](Self::STRICT), where every object says
/// `"additionalProperties": false`), or may write a member of one choice only in the form that this
/// choice gives it (at the root). A schema that says `"additionalProperties": true`, or gives a schema
/// there, does describe them; strict mode cannot express that and refuses such a map. Without a choice at the root,
/// `PORTABLE` and `PLAIN` accept *all* that the full schema accepts.
///
/// ```
/// use serde_json::json;
/// use toolshape::Dialect;
///
/// let full = json!({
///     "type": "object",
///     "properties": {
///         "tags": {"type": "array", "items": {"type": "string"}, "maxItems": 5, "description": "Any labels."},
///     },
///     "required": ["tags"],
/// });
/// assert_eq!(Dialect::PORTABLE.rewrite(&full)?, full);
/// assert_eq!(Dialect::STRICT.rewrite(&full)?, json!({
///     "type": "object",
///     "properties": {
///         "tags": {"type": "array", "items": {"type": "string"}, "description": "Any labels. At most 5 items."},
///     },
///     "required": ["tags"],
///     "additionalProperties": false,
/// }));
///
/// let map = json!({"type": "object", "additionalProperties": {"type": "integer"}});
/// let error = Dialect::STRICT.rewrite(&map).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "invalid request: `tool.schema` cannot be strict: $ takes members of any name, which strict mode has no word for",
/// );
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dialect(Form);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Portable,
    Plain,
    Strict,
}

impl Dialect {
    /// What nearly every model takes; see [`portable`].
    pub const PORTABLE: Self = Self(Form::Portable);

    /// `PORTABLE` without `additionalProperties`, which Llama and Mistral refuse.
    pub const PLAIN: Self = Self(Form::Plain);

    /// The subset of [structured output] on Bedrock: what is left is types, properties,
    /// `required`, `items`, `minItems` of 0 or 1, `enum` and `const` of scalars, `anyOf`, plain
    /// patterns and the common formats.
    ///
    /// [structured output]: https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html
    pub const STRICT: Self = Self(Form::Strict);

    /// The dialect's name, as [`by_name`](Self::by_name) reads it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            Form::Portable => "portable",
            Form::Plain => "plain",
            Form::Strict => "strict",
        }
    }

    /// The dialect of this name: `portable`, `plain` or `strict`.
    ///
    /// ```
    /// assert_eq!(toolshape::Dialect::by_name("strict"), Some(toolshape::Dialect::STRICT));
    /// ```
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        [Self::PORTABLE, Self::PLAIN, Self::STRICT].into_iter().find(|dialect| dialect.name() == name)
    }

    /// Writes a full schema of any draft in this dialect. What cannot be read as a schema accepts anything;
    /// [`ToolSpec::new`](crate::ToolSpec::new) refuses it.
    ///
    /// # Errors
    ///
    /// Only [`STRICT`](Self::STRICT) refuses: an [invalid request](Error::is_invalid_request) that
    /// says at which place a schema is recursive, or takes members of any name or any value.
    pub fn rewrite(self, schema: &Value) -> Result<Value, Error> {
        self.rewrite_inlined(&inlined(&normal_form(schema)))
    }

    /// The same from the schema in one piece.
    pub(crate) fn rewrite_inlined(self, inlined: &Value) -> Result<Value, Error> {
        match self.0 {
            Form::Portable => Ok(root::one_object(inlined)),
            Form::Plain => Ok(root::plain(&root::one_object(inlined))),
            Form::Strict => strict::rewrite(inlined),
        }
    }
}

/// The schema as it is sent: what nearly every model takes ([`Dialect::PORTABLE`]).
///
/// - References are inlined; only the definition of a recursive type stays, in `$defs`.
///   A schema of more than 20,000 keywords when inlined keeps all of them.
/// - `$schema`, `title` and the number formats that schemars writes (`int32`, `double`, ...) are
///   gone. Only keywords go, never a property that has such a name, nor anything in `const`,
///   `enum`, `default` or `examples`.
/// - Older drafts come out as 2020-12, since `$schema` no longer tells them apart.
/// - What cannot be read as a schema, such as a reference out of the document, accepts anything;
///   [`ToolSpec::new`](crate::ToolSpec::new) refuses it.
/// - A choice at the root becomes one object with the members of all.
///
/// ```
/// use serde_json::json;
///
/// let full = json!({
///     "$schema": "https://json-schema.org/draft/2020-12/schema",
///     "title": "Order",
///     "type": "object",
///     "properties": {
///         "title": {"type": "string"},
///         "quantity": {"type": "integer", "format": "uint32", "minimum": 0},
///         "customer": {"$ref": "#/$defs/Customer", "description": "Who pays."},
///     },
///     "$defs": {"Customer": {"type": "string", "minLength": 1}},
/// });
/// assert_eq!(toolshape::portable(&full), json!({
///     "type": "object",
///     "properties": {
///         "title": {"type": "string"},
///         "quantity": {"type": "integer", "minimum": 0},
///         "customer": {"description": "Who pays.", "type": "string", "minLength": 1},
///     },
/// }));
/// ```
#[must_use]
pub fn portable(schema: &Value) -> Value {
    root::one_object(&inlined(&normal_form(schema)))
}

/// Whether a keyword only tells, and never refuses an instance.
pub(crate) fn only_tells(word: &str) -> bool {
    keyword::find(word).is_none_or(|word| word.describes)
}

/// The schemas that stand directly in a schema, without its definitions: those count where they are referred to.
pub(crate) fn applied(schema: &Value) -> impl Iterator<Item = &Value> {
    let keywords = schema.as_object().into_iter().flatten().filter(|(word, _)| *word != "$defs");
    keywords.flat_map(|(word, argument)| keyword::schemas(word, argument))
}

#[cfg(test)]
mod tests;
