//! The operations of an account: one type per API operation, named and spelled as the API does.
//!
//! `table` declares them; everything else that must know an operation's members (the door's validation, the
//! command line, forms, help) reads [`OperationSpec`].

mod asking;
mod declaration;
mod sentence;
mod structures;
mod table;
mod value;

pub use sentence::lead;
pub use structures::{
    AttributeDefinition, AttributeValue, BucketConfiguration, ContextEntry, InlinePolicyIdentifier, InstanceProfileSpecification,
    KeySchemaElement, KeyTag, OrderedOrganizationPolicy, PolicyDescriptor, PolicyIdentifier, PublicAccessBlockConfiguration, Structures,
    TagSpecification, TagToDelete, Tagging,
};
pub use table::*;
pub use value::{Tag, Value};

use super::Account;
use super::shape::Shape;
use value::MemberValue;

/// What is known of an operation without running it.
#[derive(Debug)]
pub struct OperationSpec {
    /// The service that answers it: `iam`.
    pub service: &'static str,
    /// A name that no other operation has, whatever its service: mostly the API's.
    pub id: &'static str,
    /// The API's name, as in `CreateUser`.
    pub name: &'static str,
    /// Whether it may change the account.
    pub effect: Effect,
    /// One sentence on what it does.
    pub about: &'static str,
    /// Its members, in the model's order.
    pub members: &'static [Member],
}

/// Whether an operation only looks or may change something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Changes nothing but who is signed in and what was used: there is nothing to undo.
    Use,
    /// May change the account.
    Write,
}

/// A member of an operation's input.
#[derive(Debug)]
pub struct Member {
    /// The API's name, as in `UserName`.
    pub name: &'static str,
    /// Whether the API insists on it.
    pub required: bool,
    /// What it may hold.
    pub shape: &'static Shape,
}

impl Member {
    /// The name as error messages spell it: `userName`.
    pub fn in_message(&self) -> String {
        in_message(self.name)
    }
}

/// A member's name as error messages spell it: `userName`.
pub(super) fn in_message(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + letters.as_str())
}

impl OperationSpec {
    /// The member of this API name.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// Whether a service of AWS has it: signing in is none's, nor are the owner's tools, and no policy is asked about them.
    pub fn is_of_aws(&self) -> bool {
        self.service != "signin" && !self.is_owners()
    }

    /// Whether it is one of the tools of the practice account's owner, which no service of AWS has.
    pub fn is_owners(&self) -> bool {
        self.service == "practice"
    }

    /// The action that the operation asks for, as policies write it: `iam:CreateUser`. Mostly it has the operation's name.
    pub fn action(&self) -> String {
        let name = match self.id {
            "ListBuckets" => "ListAllMyBuckets",
            "ListObjectsV2" => "ListBucket",
            "PutPublicAccessBlock" => "PutBucketPublicAccessBlock",
            "GetPublicAccessBlock" => "GetBucketPublicAccessBlock",
            "DeleteBucketTagging" => "PutBucketTagging",
            "Invoke" => "InvokeFunction",
            _ => self.name,
        };
        format!("{}:{name}", self.service)
    }
}

impl Operation {
    /// The operation as history notes that it was refused. What was typed for a name and is nobody's may be a password.
    #[must_use]
    pub fn as_noted(&self, account: &Account) -> Self {
        match self {
            Self::ConsoleLogin(login) => {
                let is_known = |name: &String| account.user_named(name).is_some();
                let email = login.email.clone().filter(|email| account.root().is_some_and(|root| root.email == *email));
                let is_here = |given: &String| given == account.id().as_str() || Some(given.as_str()) == account.alias();
                let (user_name, account) = (login.user_name.clone().filter(is_known), login.account.clone().filter(is_here));
                ConsoleLogin { account, email, user_name, ..login.clone() }.into()
            }
            other => other.clone(),
        }
    }

    /// The action that the operation asks for, as policies write it: `iam:CreateUser`.
    pub fn action(&self) -> String {
        self.spec().action()
    }
}
