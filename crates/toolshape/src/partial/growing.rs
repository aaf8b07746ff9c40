//! Strings, lists and maps as the content of a variant, which say themselves whether they are complete.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::input::{Flow, Input};
use super::object::Record;
use super::place::{Grow, Place};

/// A string, a list, a map or an untyped value that is the content of an enum's variant, while it arrives.
///
/// It derefs to what there is of it. A field's value needs none of this, as the object around it says
/// whether it is complete.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use serde::Deserialize;
/// use toolshape::Partial;
/// use toolshape::partial::Parser;
///
/// #[derive(Deserialize, Partial)]
/// enum Answer {
///     Text(String),
/// }
///
/// let mut parser = Parser::<Answer>::new();
/// parser.feed(r#"{"Text": "Ye"#)?;
/// let Some(PartialAnswer::Text(Some(text))) = parser.partial() else { panic!() };
/// assert_eq!((text.as_str(), text.is_complete()), ("Ye", false));
///
/// // A part is no answer.
/// let partial = parser.into_partial().unwrap();
/// assert!(Answer::try_from(partial).is_err());
/// # }
/// # Ok::<(), toolshape::partial::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Growing<P> {
    value: P,
    is_complete: bool,
}

impl<P> Growing<P> {
    /// Whether nothing of it is to come.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// What there is of it.
    #[must_use]
    pub fn into_inner(self) -> P {
        self.value
    }
}

impl<P> Deref for Growing<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.value
    }
}

impl<P: fmt::Debug> fmt::Debug for Growing<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<P: PartialEq<str>> PartialEq<str> for Growing<P> {
    fn eq(&self, text: &str) -> bool {
        self.value == *text
    }
}

impl<'a, P: PartialEq<&'a str>> PartialEq<&'a str> for Growing<P> {
    fn eq(&self, text: &&'a str) -> bool {
        self.value == *text
    }
}

impl<P: Serialize> Serialize for Growing<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The place of the value itself.
struct Inside<'a, S>(&'a mut S);

impl<P, S: Place<Growing<P>>> Place<P> for Inside<'_, S> {
    fn open(&mut self) -> Option<&mut P> {
        self.0.open().map(|growing| &mut growing.value)
    }

    fn put(&mut self, value: P) {
        self.0.put(Growing { value, is_complete: false });
    }
}

impl<P: Grow> Grow for Growing<P> {
    fn grow<S: Place<Self>>(place: &mut S, input: &mut Input<'_>) -> Flow {
        P::grow(&mut Inside(place), input)
    }

    fn resume(&mut self, input: &mut Input<'_>) -> Flow {
        self.value.resume(input)
    }

    fn end(&mut self) {
        self.is_complete = true;
    }
}

/// A map whose members stand beside the tag.
impl<R: Record> Record for Growing<R> {
    const FIELDS: usize = R::FIELDS;
    const TAKES_ALL: bool = R::TAKES_ALL;
    const MAY_BE_FLAT: bool = R::MAY_BE_FLAT;

    fn is_closed(&self) -> bool {
        self.value.is_closed()
    }

    fn find(&self, key: &str) -> Option<usize> {
        self.value.find(key)
    }

    fn name(&self, field: usize) -> Option<&'static str> {
        self.value.name(field)
    }

    fn is_taken(&self, field: usize) -> bool {
        self.value.is_taken(field)
    }

    fn grow_field(&mut self, field: usize, input: &mut Input<'_>) -> Flow {
        self.value.grow_field(field, input)
    }

    fn missing(&self) -> Option<&'static str> {
        self.value.missing()
    }

    fn close(&mut self) {
        self.value.close();
        self.is_complete = true;
    }
}
