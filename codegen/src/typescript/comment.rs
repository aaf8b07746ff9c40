//! Descriptions as doc comments that TypeScript takes as text.

use serde_json::Value;

use crate::rules;

/// The lines of the comment on a schema: its description, and what its type does not say.
pub(super) fn lines(schema: &Value) -> Vec<String> {
    let Value::Object(words) = schema else { return Vec::new() };
    let mut sentences: Vec<String> =
        words.get("description").and_then(Value::as_str).map(str::to_owned).into_iter().collect();
    sentences.extend(rules::sentences(words));
    if schema["x-open-union"] == true {
        sentences.push("Open: another kind than those listed may arrive.".into());
    }
    sentences.join(" ").trim().lines().map(harmless).collect()
}

/// The line without what would end the comment or start a tag.
pub(crate) fn harmless(line: &str) -> String {
    let line = line.trim_end().replace("*/", "*\\/").replace("{@", "{\\@");
    let text = line.trim_start();
    let blanks = &line[..line.len() - text.len()];
    if text.starts_with('@') { format!("{blanks}\\{text}") } else { line }
}
