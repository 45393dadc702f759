//! As whom something can be tried on the estate.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::account::Account;
use crate::account::authorization::{Asker, AskerError};
use crate::account::caller::Caller;
use crate::account::entity::{Entity, KeyStatus, Owner, ResourceKey, ResourceKind, Session};
use crate::account::id::AccessKeyId;

/// How a request is signed that is tried as somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Actor {
    /// With what they have: an access key, the session that is signed in, or nothing.
    Caller(Caller),
    /// In a session that is opened for it, by what `OpenSession` calls them.
    Session(String),
}

/// Somebody to choose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ActorChoice {
    /// As `--as` names them: `user/alice`.
    pub name: String,
    /// In a few words.
    pub about: String,
    /// How the request is signed.
    pub actor: Actor,
}

/// So many sessions that are open are offered to act in, the newest.
const SESSIONS_OFFERED: usize = 10;

impl Account {
    /// As whom a text says that something is tried: what [`Account::caller_named`] reads, `instance/ID`, `function/NAME`,
    /// `anonymous` or `partner`. A user asks as with an access key, whether there is one or not; `mfa`: as one who has given an
    /// MFA code, in a session.
    ///
    /// # Errors
    /// What is wrong with it, or who is not there.
    pub fn actor_named(&self, text: &str, mfa: bool) -> Result<Actor, AskerError> {
        if mfa {
            let caller = self.caller_named(text, true)?;
            let gives_codes =
                matches!(caller.who, Asker::Root | Asker::User(_) | Asker::RoleSession { .. }) || caller.who == self.partner().who;
            return if gives_codes {
                Ok(Actor::Caller(caller))
            } else {
                Err(AskerError::new("MFA codes are given by users, and by root."))
            };
        }
        if text.parse::<AccessKeyId>().is_ok() {
            return self.caller_named(text, false).map(Actor::Caller);
        }
        match text.split_once('/') {
            _ if text == "partner" => return Ok(Actor::Caller(self.partner())),
            Some(("instance", id)) => return self.instance_called(id).map(|id| Actor::Session(format!("instance/{id}"))),
            Some(("function", name)) if self.function(name).is_some() => return Ok(Actor::Session(text.to_owned())),
            Some(("function", name)) => return Err(AskerError::none("function", name)),
            _ => {}
        }
        Ok(match self.asker_named(text)? {
            Asker::RoleSession { .. } => Actor::Session(text.to_owned()),
            who => Actor::Caller(self.signing(Caller::owner_as(who))),
        })
    }

    /// The id of the instance of this id, or the only one with this name.
    fn instance_called(&self, name: &str) -> Result<String, AskerError> {
        if self.instance(name).is_some() {
            return Ok(name.to_owned());
        }
        let instances = self.resources(ResourceKind::Instance).filter_map(Entity::resource);
        let named: Vec<String> = instances.filter(|key| self.nickname(key).as_deref() == Some(name)).map(|key| key.name).collect();
        match named.as_slice() {
            [id] => Ok(id.clone()),
            [] => Err(AskerError::none("instance", name)),
            several => Err(AskerError::new(format!("Several instances are called {name}: name one by its id, {}.", several.join(" or ")))),
        }
    }

    /// Whom the owner calls as, with an access key that is in use where that is a user who has one, so that the call counts as its
    /// use. Who has given an MFA code has done so for a session, and not for a key.
    pub fn signing(&self, caller: Caller) -> Caller {
        match caller {
            Caller { who: Asker::User(id), key: None, mfa: false } => self.keys_in_use(Owner::User(id)).next().unwrap_or(caller),
            _ => caller,
        }
    }

    /// The active access keys of somebody, each as who calls with it.
    fn keys_in_use(&self, owner: Owner) -> impl Iterator<Item = Caller> {
        let who = match owner {
            Owner::Root => Asker::Root,
            Owner::User(id) => Asker::User(id),
        };
        let active = self.access_keys_of(owner).into_iter().filter(|key| key.status == KeyStatus::Active).map(|key| key.id);
        let keys: Vec<Caller> = active.map(|key| Caller::with_key(who.clone(), key)).collect();
        keys.into_iter()
    }

    /// The newest sessions that are open and whose credentials somebody has: what they are, in words.
    fn handed_out(&self, now: Timestamp) -> impl Iterator<Item = (&Session, String)> {
        let is_good = |session: &&Session| {
            let caller = Caller::with_key(session.of.clone(), session.key);
            session.is_handed_out() && self.check_credentials(&caller, now).is_ok()
        };
        let mut open: Vec<&Session> = self.sessions().filter(is_good).collect();
        open.sort_by_key(|session| (Reverse(session.issued), session.key));
        open.into_iter().take(SESSIONS_OFFERED).map(|session| {
            let words = match &session.of {
                Asker::RoleSession { role, session: name } => {
                    format!("in the open session {name} of the role {}", self.name_of_role(*role))
                }
                Asker::FederatedUser { name, .. } => format!("in the open session of the federated user {name}"),
                who => format!("in an open session of {}", self.asker_name(who)),
            };
            (session, words)
        })
    }

    /// Which role an instance or a function acts with, in words.
    fn role_words(&self, resource: &ResourceKey) -> String {
        let role = match resource.kind {
            ResourceKind::Instance => {
                self.instance(&resource.name).and_then(|instance| self.role_in_profile(instance.profile.as_ref()?.id))
            }
            _ => self.function(&resource.name).and_then(|function| self.role(function.role.id)),
        };
        let words = role.map_or_else(|| "without a role".to_owned(), |role| format!("with the role {}", role.name));
        self.nickname(resource).map_or_else(|| words.clone(), |name| format!("{name}, {words}"))
    }

    /// The one of whom something can be tried that is a resource: an instance or a function.
    pub fn actor_on(&self, signed_in: &Caller, resource: &ResourceKey, now: Timestamp) -> Option<ActorChoice> {
        let name = format!("{}/{}", resource.kind.word(), resource.name);
        self.actors(signed_in, now).into_iter().find(|who| who.name == name)
    }

    /// Everybody as whom something can be tried: who is signed in, instances, functions, users, roles, open sessions, strangers.
    pub fn actors(&self, signed_in: &Caller, now: Timestamp) -> Vec<ActorChoice> {
        let choice = |name: String, about: &str, actor| ActorChoice { name, about: about.to_owned(), actor };
        let mut choices = vec![choice(signed_in.label(self), "who is signed in", Actor::Caller(signed_in.clone()))];
        let in_role = |key: ResourceKey| {
            let name = format!("{}/{}", key.kind.word(), key.name);
            choice(name.clone(), &self.role_words(&key), Actor::Session(name))
        };
        let with_roles = [ResourceKind::Instance, ResourceKind::Function].into_iter().flat_map(|kind| self.resources(kind));
        choices.extend(with_roles.filter_map(Entity::resource).map(in_role));
        for user in self.users() {
            let name = format!("user/{}", user.name);
            if self.login_profile_of(user.id).is_some() {
                choices.push(choice(name.clone(), "signed in with the password", Actor::Session(name.clone())));
            }
            if self.mfa_devices_of(Owner::User(user.id)).next().is_some() {
                let with_code = Caller { mfa: true, ..Caller::owner_as(Asker::User(user.id)) };
                choices.push(choice(name.clone(), "with an MFA code", Actor::Caller(with_code)));
            }
            let keys = self.keys_in_use(Owner::User(user.id));
            // A user may have two keys, which are told apart by their ids.
            let with_key = |caller: &Caller| caller.key.map_or_else(String::new, |key| format!("with the access key {key}"));
            choices.extend(keys.map(|caller| choice(name.clone(), &with_key(&caller), Actor::Caller(caller))));
            if !choices.iter().any(|other| other.name == name) {
                choices.push(choice(
                    name,
                    "as if it had an access key; it has no credentials",
                    Actor::Caller(Caller::owner_as(Asker::User(user.id))),
                ));
            }
        }
        choices.extend(self.roles().map(|role| format!("role/{}", role.name)).map(|name| {
            let actor = Actor::Session(name.clone());
            choice(name, "as somebody who has assumed it", actor)
        }));
        choices.extend(self.handed_out(now).map(|(session, words)| {
            let actor = Actor::Caller(Caller::with_key(session.of.clone(), session.key));
            choice(session.key.as_str().to_owned(), &words, actor)
        }));
        choices.push(choice("partner".into(), "a user of another account, which allows it everything", Actor::Caller(self.partner())));
        let with_code = Caller { mfa: true, ..self.partner() };
        choices.push(choice("partner".into(), "the same, with an MFA code", Actor::Caller(with_code)));
        choices.push(choice("anonymous".into(), "anybody, without credentials", Actor::Caller(Caller::nobody().clone())));
        choices
    }
}
