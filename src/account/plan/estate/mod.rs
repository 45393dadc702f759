//! The practice estate: each family of operations in a file of its own, in its service's codes and words.
//!
//! Only what can be asked for, allowed and denied is here; nothing runs.

mod bucket_policies;
mod buckets;
mod ciphertexts;
mod function_policies;
mod functions;
mod instance_attributes;
mod instance_roles;
mod instances;
mod items;
mod key_aliases;
mod key_states;
mod keys;
mod messages;
mod objects;
mod queues;
mod runtimes;
mod secrets;
mod tables;
mod tags;

pub(in crate::account) use ciphertexts::ciphertext;
pub(in crate::account) use key_aliases::name_of_alias;

use std::collections::BTreeMap;

use jiff::Timestamp;
use rand::RngExt;
use serde_json::{Map, Value as Json};

use super::Planning;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, Credentials, context_of};
use crate::account::entity::{Passed, ResourceKey, Role, TagHolder};
use crate::account::env::Env;
use crate::account::operation::Tag;
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{EstateReply, Reply};
use crate::policy::decision::{Decision, decide};
use crate::policy::request::{Action, Principal, Request, RequestError, Resource};

/// The reply with these members; what is null is left out.
fn answer(members: Json) -> Reply {
    let members = if let Json::Object(members) = members { members } else { Map::new() };
    let members = members.into_iter().filter(|(_, value)| !value.is_null()).collect();
    Reply::Estate(EstateReply { members, content: None })
}

/// Whether a name is of letters, digits and these signs.
fn is_made_of(name: &str, signs: &[u8]) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || signs.contains(&byte))
}

/// A random id of this many digits in base 16.
fn hexadecimal(env: &mut Env, digits: usize) -> String {
    let digit = |_| char::from_digit(env.rng.random_range(0..16), 16).unwrap_or('0');
    (0..digits).map(digit).collect()
}

/// A random UUID, version 4.
pub(super) fn uuid(env: &mut Env) -> String {
    let digits = hexadecimal(env, 30);
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    format!("{}-{}-4{}-a{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

impl Planning<'_> {
    /// Puts tags on a resource that is in the making.
    fn put_resource_tags(&mut self, resource: ResourceKey, tags: &[Tag]) -> Result<(), Refusal> {
        self.put_tags(&TagHolder::Resource(resource), tags)
    }

    /// Puts tags that are given by key.
    fn put_tag_map(&mut self, resource: ResourceKey, tags: Option<&BTreeMap<String, String>>) -> Result<(), Refusal> {
        let tags: Vec<Tag> = tags.into_iter().flatten().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect();
        self.put_resource_tags(resource, &tags)
    }

    /// Removes a resource with all that goes with it, and its credentials.
    fn remove_resource(&mut self, resource: &ResourceKey) {
        self.end_service_sessions(resource);
        for key in self.account.parts_of_resource(resource) {
            self.remove(&key);
        }
    }

    /// The role of this ARN, that a service is to take on. Its trust policy must let the service in.
    fn role_for(&self, service: &str, arn: &str, refused: &Refusal) -> Result<Passed, Refusal> {
        let account = self.account;
        let role = account.role_named(arn.rsplit('/').next().unwrap_or_default()).filter(|role| account.role_arn(role) == arn);
        let role = role.filter(|role| account.lets_in(role, service, self.env.now).unwrap_or(false)).ok_or_else(|| refused.clone())?;
        Ok(Passed { id: role.id, place: format!("{}{}", role.path, role.name) })
    }
}

impl Account {
    /// Whether a role's trust policy lets a service take the role on.
    ///
    /// # Errors
    /// The service's name is none that a principal could have.
    pub fn lets_in(&self, role: &Role, service: &str, now: Timestamp) -> Result<bool, RequestError> {
        let asker = Asker::Outsider(Principal::parse(service)?);
        let (action, resource) = (Action::parse("sts:AssumeRole")?, Resource::parse(&self.role_arn(role))?);
        let circumstances = Circumstances { now, credentials: Credentials::Session };
        let derived = self.context_for(&asker, &action, &resource, &circumstances);
        let authority = self.policies_on(&asker, &action, &resource);
        let request = Request::new(Principal::parse(service)?, action, resource).with_context(context_of(&derived));
        Ok(decide(&request, &authority.policies) == Decision::Allowed)
    }

    /// The ARN of a role that a resource has.
    fn passed_role_arn(&self, role: &Passed) -> String {
        self.iam_arn("role", &role.place, "")
    }
}

/// Nothing is there under the name, in the words that most of these services have.
fn absent(message: impl Into<String>, member: &'static str) -> Refusal {
    Refusal::new(ErrorCode::ResourceNotFoundException, message).member(member)
}
