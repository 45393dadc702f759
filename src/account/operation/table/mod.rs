//! The table of operations: every one that an account knows, with its members in the API model's order.
//!
//! A part holds the rows of a service, or of a subject of IAM. Each adds its rows to those before it and hands them on; where there
//! are no more parts, all rows are declared at once.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::declaration::operations;
use super::structures::{
    AttributeDefinition, AttributeValue, BucketConfiguration, ContextEntry, InstanceProfileSpecification, KeySchemaElement, KeyTag,
    OrderedOrganizationPolicy, PolicyDescriptor, PolicyIdentifier, PublicAccessBlockConfiguration, TagSpecification, TagToDelete, Tagging,
};
use super::value::left_out;
use super::{Effect, Member, MemberValue, OperationSpec, Tag, Value};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::account::secret::Secret;
use crate::account::shape;

/// Goes on to the next of the parts that are left, with the rows so far; behind the last declares them all.
macro_rules! with_the_rest {
    ([] $($rows:tt)*) => { operations! { $($rows)* } };
    ([$part:ident $($parts:ident)*] $($rows:tt)*) => { $part! { [$($parts)*] $($rows)* } };
}

#[macro_use]
mod account;
#[macro_use]
mod credentials;
#[macro_use]
mod estate;
#[macro_use]
mod groups;
#[macro_use]
mod identity_providers;
#[macro_use]
mod inline_policies;
#[macro_use]
mod managed_policies;
#[macro_use]
mod practice;
#[macro_use]
mod roles;
#[macro_use]
mod sign_in;
#[macro_use]
mod simulation;
#[macro_use]
mod sts;
#[macro_use]
mod usage;
#[macro_use]
mod users;

with_the_rest! {
    [
        users sign_in practice groups managed_policies roles identity_providers inline_policies credentials account simulation usage
        sts s3 ec2 sqs dynamodb lambda kms secrets_manager
    ]
}
