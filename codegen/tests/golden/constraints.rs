/// `Bounds`
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
pub struct Bounds {
    /// `code`. Exactly 3 characters.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub code: ::std::option::Option<::std::string::String>,
    /// `count`. At least 1.
    pub count: i64,
    /// `id`. Format `uuid`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub id: ::std::option::Option<::std::string::String>,
    /// A name, see \[nowhere\]. 1 to 64 characters. Matches `` ^[a-z`]+$ ``.
    pub name: ::std::string::String,
    /// `pair`. Exactly 2 entries.
    pub pair: ::std::vec::Vec<::std::string::String>,
    /// `share`. At most 1. More than `0`. Default: `0.5`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub share: ::std::option::Option<f64>,
    /// `tags`. At least 1 entry. No entry twice.
    pub tags: ::std::vec::Vec<::std::string::String>,
    /// `when`. Format `date-time`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub when: ::std::option::Option<::std::string::String>,
}
