//! The rules of single fields, as the service model of Bedrock Runtime states them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use toolshape::Error;

/// A length in characters.
pub(super) fn length(field: &str, text: &str, bounds: RangeInclusive<usize>) -> Result<(), Error> {
    if bounds.contains(&text.chars().count()) {
        return Ok(());
    }
    let rule = format!("must be {} to {} characters", bounds.start(), bounds.end());
    Err(Error::invalid_request(field, rule))
}

/// Text that says something: models refuse blank text as they refuse empty text.
pub(super) fn not_blank(field: impl FnOnce() -> String, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(Error::invalid_request(field(), "must not be blank"));
    }
    Ok(())
}

/// A number from 0 to 1. NaN is none.
pub(super) fn share(field: &str, number: Option<f64>) -> Result<(), Error> {
    match number {
        Some(number) if !(0.0..=1.0).contains(&number) => Err(Error::invalid_request(field, "must be from 0 to 1")),
        _ => Ok(()),
    }
}

/// `[a-z0-9]+` or the ARN of a guardrail.
pub(super) fn guardrail_id(field: &str, id: &str) -> Result<(), Error> {
    length(field, id, 1..=2048)?;
    if lower_alphanumeric(id) || guardrail_arn(id) {
        return Ok(());
    }
    Err(Error::invalid_request(field, "must be an id of a-z and 0-9, or the ARN of a guardrail"))
}

/// `arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+`
fn guardrail_arn(arn: &str) -> bool {
    let parts: Vec<_> = arn.split(':').collect();
    let ["arn", partition, "bedrock", region, account, resource] = parts.as_slice() else {
        return false;
    };
    let partition = partition.strip_prefix("aws");
    let region_char = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    partition.is_some_and(|rest| rest.is_empty() || (rest.len() > 1 && rest.starts_with('-')))
        && (1..=20).contains(&region.len())
        && region.bytes().all(region_char)
        && account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && resource.strip_prefix("guardrail/").is_some_and(lower_alphanumeric)
}

fn lower_alphanumeric(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

/// `[1-9][0-9]{0,7}` or `DRAFT`.
pub(super) fn guardrail_version(field: &str, version: &str) -> Result<(), Error> {
    let number =
        (1..=8).contains(&version.len()) && version.bytes().all(|b| b.is_ascii_digit()) && !version.starts_with('0');
    if number || version == "DRAFT" {
        return Ok(());
    }
    Err(Error::invalid_request(field, "must be DRAFT or a number of 1 to 8 digits"))
}

/// At most 16 pairs; keys of 1 to 256 and values of at most 256 characters of a common set.
pub(super) fn metadata(field: &str, pairs: &BTreeMap<String, String>) -> Result<(), Error> {
    if pairs.len() > 16 {
        return Err(Error::invalid_request(field, "must be at most 16 pairs"));
    }
    for (key, value) in pairs {
        if !(1..=256).contains(&key.chars().count()) || value.chars().count() > 256 {
            let rule = "must have keys of 1 to 256 and values of at most 256 characters";
            return Err(Error::invalid_request(field, rule));
        }
        if !key.chars().chain(value.chars()).all(metadata_char) {
            let rule = "must hold only letters, digits, white space and _ : @ $ # = / + , - .";
            return Err(Error::invalid_request(field, rule));
        }
    }
    Ok(())
}

/// One of `[a-zA-Z0-9\s:_@$#=/+,-.]`, in which `,-.` is a range of three.
fn metadata_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\t'..='\r' | ' ') || ":_@$#=/+,-.".contains(c)
}
