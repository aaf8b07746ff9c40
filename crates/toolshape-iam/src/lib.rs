//! IAM permissions for Amazon Bedrock: which statements a call needs, and what a denial says.
//!
//! ```
//! use toolshape_iam::{Needs, Operation, Place};
//!
//! let place = Place::new("us-east-1")?.account("123456789012")?.reaches("us.amazon.nova-lite-v1:0", ["us-east-1", "us-west-2"]);
//! let needs = Needs::of(&Operation::Converse("us.amazon.nova-lite-v1:0".into()), &place)?;
//! let [profile, models] = needs.grants()[0].statements() else { panic!("a profile and its models") };
//! assert_eq!(profile.resources(), ["arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0"]);
//! assert_eq!(
//!     models.resources(),
//!     [
//!         "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
//!         "arn:aws:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0",
//!     ]
//! );
//! # Ok::<(), toolshape_iam::Error>(())
//! ```
//!
//! | item | what it knows |
//! |---|---|
//! | [`Operation`] | the calls, by the names of the API |
//! | [`Place`] | region, account, and what profiles, routers and prompts reach |
//! | [`Needs`] | the statements of each principal |
//! | [`Denial`] | the service's texts, and what to do about each |
//! | [`Arn`] | the parts of an ARN, each with its rule |
//!
//! Nothing is asked of AWS, and nothing is guessed: what is unknown is an [`Error`] that says what to give.

mod arn;
mod denial;
mod error;
mod needs;
mod operation;
mod place;
mod statement;
mod target;

pub use arn::Arn;
pub use denial::{Denial, DenialKind};
pub use error::Error;
pub use needs::{Grant, Needs, Principal};
pub use operation::{Agent, Batch, Guardrail, Invocation, Operation};
pub use place::Place;
pub use statement::Statement;
