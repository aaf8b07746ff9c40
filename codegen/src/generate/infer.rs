//! A normal schema becomes a model.
//!
//! A type is named by the subschemas that hold together where it stands, and a place where one of several such sets
//! holds by all of them:
//!
//! - `schema`, `schemas`: the subschemas, numbered;
//! - `conjunction`, `members`, `lists`: what subschemas that hold together say, about objects and about lists;
//! - `alternatives`: choices (`anyOf`, `oneOf`, `if`) multiplied out, each alternative a conjunction;
//! - `choices`: how objects of several shapes are told apart;
//! - `types`: shapes and types of all that, kind by kind: `parts`, `objects`, `enums`, `numbers`;
//! - `root`: the whole document;
//! - `docs`, `notes`, `names`, `draft`: what they say and what they are called;
//! - `share`: which types of several documents are one.

mod alternatives;
mod choices;
mod conjunction;
mod docs;
mod draft;
mod enums;
mod kinds;
mod lists;
mod members;
mod notes;
mod numbers;
mod objects;
mod parts;
mod root;
mod schema;
mod schemas;
mod share;
#[cfg(test)]
mod tests;
mod types;

pub use root::tool;

use toolshape_json_schema::{Document, Normal, Warnings};

use super::model::{Model, Root};
use crate::names;

/// The types of all documents, and one root for each.
///
/// What cannot be typed becomes any value, with a warning.
pub(crate) fn infer(normals: &[Normal], documents: &[Document], warnings: &mut Warnings) -> Model {
    let mut drafts = Vec::new();
    let mut starts = Vec::new();
    let mut found = Vec::new();
    for normal in normals {
        starts.push(drafts.len());
        found.push(root::root(normal, &documents[normal.document], &mut drafts, warnings));
    }
    // The name that a tool was given is what its replies are told apart by: the first of that name keeps it.
    let given = |normal: &Normal| documents[normal.document].around.name.as_deref();
    let mut tools = names::Used::new();
    let mut keeps = |(root, normal): (&Root, &Normal)| {
        given(normal) == Some(root.tool.as_str()) && tools.insert(root.tool.clone(), 1).is_none()
    };
    let kept: Vec<bool> = found.iter().zip(normals).map(&mut keeps).collect();
    let ids: Vec<_> = found.iter().map(|root| root.ty).collect();
    let mut order: Vec<_> = ids.iter().copied().zip(&kept).collect();
    order.sort_by_key(|(_, is_kept)| !**is_kept);
    let order: Vec<_> = order.into_iter().map(|(id, _)| id).collect();
    let origin = |at: usize, pointer: &String| {
        let document = starts.partition_point(|start| *start <= at) - 1;
        let (document, pointer) = normals[document].origin(pointer);
        (documents[document].name.as_str(), documents[document].origin(&pointer))
    };
    let takes = share::shared(&drafts, &ids, origin);
    let names = draft::name(&drafts, &order, &takes);
    let (types, ids) = draft::ordered(drafts, names, &ids, &takes);
    let mut roots = Vec::new();
    for (((root, ty), normal), is_kept) in found.into_iter().zip(ids).zip(normals).zip(kept) {
        let tool = if is_kept { root.tool.clone() } else { names::unique_tool(&root.tool, &mut tools) };
        if given(normal).is_some() && tool != root.tool {
            let reason = format!("another tool is called `{}`, and this one is called `{tool}`", root.tool);
            warnings.add(normal.document, "", reason);
        }
        roots.push(Root { ty, tool, ..root });
    }
    Model { roots, types }
}
