//! The input of a tool call as the JSON text in which it came.

use serde::de::{Deserializer, Error as _, Visitor};
use serde_json::Error;

/// JSON text as the input of a tool call. Each time it is asked for, it is read anew.
///
/// Up to 127 levels of lists and objects are read.
///
/// ```
/// use serde_json::{Value, json};
/// use toolshape::{JsonText, Reply, ToolCall, ToolSpec, read_value};
///
/// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
/// let mut reply = Reply::new("tool_use");
/// reply.calls.push(ToolCall { id: "t1", name: "city", input: JsonText(r#"{"name": "Lima"}"#) });
/// assert_eq!(read_value(&[spec], &reply)?, json!({"name": "Lima"}));
/// # Ok::<(), toolshape::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct JsonText<'a>(pub &'a str);

macro_rules! read_anew {
    ($($method:ident($($argument:ident: $ty:ty),*);)*) => {$(
        fn $method<V: Visitor<'de>>(self, $($argument: $ty,)* visitor: V) -> Result<V::Value, Error> {
            let mut json = serde_json::Deserializer::from_str(self.0);
            let value = json.$method($($argument,)* visitor).map_err(without_position)?;
            json.end()?;
            Ok(value)
        }
    )*};
}

impl<'de> Deserializer<'de> for JsonText<'de> {
    type Error = Error;

    read_anew! {
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

/// What is wrong with the value, as for a `Value`. Of text that is not JSON, the position tells.
fn without_position(error: Error) -> Error {
    let position = format!(" at line {} column {}", error.line(), error.column());
    match error.to_string().strip_suffix(&position) {
        Some(reason) if error.is_data() || reason == "number out of range" => Error::custom(reason),
        _ => error,
    }
}
