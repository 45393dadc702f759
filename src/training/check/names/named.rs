//! What a check names, held against what there is: a name that is nobody's makes a check say nothing.

use std::collections::BTreeSet;

use super::found::{instance_named, is_there};
use super::{Domain, Entity, Sort, Subject};
use crate::access::misfit;
use crate::account::Account;
use crate::account::entity::{Entity as Held, PolicyKey, ResourceKind};
use crate::account::words::is_meant;
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::policy::actions::nearest;
use crate::policy::request::{Action, Arn, Resource};
use crate::training::check::argument::{Argument, EventOf};
use crate::training::check::typed::{Call, Expr};
use crate::training::check::{Check, Term};

/// The predicates that ask what the policies decide: who, which action, on what.
pub(in crate::training::check) const DECISIONS: [&str; 6] = ["can", "cannot", "decision", "allowed_by", "denied_by", "tried"];
/// What every bucket's ARN begins with.
const BUCKET: &str = "arn:aws:s3:::";

/// Something that a check names and that makes it say nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stranger {
    /// As the check writes it.
    pub name: String,
    /// What is wrong with it, a sentence, with what may be meant. Not escaped.
    pub why: String,
}

impl Stranger {
    fn new(name: &str, why: String) -> Self {
        Self { name: name.to_owned(), why }
    }
}

impl Check {
    /// What it names that is in none of these accounts, and requests that no policy could be about.
    pub fn strangers(&self, accounts: &[Account]) -> Vec<Stranger> {
        strangers(&self.0, accounts)
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

impl Term {
    /// As of [`Check::strangers`].
    pub fn strangers(&self, accounts: &[Account]) -> Vec<Stranger> {
        strangers(&self.0, accounts)
    }
}

fn strangers(expr: &Expr, accounts: &[Account]) -> Vec<Stranger> {
    let mut entities: Vec<&Entity> = Vec::new();
    expr.each_domain(&mut |domain| {
        if let Domain::Listed(listed) = domain {
            entities.extend(listed);
        }
    });
    let mut found = Vec::new();
    expr.each_call(&mut |call| {
        entities.extend(call.arguments.iter().filter_map(|argument| match argument {
            Argument::Entity(Subject::Fixed(entity)) | Argument::Event(EventOf { of: Some(Subject::Fixed(entity)), .. }) => Some(entity),
            _ => None,
        }));
        found.extend(request(call, accounts));
        found.extend(limits(call, accounts));
        found.extend(no_such_name(call, accounts));
    });
    let is_nobody = |entity: &&Entity| !accounts.iter().any(|account| is_there(account, entity));
    let stranger = |entity: &Entity| Stranger::new(&format!("{}:{}", entity.sort.word(), entity.name), nobody(entity, accounts).0);
    found.extend(entities.into_iter().filter(is_nobody).map(stranger));
    found
}

/// That a policy or a tag is called otherwise at all times.
fn no_such_name(call: &Call, accounts: &[Account]) -> Option<Stranger> {
    let [_, Argument::Word(name), ..] = call.arguments.as_slice() else { return None };
    let own = || accounts.iter().flat_map(|account| account.policies().map(|policy| policy.name.as_str()));
    let (what, known): (&str, BTreeSet<&str>) = match call.predicate.name {
        "attached" | "boundary" => ("policy", own().chain(AWS_MANAGED_POLICIES.all().iter().map(|policy| policy.name)).collect()),
        "inline" => ("inline policy", accounts.iter().flat_map(inline_policies).collect()),
        "tagged" => ("tag", accounts.iter().flat_map(tag_keys).collect()),
        _ => return None,
    };
    if known.iter().any(|other| other.eq_ignore_ascii_case(name)) {
        return None;
    }
    let near = nearest(name, known.into_iter(), 1);
    let meant = is_meant(&near);
    Some(Stranger::new(name, format!("There is no {what} {name} at any time of the lesson.{meant}")))
}

fn inline_policies(account: &Account) -> impl Iterator<Item = &str> {
    account.entities().filter_map(|(_, entity)| match entity {
        Held::InlinePolicy(policy) => Some(policy.name.as_str()),
        _ => None,
    })
}

fn tag_keys(account: &Account) -> impl Iterator<Item = &str> {
    account.entities().filter_map(|(_, entity)| match entity {
        Held::EntityTag(tag) => Some(tag.key.as_str()),
        _ => None,
    })
}

/// That a request can't be as it is: its action is never about such a resource, or the bucket is not there.
fn request(call: &Call, accounts: &[Account]) -> Option<Stranger> {
    let [_, Argument::Word(action), Argument::Word(on), ..] = call.arguments.as_slice() else { return None };
    if !DECISIONS.contains(&call.predicate.name) {
        return None;
    }
    let why = if let Some(entity) = Entity::read(on).filter(|_| !on.starts_with("arn:")) {
        let is_known = makes(action) || accounts.iter().any(|account| is_there(account, &entity));
        (!is_known).then(|| nobody(&entity, accounts).0)
    } else {
        let (action, resource) = (Action::parse(action).ok()?, Resource::parse(on).ok()?);
        let is_made = makes(action.text());
        let missing = || nothing_there(on, accounts).or_else(|| no_such_bucket(on, accounts)).filter(|_| !is_made);
        misfit(&action, &resource).or_else(missing)
    };
    why.map(|why| Stranger::new(on, why))
}

/// That there is never a bucket which a resource is, or is in.
fn no_such_bucket(on: &str, accounts: &[Account]) -> Option<String> {
    let bucket = on.strip_prefix(BUCKET)?.split('/').next()?;
    if bucket.contains(['*', '?']) || accounts.iter().any(|account| account.bucket(bucket).is_some()) {
        return None;
    }
    // Somebody else's bucket is in no account of the lesson; one that is called as its own but for the number at the end is meant to be.
    let names = || accounts.iter().flat_map(|account| names(account, Sort::Bucket));
    if let Some(meant) = names().find(|name| without_id(name).is_some_and(|own| without_id(bucket) == Some(own))) {
        return Some(format!("There is no bucket {bucket} at any time of the lesson. Is {meant} meant?"));
    }
    let (why, is_near) = nobody(&Entity::new(Sort::Bucket, bucket), accounts);
    is_near.then_some(why)
}

/// A bucket's name without an account's id at its end.
fn without_id(name: &str) -> Option<&str> {
    let (before, id) = name.rsplit_once('-')?;
    (id.len() == 12 && id.bytes().all(|letter| letter.is_ascii_digit())).then_some(before)
}

/// Whether an action makes what it is about.
fn makes(action: &str) -> bool {
    action.split_once(':').is_some_and(|(_, name)| ["Create", "Run"].iter().any(|verb| name.starts_with(verb)))
}

/// The kinds of resources that a lesson does not speak of without having them: the service, and what the ARN's last part begins
/// with. Secrets have letters in their ARNs that nobody foresees, and functions are what somebody might make.
const KINDS: [(&str, &str); 7] =
    [("iam", "user/"), ("iam", "group/"), ("iam", "role/"), ("iam", "policy/"), ("ec2", "instance/"), ("dynamodb", "table/"), ("sqs", "")];

/// That the lesson's account has at no time what an ARN in it names.
fn nothing_there(on: &str, accounts: &[Account]) -> Option<String> {
    let arn = Arn::parse(on).ok()?;
    let is_of_kind = |(service, begins): &(&str, &str)| *service == arn.service && arn.resource.starts_with(begins);
    let is_own = accounts.iter().any(|account| account.id().as_str() == arn.account);
    if !is_own || on.contains(['*', '?']) || !KINDS.iter().any(is_of_kind) {
        return None;
    }
    let known: BTreeSet<String> = accounts.iter().flat_map(arns).collect();
    // Lessons call an instance by its name; what is in something has its ARN before it.
    let by_name = accounts.iter().filter_map(|account| {
        let (before, name) = on.rsplit_once(":instance/")?;
        Some(format!("{before}:instance/{}", instance_named(account, name)?.id))
    });
    if by_name.chain([on.to_owned()]).any(|on| known.iter().any(|known| on.starts_with(known.as_str()))) {
        return None;
    }
    let of_service = known.iter().filter(|known| Arn::parse(known).is_ok_and(|known| known.service == arn.service));
    let near = nearest(on, of_service.map(String::as_str), 1);
    let meant = is_meant(&near);
    Some(format!("There is no {on} at any time of the lesson.{meant}"))
}

/// The ARNs of all that an account has.
fn arns(account: &Account) -> Vec<String> {
    let users = account.users().map(|user| account.user_arn(user));
    let groups = account.groups().map(|group| account.group_arn(group));
    let roles = account.roles().map(|role| account.role_arn(role));
    let policies = account.policies().map(|policy| account.policy_arn(&PolicyKey::Customer(policy.id)));
    let resources = account.entities().filter_map(|(_, entity)| entity.resource()).map(|key| account.resource_arn(&key));
    users.chain(groups).chain(roles).chain(policies).chain(resources).collect()
}

/// That a limit names a bucket that is never there.
fn limits(call: &Call, accounts: &[Account]) -> Vec<Stranger> {
    let is_limit = call.predicate.name == "only_on";
    let words = call.arguments.iter().skip(2).filter(|_| is_limit);
    let stranger = |argument: &Argument| match argument {
        Argument::Word(on) => no_such_bucket(on, accounts).map(|why| Stranger::new(on, why)),
        _ => None,
    };
    words.filter_map(stranger).collect()
}

/// That nobody is called so, and who may be meant; whether anybody may.
fn nobody(entity: &Entity, accounts: &[Account]) -> (String, bool) {
    let known: BTreeSet<String> = accounts.iter().flat_map(|account| names(account, entity.sort)).collect();
    let near = nearest(&entity.name, known.iter().map(String::as_str), 1);
    let meant = is_meant(&near);
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
