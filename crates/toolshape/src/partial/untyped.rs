//! Values of no known type, which grow in all their parts.

use serde_json::{Map, Value};

use super::input::{Flow, Input, Leaf};
use super::list::elements;
use super::object::members;
use super::place::{Grow, Place, opened};

/// The text of a string value.
struct Text<'a, S>(&'a mut S);

impl<S: Place<Value>> Place<String> for Text<'_, S> {
    fn open(&mut self) -> Option<&mut String> {
        match self.0.open() {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    fn put(&mut self, text: String) {
        self.0.put(Value::String(text));
    }
}

impl Grow for Value {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        let (fresh, frame) = if input.is_fresh() {
            match input.peek() {
                Some(b'"') => return String::grow(&mut Text(place), input),
                Some(b't' | b'f' | b'n') => return literal(place, input),
                Some(b'{') => (Some(Value::Object(Map::new())), input.open_object()?),
                Some(b'[') => (Some(Value::Array(Vec::new())), input.open_list()?),
                _ => return number(place, input),
            }
        } else if input.is_at_leaf() {
            match input.state.leaf {
                Leaf::Number(_) => return number(place, input),
                Leaf::Literal(..) => return literal(place, input),
                _ => return String::grow(&mut Text(place), input),
            }
        } else {
            (None, input.resume())
        };
        match opened(place, input, fresh)? {
            Value::Object(members_so_far) => members(members_so_far, frame, input),
            Value::Array(list) => elements(list, frame, input),
            // Only these two have a frame.
            _ => Ok(()),
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
