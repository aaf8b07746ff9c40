//! Which kind of error a failure is: by the service's code, then by the HTTP status.

use std::error::Error as StdError;

use aws_sdk_bedrockruntime::error::SdkError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use toolshape::ErrorKind;

use crate::environment::causes;

use super::{Failure, credentials};

const NO_REGION: &str = "no region is set: set AWS_REGION, or a region in the profile";

pub(super) fn sdk_error<E>(error: &SdkError<E, HttpResponse>) -> (ErrorKind, Failure)
where
    E: StdError + 'static,
{
    let status = error.raw_response().map(|response| response.status().as_u16());
    match error {
        SdkError::ServiceError(service) => {
            let failure = Failure::of_response(service.raw());
            (service_error(failure.code.as_deref(), status), failure)
        }
        SdkError::TimeoutError(_) => (ErrorKind::Timeout, Failure::default()),
        SdkError::DispatchFailure(dispatch) if dispatch.is_timeout() => (ErrorKind::Timeout, Failure::default()),
        SdkError::ResponseError(_) => {
            let message = Some("it closed before the reply was complete".to_owned());
            (ErrorKind::Transport, Failure { message, status, ..Failure::default() })
        }
        SdkError::ConstructionFailure(_) | SdkError::DispatchFailure(_) => before_a_reply(error),
        _ => (ErrorKind::Transport, Failure::default()),
    }
}

/// An error within a stream, which has no HTTP status of its own.
pub(super) fn stream_error(failure: &Failure) -> ErrorKind {
    let code = failure.code.as_deref().and_then(by_code);
    code.or_else(|| failure.original_status.and_then(by_status)).unwrap_or(ErrorKind::Unavailable)
}

fn before_a_reply<E>(error: &SdkError<E, HttpResponse>) -> (ErrorKind, Failure)
where
    E: StdError + 'static,
{
    let causes: Vec<_> = causes(error).collect();
    if let Some(message) = credentials::told(&causes) {
        return (ErrorKind::Credentials, Failure { message: Some(message), ..Failure::default() });
    }
    // The outermost cause is a category. One with a brace prints a structure: it may be the whole request.
    let told = causes.iter().skip(1).map(ToString::to_string).filter(|cause| !cause.contains('{'));
    let told = told.reduce(|told, cause| format!("{told}: {cause}"));
    let lacks_region =
        |told: &String| told.to_ascii_lowercase().contains("missing region") || told.contains("signing region");
    let message = if told.as_ref().is_some_and(lacks_region) { Some(NO_REGION.to_owned()) } else { told };
    (ErrorKind::Transport, Failure { message, ..Failure::default() })
}

fn service_error(code: Option<&str>, status: Option<u16>) -> ErrorKind {
    code.and_then(by_code).or_else(|| status.and_then(by_status)).unwrap_or(ErrorKind::UnreadableReply)
}

fn by_code(code: &str) -> Option<ErrorKind> {
    Some(match code {
        "AccessDeniedException" => ErrorKind::AccessDenied,
        "ThrottlingException" | "TooManyRequestsException" => ErrorKind::Throttled,
        "ValidationException" | "SerializationException" => ErrorKind::Validation,
        "ResourceNotFoundException" | "UnknownOperationException" => ErrorKind::NotFound,
        "ModelErrorException" | "ModelStreamErrorException" => ErrorKind::ModelError,
        "ModelTimeoutException" => ErrorKind::Timeout,
        "ModelNotReadyException" => ErrorKind::NotReady,
        "ServiceQuotaExceededException" => ErrorKind::Quota,
        "ExpiredToken"
        | "ExpiredTokenException"
        | "IncompleteSignatureException"
        | "InvalidClientTokenId"
        | "InvalidSignatureException"
        | "MissingAuthenticationTokenException"
        | "SignatureDoesNotMatch"
        | "UnrecognizedClientException" => ErrorKind::Credentials,
        "InternalServerException" | "InternalFailure" | "ServiceUnavailableException" => ErrorKind::Unavailable,
        _ => return None,
    })
}

/// `None` for a success: what was in it could not be read.
fn by_status(status: u16) -> Option<ErrorKind> {
    Some(match status {
        401 => ErrorKind::Credentials,
        403 => ErrorKind::AccessDenied,
        404 => ErrorKind::NotFound,
        408 | 504 => ErrorKind::Timeout,
        424 => ErrorKind::ModelError,
        429 => ErrorKind::Throttled,
        400..=499 => ErrorKind::Validation,
        500..=599 => ErrorKind::Unavailable,
        _ => return None,
    })
}

/// What `Display` starts with.
pub(super) fn summary(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::AccessDenied => "the service denied access",
        ErrorKind::Throttled => "the service throttled the request",
        ErrorKind::Validation => "the service refused the request as invalid",
        ErrorKind::NotFound => "the service did not find what the request names",
        ErrorKind::ModelError => "the model failed",
        ErrorKind::Timeout | ErrorKind::BudgetExhausted => "the model or the connection took too long",
        ErrorKind::NotReady => "the model is not ready",
        ErrorKind::Quota => "a quota of the account is used up",
        ErrorKind::Credentials => "the credentials are missing, expired or unknown",
        ErrorKind::Unavailable => "the service failed",
        ErrorKind::Transport => "the connection failed",
        ErrorKind::TooLarge => "the reply is too large",
        ErrorKind::NoSuchList => "the tool has no such list",
        _ => "the reply could not be read",
    }
}
