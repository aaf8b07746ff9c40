//! The input of a tool call, in either form in which it comes.

use serde::de::{Deserializer, Error as _, Visitor};
use serde_json::Error;

use crate::document::DocumentInput;

/// A tool call's input: a document of the SDK's, or the JSON that was streamed, which is read when it is asked for.
#[derive(Clone, Copy)]
pub(crate) enum Input<'a> {
    Document(DocumentInput<'a>),
    Text(&'a str),
}

macro_rules! either {
    ($($method:ident($($argument:ident: $ty:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, Error> {
            match self {
                Self::Document(document) => document.$method($($argument,)* visitor),
                Self::Text(text) => {
                    let mut json = serde_json::Deserializer::from_str(text);
                    let value = json.$method($($argument,)* visitor).map_err(without_position)?;
                    json.end()?;
                    Ok(value)
                }
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Input<'de> {
    type Error = Error;

    either! {
        deserialize_any();
        deserialize_bool();
        deserialize_i8();
        deserialize_i16();
        deserialize_i32();
        deserialize_i64();
        deserialize_i128();
        deserialize_u8();
        deserialize_u16();
        deserialize_u32();
        deserialize_u64();
        deserialize_u128();
        deserialize_f32();
        deserialize_f64();
        deserialize_char();
        deserialize_str();
        deserialize_string();
        deserialize_bytes();
        deserialize_byte_buf();
        deserialize_option();
        deserialize_unit();
        deserialize_unit_struct(name: &'static str);
        deserialize_newtype_struct(name: &'static str);
        deserialize_seq();
        deserialize_tuple(length: usize);
        deserialize_tuple_struct(name: &'static str, length: usize);
        deserialize_map();
        deserialize_struct(name: &'static str, fields: &'static [&'static str]);
        deserialize_enum(name: &'static str, variants: &'static [&'static str]);
        deserialize_identifier();
        deserialize_ignored_any();
    }
}

/// What is wrong with the value, in the words for a document; of text that is no JSON the position tells.
fn without_position(error: Error) -> Error {
    let position = format!(" at line {} column {}", error.line(), error.column());
    match error.to_string().strip_suffix(&position) {
        Some(reason) if error.is_data() || reason == "number out of range" => Error::custom(reason),
        _ => error,
    }
}
