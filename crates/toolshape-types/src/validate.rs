//! Validation against the schemas of Bedrock and AppSync, with errors to act on.
//!
//! ```
//! use serde_json::json;
//! use toolshape_types::bedrock::ConverseRequest;
//! use toolshape_types::validate::{self, Body};
//!
//! let body = json!({ "messages": [{ "role": "user", "content": [{ "txt": "Hi." }] }] });
//! let violations = validate::strict::<Body<ConverseRequest>>(&body).unwrap_err();
//! let first = violations.iter().next().unwrap();
//! assert_eq!(first.pointer(), "/messages/0/content/0/txt");
//! assert_eq!(first.nearest(), Some("text"));
//!
//! // A reply may hold what this release does not know.
//! validate::lenient::<Body<ConverseRequest>>(&json!({ "messages": [], "hologram": true }))?;
//! # Ok::<(), toolshape_types::validate::Violations>(())
//! ```
//!
//! | | [`strict()`], for what is sent | [`lenient()`], for what arrives |
//! |---|---|---|
//! | a member that is not known | refused | taken |
//! | a union member that is not known | refused | taken |
//! | an enum value that is not known | refused by Bedrock's types, taken by AppSync's, as its TypeScript has it | taken |
//! | types, bounds, patterns, required members | checked | checked |
//! | a number for an integer | written without decimal point or exponent, within 32 or 64 bits | the same |
//! | a blob | base64 | base64 |
//! | a document | any JSON | any JSON |
//!
//! Each [`Violation`] has the place in the value, the rule in words and as the schema states it, where the schema
//! stands, AWS's page on the type, and the nearest known name. They are printed without what the value holds, but for
//! the names of its members: "a string of 70 characters".
//!
//! [`assert_valid!`](crate::assert_valid) is for tests: it takes values of the types, JSON and files.
//!
//! # Two validators, and what they cost
//!
//! Both are the jsonschema crate's. Strict requests of Converse and `ConverseStream`, their bodies, and lenient replies
//! of Converse go first through validators made at compile time; every other type, and every value that those refuse,
//! goes through one that is made at the first use and can tell what is wrong.
//!
//! Of a request of 2 KB, the one made at compile time takes a quarter of the time of the other (440 ns to 1,700 ns),
//! and its code a quarter of a second to compile, so it is for the types that are validated often. Explaining takes
//! microseconds. Made at run time, a validator is there after 2 to 6 ms. Of the processor time that the feature adds to
//! a cold build of this crate, twice what it takes without, four fifths are jsonschema without its macro.

mod assertion;
mod check;
mod explain;
mod nearest;
mod origin;
mod schema;
#[cfg(test)]
mod tests;
mod violation;
mod wire;
mod words;

use std::marker::PhantomData;

use serde_json::Value;

pub use crate::assert_valid;
#[doc(hidden)]
pub use assertion::{__assert_file, __assert_value};
pub use violation::{Violation, Violations};

use crate::{appsync, bedrock};
use check::Checks;
use schema::Form;

/// Validates what is sent: everything that the schema does not name is refused.
///
/// ```
/// use toolshape_types::validate;
/// # use serde_json::json;
/// # use toolshape_types::bedrock::InferenceConfiguration;
///
/// let violations = validate::strict::<InferenceConfiguration>(&json!({ "topK": 5, "temperature": 1.5 })).unwrap_err();
/// let pointers: Vec<&str> = violations.iter().map(validate::Violation::pointer).collect();
/// assert_eq!(pointers, ["/topK", "/temperature"]);
/// ```
///
/// # Errors
///
/// Every rule that the value breaks.
pub fn strict<T: Validated>(value: &Value) -> Result<(), Violations> {
    T::checks().strict.run(value)
}

/// Validates what arrives: members, enum values and union members that the schema does not name are taken, the rest is
/// checked.
///
/// ```
/// use toolshape_types::validate;
/// # use serde_json::json;
/// # use toolshape_types::bedrock::TokenUsage;
///
/// let usage = json!({ "inputTokens": 8, "outputTokens": 2, "totalTokens": 10, "carbonGrams": 0.1 });
/// assert!(validate::lenient::<TokenUsage>(&usage).is_ok());
/// assert!(validate::strict::<TokenUsage>(&usage).is_err());
/// ```
///
/// # Errors
///
/// Every rule that the value breaks.
pub fn lenient<T: Validated>(value: &Value) -> Result<(), Violations> {
    T::checks().lenient.run(value)
}

/// A type with a schema to validate against: those of the modules [`bedrock`] and
/// [`appsync`], and [`Body`] of a request.
#[diagnostic::on_unimplemented(
    message = "no schema describes `{Self}`",
    label = "not a type of `toolshape_types::bedrock` or `toolshape_types::appsync`",
    note = "`Body` is for the requests of Converse, ConverseStream, CountTokens, ApplyGuardrail and InvokeGuardrailChecks; the body of InvokeModel is the model's own"
)]
pub trait Validated {
    #[doc(hidden)]
    fn checks() -> &'static Checks;
}

/// What HTTP carries of a request as its body: all members but those that travel in the URI or in headers.
///
/// It only names what to validate, as in [`strict::<Body<ConverseRequest>>`](strict()); there is no value of it.
pub struct Body<T> {
    _never: std::convert::Infallible,
    _request: PhantomData<T>,
}

/// Implements [`Validated`] for the types named, each with its service, its place and the form of it; the build script
/// calls it.
macro_rules! validated {
    ($($type:ty = $service:ident $place:tt $form:ident $($mood:ident $is_valid:path)?;)*) => {
        $(
            impl Validated for $type {
                fn checks() -> &'static Checks {
                    static CHECKS: Checks = Checks::new(&check::$service, $place, Form::$form)$(.$mood($is_valid))?;
                    &CHECKS
                }
            }
        )*
    };
}

include!(concat!(env!("OUT_DIR"), "/validated.rs"));

/// The validators made at compile time.
mod compiled {
    include!(concat!(env!("OUT_DIR"), "/validators.rs"));
}
