//! TypeScript types.

use std::collections::HashSet;

use crate::letters::is_plain;

/// A TypeScript type.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Type {
    /// A keyword, a name or a literal.
    Word(String),
    Array(Box<Type>),
    Tuple(Vec<Type>),
    Object(Vec<Member>),
    Union(Vec<Type>),
    Intersection(Vec<Type>),
}

/// A member of an object type.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Member {
    /// The name as it is written, in quotes where it has to be, or an index signature.
    pub(crate) name: String,
    pub(crate) is_optional: bool,
    pub(crate) comment: Vec<String>,
    pub(crate) ty: Type,
}

impl Member {
    pub(crate) fn required(name: String, ty: Type) -> Self {
        Self { name, is_optional: false, comment: Vec::new(), ty }
    }

    /// What stands for every member that has no name.
    pub(crate) fn any_other(ty: Type) -> Self {
        Self::required("[key: string]".into(), ty)
    }
}

pub(crate) fn word(text: &str) -> Type {
    Type::Word(text.into())
}

/// Each alternative once; one that takes everything takes the others in.
pub(crate) fn union(types: Vec<Type>) -> Type {
    let (unknown, never) = (word("unknown"), word("never"));
    let mut kept: Vec<Type> = Vec::new();
    for ty in types {
        kept.extend(if let Type::Union(inner) = ty { inner } else { vec![ty] });
    }
    if kept.contains(&unknown) {
        return unknown;
    }
    let mut seen = HashSet::new();
    kept.retain(|ty| *ty != never && seen.insert(ty.clone()));
    match kept.len() {
        0 => never,
        1 => kept.remove(0),
        _ => Type::Union(kept),
    }
}

pub(crate) fn member_name(name: &str) -> String {
    let is_sign = |c: char| c == '_' || c == '$';
    let is_identifier = name.starts_with(|c: char| c.is_ascii_alphabetic() || is_sign(c))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || is_sign(c));
    if is_identifier { name.into() } else { quoted(name) }
}

/// A string literal.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if is_plain(c) => out.push(c),
            c => out.extend(c.escape_unicode()), // `\u{2028}`, in JavaScript as in Rust
        }
    }
    out.push('\'');
    out
}
