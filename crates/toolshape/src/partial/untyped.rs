//! Values of no known type, which grow in all their parts.

use serde_json::{Map, Value};

use super::error::Fault;
use super::input::{Flow, Input};
use super::object;
use super::place::{Grow, Place};
use super::state::Leaf;

/// The place of what a value of one kind holds.
macro_rules! inside {
    ($($place:ident, $kind:ident, $inner:ty;)*) => {$(
        struct $place<'a, S>(&'a mut S);

        impl<S: Place<Value>> Place<$inner> for $place<'_, S> {
            fn open(&mut self) -> Option<&mut $inner> {
                match self.0.open() {
                    Some(Value::$kind(inner)) => Some(inner),
                    _ => None,
                }
            }

            fn put(&mut self, inner: $inner) {
                self.0.put(Value::$kind(inner));
            }
        }
    )*};
}

inside! {
    Text, String, String;
    Elements, Array, Vec<Value>;
    Members, Object, Map<String, Value>;
}

impl Grow for Value {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        if input.is_fresh() {
            return match input.peek() {
                Some(b'"') => String::grow(&mut Text(place), input),
                Some(b't' | b'f' | b'n') => literal(place, input),
                Some(b'{') => object::grow(&mut Members(place), input),
                Some(b'[') => Vec::grow(&mut Elements(place), input),
                _ => number(place, input),
            };
        }
        match input.state.leaf {
            Leaf::Number(_) => number(place, input),
            _ => literal(place, input),
        }
    }

    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        match self {
            Value::String(text) => text.resume(input),
            Value::Object(members) => object::resume(members, input),
            Value::Array(elements) => elements.resume(input),
            // These are seen when they are complete.
            _ => Err(input.fail(Fault::Incomplete)),
        }
    }
}

fn literal<S: Place<Value>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    let word = input.literal()?;
    place.put(if word == "null" { Value::Null } else { Value::Bool(word == "true") });
    Ok(())
}

fn number<S: Place<Value>>(place: &mut S, input: &mut Input<'_>) -> Flow {
    let number = input.text_of(Input::digits, |text| serde_json::from_str(text))?;
    place.put(number);
    Ok(())
}
