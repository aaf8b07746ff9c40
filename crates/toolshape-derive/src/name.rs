//! The name of a tool: made from the type's name, and held to what Bedrock takes.

use crate::errors::Errors;
use proc_macro2::Ident;
use syn::LitStr;
use syn::ext::IdentExt;

/// Bedrock's own limit for `ToolSpecification.name`.
const MAX_CHARS: usize = 64;

/// What a tool is called, and where that was said.
pub(crate) enum Name {
    /// Made from the name of the type.
    OfType(String),
    /// Given as `#[tool(name = "…")]`.
    Given(LitStr),
}

impl Name {
    pub(crate) fn of_type(ident: &Ident) -> Self {
        Name::OfType(snake_case(&ident.unraw().to_string()))
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Name::OfType(text) => text.clone(),
            Name::Given(literal) => literal.value(),
        }
    }

    /// The literal of a name that Bedrock takes and Amazon Nova does not, with the name to prefer.
    pub(crate) fn hyphenated(&self) -> Option<(&LitStr, String)> {
        match self {
            Name::Given(literal) if literal.value().contains('-') => Some((literal, underscored(&literal.value()))),
            _ => None,
        }
    }

    pub(crate) fn validate(&self, ident: &Ident, errors: &mut Errors) {
        let text = self.text();
        let Some(fault) = fault(&text) else { return };
        match self {
            Name::OfType(_) => errors.on(
                ident,
                format!(
                    "the tool name `{text}`, made from the name of this type, {fault}; \
                     give the tool a name with `#[tool(name = \"…\")]`"
                ),
            ),
            Name::Given(literal) => {
                errors.on(literal, format!("the tool name {fault}; {}", advice(&text)));
            }
        }
    }
}

/// What Bedrock would refuse in a name, as the end of a sentence that names it.
fn fault(name: &str) -> Option<String> {
    let mut strange: Vec<String> = Vec::new();
    for quoted in name.chars().filter(|&c| !is_allowed(c)).map(quoted) {
        if !strange.contains(&quoted) {
            strange.push(quoted);
        }
    }
    if !strange.is_empty() {
        let strange = strange.join(", ");
        return Some(format!("may hold only a-z, A-Z, 0-9, _ and -, and has {strange}"));
    }
    match name.len() {
        0 => Some("is empty".to_owned()),
        1..=MAX_CHARS => None,
        len => Some(format!("has {len} characters, and {MAX_CHARS} is the most")),
    }
}

/// What to write in place of a name at fault.
fn advice(name: &str) -> String {
    let better = underscored(name);
    if better.is_empty() {
        "leave `name` out to call the tool by the name of the type".to_owned()
    } else if fault(&better).is_some() {
        "shorten it".to_owned()
    } else if name.contains('-') {
        format!("write `{better}` (Amazon Nova fails on a hyphen)")
    } else {
        format!("write `{better}`")
    }
}

fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn quoted(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        c => format!("`{}`", c.escape_debug()),
    }
}

/// The name with an underscore for everything that is not a letter, a digit or one already.
fn underscored(name: &str) -> String {
    name.trim().chars().map(|c| if is_allowed(c) && c != '-' { c } else { '_' }).collect()
}

/// `HTTPRequest` becomes `http_request`: a word starts at a capital after a small letter or a
/// digit, and at the last capital of a run that goes on in small letters.
fn snake_case(ident: &str) -> String {
    let mut name = String::with_capacity(ident.len() + 4);
    let mut before: Option<char> = None;
    let mut chars = ident.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '_' {
            before = None;
            continue;
        }
        let starts_word = match before {
            None => true,
            Some(_) if !c.is_uppercase() => false,
            Some(before) => !before.is_uppercase() || chars.peek().is_some_and(|next| next.is_lowercase()),
        };
        if starts_word && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
        before = Some(c);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_name_becomes_snake_case() {
        for (ident, name) in [
            ("SqlQuery", "sql_query"),
            ("SqlQuery2", "sql_query2"),
            ("HTTPRequest", "http_request"),
            ("GetHTTP", "get_http"),
            ("HTTP2Server", "http2_server"),
            ("EC2Instance", "ec2_instance"),
            ("S3Object", "s3_object"),
            ("Ipv4Address", "ipv4_address"),
            ("X", "x"),
            ("IOError", "io_error"),
            ("already_snake", "already_snake"),
            ("Sql_Query", "sql_query"),
            ("_Hidden__Type_", "hidden_type"),
            ("Größe", "größe"),
            ("__", ""),
        ] {
            assert_eq!(snake_case(ident), name, "{ident}");
        }
    }

    #[test]
    fn bedrock_takes_letters_digits_underscores_and_hyphens() {
        assert_eq!(fault("Sql-Query_2"), None);
        assert_eq!(fault(&"a".repeat(64)), None);
        assert!(fault(&"a".repeat(65)).is_some_and(|fault| fault.contains("65 characters")));
        assert!(fault("").is_some());
        assert!(fault("größe").is_some_and(|fault| fault.ends_with("has `ö`, `ß`")));
        assert!(fault("a b").is_some_and(|fault| fault.ends_with("has a space")));
    }

    #[test]
    fn the_name_to_prefer_has_underscores() {
        assert_eq!(underscored(" sql query-2.x"), "sql_query_2_x");
    }
}
