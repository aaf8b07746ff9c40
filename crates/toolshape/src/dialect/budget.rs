//! How much strict schema one request to Claude may hold.

use super::Dialect;
use super::strict::Parameters;
use crate::{Error, ToolSpec};

const TOOLS: usize = 20;
const OPTIONAL: usize = 24;
const UNIONS: usize = 16;

/// Checks the strict tools of a request against what Claude compiles for one: at most 20 strict
/// tools, 24 parameters that may be left out and 16 of several types, over all of them. Other
/// tools do not count.
///
/// [`check_tools`](crate::check_tools) does it for a Claude model. To the service, a schema that
/// is sent as native structured output is one more strict tool; `check` does not know whether it will
/// be sent so.
///
/// ```
/// use serde_json::json;
/// use toolshape::{ToolSpec, check_strict_budgets};
///
/// let properties: serde_json::Map<_, _> =
///     (0..25).map(|n| (format!("p{n}"), json!({"type": "string"}))).collect();
/// let schema = json!({"type": "object", "properties": properties});
/// let spec = ToolSpec::new("many", "Many parameters.", schema)?;
/// assert!(check_strict_budgets([&spec]).is_ok());
/// assert_eq!(
///     check_strict_budgets([&spec.strict(true)]).unwrap_err().to_string(),
///     "invalid request: `tools` must have at most 24 optional parameters over all strict tools for Claude, and have 25",
/// );
/// # Ok::<(), toolshape::Error>(())
/// ```
///
/// # Errors
///
/// An [invalid request](Error::is_invalid_request) with the count; or that of [`Dialect::STRICT`]
/// for a schema that cannot be strict.
pub fn check_strict_budgets<'a>(tools: impl IntoIterator<Item = &'a ToolSpec>) -> Result<(), Error> {
    let mut count = 0;
    let mut parameters = Parameters::default();
    for tool in tools.into_iter().filter(|tool| tool.is_strict()) {
        count += 1;
        parameters.count(tool.in_dialect(Dialect::STRICT)?);
    }
    within(count, TOOLS, "strict tools", "")?;
    let over_all = " over all strict tools";
    within(parameters.optional, OPTIONAL, "optional parameters", over_all)?;
    within(parameters.unions, UNIONS, "parameters of several types", over_all)
}

fn within(count: usize, most: usize, what: &str, over: &str) -> Result<(), Error> {
    if count <= most {
        return Ok(());
    }
    Err(Error::invalid_request("tools", format!("must have at most {most} {what}{over} for Claude, and have {count}")))
}
