// Written by toolshape-codegen from JSON Schema documents; not edited by hand.

/// As draft 2019-09 has it.
///
/// More rules in the schema: `dependentRequired`.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]
#[derive(::serde::Deserialize, ::serde::Serialize, ::toolshape::Partial)]
#[serde(deny_unknown_fields)]
pub struct Folder {
    /// At most 9 characters.
    /// At least 1 character.
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folders: Option<Vec<Folder>>,
    /// More rules in the schema: `contains`, `minContains`.
    ///
    /// The schema says what each of the first entries is; the type does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub files: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

::toolshape::generated::tool! {
    Folder: "folder", "As draft 2019-09 has it.",
    r##"{"title":"Folder","description":"As draft 2019-09 has it.","type":"object","properties":{"name":{"$ref":"#/$defs/text","maxLength":9},"folders":{"type":"array","items":{"$ref":"#"}},"files":{"type":"array","prefixItems":[{"type":"string"}],"items":false,"contains":{"const":"a"},"minContains":0},"owner":{"type":"string"}},"dependentRequired":{"files":["owner"]},"unevaluatedProperties":false,"required":["name"],"$defs":{"text":{"type":"string","minLength":1}}}"##
}
