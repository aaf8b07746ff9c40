//! The traits between a Rust type and the tools it stands for.

use serde::Deserializer;

use crate::__private::unknown_tool;
use crate::ToolSpec;

/// A type that is the input of one tool.
///
/// Derive it: `#[derive(Deserialize, JsonSchema, ToolShape)]`. A type made from a schema
/// document implements it with that document as its schema; nothing downstream tells the two
/// apart.
///
/// By hand it looks like this:
///
/// ```
/// use serde::{Deserialize, Deserializer};
/// use serde_json::json;
/// use toolshape::{ToolShape, ToolSpec};
///
/// #[derive(Deserialize)]
/// struct City {
///     name: String,
/// }
///
/// impl ToolShape for City {
///     fn spec() -> ToolSpec {
///         let schema = json!({
///             "type": "object",
///             "properties": {"name": {"type": "string"}},
///             "required": ["name"],
///         });
///         ToolSpec::new("city", "The city that the text is about.", schema).unwrap()
///     }
///
///     fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
///         Self::deserialize(input)
///     }
/// }
///
/// let city = City::decode(&json!({"name": "Lima"}))?;
/// assert_eq!(city.name, "Lima");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the shape of a tool",
    note = "add `#[derive(serde::Deserialize, schemars::JsonSchema, toolshape::ToolShape)]` to a struct of your own",
    note = "a list, a map, a string or a type of another crate is not the input of a tool by itself: put it into a \
            struct with one field, such as `prices: Vec<Price>`"
)]
pub trait ToolShape: Sized {
    /// The tool that this type is the input of.
    fn spec() -> ToolSpec;

    /// Reads the input of a call of that tool.
    ///
    /// A type that derives the trait, or was made from a schema, reads exactly, without repairs, and holds the input to
    /// all that its schema says. [`Reading`](crate::Reading) does the same and can also repair.
    ///
    /// # Errors
    ///
    /// The deserializer's own error when the input is not of this shape or breaks a rule of the schema. Where the
    /// schema is checked, the message ends with the path, such as `expected at most 5 at $.items[3].count`.
    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error>;

    /// Reads an input that is held to the schema elsewhere, of a type whose `decode` does so itself.
    #[doc(hidden)]
    fn decode_checked<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Self::decode(input)
    }

    /// The value that was made of a partial one, where [`decode`](Self::decode) would give the same: `None` leaves it
    /// to `decode`, which may check more.
    #[doc(hidden)]
    #[must_use]
    fn accept(value: Self) -> Option<Self> {
        let _ = value;
        None
    }
}

/// The tools on offer in one request, and the value that a call of any of them becomes.
///
/// Every [`ToolShape`] is a set of one. The derive makes a larger one of an enum whose variants each
/// hold one: the model picks a tool, and the value is the variant of that tool.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// use serde_json::json;
/// use toolshape::{Reply, ToolCall, ToolSet, ToolShape};
///
/// /// Looks products up by name.
/// #[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
/// struct Search {
///     name: String,
/// }
///
/// /// Hands over to a person.
/// #[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
/// struct HandOver {
///     reason: String,
/// }
///
/// #[derive(Debug, PartialEq, ToolShape)]
/// enum Step {
///     Search(Search),
///     HandOver(HandOver),
/// }
///
/// let input = json!({"reason": "A complaint."});
/// let mut reply = Reply::new("tool_use");
/// reply.calls.push(ToolCall { id: "t1", name: "hand_over", input: &input });
/// let step: Step = toolshape::read(&Step::specs(), &reply).unwrap();
/// assert_eq!(step, Step::HandOver(HandOver { reason: "A complaint.".to_owned() }));
///
/// reply.calls[0].name = "sell";
/// let error = toolshape::read::<Step, _>(&Step::specs(), &reply).unwrap_err();
/// assert_eq!(error.detail(), Some("the tool `sell` is not on offer, expected `search`, `hand_over`"));
/// # }
/// ```
///
/// A variant that is marked `#[tool(words)]` and holds a `String` admits words as an answer: a reply without a call is
/// its text, is not asked for again, and no object is looked for in it.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// # use schemars::JsonSchema;
/// # use serde::Deserialize;
/// # use toolshape::{Reply, ToolSet, ToolShape};
/// # /// Looks products up by name.
/// # #[derive(Debug, PartialEq, Deserialize, JsonSchema, ToolShape)]
/// # struct Search {
/// #     name: String,
/// # }
/// #[derive(Debug, PartialEq, ToolShape)]
/// enum Turn {
///     Search(Search),
///     #[tool(words)]
///     Answer(String),
/// }
///
/// let mut reply = Reply::<&serde_json::Value>::new("end_turn");
/// reply.texts.push("We have 12 of them.");
/// let turn: Turn = toolshape::read(&Turn::specs(), &reply).unwrap();
/// assert_eq!(turn, Turn::Answer("We have 12 of them.".to_owned()));
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which tools to offer",
    note = "add `#[derive(serde::Deserialize, schemars::JsonSchema, toolshape::ToolShape)]` to a struct of your own; \
            for a choice of tools, `#[derive(toolshape::ToolShape)]` to an enum of such types",
    note = "a list, a map, a string or a type of another crate is not the input of a tool by itself: put it into a \
            struct with one field, such as `prices: Vec<Price>`"
)]
pub trait ToolSet: Sized {
    /// The tools on offer, in the order in which the model sees them.
    fn specs() -> Vec<ToolSpec>;

    /// Reads the input of a call of the tool with this name.
    ///
    /// # Errors
    ///
    /// The deserializer's own error when the input is not of the tool's shape or no tool on offer
    /// has this name.
    fn decode<'de, D: Deserializer<'de>>(tool: &str, input: D) -> Result<Self, D::Error>;

    /// Whether words are an answer, too. The model is then left to decide (`auto`).
    const ADMITS_WORDS: bool = false;

    /// The value of a reply in words, where they are an answer. The derive gives it to the variant that is marked
    /// `#[tool(words)]`.
    #[must_use]
    fn words(text: &str) -> Option<Self> {
        let _ = text;
        None
    }

    /// As [`ToolShape::decode_checked`].
    #[doc(hidden)]
    fn decode_checked<'de, D: Deserializer<'de>>(tool: &str, input: D) -> Result<Self, D::Error> {
        Self::decode(tool, input)
    }

    /// As [`ToolShape::accept`].
    #[doc(hidden)]
    #[must_use]
    fn accept(value: Self) -> Option<Self> {
        let _ = value;
        None
    }
}

/// A box is the tool that it holds: for a variant that is much larger than the others.
#[diagnostic::do_not_recommend]
impl<T: ToolShape> ToolShape for Box<T> {
    fn spec() -> ToolSpec {
        T::spec()
    }

    fn decode<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        <T as ToolShape>::decode(input).map(Self::new)
    }

    fn decode_checked<'de, D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        <T as ToolShape>::decode_checked(input).map(Self::new)
    }

    fn accept(value: Self) -> Option<Self> {
        <T as ToolShape>::accept(*value).map(Self::new)
    }
}

impl<T: ToolShape> ToolSet for T {
    fn specs() -> Vec<ToolSpec> {
        vec![T::spec()]
    }

    fn decode<'de, D: Deserializer<'de>>(tool: &str, input: D) -> Result<Self, D::Error> {
        named::<T, D::Error>(tool)?;
        <T as ToolShape>::decode(input)
    }

    fn decode_checked<'de, D: Deserializer<'de>>(tool: &str, input: D) -> Result<Self, D::Error> {
        named::<T, D::Error>(tool)?;
        <T as ToolShape>::decode_checked(input)
    }

    fn accept(value: Self) -> Option<Self> {
        <T as ToolShape>::accept(value)
    }
}

/// Refuses a call of another tool.
fn named<T: ToolShape, E: serde::de::Error>(tool: &str) -> Result<(), E> {
    if tool == T::spec().name() { Ok(()) } else { Err(unknown_tool::<T, E>(tool)) }
}
