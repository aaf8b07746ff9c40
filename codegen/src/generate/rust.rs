//! The model as Rust.

use super::model::Model;

pub(crate) fn rust(_: &Model) -> String {
    String::new()
}
