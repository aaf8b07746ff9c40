//! What source made of any schema is: Rust and TypeScript, of types alone.

use std::collections::BTreeSet;

use syn::{Attribute, Item};
use toolshape_codegen::Builder;

/// Panics unless the sources made of a schema parse, and consist of types: whatever the schema holds stands in a
/// literal, a comment or a name.
pub(crate) fn hold(schema: &str) {
    let builder = || Builder::new().document("schema.json", schema);
    let Ok(rust) = builder().rust() else { return };
    types_of_rust(&rust.source);
    let typescript = builder().typescript().expect("the schema made Rust");
    types_of_typescript(&typescript.source);
}

fn types_of_rust(source: &str) {
    let file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}: {source}"));
    assert!(file.attrs.is_empty(), "{source}");
    let mut names = BTreeSet::new();
    for item in &file.items {
        let (name, attributes, inner): (_, _, Vec<&Attribute>) = match item {
            Item::Struct(item) => {
                (&item.ident, &item.attrs, item.fields.iter().flat_map(|field| &field.attrs).collect())
            }
            Item::Enum(item) => {
                let variants = item.variants.iter();
                let inner = variants.flat_map(|variant| {
                    assert!(variant.discriminant.is_none(), "{source}");
                    variant.attrs.iter().chain(variant.fields.iter().flat_map(|field| &field.attrs))
                });
                (&item.ident, &item.attrs, inner.collect())
            }
            Item::Macro(item) => {
                let path: Vec<String> = item.mac.path.segments.iter().map(|part| part.ident.to_string()).collect();
                assert!(path.len() == 3 && path[0] == "toolshape" && path[1] == "generated", "{source}");
                continue;
            }
            _ => panic!("no type: {source}"),
        };
        assert!(names.insert(name.to_string()), "two types `{name}`: {source}");
        for attribute in attributes.iter().chain(inner) {
            let known = ["allow", "derive", "doc", "serde", "tool"];
            assert!(known.iter().any(|known| attribute.path().is_ident(known)), "{source}");
        }
    }
    are_shown(source);
}

fn types_of_typescript(source: &str) {
    are_shown(source);
    let code = without_texts(source);
    assert!(code.is_ascii() || code.chars().all(|c| c.is_ascii() || c.is_alphanumeric()), "{source}");
    let mut statements = code.split(";\n\n").map(|statement| statement.trim().trim_end_matches(';'));
    assert!(statements.all(is_type), "{code}\n\n{source}");
}

/// Whether a statement declares a type, and nothing else: what else there is would take another `=`, or a quote.
fn is_type(statement: &str) -> bool {
    if statement == "export {}" || statement.is_empty() {
        return true;
    }
    let Some((name, ty)) = statement.strip_prefix("export type ").and_then(|rest| rest.split_once(" =")) else {
        return false;
    };
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let is_part = |c: char| is_word(c) || c.is_whitespace() || "{}[]()|&:;?,.'-".contains(c);
    let balance = |open: char, close: char| ty.matches(open).count() == ty.matches(close).count();
    name.chars().all(is_word) && ty.chars().all(is_part) && balance('{', '}') && balance('[', ']') && balance('(', ')')
}

/// The source with every comment left out and every string emptied.
fn without_texts(source: &str) -> String {
    let (mut code, mut rest) = (String::new(), source);
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").expect("a comment ends").1;
        } else if let Some(comment) = rest.strip_prefix("//") {
            rest = &comment[comment.find('\n').unwrap_or(comment.len())..];
        } else if let Some(string) = rest.strip_prefix('\'') {
            let mut is_escaped = false;
            let end = string.find(|c: char| {
                let ends = (c == '\'' || c == '\n') && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            });
            let end = end.expect("a string ends");
            assert!(string[end..].starts_with('\''), "a string ends on its line: {source}");
            code.push_str("''");
            rest = &string[end + 1..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// Nothing in the source is invisible or turns its direction.
fn are_shown(source: &str) {
    let is_hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
            || matches!(c, '\u{e0000}'..='\u{e0fff}')
    };
    assert!(!source.contains(is_hidden), "{source:?}");
}
