//! Whether a pattern compiles in the engine that checks values, and rewording those that do not.

/// Whether a pattern of ECMA 262 compiles in the engine that checks values.
pub(crate) type Compiles<'a> = &'a dyn Fn(&str) -> bool;

/// A pattern that compiles, with the bounds on the text's length that were taken out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) text: String,
    pub(super) length: Option<(u64, Option<u64>)>,
}

/// The pattern as written if it compiles, else reworded; `None` if that does not compile either.
pub(super) fn read(pattern: &str, compiles: Compiles<'_>) -> Option<Pattern> {
    if compiles(pattern) {
        return Some(Pattern { text: pattern.to_owned(), length: None });
    }
    let text = reworded(pattern);
    if compiles(&text) {
        return Some(Pattern { text, length: None });
    }
    let (text, length) = counted(&text)?;
    compiles(&text).then_some(Pattern { text, length: Some(length) })
}

/// Rewords what ECMA 262 allows and Rust's engines do not: a literal brace or hyphen, an empty class, escapes, halves of
/// surrogate pairs. What is invalid in ECMA 262 too stays as it is.
fn reworded(pattern: &str) -> String {
    let mut text = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    let mut in_class = false;
    while let Some(first) = rest.chars().next() {
        // Behind a hyphen it may end a range that began with something else.
        let halves = if in_class && !text.ends_with('-') { without_halves(rest) } else { None };
        let (from, to) = if let Some(halves) = halves {
            halves
        } else if let Some((length, escape)) = escape(rest, in_class) {
            let (own, after) = rest.split_at(length);
            // `[\w-.]`: no range begins or ends with a class, so the hyphen is one.
            let is_hyphen = in_class && is_class(own) && after.starts_with('-') && !after.starts_with("-]");
            if is_hyphen { (length + 1, format!(r"{escape}\-")) } else { (length, escape) }
        } else if in_class {
            in_class = first != ']';
            let is_hyphen = first == '-' && rest.get(1..3).is_some_and(is_class);
            (first.len_utf8(), if is_hyphen { r"\-".to_owned() } else { first.to_string() })
        } else if rest.starts_with("[^]") {
            (3, r"[\s\S]".to_owned())
        } else if rest.starts_with("[]") {
            (2, r"[^\s\S]".to_owned())
        } else if first == '{' && quantifier(rest).is_none() {
            (1, r"\{".to_owned())
        } else {
            in_class = first == '[';
            (first.len_utf8(), first.to_string())
        };
        text.push_str(&to);
        rest = &rest[from..];
    }
    text
}

/// The length of the escape that a text begins with, and how to write it.
fn escape(text: &str, in_class: bool) -> Option<(usize, String)> {
    let escaped = text.strip_prefix('\\')?.chars().next()?;
    if let Some(character) = pair(text) {
        return Some((12, format!(r"\u{{{character:x}}}")));
    }
    let written = match escaped {
        '0' if !text[2..].starts_with(|next: char| next.is_ascii_digit()) => r"\x00".to_owned(),
        'b' if in_class => r"\x08".to_owned(),
        _ if escaped.is_ascii() => format!(r"\{escaped}"),
        _ => escaped.to_string(),
    };
    Some((1 + escaped.len_utf8(), written))
}

/// The unit that `\uD83D` at the beginning of a text stands for.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix(r"\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok()
}

/// The character that two units at the beginning of a text stand for.
fn pair(text: &str) -> Option<u32> {
    match (unit(text)?, unit(&text[6..])?) {
        (high @ 0xd800..=0xdbff, low @ 0xdc00..=0xdfff) => Some(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)),
        _ => None,
    }
}

/// The length of a class's unit or range of units, and what is left of it without halves of pairs: no text has one.
/// `None` where it has none, too.
fn without_halves(text: &str) -> Option<(usize, String)> {
    let lone = |text: &str| unit(text).filter(|_| pair(text).is_none());
    let is_half = |unit: u32| (0xd800..=0xdfff).contains(&unit);
    let low = lone(text)?;
    let Some(high) = text[6..].strip_prefix('-').and_then(lone) else {
        let is_alone = is_half(low) && !text[6..].starts_with('-');
        return is_alone.then(|| (6, String::new()));
    };
    if low > high || !is_half(low) && !is_half(high) {
        return None;
    }
    let (low, high) = (if is_half(low) { 0xe000 } else { low }, if is_half(high) { 0xd7ff } else { high });
    let left = if low > high { String::new() } else { format!(r"\u{low:04x}-\u{high:04x}") };
    Some((13, left))
}

fn is_class(escape: &str) -> bool {
    matches!(escape, r"\d" | r"\D" | r"\s" | r"\S" | r"\w" | r"\W")
}

/// The length of the quantifier in braces that a text begins with, and its bounds.
fn quantifier(text: &str) -> Option<(usize, (u64, Option<u64>))> {
    let (bounds, _) = text.strip_prefix('{')?.split_once('}')?;
    let (least, most) = bounds.split_once(',').map_or((bounds, Some(bounds)), |(least, most)| (least, Some(most)));
    let is_count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let most = most.filter(|most| !most.is_empty());
    let least = least.parse().ok().filter(|_| is_count(least))?;
    let most =
        most.map(|most| most.parse().ok().filter(|_| is_count(most))).map_or(Some(None), |most| most.map(Some))?;
    Some((bounds.len() + 2, (least, most)))
}

/// `^.{1,65536}$` as `^.*$` and bounds on the length: a count that large makes an engine too large.
fn counted(pattern: &str) -> Option<(String, (u64, Option<u64>))> {
    let body = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let brace = body.rfind('{')?;
    let (atom, count) = body.split_at(brace);
    let (length, bounds) = quantifier(count)?;
    let is_class_in_brackets = || {
        let inside = atom.strip_prefix('[')?.strip_suffix(']')?;
        let unescaped = inside.replace(r"\\", "").replace(r"\[", "").replace(r"\]", "");
        (!unescaped.contains(['[', ']']) && !unescaped.ends_with('\\')).then_some(())
    };
    let is_one_character = atom == "." || is_class(atom) || is_class_in_brackets().is_some();
    (is_one_character && length == count.len()).then(|| (format!("^{atom}*$"), bounds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_kept_reworded_or_not_understood() {
        let patterns = [
            r"^[a-z]+(?!x)\d$",
            r"^{{.*}}$",
            r"^\${[^}]*}$",
            r"a{2}{,5}",
            r"^[\w-.]+@[a-\d]$",
            r"[\w-]",
            r"[^]*[]",
            r"\0[\b]",
            r"\uD83D\uDE00\–",
            r"^[\u0020-\uD7FF\uD800\uDBFF-\uDC00\uDFFF\t]*$",
            r"[ \uD800\uDC00-\uDBFF\uDFFF]",
            r"[^\u0000-\uDBFF][\uDC00-\uFFFF]",
            r"[\uD800-\uDBFF][\uDC00-\uDFFF]",
            r"^.{0,100000}$",
            r"^[^\]\\]{2,}$",
            r"^[a-z\d]{7,200000}$",
            r"^(a|.{1,200000})$",
            r"[z-a]",
            r"\Z",
            r"(",
        ];
        let compiles = |pattern: &str| {
            jsonschema_regex::to_rust_regex(pattern).is_ok_and(|pattern| fancy_regex::Regex::new(&pattern).is_ok())
        };
        let read = patterns.map(|pattern| match read(pattern, &compiles) {
            Some(Pattern { text, length: None }) if text == pattern => format!("{pattern}  as it is"),
            Some(Pattern { text, length: None }) => format!("{pattern}  as  {text}"),
            Some(Pattern { text, length: Some(length) }) => format!("{pattern}  as  {text}  {length:?}"),
            None => format!("{pattern}  no"),
        });
        insta::assert_snapshot!(read.join("\n"), @r"
        ^[a-z]+(?!x)\d$  as it is
        ^{{.*}}$  as  ^\{\{.*}}$
        ^\${[^}]*}$  as  ^\$\{[^}]*}$
        a{2}{,5}  as  a{2}\{,5}
        ^[\w-.]+@[a-\d]$  as  ^[\w\-.]+@[a\-\d]$
        [\w-]  as it is
        [^]*[]  as  [\s\S]*[^\s\S]
        \0[\b]  as  \x00[\x08]
        \uD83D\uDE00\–  as  \u{1f600}–
        ^[\u0020-\uD7FF\uD800\uDBFF-\uDC00\uDFFF\t]*$  as  ^[\u0020-\uD7FF\t]*$
        [ \uD800\uDC00-\uDBFF\uDFFF]  as  [ \u{10000}-\u{10ffff}]
        [^\u0000-\uDBFF][\uDC00-\uFFFF]  as  [^\u0000-\ud7ff][\ue000-\uffff]
        [\uD800-\uDBFF][\uDC00-\uDFFF]  no
        ^.{0,100000}$  as  ^.*$  (0, Some(100000))
        ^[^\]\\]{2,}$  as it is
        ^[a-z\d]{7,200000}$  as  ^[a-z\d]*$  (7, Some(200000))
        ^(a|.{1,200000})$  no
        [z-a]  no
        \Z  no
        (  no
        ");
    }
}
