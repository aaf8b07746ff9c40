//! Maps, whose keys no type declares. Of a key that comes twice the last value stands.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use serde_json::map;

use super::error::{Error, Fault};
use super::input::{Flow, Input};
use super::object::{self, Record};
use super::place::{Grow, Place};

/// A map by the keys of its JSON object.
pub(super) trait Entries {
    type Key;
    type Value;

    fn key(text: &str) -> serde_json::Result<Self::Key>;
    fn value(&mut self, key: &str) -> Option<&mut Self::Value>;
    fn put(&mut self, key: Self::Key, value: Self::Value) -> &mut Self::Value;
}

/// The place of a key.
struct Entry<'a, M: Entries> {
    vacant: Option<(&'a mut M, M::Key)>,
    value: Option<&'a mut M::Value>,
}

impl<M: Entries> Place<M::Value> for Entry<'_, M> {
    fn open(&mut self) -> Option<&mut M::Value> {
        self.value.as_deref_mut()
    }

    fn put(&mut self, value: M::Value) {
        match self.vacant.take() {
            Some((map, key)) => self.value = Some(map.put(key, value)),
            None => {
                if let Some(old) = &mut self.value {
                    **old = value;
                }
            }
        }
    }
}

/// Reads on in the value of the key that is read.
pub(super) fn grow_entry<M>(map: &mut M, input: &mut Input<'_>) -> Flow
where
    M: Entries<Value: Grow>,
{
    let level = input.level;
    // Where nothing of it is seen, what stands there is the value of the same key before.
    if !input.is_fresh()
        && input.reopened_member()
        && let Some(value) = map.value(input.key_text())
    {
        return value.resume(input);
    }
    let key = match M::key(input.key_text()) {
        Ok(key) => key,
        Err(error) => {
            let error = Error::new(Fault::Refused, input.position()).with_detail(error.to_string());
            return Err(input.refuse(error));
        }
    };
    let mut entry = Entry { vacant: Some((map, key)), value: None };
    let read = Grow::grow(&mut entry, input);
    if read.is_err() {
        input.set_put(level, entry.value.is_some());
    }
    read
}

/// Implements [`Entries`], [`Record`] and [`Grow`] for a map whose keys `$read` makes of a text
/// and `$seek` finds by it.
macro_rules! entries {
    ($map:ty, flat: $may_be_flat:literal, $key:ty, [$($generics:tt)*], $value:ty, |$text:ident| $read:expr, $seek:expr, |$entries:ident, $new:ident, $put:ident| $insert:expr) => {
        impl<$($generics)*> Entries for $map {
            type Key = $key;
            type Value = $value;

            fn key($text: &str) -> serde_json::Result<$key> {
                $read
            }

            fn value(&mut self, $text: &str) -> Option<&mut $value> {
                self.get_mut($seek)
            }

            fn put(&mut self, $new: $key, $put: $value) -> &mut $value {
                let $entries = self;
                $insert
            }
        }

        impl<$($generics)*> Record for $map {
            const FIELDS: usize = 1;
            const TAKES_ALL: bool = true;
            const MAY_BE_FLAT: bool = $may_be_flat;

            fn find(&self, _: &str) -> Option<usize> {
                Some(0)
            }

            fn name(&self, _: usize) -> Option<&'static str> {
                None
            }

            fn is_taken(&self, _: usize) -> bool {
                false
            }

            fn grow_field(&mut self, _: usize, input: &mut Input<'_>) -> Flow {
                grow_entry(self, input)
            }

            fn missing(&self) -> Option<&'static str> {
                None
            }

            fn close(&mut self) {}
        }

        impl<$($generics)*> Grow for $map {
            fn grow<P: Place<Self>>(place: &mut P, input: &mut Input<'_>) -> Flow {
                object::grow(place, input)
            }

            fn resume(&mut self, input: &mut Input<'_>) -> Flow {
                object::resume(self, input)
            }
        }
    };
}

entries!(
    BTreeMap<String, V>, flat: true, String, [V: Grow], V,
    |text| Ok(text.to_owned()), text,
    |map, key, value| map.entry(key).insert_entry(value).into_mut()
);
entries!(
    HashMap<String, V, S>, flat: true, String, [V: Grow, S: BuildHasher + Default], V,
    |text| Ok(text.to_owned()), text,
    |map, key, value| map.entry(key).insert_entry(value).into_mut()
);
entries!(
    map::Map<String, serde_json::Value>, flat: true, String, [], serde_json::Value,
    |text| Ok(text.to_owned()), text,
    |map, key, value| match map.entry(key) {
        map::Entry::Vacant(entry) => entry.insert(value),
        map::Entry::Occupied(mut entry) => {
            entry.insert(value);
            entry.into_mut()
        }
    }
);

/// Maps by integers, which JSON writes as strings.
macro_rules! by_integer {
    ($($key:ty)*) => {$(
        entries!(
            BTreeMap<$key, V>, flat: false, $key, [V: Grow], V,
            |text| integer(text), &integer(text).unwrap_or_default(),
            |map, key, value| map.entry(key).insert_entry(value).into_mut()
        );
        entries!(
            HashMap<$key, V, S>, flat: false, $key, [V: Grow, S: BuildHasher + Default], V,
            |text| integer(text), &integer(text).unwrap_or_default(),
            |map, key, value| map.entry(key).insert_entry(value).into_mut()
        );
    )*};
}

by_integer!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

/// Reads an integer that is a key, around which there is no white space.
fn integer<T: serde::de::DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    serde_json::from_str(if text.trim_ascii() == text { text } else { "" })
}
