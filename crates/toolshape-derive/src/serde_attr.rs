//! The `#[serde(..)]` and `#[schemars(..)]` attributes by which a struct stops being a JSON object.
//!
//! Most leave it one: `rename_all`, `default`, `deny_unknown_fields`, `tag`, `into` (of use in
//! writing alone), `flatten`. `transparent`, `from`, `try_from` and schemars' `with` put another
//! type's JSON in its place. That is refused where the other type is plainly no object; its
//! name is all that a macro sees, so a type of the user's own is taken to be one.

use crate::errors::Errors;
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, Field, FieldsNamed, GenericArgument, LitStr, PathArguments, PathSegment, Token, Type};

pub(crate) fn validate(attrs: &[Attribute], fields: &FieldsNamed, errors: &mut Errors) {
    for attr in attrs {
        let is_serde = attr.path().is_ident("serde");
        let is_schemars = attr.path().is_ident("schemars");
        if !is_serde && !is_schemars {
            continue;
        }
        each(attr, |meta| {
            let key = meta.path.to_token_stream().to_string();
            match key.as_str() {
                "transparent" => {
                    if let Some(kind) = transparent(fields) {
                        errors.on(&meta.path, not_an_object(&key, kind));
                    }
                }
                "from" | "try_from" | "with" if is_schemars || key != "with" => {
                    let literal: LitStr = meta.value()?.parse()?;
                    let kind = literal.parse().ok().as_ref().and_then(json_kind);
                    if let Some(kind) = kind {
                        errors.on(&literal, not_an_object(&key, kind));
                    }
                }
                "remote" if is_serde => errors.on(
                    &meta.path,
                    "with `remote`, serde reads another type and not this one: derive `ToolShape` \
                     for a struct that has it as a field, with `#[serde(with = \"…\")]`",
                ),
                _ => {}
            }
            Ok(())
        });
    }
}

/// Whether serde leaves a field alone when it reads.
pub(crate) fn is_skipped(field: &Field) -> bool {
    let mut skipped = false;
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        each(attr, |meta| {
            skipped |= meta.path.is_ident("skip") || meta.path.is_ident("skip_deserializing");
            Ok(())
        });
    }
    skipped
}

/// Calls `logic` for each item of a list. What cannot be read is left for serde to report.
fn each(attr: &Attribute, mut logic: impl FnMut(&ParseNestedMeta) -> syn::Result<()>) {
    let _ = attr.parse_nested_meta(|meta| {
        logic(&meta)?;
        // What the logic has not read: a value, or a list.
        while !meta.input.is_empty() && !meta.input.peek(Token![,]) {
            meta.input.parse::<proc_macro2::TokenTree>()?;
        }
        Ok(())
    });
}

fn not_an_object(key: &str, kind: &str) -> String {
    format!(
        "the input of a tool is a JSON object, and `{key}` makes this one {kind}: take `{key}` away, and read \
         the value from a field"
    )
}

/// What the one field of a transparent struct is in JSON.
fn transparent(fields: &FieldsNamed) -> Option<&'static str> {
    let mut read = fields.named.iter().filter(|field| !is_skipped(field));
    match (read.next(), read.next()) {
        (Some(field), None) => json_kind(&field.ty),
        _ => None,
    }
}

/// What a type is in JSON, where that is known and no object.
fn json_kind(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Array(_) | Type::Slice(_) | Type::Tuple(_) => Some("an array"),
        Type::Group(group) => json_kind(&group.elem),
        Type::Paren(paren) => json_kind(&paren.elem),
        Type::Path(path) => {
            let segment = path.path.segments.last()?;
            match segment.ident.to_string().as_str() {
                "String" | "str" | "char" | "PathBuf" => Some("a string"),
                "bool" => Some("a boolean"),
                "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize"
                | "f32" | "f64" => Some("a number"),
                "Vec" | "VecDeque" | "HashSet" | "BTreeSet" => Some("an array"),
                "Option" => Some("null at times"),
                "Box" | "Rc" | "Arc" | "Cow" => json_kind(argument(segment)?),
                _ => None,
            }
        }
        _ => None,
    }
}

fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::{DeriveInput, parse_quote};

    fn mistakes(input: &DeriveInput) -> Vec<String> {
        let syn::Data::Struct(syn::DataStruct { fields: syn::Fields::Named(fields), .. }) = &input.data else {
            return vec!["not a struct".to_owned()];
        };
        let mut errors = Errors::default();
        validate(&input.attrs, fields, &mut errors);
        match errors.finish() {
            Ok(()) => Vec::new(),
            Err(errors) => errors.into_iter().map(|error| error.to_string()).collect(),
        }
    }

    #[test]
    fn what_stays_an_object_is_accepted() {
        let accepted: [DeriveInput; 8] = [
            parse_quote! { #[serde(rename_all = "camelCase", default)] struct Q { a: String } },
            parse_quote! { #[serde(tag = "kind", deny_unknown_fields)] struct Q { a: String } },
            parse_quote! { #[serde(try_from = "RawQuery")] struct Q { a: String } },
            parse_quote! { #[serde(into = "String")] struct Q { a: String } },
            parse_quote! { #[serde(transparent)] struct Q { inner: Box<Inner> } },
            parse_quote! { #[serde(transparent)] struct Q { inner: BTreeMap<String, i32> } },
            parse_quote! { #[serde(bound(deserialize = "T: X"))] struct Q<T> { inner: Vec<T> } },
            parse_quote! { #[schemars(extend("x" = [1, 2]), with = "Raw")] struct Q { a: String } },
        ];
        for input in accepted {
            assert_eq!(mistakes(&input), [""; 0]);
        }
    }

    #[test]
    fn what_reads_something_else_is_refused() {
        let refused: [(DeriveInput, &str); 6] = [
            (parse_quote! { #[serde(transparent)] struct Q { a: Box<[u8]> } }, "an array"),
            (parse_quote! { #[serde(transparent)] struct Q { #[serde(skip)] b: B, a: i8 } }, "a number"),
            (parse_quote! { #[serde(from = "std::string::String")] struct Q { a: A } }, "a string"),
            (parse_quote! { #[serde(default, try_from = "(A, B)")] struct Q { a: A } }, "an array"),
            (parse_quote! { #[schemars(with = "Option<A>")] struct Q { a: A } }, "null at times"),
            (parse_quote! { #[serde(remote = "Other")] struct Q { a: A } }, "`remote`"),
        ];
        for (input, kind) in refused {
            let mistakes = mistakes(&input);
            assert_eq!(mistakes.len(), 1, "{kind}");
            assert!(mistakes[0].contains(kind), "{mistakes:?}");
        }
    }
}
