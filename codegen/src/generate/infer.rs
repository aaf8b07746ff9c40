//! A normal schema becomes a model.

use super::document::Document;
use super::model::Model;
use super::normal::Normal;
use super::warnings::Warnings;
use crate::Error;

#[expect(clippy::unnecessary_wraps, reason = "a stand-in")]
pub(crate) fn infer(_: &[Normal], _: &[Document], _: &mut Warnings) -> Result<Model, Error> {
    Ok(Model::default())
}
