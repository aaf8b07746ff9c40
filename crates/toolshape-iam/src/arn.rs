//! Amazon Resource Names.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// The Amazon Resource Name of one resource: no pattern.
///
/// ```
/// use toolshape_iam::Arn;
///
/// let arn: Arn = "arn:aws:bedrock:us-east-1:123456789012:prompt/PROMPT1234:2".parse()?;
/// assert_eq!((arn.region(), arn.resource_type(), arn.resource_id()), ("us-east-1", "prompt", "PROMPT1234:2"));
///
/// let error = "arn:aws:bedrock:us-east-1:1234:prompt/PROMPT1234".parse::<Arn>().unwrap_err();
/// assert_eq!(error.to_string(), "malformed ARN: the account must be empty or 12 digits");
/// # Ok::<(), toolshape_iam::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Arn {
    partition: String,
    service: String,
    region: String,
    account: String,
    resource: String,
}

impl Arn {
    /// `aws`, `aws-us-gov`, `aws-cn` and the like.
    #[must_use]
    pub fn partition(&self) -> &str {
        &self.partition
    }

    /// The service, such as `bedrock`.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The region; empty for resources of none.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The account's 12 digits; empty for resources of AWS's own.
    #[must_use]
    pub fn account(&self) -> &str {
        &self.account
    }

    /// What stands before the first slash, such as `foundation-model`.
    #[must_use]
    pub fn resource_type(&self) -> &str {
        self.resource.split_once('/').map_or(&self.resource, |(kind, _)| kind)
    }

    /// What stands behind the first slash; empty without one.
    #[must_use]
    pub fn resource_id(&self) -> &str {
        self.resource.split_once('/').map_or("", |(_, id)| id)
    }
}

impl FromStr for Arn {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut parts = text.splitn(6, ':');
        if parts.next() != Some("arn") {
            return Err(Error::arn("prefix", "must be `arn:`"));
        }
        let mut part = |name, rule, holds: fn(&str) -> bool| match parts.next() {
            None => Err(Error::arn(name, "is missing")),
            Some(part) if holds(part) => Ok(part.to_owned()),
            Some(_) => Err(Error::arn(name, rule)),
        };
        Ok(Self {
            partition: part("partition", "must be `aws`, `aws-us-gov`, `aws-cn` or another of AWS's", |part| {
                part == "aws" || part.strip_prefix("aws-").is_some_and(is_words)
            })?,
            service: part("service", "must be a name such as `bedrock`", is_words)?,
            region: part("region", "must be empty or a name such as `us-east-1`", |part| {
                part.is_empty() || is_region(part)
            })?,
            account: part("account", "must be empty or 12 digits", |part| part.is_empty() || is_account(part))?,
            resource: part("resource", "must be a name without spaces, `*`, `?` and `$`", |part| {
                !part.is_empty() && part.chars().all(|letter| letter.is_ascii_graphic() && !"*?$".contains(letter))
            })?,
        })
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { partition, service, region, account, resource } = self;
        write!(f, "arn:{partition}:{service}:{region}:{account}:{resource}")
    }
}

fn is_words(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split('-').all(is_word)
}

/// Whether it has the form of a region: words and a number.
pub(crate) fn is_region(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(words, number)| {
        words.contains('-')
            && is_words(words)
            && !words.contains(|letter: char| letter.is_ascii_digit())
            && (1..=2).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

pub(crate) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_malformed_arn_is_refused_by_its_part() {
        for (text, part) in [
            ("", "prefix"),
            ("amazon.nova-lite-v1:0", "prefix"),
            ("ARN:aws:bedrock:us-east-1::foundation-model/m", "prefix"),
            ("arn:", "partition"),
            ("arn:amazon:bedrock:us-east-1::foundation-model/m", "partition"),
            ("arn:aws-:bedrock:us-east-1::foundation-model/m", "partition"),
            ("arn:aws", "service"),
            ("arn:aws::us-east-1::foundation-model/m", "service"),
            ("arn:aws:Bedrock:us-east-1::foundation-model/m", "service"),
            ("arn:aws:bedrock", "region"),
            ("arn:aws:bedrock:us-east:123456789012:prompt/p", "region"),
            ("arn:aws:bedrock:*::foundation-model/m", "region"),
            ("arn:aws:bedrock:us-east-1", "account"),
            ("arn:aws:bedrock:us-east-1:12345678901:prompt/p", "account"),
            ("arn:aws:bedrock:us-east-1:12345678901x:prompt/p", "account"),
            ("arn:aws:bedrock:us-east-1:foundation-model/m", "account"),
            ("arn:aws:bedrock:us-east-1:123456789012", "resource"),
            ("arn:aws:bedrock:us-east-1:123456789012:", "resource"),
            ("arn:aws:bedrock:us-east-1:123456789012:prompt/a b", "resource"),
            ("arn:aws:bedrock:us-east-1::foundation-model/*", "resource"),
            ("arn:aws:bedrock:us-east-1:123456789012:prompt/${aws:username}", "resource"),
        ] {
            assert_eq!(text.parse::<Arn>().map_err(|error| error.arn_part()), Err(Some(part)), "{text}");
        }
    }

    #[test]
    fn an_arn_is_written_as_it_was_read() {
        for text in [
            "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0",
            "arn:aws:bedrock:::foundation-model/anthropic.claude-opus-4-6-v1",
            "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:guardrail/abc1",
            "arn:aws-eusc:bedrock:eusc-de-east-1:123456789012:inference-profile/eu.amazon.nova-pro-v1:0",
            "arn:aws-iso-b:s3:::bucket/key",
        ] {
            assert_eq!(text.parse::<Arn>().map(|arn| arn.to_string()), Ok(text.to_owned()));
        }
    }
}
