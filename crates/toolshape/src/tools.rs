//! The tools on offer in one request.

use crate::{Error, Family, ToolSpec, dialect};

/// Checks tools that are offered together to a model of this family.
///
/// ```
/// use serde_json::json;
/// use toolshape::{Family, ToolSpec, check_tools};
///
/// let spec = ToolSpec::new("city", "The city.", json!({"type": "object"}))?;
/// let nova = Family::of("us.amazon.nova-lite-v1:0");
/// assert!(check_tools(&[spec.clone()], nova).is_ok());
/// let error = check_tools(&[spec.clone(), spec], nova).unwrap_err();
/// assert_eq!(error.to_string(), "invalid request: `tools` must not hold two tools named `city`");
/// # Ok::<(), toolshape::Error>(())
/// ```
///
/// # Errors
///
/// The error [is an invalid request](Error::is_invalid_request) where there is no tool, where one breaks a rule of
/// [`ToolSpec::new`], where two have one name, and where they are more than the family [compiles strictly].
///
/// [compiles strictly]: crate::check_strict_budgets
pub fn check_tools(tools: &[ToolSpec], family: &Family) -> Result<(), Error> {
    if tools.is_empty() {
        return Err(Error::invalid_request("tools", "must hold at least one tool"));
    }
    for (index, tool) in tools.iter().enumerate() {
        tool.check()?;
        if tools[..index].iter().any(|other| other.name() == tool.name()) {
            return Err(Error::invalid_request("tools", format!("must not hold two tools named `{}`", tool.name())));
        }
    }
    if family.strict && family.strict_budgets {
        dialect::check_strict_budgets(tools)?;
    }
    Ok(())
}
