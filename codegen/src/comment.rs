//! Descriptions as doc comments that rustdoc takes as they are meant.

#[cfg(feature = "builder")]
mod prose;

#[cfg(feature = "builder")]
pub(crate) use prose::documentation;

/// Escapes what rustdoc would read as a link, as HTML or as an example to compile.
#[cfg(feature = "typify")]
pub(crate) fn comment(text: &str) -> String {
    let mut in_fence = false;
    let lines = text.trim().lines().map(|line| {
        let line = line.trim_end();
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
            return if in_fence { "```text".to_owned() } else { "```".to_owned() };
        }
        // Four blanks would make the line an example to compile.
        if in_fence { line.to_owned() } else { prose(line.trim_start()) }
    });
    let mut lines: Vec<String> = lines.collect();
    if in_fence {
        lines.push("```".into());
    }
    lines
        .iter()
        .map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(feature = "typify")]
fn prose(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        if let Some(span) = code_span(rest).or_else(|| link(rest)) {
            out.push_str(span);
            rest = &rest[span.len()..];
            continue;
        }
        if matches!(first, '[' | ']' | '<' | '>' | '`') {
            out.push('\\');
        }
        out.push(first);
        rest = &rest[first.len_utf8()..];
    }
    out
}

/// A code span at the start of the text.
fn code_span(text: &str) -> Option<&str> {
    let fence = text.len() - text.trim_start_matches('`').len();
    let (ticks, inner) = text.split_at_checked(fence).filter(|(ticks, _)| !ticks.is_empty())?;
    let end = inner.find(ticks)?;
    text.get(..fence + end + fence)
}

/// A Markdown link to a web page at the start of the text.
fn link(text: &str) -> Option<&str> {
    let label = text.starts_with('[').then(|| text.find("](https://"))??;
    let end = text[label..].find(')')?;
    let label_text = &text[1..label];
    let is_plain = !label_text.contains(['[', ']', '<', '>']) && !text[label..label + end].contains([' ', '<', '>']);
    is_plain.then(|| &text[..=label + end])
}

#[cfg(all(test, feature = "typify"))]
mod tests {
    use super::comment;

    #[test]
    fn what_rustdoc_would_misread_is_escaped() {
        let text =
            "An [index] of Vec<T>, `a[0]`, see [the page](https://example.com/x).\n\n    let x = 1;\n```\nlet y;";
        insta::assert_snapshot!(comment(text), @r"
         An \[index\] of Vec\<T\>, `a[0]`, see [the page](https://example.com/x).

         let x = 1;
         ```text
         let y;
         ```
        ");
    }
}
