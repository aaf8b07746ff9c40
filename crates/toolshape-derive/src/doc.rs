//! A doc comment as the text that rustdoc shows.

use crate::attr::string;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, Meta};

/// Text that the model reads.
pub(crate) enum Text {
    /// Known to the macro.
    Known(String),
    /// A call of `include_str!` or `concat!`, which only the compiler reads.
    Call(TokenStream),
}

/// Reads the doc comment of an item; none is empty text.
pub(crate) fn text(attrs: &[Attribute]) -> Text {
    let parts: Vec<&Expr> = attrs
        .iter()
        .filter_map(|attr| match &attr.meta {
            // `#[doc(hidden)]` is a list, and no text.
            Meta::NameValue(pair) if pair.path.is_ident("doc") => Some(&pair.value),
            _ => None,
        })
        .collect();
    let known: Option<Vec<String>> = parts.iter().map(|part| Some(uncomment(&string(part)?.value()))).collect();
    match known {
        Some(fragments) => Text::Known(unindent(&fragments.join("\n"))),
        None => Text::Call(concat(&parts)),
    }
}

/// Lines that the compiler joins: there, only the space after `///` can be taken out.
fn concat(parts: &[&Expr]) -> TokenStream {
    let lines = parts.iter().map(|part| {
        let Some(text) = string(part) else {
            return quote!(#part);
        };
        let text = text.value();
        let text = text.strip_prefix(' ').unwrap_or(&text);
        quote!(#text)
    });
    quote!(::core::concat!(#(#lines, "\n"),*))
}

/// Takes the column of stars out of a `/** … */` comment, which arrives as one literal whose last
/// line holds nothing but the space before `*/`.
fn uncomment(fragment: &str) -> String {
    let Some((first, rest)) = fragment.split_once('\n') else {
        return fragment.to_owned();
    };
    let lines: Vec<&str> = rest.lines().collect();
    let starred: Option<Vec<&str>> = lines
        .iter()
        .map(|line| match line.trim_start() {
            "" => Some(""),
            line => line.strip_prefix('*'),
        })
        .collect();
    let is_block = rest.rsplit('\n').next().is_some_and(|last| last.trim().is_empty());
    match starred {
        Some(starred) if is_block => format!("{first}\n{}", starred.join("\n")),
        _ => fragment.to_owned(),
    }
}

/// Takes out the indentation that all lines share, as rustdoc does: code blocks keep theirs.
fn unindent(text: &str) -> String {
    let indent = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or("")).collect();
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;
    use syn::{DeriveInput, parse_quote};

    fn known(input: &DeriveInput) -> String {
        match text(&input.attrs) {
            Text::Known(text) => text,
            Text::Call(tokens) => tokens.into_token_stream().to_string(),
        }
    }

    #[test]
    fn paragraphs_and_code_keep_their_shape() {
        let input = parse_quote! {
            ///
            /// One query.
            ///
            /// Such as:
            ///
            ///     SELECT 1
            ///
            struct Query;
        };
        assert_eq!(known(&input), "One query.\n\nSuch as:\n\n    SELECT 1");
    }

    #[test]
    fn a_text_without_the_space_after_the_slashes_loses_no_letter() {
        let input = parse_quote! {
            ///One query.
            /// Indented.
            struct Query;
        };
        assert_eq!(known(&input), "One query.\n Indented.");
    }

    #[test]
    fn the_stars_of_a_block_comment_are_not_text() {
        let input = parse_quote! {
            /** One query.
             *
             *  - a list
             */
            struct Query;
        };
        assert_eq!(known(&input), "One query.\n\n - a list");
    }

    #[test]
    fn a_markdown_list_of_stars_stays() {
        let input = parse_quote! {
            #[doc = "Either\n * this\n * that"]
            #[doc(alias = "q")]
            struct Query;
        };
        assert_eq!(known(&input), "Either\n * this\n * that");
    }

    #[test]
    fn the_compiler_joins_what_the_macro_cannot_read() {
        let input = parse_quote! {
            /// One query.
            #[doc = include_str!("query.md")]
            struct Query;
        };
        assert_eq!(
            known(&input),
            quote!(::core::concat!("One query.", "\n", include_str!("query.md"), "\n")).to_string()
        );
    }

    #[test]
    fn no_comment_is_empty_text() {
        assert_eq!(known(&parse_quote! { struct Query; }), "");
    }
}
