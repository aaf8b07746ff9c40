//! Serde types.

/// The types of Bedrock Runtime's operations.
#[cfg(feature = "bedrock")]
#[allow(clippy::large_enum_variant, clippy::too_many_lines, reason = "as large as what the service sends")]
pub mod bedrock {
    include!(concat!(env!("OUT_DIR"), "/bedrock.rs"));
}

/// The types of the AppSync reference for Bedrock data sources.
#[cfg(feature = "appsync")]
#[allow(clippy::too_many_lines, reason = "as long as the enum it reads")]
pub mod appsync {
    include!(concat!(env!("OUT_DIR"), "/appsync.rs"));
}

#[cfg(feature = "sdk")]
pub mod sdk;
