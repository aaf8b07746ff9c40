//! Why there are no credentials, and what would give some.

use std::env;
use std::error::Error as StdError;

use aws_config::meta::ProviderChainError;
use aws_credential_types::provider::error::{CredentialsError, TokenError};
use aws_smithy_types::error::metadata::ErrorMetadata;

use crate::environment::{self, PROFILE, ProfileError, WEB_IDENTITY, is_set};

const KEY: &str = "AWS_ACCESS_KEY_ID";
const SECRET: &str = "AWS_SECRET_ACCESS_KEY";

/// The cause among `causes`, in one line. `None` where they are about something else.
pub(super) fn told(causes: &[&(dyn StdError + 'static)]) -> Option<String> {
    if causes.iter().any(|cause| cause.to_string().starts_with("failed to select an auth scheme")) {
        return Some("the SDK's configuration has no credentials provider".to_owned());
    }
    let first = causes.iter().position(|cause| cause.is::<CredentialsError>())?;
    let causes = &causes[first..];
    Some(match causes.iter().find_map(|cause| cause.downcast_ref()) {
        Some(chain) => none_found(chain),
        None => failed(causes),
    })
}

/// No link of the chain is configured, or those that are have none.
fn none_found(chain: &ProviderChainError<CredentialsError>) -> String {
    let told = |link| environment::cause_of(chain, link).map(ToString::to_string);
    let mut said = Vec::new();
    match [KEY, SECRET].map(is_set) {
        [true, false] => said.push(format!("{KEY} is set, but {SECRET} is not")),
        [false, true] => said.push(format!("{SECRET} is set, but {KEY} is not")),
        _ => {}
    }
    match (told(PROFILE), profile_of_environment()) {
        (Some(cause), _) => said.push(cause),
        (None, Some(profile)) => said.push(empty(&profile)),
        (None, None) => {}
    }
    if is_set("AWS_WEB_IDENTITY_TOKEN_FILE") {
        said.extend(told(WEB_IDENTITY));
    }
    if said.is_empty() {
        return format!("profile `default` has none: set AWS_PROFILE, or {KEY} and {SECRET}");
    }
    said.join("; ")
}

fn empty(profile: &str) -> String {
    format!(
        "profile `{profile}` is missing or has no credentials, such as aws_access_key_id and aws_secret_access_key, \
         role_arn or sso_session"
    )
}

/// A provider that is configured failed.
fn failed(causes: &[&(dyn StdError + 'static)]) -> String {
    let service = causes.iter().find_map(|cause| cause.downcast_ref()).and_then(said_by_service);
    let said =
        service.unwrap_or_else(|| causes.iter().filter_map(|cause| said_by(*cause)).collect::<Vec<_>>().join(": "));
    let given = causes.iter().find_map(|cause| cause.downcast_ref::<ProfileError>()).map(|error| error.profile.clone());
    let unbuilt = said.strip_prefix("ProfileFile provider could not be built: ");
    // The profile's provider wraps the error of the one that the profile points to.
    let wrapped = causes.iter().filter(|cause| cause.is::<CredentialsError>()).count() > 1;
    if given.is_some() || unbuilt.is_some() || wrapped {
        let profile = given.or_else(profile_of_environment).unwrap_or_else(|| "default".to_owned());
        return of_profile(&profile, unbuilt.unwrap_or(&said));
    }
    if said.is_empty() { causes[0].to_string() } else { said }
}

fn of_profile(profile: &str, said: &str) -> String {
    if said.is_empty() {
        return empty(profile);
    }
    if let Some((_, features)) = said.split_once("cargo feature(s) enabled: ") {
        let feature = features.split('.').next().unwrap_or_default();
        let owner = if feature == "sso" { "toolshape-bedrock" } else { "aws-config" };
        return format!("profile `{profile}` needs the feature `{feature}` of {owner}");
    }
    let is_named = said.contains(&format!("`{profile}`"));
    let said = if is_named { said.to_owned() } else { format!("profile `{profile}`: {said}") };
    let wants_login = ["SSO token", "sso/cache"].iter().any(|word| said.contains(word));
    if wants_login { format!("{said}: run `aws sso login --profile {profile}`") } else { said }
}

fn profile_of_environment() -> Option<String> {
    env::var("AWS_PROFILE").ok().filter(|profile| !profile.is_empty())
}

fn said_by_service(metadata: &ErrorMetadata) -> Option<String> {
    Some(format!("{} ({})", metadata.message()?, metadata.code()?))
}

/// What a cause says. What a process printed and the structure of a reply may hold secrets.
fn said_by(cause: &(dyn StdError + 'static)) -> Option<String> {
    let is_wrapper = cause.is::<CredentialsError>() || cause.is::<TokenError>() || cause.is::<ProfileError>();
    let told = cause.to_string();
    let told = told.split(" Stderr: ").next().unwrap_or_default().trim_end_matches('.');
    (!is_wrapper && !told.contains('{')).then(|| told.to_owned())
}
