//! The structures that members hold beside tags.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Tag;

/// A list of structures, seen alike whatever their type.
pub trait Structures: fmt::Debug {
    /// Each as the API spells it, its members in the model's order.
    fn as_json(&self) -> Vec<Map<String, Value>>;
}

impl<T: Serialize + fmt::Debug> Structures for Vec<T> {
    fn as_json(&self) -> Vec<Map<String, Value>> {
        let structure = |one: &T| match serde_json::to_value(one) {
            Ok(Value::Object(members)) => members,
            _ => Map::new(),
        };
        self.iter().map(structure).collect()
    }
}

/// Declares structures: members in the model's order, those left out not spelled.
macro_rules! structures {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
        #[serde(rename_all = "PascalCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$about])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $field: Option<$type>,)*
        }
    )*};
}

structures! {
    /// A condition key of a request that is simulated.
    ContextEntry {
        /// The key.
        context_key_name: String,
        /// Its values.
        context_key_values: Vec<String>,
        /// Their type; a list type for a key with several values.
        context_key_type: String,
    }

    /// A policy that a simulation leaves out: by ARN, or an inline one.
    PolicyIdentifier {
        /// Which sort of policy.
        policy_type: String,
        /// The ARN of a managed one.
        policy_arn: String,
        /// Which inline one.
        inline_policy_identifier: InlinePolicyIdentifier,
    }

    /// The service control policies of a level of an organization.
    OrderedOrganizationPolicy {
        /// The documents.
        service_control_policy_input_list: Vec<String>,
    }

    /// Where a bucket is to lie.
    BucketConfiguration {
        /// The region; left out for the home region.
        location_constraint: String,
    }

    /// The switches of S3 Block Public Access; one that is left out is off.
    PublicAccessBlockConfiguration {
        /// Refuses public access control lists.
        block_public_acls: bool,
        /// Ignores them.
        ignore_public_acls: bool,
        /// Refuses public bucket policies.
        block_public_policy: bool,
        /// Limits what a public bucket policy lets in.
        restrict_public_buckets: bool,
    }

    /// An instance profile, by one of the two.
    InstanceProfileSpecification {
        /// Its ARN.
        arn: String,
        /// Its name.
        name: String,
    }

    /// Tags for what an operation makes.
    TagSpecification {
        /// What gets them.
        resource_type: String,
        /// The tags.
        tags: Vec<Tag>,
    }

    /// A tag that is to be removed.
    TagToDelete {
        /// The key.
        key: String,
        /// The value; left out, the tag goes whatever its value.
        value: String,
    }

    /// The tags of a bucket.
    Tagging {
        /// All of them.
        tag_set: Vec<Tag>,
    }

    /// A tag in KMS's spelling.
    KeyTag {
        /// The key.
        tag_key: String,
        /// The value.
        tag_value: String,
    }

    /// What an attribute of an instance is to be.
    AttributeValue {
        /// The value.
        value: String,
    }

    /// An attribute of a table's key, with its type.
    AttributeDefinition {
        /// Its name.
        attribute_name: String,
        /// `S`, `N` or `B`.
        attribute_type: String,
    }

    /// An attribute's part in a table's key.
    KeySchemaElement {
        /// Its name.
        attribute_name: String,
        /// `HASH` or `RANGE`.
        key_type: String,
    }
}

/// Structures that are a member's value by themselves are lists of one.
macro_rules! alone {
    ($($name:ident),*) => {$(
        impl Structures for $name {
            fn as_json(&self) -> Vec<Map<String, Value>> {
                vec![self.clone()].as_json()
            }
        }
    )*};
}

alone!(AttributeValue, BucketConfiguration, InstanceProfileSpecification, PublicAccessBlockConfiguration, Tagging);

/// A managed policy, as STS spells it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDescriptor {
    /// Its ARN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
}

/// An inline policy by its name and what it is part of.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct InlinePolicyIdentifier {
    /// The policy's name.
    pub policy_name: String,
    /// `user`, `group` or `role`.
    pub attachment_type: String,
    /// The name of the user, group or role.
    pub attachment_name: String,
}
