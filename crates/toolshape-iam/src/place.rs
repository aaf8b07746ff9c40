//! Where a call is made.

use std::collections::BTreeMap;

use crate::Error;
use crate::arn::{is_account, is_region};

/// Where a call is made: its region, its account, and what the names in it stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    region: String,
    account: Option<String>,
    reached: BTreeMap<String, Vec<String>>,
}

impl Place {
    /// The region that the call is sent to.
    ///
    /// # Errors
    ///
    /// When it has not the form of a region.
    pub fn new(region: impl Into<String>) -> Result<Self, Error> {
        let region = region.into();
        if !is_region(&region) {
            return Err(Error::field("region", "must be a name such as `us-east-1`"));
        }
        Ok(Self { region, account: None, reached: BTreeMap::new() })
    }

    /// The account of guardrails, agents and the like, and of profiles that are named by their id.
    ///
    /// # Errors
    ///
    /// When it is not 12 digits.
    pub fn account(mut self, account: impl Into<String>) -> Result<Self, Error> {
        let account = account.into();
        if !is_account(&account) {
            return Err(Error::field("account", "must be 12 digits"));
        }
        self.account = Some(account);
        Ok(self)
    }

    /// What a name reaches; a name is an id or an ARN.
    ///
    /// | name | what it reaches |
    /// |---|---|
    /// | a cross-region inference profile | regions, or the models' ARNs, as `GetInferenceProfile` lists them |
    /// | an application inference profile | the models' ARNs, as `GetInferenceProfile` lists them |
    /// | a prompt router | models and profiles, as `GetPromptRouter` lists them |
    /// | a prompt | the model or the profile that it is for |
    /// | a guardrail profile, such as `us.guardrail.v1:0` | regions |
    #[must_use]
    pub fn reaches<Name: Into<String>>(mut self, name: &str, what: impl IntoIterator<Item = Name>) -> Self {
        self.reached.entry(id(name).to_owned()).or_default().extend(what.into_iter().map(Into::into));
        self
    }

    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    pub(crate) fn partition(&self) -> &'static str {
        let partitions = [
            ("us-gov-", "aws-us-gov"),
            ("us-iso-", "aws-iso"),
            ("us-isob-", "aws-iso-b"),
            ("us-isof-", "aws-iso-f"),
            ("eu-isoe-", "aws-iso-e"),
            ("eusc-", "aws-eusc"),
            ("cn-", "aws-cn"),
        ];
        partitions.iter().find(|(prefix, _)| self.region.starts_with(prefix)).map_or("aws", |(_, name)| name)
    }

    pub(crate) fn known_account(&self) -> Result<&str, Error> {
        self.account.as_deref().ok_or_else(|| Error::unknown("the account is".to_owned(), "its 12 digits"))
    }

    pub(crate) fn reached(&self, name: &str) -> Option<&[String]> {
        self.reached.get(id(name)).filter(|what| !what.is_empty()).map(Vec::as_slice)
    }

    /// The ARN of one of the account's Bedrock resources here.
    pub(crate) fn own(&self, resource: &str) -> Result<String, Error> {
        self.own_in(&self.region, resource)
    }

    pub(crate) fn own_in(&self, region: &str, resource: &str) -> Result<String, Error> {
        Ok(format!("arn:{}:bedrock:{region}:{}:{resource}", self.partition(), self.known_account()?))
    }

    pub(crate) fn model_in(&self, region: &str, id: &str) -> String {
        format!("arn:{}:bedrock:{region}::foundation-model/{id}", self.partition())
    }
}

/// The id in an ARN, or the id itself.
fn id(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
