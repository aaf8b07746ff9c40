//! Reading `#[tool(..)]`.

use crate::doc::Text;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprGroup, ExprLit, ExprParen, ExprPath, Ident, Lit, LitStr, Meta, Token};

const KEYS: [&str; 5] = ["name", "description", "strict", "validate", "partial"];
const TAKES: &str =
    "`#[tool(..)]` takes `name = \"…\"`, `description = \"…\"`, `validate = path`, `strict` and `partial`";

/// What the `#[tool(..)]` attributes of a type say.
#[derive(Default)]
pub(crate) struct Settings {
    pub(crate) name: Setting<LitStr>,
    pub(crate) description: Setting<(TokenStream, Text)>,
    pub(crate) strict: Setting<()>,
    pub(crate) validate: Setting<ExprPath>,
    partial: Setting<()>,
}

/// One key of `#[tool(..)]`.
#[derive(Default)]
pub(crate) enum Setting<T> {
    #[default]
    Absent,
    /// Written with a mistake that is reported already, so that nothing else is said about it.
    Wrong,
    Given(T),
}

impl<T> Setting<T> {
    fn set(&mut self, key: &Ident, value: Option<T>, errors: &mut Errors) {
        match self {
            Setting::Absent => *self = value.map_or(Setting::Wrong, Setting::Given),
            Setting::Wrong => {}
            Setting::Given(_) => errors.on(key, format!("`{key}` is given twice; keep one of them")),
        }
    }

    fn mistaken(&mut self) {
        if matches!(self, Setting::Absent) {
            *self = Setting::Wrong;
        }
    }
}

impl Settings {
    pub(crate) fn parse(attrs: &[Attribute], errors: &mut Errors) -> Self {
        let mut settings = Settings::default();
        for attr in tool(attrs) {
            if !matches!(attr.meta, Meta::List(_)) {
                errors.on(attr, TAKES);
                continue;
            }
            match attr.parse_args_with(Punctuated::<Item, Token![,]>::parse_terminated) {
                Ok(items) => items.iter().for_each(|item| settings.read(item, errors)),
                Err(error) => {
                    errors.push(error);
                    // Either may stand in what could not be read.
                    settings.name.mistaken();
                    settings.description.mistaken();
                }
            }
        }
        settings
    }

    fn read(&mut self, item: &Item, errors: &mut Errors) {
        let Item { key, value } = item;
        match key.to_string().as_str() {
            "name" => {
                let name = value.text(key, errors).and_then(|expr| name(expr, errors));
                self.name.set(key, name, errors);
            }
            "description" => {
                let description = value.text(key, errors).and_then(|expr| description(expr, errors));
                self.description.set(key, description, errors);
            }
            "strict" => {
                let alone = matches!(value, Value::None);
                if !alone {
                    errors.on(item, "`strict` takes no value: write `strict` for a strict tool, or leave it out");
                }
                self.strict.set(key, alone.then_some(()), errors);
            }
            "validate" => {
                let check = check(value);
                if check.is_none() {
                    errors.on(item, "`validate` takes the path of a function: `validate = path::to::check`");
                }
                self.validate.set(key, check, errors);
            }
            // What stands after it is read with the rest of what partial values need.
            "partial" => self.partial.set(key, Some(()), errors),
            other => match nearest(other) {
                Some(known) => {
                    errors.on(key, format!("there is no `{other}`; did you mean `{known}`?"));
                    match known {
                        "name" => self.name.mistaken(),
                        "description" => self.description.mistaken(),
                        _ => {}
                    }
                }
                None => errors.on(key, format!("there is no `{other}`; {TAKES}")),
            },
        }
    }
}

fn name(expr: &Expr, errors: &mut Errors) -> Option<LitStr> {
    let literal = string(expr).cloned();
    if literal.is_none() {
        errors.on(expr, "expected a string in quotes: `name = \"…\"`");
    }
    literal
}

/// The path of the function that checks a value.
fn check(value: &Value) -> Option<ExprPath> {
    let Value::Equals(expr) = value else { return None };
    match ungroup(expr) {
        Expr::Path(path) => Some(path.clone()),
        _ => None,
    }
}

/// The text, and where to report what is wrong with it.
fn description(expr: &Expr, errors: &mut Errors) -> Option<(TokenStream, Text)> {
    let text = match (string(expr), ungroup(expr)) {
        (Some(literal), _) => Text::Known(literal.value().trim().to_owned()),
        (None, Expr::Macro(call)) => Text::Call(call.to_token_stream()),
        _ => {
            errors.on(expr, "expected a string in quotes: `description = \"…\"`");
            return None;
        }
    };
    Some((expr.to_token_stream(), text))
}

/// The `#[tool]` attributes among others.
pub(crate) fn tool(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("tool"))
}

/// The first key of a `#[tool(..)]`, known or not.
pub(crate) fn first_key(attr: &Attribute) -> Option<Ident> {
    let Meta::List(list) = &attr.meta else {
        return None;
    };
    list.parse_args_with(|input: ParseStream| {
        let key = Ident::parse_any(input)?;
        input.parse::<TokenStream>()?;
        Ok(key)
    })
    .ok()
}

/// The string that an expression is.
pub(crate) fn string(expr: &Expr) -> Option<&LitStr> {
    match ungroup(expr) {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if text.suffix().is_empty() => Some(text),
        _ => None,
    }
}

/// The expression within the invisible group that a `macro_rules!` puts around it.
fn ungroup(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(ExprGroup { expr, .. }) | Expr::Paren(ExprParen { expr, .. }) => ungroup(expr),
        _ => expr,
    }
}

/// `key`, `key = value` or `key(..)`. Wrong values are read whole too, so that the mistakes after
/// them are seen.
struct Item {
    key: Ident,
    value: Value,
}

enum Value {
    None,
    Equals(Expr),
    Parenthesized(TokenStream),
}

impl Value {
    /// The value of a key that takes text.
    fn text(&self, key: &Ident, errors: &mut Errors) -> Option<&Expr> {
        match self {
            Value::Equals(expr) => Some(expr),
            Value::None => {
                errors.on(key, format!("`{key}` takes a text: `{key} = \"…\"`"));
                None
            }
            Value::Parenthesized(tokens) => {
                errors.on(quote!(#key #tokens), format!("`{key}` takes its text after `=`: `{key} = \"…\"`"));
                None
            }
        }
    }
}

impl Parse for Item {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(Lit) {
            let literal: Lit = input.parse()?;
            let message = format!("a value needs its key; {TAKES}");
            return Err(syn::Error::new_spanned(literal, message));
        }
        let key = Ident::parse_any(input)?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Value::Equals(input.parse()?)
        } else if input.peek(syn::token::Paren) {
            Value::Parenthesized(input.parse::<proc_macro2::Group>()?.into_token_stream())
        } else {
            Value::None
        };
        Ok(Item { key, value })
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.key.to_tokens(tokens);
        match &self.value {
            Value::None => {}
            Value::Equals(expr) => quote!(= #expr).to_tokens(tokens),
            Value::Parenthesized(group) => group.to_tokens(tokens),
        }
    }
}

/// The key that a misspelt one was meant to be: its beginning, or two letters away from it.
fn nearest(key: &str) -> Option<&'static str> {
    let abbreviated = |known: &&str| key.len() > 2 && known.starts_with(key);
    KEYS.into_iter().find(abbreviated).or_else(|| {
        let (distance, known) = KEYS.into_iter().map(|known| (distance(key, known), known)).min()?;
        (distance <= 2).then_some(known)
    })
}

/// Levenshtein's distance.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, &b) in row.iter_mut().skip(1).zip(&to) {
            let above = *cell;
            left = (diagonal + usize::from(a != b)).min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
        row[0] = i + 1;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_key_is_near() {
        assert_eq!(nearest("nmae"), Some("name"));
        assert_eq!(nearest("rename"), Some("name"));
        assert_eq!(nearest("desc"), Some("description"));
        assert_eq!(nearest("descripton"), Some("description"));
        assert_eq!(nearest("Strict"), Some("strict"));
        assert_eq!(nearest("schema"), None);
        assert_eq!(nearest("x"), None);
    }

    #[test]
    fn distances_count_letters() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "name"), 4);
        assert_eq!(distance("name", ""), 4);
    }
}
