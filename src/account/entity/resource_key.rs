//! How the practice estate's resources are named in keys.

use std::fmt;
use std::str::FromStr;

use super::as_text::{KeyError, as_text};

/// The service that takes on the roles of instances, as policies name it.
pub const EC2: &str = "ec2.amazonaws.com";
/// The service that takes on the roles of functions.
pub const LAMBDA: &str = "lambda.amazonaws.com";

/// The kinds of resources in the practice estate that stand by themselves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ResourceKind {
    /// An S3 bucket.
    Bucket,
    /// An EC2 instance.
    Instance,
    /// A Lambda function.
    Function,
    /// An SQS queue.
    Queue,
    /// A `DynamoDB` table.
    Table,
    /// A KMS key.
    Key,
    /// A Secrets Manager secret.
    Secret,
}

impl ResourceKind {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Bucket, Self::Instance, Self::Function, Self::Queue, Self::Table, Self::Key, Self::Secret];

    /// What one is called: `bucket`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::Instance => "instance",
            Self::Function => "function",
            Self::Queue => "queue",
            Self::Table => "table",
            Self::Key => "key",
            Self::Secret => "secret",
        }
    }

    /// What its policy is called.
    pub const fn policy_word(self) -> &'static str {
        match self {
            Self::Bucket => "bucket policy",
            Self::Key => "key policy",
            Self::Queue => "queue policy",
            Self::Function => "function policy",
            Self::Instance | Self::Table | Self::Secret => "resource policy",
        }
    }

    /// Whether resources of this kind can have a policy here.
    pub const fn has_policy(self) -> bool {
        !matches!(self, Self::Instance | Self::Table)
    }

    /// The service that takes a role on for resources of this kind, as policies name it.
    pub const fn role_taker(self) -> Option<&'static str> {
        match self {
            Self::Instance => Some(EC2),
            Self::Function => Some(LAMBDA),
            Self::Bucket | Self::Queue | Self::Table | Self::Key | Self::Secret => None,
        }
    }

    /// The service that it is of, as actions begin.
    pub const fn service(self) -> &'static str {
        match self {
            Self::Bucket => "s3",
            Self::Instance => "ec2",
            Self::Function => "lambda",
            Self::Queue => "sqs",
            Self::Table => "dynamodb",
            Self::Key => "kms",
            Self::Secret => "secretsmanager",
        }
    }
}

/// Which resource of the practice estate, by what never changes of it. Written as `bucket:reports`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ResourceKey {
    /// What it is.
    pub kind: ResourceKind,
    /// Its name; of an instance and a key, its id.
    pub name: String,
}

impl ResourceKey {
    /// The resource of this kind and name.
    pub fn new(kind: ResourceKind, name: impl Into<String>) -> Self {
        Self { kind, name: name.into() }
    }
}

/// A secret's name may have slashes, which divide the parts of keys; no name has a colon.
impl fmt::Display for ResourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.word(), self.name.replace('/', ":"))
    }
}

impl FromStr for ResourceKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        let (word, name) = text.split_once(':').ok_or(KeyError)?;
        let kind = ResourceKind::ALL.into_iter().find(|kind| kind.word() == word).ok_or(KeyError)?;
        if name.is_empty() || name.contains('/') {
            return Err(KeyError);
        }
        Ok(Self { kind, name: name.replace(':', "/") })
    }
}

as_text!(ResourceKey);
