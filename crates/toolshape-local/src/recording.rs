use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::error::Error;
use crate::reply::{Body, Reply};

/// The replies of a folder, each for one prompt.
#[derive(Debug, Default)]
pub(crate) struct Recordings(Vec<Recording>);

#[derive(Debug)]
struct Recording {
    prompt: String,
    path: PathBuf,
    reply: Reply,
}

/// A recording as its file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    recording: String,
    #[serde(rename = "match")]
    matcher: Matcher,
    #[serde(default)]
    delay_ms: u64,
    #[serde(default = "ok")]
    status: u16,
    error_type: Option<String>,
    #[serde(borrow)]
    body: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Matcher {
    prompt: String,
}

fn ok() -> u16 {
    200
}

impl Recordings {
    /// Reads every `*.json` of a folder, in the order of their names.
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let unreadable = |source| Error::folder(folder, "cannot read this folder", Some(source));
        let mut paths = fs::read_dir(folder)
            .map_err(unreadable)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<Vec<_>, _>>()
            .map_err(unreadable)?;
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
        paths.sort();

        let mut recordings = Self::default();
        for path in paths {
            let text = fs::read_to_string(&path)
                .map_err(|source| Error::folder(&path, "cannot read this file", Some(source)))?;
            recordings.add(Recording::parse(path, &text)?)?;
        }
        if recordings.0.is_empty() {
            return Err(Error::folder(folder, "no recording (*.json) in this folder", None));
        }
        Ok(recordings)
    }

    fn add(&mut self, new: Recording) -> Result<(), Error> {
        if let Some(old) = self.find(&new.prompt) {
            let reason = format!("the prompt {:?} is recorded in {} already", new.prompt, old.path.display());
            return Err(Error::recording(&new.path, reason));
        }
        self.0.push(new);
        Ok(())
    }

    fn find(&self, prompt: &str) -> Option<&Recording> {
        let prompt = fold(prompt);
        self.0.iter().find(|recording| fold(&recording.prompt) == prompt)
    }

    /// The reply to the last thing the user said.
    pub(crate) fn reply_to(&self, request: &Value) -> Option<Reply> {
        let recording = self.find(&last_prompt(request)?)?;
        Some(recording.reply.clone())
    }

    pub(crate) fn prompts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|recording| recording.prompt.as_str())
    }
}

impl Recording {
    fn parse(path: PathBuf, text: &str) -> Result<Self, Error> {
        let file: File<'_> = serde_json::from_str(text).map_err(|error| Error::json(&path, &error))?;
        let wrong = match (file.status, &file.error_type) {
            _ if file.recording.trim().is_empty() => Some("`recording` must say what this is"),
            _ if file.matcher.prompt.trim().is_empty() => Some("`match.prompt` is empty"),
            (200..=299, Some(_)) => Some("`error_type` belongs to a status of 400 or more"),
            (200..=299, None) | (400..=599, Some(_)) => None,
            (400..=599, None) => Some("a reply that is an error needs its `error_type`"),
            _ => Some("`status` must be 200 to 299, or 400 to 599"),
        };
        if let Some(reason) = wrong {
            return Err(Error::recording(&path, reason));
        }
        let reply =
            Reply::new(file.status, Body::Text(file.body.get().to_owned())).delay(Duration::from_millis(file.delay_ms));
        let reply = match &file.error_type {
            Some(code) => reply.coded(code),
            None => reply,
        };
        Ok(Self { prompt: file.matcher.prompt, path, reply })
    }
}

fn fold(prompt: &str) -> String {
    prompt.trim().to_lowercase()
}

/// The text of the last user turn that has any: a turn of tool results alone carries on
/// with the question before it.
fn last_prompt(request: &Value) -> Option<String> {
    request["messages"].as_array()?.iter().rev().find_map(|message| {
        if message["role"] != "user" {
            return None;
        }
        let texts: Vec<&str> = message["content"]
            .as_array()?
            .iter()
            .filter_map(|block| {
                let guarded = &block["guardContent"]["text"]["text"];
                block["text"].as_str().or_else(|| guarded.as_str())
            })
            .collect();
        (!texts.is_empty()).then(|| texts.join("\n"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TOP: &str = r#"{
  "recording": "What a model answered once.",
  "match": {"prompt": "Top product?"},
  "body": {"n": 1.50, "n": 2}
}"#;

    fn parse(text: &str) -> Result<Recording, Error> {
        Recording::parse("replies/top.json".into(), text)
    }

    fn refusal(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_body_is_kept_byte_for_byte() {
        let recording = parse(TOP).unwrap();
        assert_eq!(recording.reply.body.into_text(), r#"{"n": 1.50, "n": 2}"#);
        assert_eq!(recording.reply.status, 200);
    }

    #[test]
    fn a_body_may_be_nested_deeper_than_any_reader_goes() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        let recording = parse(&TOP.replace(r#"{"n": 1.50, "n": 2}"#, &deep)).unwrap();
        assert_eq!(recording.reply.body.into_text(), deep);
    }

    #[test]
    fn a_mistake_is_named_with_file_and_line() {
        let error = parse(&TOP.replace("\"match\"", "match")).unwrap_err();
        assert_eq!(error.line(), Some(3));
        assert_eq!(error.to_string(), "replies/top.json:3:3: key must be a string");
        assert_eq!(
            refusal(&TOP.replace("\"prompt\"", "\"promt\"")),
            "replies/top.json:3:19: unknown field `promt`, expected `prompt`",
        );
    }

    #[test]
    fn an_error_needs_its_type_and_a_success_has_none() {
        assert_eq!(
            refusal(&TOP.replace("\"body\"", "\"status\": 429, \"body\"")),
            "replies/top.json: a reply that is an error needs its `error_type`"
        );
        assert_eq!(
            refusal(&TOP.replace("\"body\"", "\"error_type\": \"X\", \"body\"")),
            "replies/top.json: `error_type` belongs to a status of 400 or more"
        );
    }

    #[test]
    fn prompts_differ_by_more_than_case_and_spaces() {
        let mut recordings = Recordings::default();
        recordings.add(parse(TOP).unwrap()).unwrap();
        let error = recordings.add(parse(&TOP.replace("Top", "  TOP")).unwrap()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "replies/top.json: the prompt \"  TOP product?\" is recorded in replies/top.json already"
        );
    }

    #[test]
    fn the_last_user_turn_with_text_is_the_prompt() {
        let request = json!({"messages": [
            {"role": "user", "content": [{"text": "first"}]},
            {"role": "assistant", "content": [{"toolUse": {}}]},
            {"role": "user", "content": [{"guardContent": {"text": {"text": "second"}}}]},
            {"role": "assistant", "content": [{"toolUse": {}}]},
            {"role": "user", "content": [{"toolResult": {}}]},
        ]});
        assert_eq!(last_prompt(&request).as_deref(), Some("second"));
    }
}
