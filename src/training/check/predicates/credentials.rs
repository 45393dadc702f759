//! Passwords, access keys, MFA devices, and who gets in with them.

use jiff::Timestamp;

use crate::account::entity::{KeyStatus, Owner, PasswordPolicy};
use crate::account::password;
use crate::account::secret::Secret;
use crate::training::check::argument::Argument;
use crate::training::check::asked::Asked;
use crate::training::check::decided::Answer;
use crate::training::check::names::found::{instance_named, resource_of};
use crate::training::check::names::{Entity, Sort};
use crate::training::check::predicate::{Parameter, Predicate, number, truth};
use crate::training::check::value::{Kind, Value};
use crate::training::check::verdict::Place;

const USER: Parameter = Parameter::Entity(&[Sort::User]);
const OWNER: Parameter = Parameter::Entity(Sort::OWNERS);
const CREDENTIALS: Option<&str> = Some("Security credentials");

/// The parts of the password policy, and whether each is a number.
const RULES: &[&str] = &["min_length", "reuse", "max_age", "symbols", "numbers", "uppercase", "lowercase", "hard_expiry", "own_change"];
/// Those that are numbers.
const NUMBERS: [&str; 3] = ["min_length", "reuse", "max_age"];

pub(super) const PREDICATES: &[Predicate] = &[
    truth("password", &[USER], has_password),
    truth("reset_required", &[USER], reset_required),
    Predicate { gives: kind_of_rule, ..truth("password_policy", &[Parameter::OneOf(RULES)], password_policy) },
    truth("accepts", &[Parameter::Name("password")], accepts),
    number("keys", &[OWNER, Parameter::OneOf(&["active", "inactive", "any"])], keys),
    number("mfa", &[OWNER], mfa),
    Predicate { needed: 2, ..truth("can_sign_in", &[OWNER, Parameter::OneOf(&["password", "key"]), Parameter::Context], can_sign_in) },
    Predicate { gives: |_| Kind::Text, ..truth("key_owner", &[Parameter::Entity(&[Sort::Instance])], key_owner) },
    Predicate { gives: |_| Kind::Text, ..truth("instance_role", &[Parameter::Entity(&[Sort::Instance, Sort::Function])], instance_role) },
];

impl Place {
    fn of_credentials(entity: &Entity) -> Self {
        Self::of_entity(entity, CREDENTIALS.filter(|_| entity.sort == Sort::User))
    }
}

fn has_password(asked: &Asked<'_>) -> Answer {
    let user = asked.entity(0);
    let is = asked.id(&user).is_some_and(|id| asked.facts.scene.account.login_profile_of(id).is_some());
    let label = user.label();
    Answer::truth(is, format!("{label} has a console password"), format!("{label} has no console password"))
        .at(Place::of_credentials(&user))
}

fn reset_required(asked: &Asked<'_>) -> Answer {
    let user = asked.entity(0);
    let is = asked.id(&user).and_then(|id| asked.facts.scene.account.login_profile_of(id)).is_some_and(|profile| profile.reset_required);
    let label = user.label();
    let yes = format!("{label} must choose a new password at the next sign-in");
    Answer::truth(is, yes, format!("{label} need not choose a new password")).at(Place::of_credentials(&user))
}

fn kind_of_rule(arguments: &[Argument]) -> Kind {
    match arguments.first() {
        Some(Argument::Word(rule)) if NUMBERS.contains(&rule.as_str()) => Kind::Number,
        _ => Kind::Truth,
    }
}

/// A part of the account's own password policy. Without one of its own, no rule is set but AWS's least length.
fn password_policy(asked: &Asked<'_>) -> Answer {
    let none = PasswordPolicy { minimum_length: 8, ..PasswordPolicy::default() };
    let policy = asked.facts.scene.account.password_policy().unwrap_or(&none);
    let place = Place::of("account-settings");
    let flag =
        |is: bool, rule: &str, none: &str| Answer::truth(is, format!("the password policy {rule}"), format!("the password policy {none}"));
    let days = |days: Option<u32>| days.unwrap_or(0) as usize;
    let answer = match asked.word(0) {
        "min_length" => Answer::number(policy.minimum_length as usize, "the minimum length of a password"),
        "reuse" => Answer::number(days(policy.reuse_prevention), "the number of passwords remembered"),
        "max_age" => Answer::number(days(policy.max_age), "the number of days until a password expires"),
        "symbols" => flag(policy.require_symbols, "asks for a symbol", "asks for no symbol"),
        "numbers" => flag(policy.require_numbers, "asks for a number", "asks for no number"),
        "uppercase" => flag(policy.require_uppercase, "asks for an upper-case letter", "asks for no upper-case letter"),
        "lowercase" => flag(policy.require_lowercase, "asks for a lower-case letter", "asks for no lower-case letter"),
        "hard_expiry" => {
            let rule = "leaves expired passwords to an administrator";
            flag(policy.hard_expiry, rule, "lets users replace their expired passwords")
        }
        _ => {
            let rule = "lets users change their own password";
            flag(policy.allow_users_to_change, rule, "does not let users change their own password")
        }
    };
    answer.at(place)
}

fn accepts(asked: &Asked<'_>) -> Answer {
    let given = asked.word(0);
    let is = password::check(asked.facts.scene.account, &Secret::new(given)).is_ok();
    let place = Place::of("account-settings");
    Answer::truth(
        is,
        format!("the password policy takes the password {given}"),
        format!("the password policy refuses the password {given}"),
    )
    .at(place)
}

fn keys(asked: &Asked<'_>) -> Answer {
    let (entity, which) = (asked.entity(0), asked.word(1));
    let wanted = match which {
        "active" => Some(KeyStatus::Active),
        "inactive" => Some(KeyStatus::Inactive),
        _ => None,
    };
    let keys = asked.owner(&entity).map(|owner| asked.facts.scene.account.access_keys_of(owner)).unwrap_or_default();
    let number = keys.iter().filter(|key| wanted.is_none_or(|wanted| key.status == wanted)).count();
    let kind = if which == "any" { String::new() } else { format!("{which} ") };
    Answer::count(number, format!("{} has", entity.label()), format!("{kind}access key"), format!("{kind}access keys"))
        .at(Place::of_credentials(&entity))
}

fn mfa(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let number = asked.owner(&entity).map_or(0, |owner| asked.facts.scene.account.mfa_devices_of(owner).count());
    Answer::count(number, format!("{} has", entity.label()), "MFA device", "MFA devices").at(Place::of_credentials(&entity))
}

/// Whether what somebody has opens a session now: the password as it is, with a code where that is said; or an active key.
fn can_sign_in(asked: &Asked<'_>) -> Answer {
    let (entity, with) = (asked.entity(0), asked.word(1));
    let account = asked.facts.scene.account;
    let with_code = asked.context(2).mfa == Some(true);
    let owner = asked.owner(&entity);
    let is = owner.is_some_and(|owner| match with {
        "key" => account.access_keys_of(owner).iter().any(|key| key.status == KeyStatus::Active),
        _ => {
            account.password_hash_of(owner).is_some()
                && account.mfa_devices_of(owner).next().is_some() == with_code
                && is_fresh(asked, owner)
        }
    });
    let label = entity.label();
    // Nobody signs in with an access key: requests are made with it.
    let means = match (with, with_code) {
        ("key", _) => "with an access key",
        (_, true) => "with password and MFA code",
        _ => "with the password alone",
    };
    let verb = if with == "key" { "make requests" } else { "sign in" };
    // What changes by itself is waited for.
    let until = owner.filter(|_| with != "key").and_then(|owner| expiry(asked, owner));
    let until = until.map_or_else(String::new, |at| format!(", until the password expires on {}", at.strftime("%-d %B %Y")));
    let yes = format!("{label} can {verb} {means}{until}");
    Answer::truth(is, yes, format!("{label} can't {verb} {means}")).at(Place::of_credentials(&entity))
}

/// Whether a password needs not be changed before it opens a session.
fn is_fresh(asked: &Asked<'_>, owner: Owner) -> bool {
    let Owner::User(user) = owner else { return true };
    let is_chosen = asked.facts.scene.account.login_profile_of(user).is_some_and(|profile| !profile.reset_required);
    is_chosen && expiry(asked, owner).is_none_or(|expiry| expiry > asked.facts.scene.now)
}

/// When a user's password expires, where the password policy has it so.
fn expiry(asked: &Asked<'_>, owner: Owner) -> Option<Timestamp> {
    let Owner::User(user) = owner else { return None };
    let account = asked.facts.scene.account;
    account.password_expiry(account.login_profile_of(user)?)
}

/// Whose access key stands in an instance's user data.
fn key_owner(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let account = asked.facts.scene.account;
    let data = instance_named(account, &entity.name).and_then(|instance| instance.user_data.as_deref()).unwrap_or_default();
    // Whose it was is still known when it is gone.
    let mut keys = account.access_keys().chain(asked.facts.scene.start.access_keys());
    let key = keys.find(|key| data.contains(key.id.as_str()));
    let owner = key.and_then(|key| match key.owner {
        Owner::Root => Some("root"),
        owner @ Owner::User(_) => account.name_of(owner).or_else(|| asked.facts.scene.start.name_of(owner)),
    });
    let subject = format!("the owner of the access key in the user data of {}", entity.label());
    Answer::of(Value::Text(owner.unwrap_or("none").to_owned()), subject).at(Place::of_entity(&entity, None))
}

/// The name of the role that an instance or function has.
fn instance_role(asked: &Asked<'_>) -> Answer {
    let entity = asked.entity(0);
    let account = asked.facts.scene.account;
    let role = match entity.sort {
        Sort::Function => {
            resource_of(account, &entity).and_then(|key| account.function(&key.name)).and_then(|function| account.role(function.role.id))
        }
        _ => instance_named(account, &entity.name).and_then(|instance| account.role_in_profile(instance.profile.as_ref()?.id)),
    };
    let name = role.map_or("none", |role| &role.name);
    Answer::owned(name, entity.label(), "role").at(Place::of_entity(&entity, None))
}
