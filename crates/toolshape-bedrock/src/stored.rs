//! Replies that were stored: read without a client, as the client would.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use toolshape::{Reading, Rung, ToolSet};
use toolshape_types::bedrock::ConverseResponse;

use crate::exchange::Received;
use crate::ledger::Ledger;
use crate::read::Read;
use crate::reply::{Content, Whole};
use crate::{Answer, Error};

/// Reads a reply of Converse as [`Generate::send`](crate::Generate::send) would, with repairs, checks and named errors.
///
/// The answer has one attempt and no HTTP request. How the model was asked is not in a reply: text that is the value's
/// JSON as a whole is read as [native output](Rung::Native), anything else as the reply of a model that was
/// [left to decide](Rung::Auto).
///
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// # use serde_json::json;
/// use toolshape::ToolShape;
/// use toolshape_bedrock::read;
/// use toolshape_types::bedrock::ConverseResponse;
///
/// /// The city that the text is about.
/// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
/// struct City {
///     name: String,
/// }
///
/// # let call = json!({"toolUse": {"toolUseId": "t1", "name": "city", "input": "{\"name\": \"Lima\"}"}});
/// # let stored = json!({
/// #     "output": {"message": {"role": "assistant", "content": [call]}},
/// #     "stopReason": "tool_use",
/// #     "usage": {"inputTokens": 8, "outputTokens": 2, "totalTokens": 10},
/// #     "metrics": {"latencyMs": 300},
/// # }).to_string();
/// let reply: ConverseResponse = serde_json::from_str(&stored)?;
/// let answer = read::<City>(&reply)?;
/// assert_eq!(answer.value.name, "Lima");
/// assert_eq!(answer.repairs[0].to_string(), "json_string at $");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// What the reply lacks, as for [`Generate::send`](crate::Generate::send).
pub fn read<T: ToolSet>(reply: &ConverseResponse) -> Result<Answer<T>, Error> {
    let json = serde_json::to_vec(reply).map_err(|_| Error::unreadable("the reply has no form as JSON", None, None))?;
    read_json(&json)
}

/// As [`read`], from the JSON of a reply.
///
/// Takes the body of a reply as HTTP carries it, and an entry of the [log of model invocations], whole or its member
/// `output` alone. With a whole entry, how the model was asked is known from the request in it.
///
/// [log of model invocations]: https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
///
/// ```
/// use schemars::JsonSchema;
/// use serde::Deserialize;
/// # use serde_json::json;
/// use toolshape::ToolShape;
/// use toolshape_bedrock::read_json;
///
/// /// The city that the text is about.
/// #[derive(Debug, Deserialize, JsonSchema, ToolShape)]
/// struct City {
///     name: String,
/// }
///
/// # let body = json!({
/// #     "output": {"message": {"role": "assistant", "content": [{"text": "That would be Lima."}]}},
/// #     "stopReason": "end_turn",
/// # });
/// # let entry = json!({"schemaType": "ModelInvocationLog", "output": {"outputBodyJson": body}}).to_string();
/// let error = read_json::<City>(entry.as_bytes()).unwrap_err();
/// assert!(error.is_no_tool_call());
/// assert_eq!(error.text(), Some("That would be Lima."));
/// ```
///
/// # Errors
///
/// As [`read`]. JSON of another form is an [unreadable reply](Error::is_unreadable_reply).
pub fn read_json<T: ToolSet>(json: &[u8]) -> Result<Answer<T>, Error> {
    let Stored { body, rung } = Stored::of(json);
    let rung = if T::ADMITS_WORDS { Some(Rung::Auto) } else { rung };
    let (whole, report) = Whole::read(&body.to_vec().into(), None)?;
    let offered = T::specs();
    let content = Content::Whole(whole);
    let mut received = Received { content, report, rung: rung.unwrap_or(Rung::Native), tries: 0 };
    let read = |received: &Received| Read::<T>::typed().value(Reading::default(), &offered, received, &mut || None);
    let mut outcome = read(&received);
    if rung.is_none() && !outcome.as_ref().is_ok_and(|outcome| outcome.repairs.is_empty()) {
        received.rung = Rung::Auto;
        outcome = read(&received);
    }
    let mut attempt = received.attempt(None);
    match outcome {
        Ok(outcome) => Ok(Answer::new(outcome, received, Ledger { attempts: vec![attempt], requests: 0 })),
        Err(error) => {
            let error = received.error(error);
            attempt.error = Some(error.kind());
            Err(error.with_ledger(Ledger { attempts: vec![attempt], requests: 0 }))
        }
    }
}

/// A reply, and how the model was asked where that is known.
struct Stored<'a> {
    body: &'a [u8],
    rung: Option<Rung>,
}

impl<'a> Stored<'a> {
    fn of(json: &'a [u8]) -> Self {
        #[derive(Deserialize)]
        struct Entry<'a> {
            #[serde(borrow)]
            output: &'a RawValue,
            input: Option<Value>,
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Output<'a> {
            #[serde(borrow)]
            output_body_json: &'a RawValue,
        }
        let body = |json: &'a [u8]| {
            serde_json::from_slice::<Output<'a>>(json).map(|output| output.output_body_json.get().as_bytes())
        };
        if let Ok(body) = body(json) {
            return Self { body, rung: None };
        }
        if let Ok(Entry { output, input }) = serde_json::from_slice::<Entry<'a>>(json)
            && let Ok(body) = body(output.get().as_bytes())
        {
            let request = input.as_ref().and_then(|input| input.get("inputBodyJson"));
            return Self { body, rung: request.map(rung_of) };
        }
        Self { body: json, rung: None }
    }
}

/// How a model was asked by this request.
fn rung_of(request: &Value) -> Rung {
    let choice = request.pointer("/toolConfig/toolChoice");
    match choice {
        _ if request.pointer("/outputConfig/textFormat").is_some() => Rung::Native,
        Some(choice) if choice.get("tool").is_some() => Rung::Forced,
        Some(choice) if choice.get("any").is_some() => Rung::Any,
        _ => Rung::Auto,
    }
}
