//! Assertions for tests.

use std::fs;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::Violations;

/// Panics with every violation, at the caller's line, unless a value is a valid one of a type.
///
/// The value is anything that serializes: a value of the type itself, a [`serde_json::Value`]; or a file of JSON, by
/// its path from the crate's folder (`CARGO_MANIFEST_DIR`). It is validated as [`strict`](crate::validate::strict())
/// does, or with `lenient` before the type as [`lenient`](crate::validate::lenient()).
///
/// ```
/// use serde_json::json;
/// use toolshape_types::assert_valid;
/// use toolshape_types::bedrock::{ConverseRequest, ConverseResponse, Message};
/// use toolshape_types::validate::Body;
///
/// assert_valid!(Message, Message::user(["Hi."]));
/// assert_valid!(Body<ConverseRequest>, json!({ "messages": [{ "role": "user", "content": [{ "text": "Hi." }] }] }));
/// assert_valid!(lenient ConverseResponse, file: "tests/validate/data/response.json");
/// ```
///
/// ```should_panic
/// # use serde_json::json;
/// # use toolshape_types::{assert_valid, bedrock::ConverseRequest};
/// assert_valid!(ConverseRequest, json!({ "modelId": "amazon.nova-lite-v1:0", "mesages": [] }));
/// ```
#[macro_export]
macro_rules! assert_valid {
    (lenient $type:ty, file: $path:expr $(,)?) => {
        $crate::validate::__assert_file(
            ::core::stringify!($type),
            $crate::validate::lenient::<$type>,
            ::core::env!("CARGO_MANIFEST_DIR"),
            ::core::convert::AsRef::as_ref(&$path),
        )
    };
    (lenient $type:ty, $value:expr $(,)?) => {
        $crate::validate::__assert_value(::core::stringify!($type), $crate::validate::lenient::<$type>, &$value)
    };
    ($type:ty, file: $path:expr $(,)?) => {
        $crate::validate::__assert_file(
            ::core::stringify!($type),
            $crate::validate::strict::<$type>,
            ::core::env!("CARGO_MANIFEST_DIR"),
            ::core::convert::AsRef::as_ref(&$path),
        )
    };
    ($type:ty, $value:expr $(,)?) => {
        $crate::validate::__assert_value(::core::stringify!($type), $crate::validate::strict::<$type>, &$value)
    };
}

/// [`strict`](super::strict()) or [`lenient`](super::lenient()) of one type.
type Validate = fn(&Value) -> Result<(), Violations>;

#[doc(hidden)]
#[track_caller]
pub fn __assert_value(type_name: &str, validate: Validate, value: &(impl Serialize + ?Sized)) {
    match serde_json::to_value(value) {
        Ok(value) => report(type_name, validate(&value)),
        Err(error) => panic!("a value for {type_name} does not serialize: {error}"),
    }
}

#[doc(hidden)]
#[track_caller]
pub fn __assert_file(type_name: &str, validate: Validate, folder: &str, path: &Path) {
    let shown = path.display();
    let bytes = match fs::read(Path::new(folder).join(path)) {
        Ok(bytes) => bytes,
        Err(error) => panic!("{shown}: {error}"),
    };
    match serde_json::from_slice(&bytes) {
        Ok(value) => report(&format!("{shown}: {type_name}"), validate(&value)),
        Err(error) => panic!("{shown}:{}:{}: not JSON: {error}", error.line(), error.column()),
    }
}

#[track_caller]
fn report(what: &str, result: Result<(), Violations>) {
    if let Err(violations) = result {
        let count = violations.iter().len();
        panic!("{what}: {count} violation{}\n\n{violations}\n", if count == 1 { "" } else { "s" });
    }
}
