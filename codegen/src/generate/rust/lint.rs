//! Which of clippy's lints an item would trip over, because the schema is as it is.

use heck::ToSnakeCase as _;

use super::super::model::Shape;
use super::layout::Layout;
use super::plan::Plan;
use super::ty::Ty;

const REASON: &str = "reason = \"as the schema has it\"";

/// The arguments of `#[allow(..)]`, if there must be one.
pub(super) fn allowed<'a>(lints: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut items: Vec<String> = lints.into_iter().map(|lint| format!("clippy::{lint}")).collect();
    if !items.is_empty() {
        items.push(REASON.to_owned());
    }
    items
}

/// Of a struct with these fields.
pub(super) fn of_struct(name: &str, fields: &[(&str, &Ty<'_>)]) -> Vec<&'static str> {
    let names: Vec<String> = fields.iter().map(|(field, _)| field.trim_start_matches("r#").to_owned()).collect();
    let bools = fields.iter().filter(|(_, ty)| matches!(ty, Ty::Name("bool"))).count();
    [
        (bools > 3).then_some("struct_excessive_bools"),
        are_alike(&name.to_snake_case(), &names).then_some("struct_field_names"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Of an enum with these variants.
pub(super) fn of_enum<'a>(name: &str, variants: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let names: Vec<String> = variants.map(heck::ToSnakeCase::to_snake_case).collect();
    are_alike(&name.to_snake_case(), &names).then_some("enum_variant_names").into_iter().collect()
}

/// Of one field, or of what a variant holds.
pub(super) fn of_part(plan: &Plan<'_>, from: usize, shape: &Shape, ty: &Ty<'_>) -> Vec<&'static str> {
    [
        (ty.complexity() > 250).then_some("type_complexity"),
        maps_to_nothing(&plan.layout, from, shape).then_some("zero_sized_map_values"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Whether three or more names begin or end alike, or one begins or ends with the name of what they are part of.
fn are_alike(of: &str, names: &[String]) -> bool {
    let [first, rest @ ..] = names else { return false };
    if rest.len() < 2 {
        return false;
    }
    let words = |name: &str| name.split('_').map(ToOwned::to_owned).collect::<Vec<_>>();
    let (first, of) = (words(first), words(of));
    let begin = rest.iter().all(|name| words(name).first() == first.first());
    let end = rest.iter().all(|name| words(name).last() == first.last());
    let repeats = |name: &String| words(name).starts_with(&of) || words(name).ends_with(&of);
    begin || end || names.iter().any(repeats)
}

/// Whether a map somewhere in the shape has values that take no memory.
fn maps_to_nothing(layout: &Layout, from: usize, shape: &Shape) -> bool {
    match shape {
        Shape::Map(inner) => layout.is_nothing(from, inner) || maps_to_nothing(layout, from, inner),
        Shape::List(inner) | Shape::Nullable(inner) => maps_to_nothing(layout, from, inner),
        Shape::Tuple(parts) => parts.iter().any(|part| maps_to_nothing(layout, from, part)),
        _ => false,
    }
}
