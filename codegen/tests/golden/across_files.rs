/// `Input`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// `size`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub size: ::std::option::Option<i64>,
}
/// `Request`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Request {
    /// `other`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub other: ::std::option::Option<Input>,
    /// `tool`.
    pub tool: Tool,
    /// `whole`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub whole: ::std::option::Option<Root>,
}
/// `Root`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct Root {
    /// `tool`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub tool: ::std::option::Option<Tool>,
}
/// `Tool`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Tool {
    /// `input`.
    pub input: ToolInput,
    /// `next`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub next: ::std::option::Option<::std::boxed::Box<Tool>>,
}
/// `input`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
pub struct ToolInput {
    /// `size`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub size: ::std::option::Option<i64>,
}
