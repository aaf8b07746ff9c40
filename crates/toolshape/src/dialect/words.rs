//! What a keyword asks for, in words: for the description that a model reads when the keyword may
//! not be sent, and for the error when a reply does not heed it.

use serde_json::Value;

use super::alternatives::types;

/// What a keyword asks for, such as `at most 5 items`; `None` for one that asks for nothing, or
/// whose value says nothing readable.
pub(crate) fn phrase(word: &str, value: &Value) -> Option<String> {
    let text = || value.as_str();
    Some(match word {
        "minimum" => format!("at least {}", number(value)?),
        "maximum" => format!("at most {}", number(value)?),
        "exclusiveMinimum" => format!("more than {}", number(value)?),
        "exclusiveMaximum" => format!("less than {}", number(value)?),
        "multipleOf" => format!("a multiple of {}", number(value)?),
        "minLength" => format!("at least {}", counted(value, "character")?),
        "maxLength" => format!("at most {}", counted(value, "character")?),
        "minItems" => format!("at least {}", counted(value, "item")?),
        "maxItems" => format!("at most {}", counted(value, "item")?),
        "minProperties" => format!("at least {}", counted(value, "member")?),
        "maxProperties" => format!("at most {}", counted(value, "member")?),
        "uniqueItems" if *value == true => "no item twice".to_owned(),
        "pattern" => format!("text that matches {}", text()?),
        "format" => format!("text in the format {}", text()?),
        "type" => any_of(&types(value).into_iter().map(kind).collect::<Vec<_>>())?,
        "const" => format!("exactly {value}"),
        "enum" => format!("one of {}", list(value.as_array()?)),
        "required" => format!("the members {}", list(value.as_array()?)),
        _ => return None,
    })
}

/// The phrase as a sentence.
pub(crate) fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).chain(['.']).collect()
}

/// A kind of JSON value, with its article.
fn kind(name: &str) -> &str {
    match name {
        "object" => "an object",
        "array" => "an array",
        "string" => "a string",
        "integer" => "an integer",
        "number" => "a number",
        "boolean" => "a boolean",
        other => other,
    }
}

fn number(value: &Value) -> Option<&serde_json::Number> {
    value.as_number()
}

fn counted(value: &Value, noun: &str) -> Option<String> {
    let count = number(value)?;
    Some(if count.as_u64() == Some(1) { format!("1 {noun}") } else { format!("{count} {noun}s") })
}

fn list(values: &[Value]) -> String {
    values.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")
}

/// `a, b or c`.
fn any_of(names: &[&str]) -> Option<String> {
    let (last, rest) = names.split_last()?;
    Some(if rest.is_empty() { (*last).to_owned() } else { format!("{} or {last}", rest.join(", ")) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{phrase, sentence};

    #[test]
    fn a_keyword_reads_as_a_sentence() {
        for (word, value, expected) in [
            ("maxItems", json!(5), "At most 5 items."),
            ("minLength", json!(1), "At least 1 character."),
            ("exclusiveMinimum", json!(0.5), "More than 0.5."),
            ("type", json!(["string", "integer", "null"]), "A string, an integer or null."),
            ("enum", json!(["a", 1]), "One of \"a\", 1."),
            ("pattern", json!("^a$"), "Text that matches ^a$."),
        ] {
            assert_eq!(phrase(word, &value).map(|phrase| sentence(&phrase)).as_deref(), Some(expected));
        }
        assert_eq!(phrase("uniqueItems", &json!(false)), None);
        assert_eq!(phrase("title", &json!("x")), None);
    }
}
