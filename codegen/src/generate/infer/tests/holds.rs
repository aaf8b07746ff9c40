//! What serde would make of a value, given the types of a model.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::generate::model::{Kind, Model, Rest, Shape, Struct};

/// Whether the shape holds a value.
pub(super) fn holds(model: &Model, shape: &Shape, value: &Value) -> bool {
    kept(model, shape, value).is_some()
}

/// What is left of a value when a shape has held it; none where it does not.
pub(super) fn kept(model: &Model, shape: &Shape, value: &Value) -> Option<Value> {
    let all = |mut values: std::slice::Iter<'_, Value>, shape: &Shape| -> Option<Vec<Value>> {
        values.try_fold(Vec::new(), |mut found, value| {
            found.push(kept(model, shape, value)?);
            Some(found)
        })
    };
    let is_held = match shape {
        Shape::Any => true,
        Shape::Null => value.is_null(),
        Shape::Boolean => value.is_boolean(),
        Shape::Integer => is_whole_in(value, value.is_i64(), -FAR..FAR),
        Shape::Unsigned => is_whole_in(value, value.is_u64(), 0.0..2.0 * FAR),
        Shape::Number => value.is_number(),
        Shape::Text | Shape::Formatted(_) => value.is_string(),
        Shape::Nullable(_) if value.is_null() => true,
        Shape::Nullable(inner) => return kept(model, inner, value),
        Shape::Named(id) => return kept_by_kind(model, &model.types[id.0].kind, value),
        Shape::List(inner) => return Some(Value::Array(all(value.as_array()?.iter(), inner)?)),
        Shape::Tuple(inner) => {
            let list = value.as_array().filter(|list| list.len() == inner.len())?;
            let found: Option<Vec<Value>> =
                list.iter().zip(inner).map(|(value, shape)| kept(model, shape, value)).collect();
            return Some(Value::Array(found?));
        }
        Shape::Map(inner) => {
            let members = value.as_object()?.iter();
            let found: Option<Map<String, Value>> =
                members.map(|(name, value)| Some((name.clone(), kept(model, inner, value)?))).collect();
            return Some(Value::Object(found?));
        }
        Shape::Integer32 | Shape::OneOrMany(_) => panic!("no tool has this"),
    };
    is_held.then(|| value.clone())
}

/// 2^63.
const FAR: f64 = 9_223_372_036_854_775_808.0;

/// Whether a number is an integer, or a fraction of nothing in the range.
fn is_whole_in(value: &Value, is_integer: bool, range: Range<f64>) -> bool {
    is_integer
        || value.is_f64() && value.as_f64().is_some_and(|number| number.fract() == 0.0 && range.contains(&number))
}

fn kept_by_kind(model: &Model, kind: &Kind, value: &Value) -> Option<Value> {
    match kind {
        Kind::Struct(fields) => kept_by_struct(model, fields, value.as_object()?).map(Value::Object),
        Kind::Enum(words) => {
            let text = value.as_str()?;
            words.iter().any(|word| word.wire == text).then(|| value.clone())
        }
        Kind::Tagged { tag, variants } => {
            let mut members = value.as_object()?.clone();
            let word = members.shift_remove(tag)?;
            let variant = variants.iter().find(|variant| word == variant.wire)?;
            let Kind::Struct(fields) = &model.types[variant.ty.0].kind else { panic!("a variant is no struct") };
            let mut found = kept_by_struct(model, fields, &members)?;
            found.insert(tag.clone(), word);
            Some(Value::Object(found))
        }
        Kind::Untagged(variants) => variants.iter().find_map(|variant| kept(model, &variant.shape, value)),
        Kind::Newtype(shape) => kept(model, shape, value),
        Kind::OpenEnum(_) | Kind::OpenUnion(_) => panic!("no tool has this"),
    }
}

fn kept_by_struct(model: &Model, fields: &Struct, members: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut found = Map::new();
    for field in &fields.fields {
        match members.get(&field.wire) {
            Some(value) => {
                found.insert(field.wire.clone(), kept(model, &field.shape, value)?);
            }
            None if field.is_required => return None,
            None => {}
        }
    }
    for (name, value) in members {
        if fields.fields.iter().any(|field| field.wire == *name) {
            continue;
        }
        match &fields.rest {
            Rest::Ignored | Rest::Unforeseen => {}
            Rest::Denied => return None,
            Rest::Kept { shape, .. } => {
                found.insert(name.clone(), kept(model, shape, value)?);
            }
        }
    }
    Some(found)
}
