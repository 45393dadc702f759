//! What a check names, held against what there is: a name that is nobody's makes a check say nothing.

use std::collections::BTreeSet;

use super::Check;
use super::found::is_there;
use super::names::{Entity, Sort, Subject};
use super::typed::{Argument, Call};
use crate::access::misfit;
use crate::account::Account;
use crate::account::entity::{Entity as Held, ResourceKind};
use crate::policy::actions::nearest;
use crate::policy::request::{Action, Resource};

/// The predicates that ask what the policies decide: who, which action, on what.
const DECISIONS: [&str; 6] = ["can", "cannot", "decision", "allowed_by", "denied_by", "tried"];
/// What every bucket's ARN begins with.
const BUCKET: &str = "arn:aws:s3:::";

impl Check {
    /// What it names that is in none of these accounts, and requests that no policy could be about; a sentence each, with what may
    /// be meant. Not escaped.
    pub fn strangers(&self, accounts: &[Account]) -> Vec<String> {
        let mut found = Vec::new();
        self.0.each_call(&mut |call| {
            for argument in &call.arguments {
                if let Argument::Entity(Subject::Fixed(entity)) = argument
                    && !accounts.iter().any(|account| is_there(account, entity))
                {
                    found.push(nobody(entity, accounts).0);
                }
            }
            found.extend(request(call, accounts));
        });
        found
    }

    /// The screens that it wants looked at.
    pub fn screens(&self) -> Vec<&str> {
        let mut screens = Vec::new();
        self.0.each_call(&mut |call| {
            if let ("viewed", [Argument::Word(screen)]) = (call.predicate.name, call.arguments.as_slice()) {
                screens.push(screen.as_str());
            }
        });
        screens
    }
}

/// That a request can't be as it is: its action is never about such a resource, or the bucket is not there.
fn request(call: &Call, accounts: &[Account]) -> Option<String> {
    let [_, Argument::Word(action), Argument::Word(on), ..] = call.arguments.as_slice() else { return None };
    if !DECISIONS.contains(&call.predicate.name) {
        return None;
    }
    let (action, resource) = (Action::parse(action).ok()?, Resource::parse(on).ok()?);
    if let Some(why) = misfit(&action, &resource) {
        return Some(why);
    }
    let bucket = on.strip_prefix(BUCKET)?.split('/').next()?;
    let is_known = accounts.iter().any(|account| account.bucket(bucket).is_some());
    let is_made = action.text().eq_ignore_ascii_case("s3:CreateBucket") || bucket.contains(['*', '?']);
    if is_known || is_made {
        return None;
    }
    // Somebody else's bucket is in no account of the lesson.
    let (why, is_near) = nobody(&Entity::new(Sort::Bucket, bucket), accounts);
    is_near.then_some(why)
}

/// That nobody is called so, and who may be meant; whether anybody may.
fn nobody(entity: &Entity, accounts: &[Account]) -> (String, bool) {
    let known: BTreeSet<String> = accounts.iter().flat_map(|account| names(account, entity.sort)).collect();
    let near = nearest(&entity.name, known.iter().map(String::as_str), 1);
    let meant = near.first().map(|near| format!(" Is {near} meant?")).unwrap_or_default();
    let why = format!("There is no {} {} at any time of the lesson.{meant}", entity.sort.word(), entity.name);
    (why, !near.is_empty())
}

fn names(account: &Account, sort: Sort) -> Vec<String> {
    match sort {
        Sort::User => account.users().map(|user| user.name.clone()).collect(),
        Sort::Group => account.groups().map(|group| group.name.clone()).collect(),
        Sort::Role => account.roles().map(|role| role.name.clone()).collect(),
        Sort::Bucket => account.resources(ResourceKind::Bucket).filter_map(Held::resource).map(|key| key.name).collect(),
        _ => Vec::new(),
    }
}
