//! Flattened maps whose members a function decodes.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::input::{Flow, Input};
use super::object::Record;
use super::skip::whole_with;

/// The members that have no field, in a map with `#[serde(flatten, deserialize_with = "…")]`, while they arrive.
///
/// It derefs to the map of those that have arrived: each appears when it is complete.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use std::collections::BTreeMap;
///
/// use serde::Deserialize;
/// use toolshape::Partial;
/// use toolshape::generated::exact;
/// use toolshape::partial::Parser;
///
/// #[derive(Deserialize, Partial)]
/// struct Stock {
///     shop: String,
///     #[serde(flatten, deserialize_with = "exact")]
///     counts: BTreeMap<String, i64>,
/// }
///
/// let mut parser = Parser::<Stock>::new();
/// parser.feed(r#"{"apples": 3.0, "shop": "Li"#)?;
/// let partial = parser.partial().unwrap();
/// assert_eq!((partial.counts["apples"], partial.shop.as_deref()), (3, Some("Li")));
/// # }
/// # Ok::<(), toolshape::partial::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Rest<M>(M);

impl<M> Rest<M> {
    /// The map.
    #[must_use]
    pub fn into_inner(self) -> M {
        self.0
    }
}

impl<M> Deref for Rest<M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.0
    }
}

impl<M: fmt::Debug> fmt::Debug for Rest<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: Serialize> Serialize for Rest<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<M> Record for Rest<M> {
    const FIELDS: usize = 1;
    const TAKES_ALL: bool = true;

    fn find(&self, _: &str) -> Option<usize> {
        Some(0)
    }

    fn name(&self, _: usize) -> Option<&'static str> {
        None
    }

    fn is_taken(&self, _: usize) -> bool {
        false
    }

    /// Only [`member_with`] knows how.
    fn grow_field(&mut self, _: usize, _: &mut Input<'_>) -> Flow {
        Ok(())
    }

    fn missing(&self) -> Option<&'static str> {
        None
    }

    fn close(&mut self) {}
}

/// Reads a member, which `decode` makes of an object that holds it alone.
///
/// # Errors
///
/// As [`Grow::grow`](super::place::Grow::grow).
pub fn member_with<M: Extend<M::Item> + IntoIterator>(
    rest: &mut Rest<M>,
    input: &mut Input<'_>,
    decode: impl FnOnce(&str) -> serde_json::Result<M>,
) -> Flow {
    if !input.is_fresh() {
        input.reopened_member();
    }
    let key = Value::from(input.key_text());
    let mut read = None;
    whole_with(&mut read, input, |text| decode(&format!("{{{key}:{text}}}")))?;
    rest.0.extend(read.into_iter().flatten());
    Ok(())
}
