//! Names in code for names in JSON.

use std::collections::HashMap;

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization as _;

/// The name of a type; none where the text has nothing to make one of.
pub(crate) fn type_name(text: &str) -> Option<String> {
    let name = camel(text);
    if name.is_empty() {
        return None;
    }
    let name = if name.starts_with(is_xid_start) { name } else { format!("N{name}") };
    Some(if TAKEN.split_whitespace().any(|taken| taken == name) { format!("{name}Value") } else { name })
}

/// A title as the name of a type, where it is short enough to be one.
pub(crate) fn title_name(title: &str) -> Option<String> {
    if title.split_whitespace().count() > 4 || title.len() > 40 || title.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    type_name(title)
}

/// The name of an enum's variant.
pub(crate) fn variant_name(text: &str) -> String {
    let has_letter = text.contains(is_xid_continue);
    let signed = text.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let name = match signed {
        Some(number) => format!("Minus{}", camel(number)),
        None if text.is_empty() => "Empty".to_owned(),
        None if has_letter => camel(text),
        None => camel(&spelled(text)),
    };
    let name = if name.is_empty() { "Other".to_owned() } else { name };
    let name = if name.starts_with(is_xid_start) { name } else { format!("N{name}") };
    if name == "Self" { "SelfValue".to_owned() } else { name }
}

/// The names of an enum's variants, each of its own.
pub(crate) fn variant_names(texts: &[&str]) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in texts {
        *counts.entry(variant_name(text)).or_default() += 1;
    }
    let name = |text: &&str| match variant_name(text) {
        name if counts.get(&name) == Some(&1) => name,
        _ => long_variant_name(text),
    };
    let names: Vec<String> = texts.iter().map(name).collect();
    let mut used = Used::new();
    names.iter().map(|name| unique(name, &mut used, "")).collect()
}

/// What a member adds to the name of the type it is in.
pub(crate) fn part_name(wire: &str) -> String {
    let name = camel(wire);
    if name.is_empty() { camel(&spelled(wire)) } else { name }
}

/// The name of an enum's variant in which no sign is left out: where shorter ones collide.
fn long_variant_name(text: &str) -> String {
    variant_name(&spelled(text))
}

/// The name of a struct's field.
pub(crate) fn field_name(wire: &str) -> String {
    let snake = |text: &str| compatible(text).replace(|c: char| !is_xid_continue(c), "_").to_snake_case();
    let clean = |text: &str| shortened(compatible(&snake(text)));
    let name = match clean(wire) {
        name if !name.is_empty() => name,
        _ if wire.is_empty() => "empty".to_owned(),
        _ => clean(&spelled(wire)),
    };
    let name = if name.is_empty() { "other".to_owned() } else { name };
    let name = if name.starts_with(is_xid_start) { name } else { format!("n{name}") };
    match name.as_str() {
        "self" | "super" | "crate" => format!("{name}_"),
        name if KEYWORDS.contains(&name) => format!("r#{name}"),
        _ => name,
    }
}

/// The names of a struct's fields, each of its own; a member that has such a name already comes first.
pub(crate) fn field_names(wires: &[&str]) -> Vec<String> {
    let names: Vec<String> = wires.iter().map(|wire| field_name(wire)).collect();
    let mut used = Used::new();
    let mut unique = |name: &String| unique(name, &mut used, "_");
    let is_own = |(name, wire): (&String, &&str)| name.trim_start_matches("r#") == *wire;
    let own: Vec<Option<String>> = names.iter().zip(wires).map(|both| is_own(both).then(|| unique(both.0))).collect();
    own.into_iter().zip(&names).map(|(own, name)| own.unwrap_or_else(|| unique(name))).collect()
}

/// The longest name of a tool that Bedrock takes.
const LONGEST_TOOL: usize = 64;

/// Whether Bedrock takes the name of a tool as it is.
pub(crate) fn is_tool_name(text: &str) -> bool {
    (1..=LONGEST_TOOL).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

/// The name of a tool: 1 to 64 of `a-z A-Z 0-9 _ -`.
pub(crate) fn tool_name(text: &str) -> String {
    let name = text.replace(|c: char| !c.is_ascii_alphanumeric(), "_").to_snake_case();
    let name: String = name.chars().take(LONGEST_TOOL).collect();
    let name = name.trim_end_matches('_');
    if name.is_empty() { "tool".to_owned() } else { name.to_owned() }
}

/// Names in use, each with the last number that was tried for another of its name.
pub(crate) type Used = HashMap<String, usize>;

/// The name, or the first with a number that is not in use: `City2`, `city_2`.
pub(crate) fn unique(name: &str, used: &mut Used, between: &str) -> String {
    unique_within(name, used, between, usize::MAX)
}

/// The name of a tool, or the first with a number that no other tool has; as long as Bedrock takes it.
pub(crate) fn unique_tool(name: &str, used: &mut Used) -> String {
    unique_within(name, used, "_", LONGEST_TOOL)
}

fn unique_within(name: &str, used: &mut Used, between: &str, longest: usize) -> String {
    let plain = name.strip_prefix("r#").unwrap_or(name).trim_end_matches('_');
    let mut number = used.get(name).copied().unwrap_or(1);
    let mut free = name.to_owned();
    while used.contains_key(&free) {
        number += 1;
        let end = format!("{between}{number}");
        let start = plain.floor_char_boundary(longest.saturating_sub(end.len()));
        free = format!("{}{end}", &plain[..start]);
    }
    used.insert(name.to_owned(), number);
    used.entry(free.clone()).or_insert(1);
    free
}

/// What one of a list's entries is called: `Tag` of `Tags`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        format!("{stem}y")
    } else if ["sses", "shes", "ches", "xes"].iter().any(|end| name.ends_with(end)) {
        name.strip_suffix("es").unwrap_or(name).to_owned()
    } else if name.ends_with('s') && !["ss", "us", "is"].iter().any(|end| name.ends_with(end)) && name.len() > 3 {
        name.strip_suffix('s').unwrap_or(name).to_owned()
    } else {
        format!("{name}Item")
    }
}

/// Upper camel case of the parts that may stand in a name: `2.5 Pro` is `2_5Pro`.
fn camel(text: &str) -> String {
    let mut name = String::new();
    for part in compatible(text).split(|c| !is_xid_continue(c) || c == '_') {
        let part = part.to_upper_camel_case();
        if name.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.push_str(&part);
    }
    shortened(compatible(&name).chars().filter(|c| is_xid_continue(*c)).collect())
}

/// The text in the one form of all that are compatible with each other: `fi` for `ﬁ`, and `é` however it is written.
fn compatible(text: &str) -> String {
    text.nfkc().collect()
}

/// At most 60 characters, so that lines stay readable.
fn shortened(name: String) -> String {
    match name.char_indices().nth(60) {
        Some((end, _)) => name[..end].trim_end_matches('_').to_owned(),
        None => name,
    }
}

/// Signs as words.
fn spelled(text: &str) -> String {
    let word = |c: char| match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '%' => "percent",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '#' => "sharp",
        '@' => "at",
        '$' => "dollar",
        '€' => "euro",
        '£' => "pound",
        '°' => "degree",
        '\'' | '"' | '`' => "quote",
        '(' | ')' => "paren",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        _ => "",
    };
    let spell = |c: char| if c.is_alphanumeric() || c == '_' { c.to_string() } else { format!(" {} ", word(c)) };
    text.chars().map(spell).collect()
}

/// Words of Rust that no field can have without `r#`.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types that code in Rust or TypeScript takes for granted.
const TAKEN: &str = "
    Any Array ArrayBuffer AsMut AsRef Awaited BigInt Boolean Box Capitalize Clone Copy DataView Date Debug Default
    Deserialize DeserializeOwned Deserializer Drop Eq Err Error Exclude Extend Extract Fn FnMut FnOnce From
    FromIterator FromStr Function Hash Infinity Into IntoIterator Iterator JSON Json Lowercase Map Math NaN
    NonNullable None Number Object Ok Omit Option Ord Parameters Partial PartialEq PartialOrd Pick Promise Proxy
    ReadOnly Readonly Record RegExp Required Result ReturnType Self Send Serialize Serializer Set Sized Some String
    Symbol Sync ToOwned ToString ToolShape TryFrom TryInto Uncapitalize Unpin Uppercase Vec WeakMap
";
