//! Who could allow what was denied, and how.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::giving::Giving;
use super::taking::{taking_away, unbinding};
use super::trial::Trial;
use super::{Help, Where, place};
use crate::access::progress::{Cancelled, Progress};
use crate::access::question::Question;
use crate::access::who_can::classes::Class;
use crate::access::who_can::{Access, WhoCan, answer, everybody, principals, who_can_of};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority, Circumstances};
use crate::account::caller::Caller;
use crate::account::refusal::Denied;
use crate::policy::decision::{Decision, Layer};
use crate::policy::request::{Action, RequestError, Resource, Value};

/// Who could allow what was denied.
#[derive(Clone, Default, Debug)]
pub struct WhoCould {
    /// Everybody who could, root first.
    pub helpers: Vec<Helper>,
    /// How many principals were asked about.
    pub asked: usize,
    /// Whether who was denied it may do it by now, as it was asked for: nobody need do anything.
    pub is_allowed: bool,
    /// Whether who was denied it may do it after signing in with MFA, so that no policy need change.
    pub is_for_mfa: bool,
}

/// Somebody who could.
#[derive(Clone, Debug)]
pub struct Helper {
    /// Who.
    pub asker: Asker,
    /// What they could do, each by itself; what gives the least comes first.
    pub ways: Vec<Help>,
    /// Whether they may do that now, or under which circumstances.
    pub access: Access,
}

/// Finds out who could allow what was denied, and in which ways. Everybody is asked about as one who has signed in with MFA.
///
/// # Errors
/// Where nobody wants the answer any more.
pub fn who_could(
    account: &Account,
    caller: &Caller,
    denied: &Denied,
    circumstances: Circumstances,
    progress: &Progress,
) -> Result<WhoCould, Cancelled> {
    let mut found = Found::default();
    let Ok(question) = Question::denied(account, caller, denied, circumstances.now) else { return Ok(found.who) };
    if question.decision(account) == Ok(Decision::Allowed) {
        return Ok(WhoCould { is_allowed: true, ..WhoCould::default() });
    }
    let Ok(place) = place(account, caller, denied) else { return Ok(found.who) };
    found.who.is_for_mfa = is_for_mfa(account, &question, circumstances);
    let Ok(trial) = Trial::of(account, &question) else { return Ok(found.who) };
    let giving = |to, layer| Giving::new(account, to, &question, layer);
    let (giving, taking, lacks) = match &place {
        Where::Resource(help) => (None, vec![help.clone()], None),
        Where::Denying(from, origin) => (None, taking_away(account, from, origin, &trial), None),
        Where::Boundary(of) => (giving(of, Layer::Boundary), unbinding(account, of, &trial).into_iter().collect(), None),
        Where::Lacking(to) => (giving(to, Layer::Identity), Vec::new(), trial.given(account)),
    };
    let given = giving.iter().flat_map(Giving::helps).map(|help| help.lacking(lacks));
    let helps: Vec<Help> = given.chain(taking).collect();
    let mut asking = Asking { account, classes: everybody(account, progress)?, circumstances, progress, answers: HashMap::new() };
    let asked = helps.iter().map(key_of).collect::<HashSet<_>>().len();
    let of_policies = helps.iter().filter(|help| giving.is_some() && help.asked.keys.iter().any(is_of_policy));
    let turning = of_policies.map(place_of).collect::<HashSet<_>>().len();
    progress.expect((asked + turning) * principals(account));
    found.who.asked = principals(account);
    for help in &helps {
        found.ask(&mut asking, help)?;
    }
    if let Some(giving) = giving {
        found.ask_of_policies(&mut asking, (&giving, lacks), &helps)?;
    }
    // What is enough comes before what is but a part of it.
    for helper in &mut found.who.helpers {
        helper.ways.sort_by_key(|way| !way.is_enough);
    }
    // Who could now comes before who could under other circumstances.
    found.who.helpers.sort_by_key(|helper| helper.access.decision != Decision::Allowed);
    Ok(found.who)
}

/// Whether a user who was denied something may do it in a session with MFA. A role's session has what it was opened with.
fn is_for_mfa(account: &Account, question: &Question, circumstances: Circumstances) -> bool {
    let with_mfa = Question { circumstances, ..question.clone() };
    matches!(question.asker, Asker::User(_)) && with_mfa.decision(account) == Ok(Decision::Allowed)
}

/// Asks everybody, each thing once.
struct Asking<'a> {
    account: &'a Account,
    classes: Vec<Class>,
    circumstances: Circumstances,
    progress: &'a Progress,
    /// Who may what, now or perhaps.
    answers: HashMap<HelpKey, Vec<(Vec<Asker>, Access)>>,
}

impl Asking<'_> {
    fn who_can(&self, help: &Help, given: Vec<(String, Value)>) -> Result<WhoCan, Cancelled> {
        let Ok((action, resource)) = request(help) else { return Ok(WhoCan::default()) };
        let question = Question { asker: Asker::Root, action, resource, given, circumstances: self.circumstances };
        who_can_of(self.account, &self.classes, question, self.progress)
    }

    /// Who may do what a help is, now or perhaps.
    fn who_may(&mut self, help: &Help) -> Result<&[(Vec<Asker>, Access)], Cancelled> {
        let key = key_of(help);
        if !self.answers.contains_key(&key) {
            let who = self.who_can(help, help.asked.keys.clone())?;
            let possible = who.grantees.into_iter().filter(|grantee| grantee.access.is_possible());
            self.answers.insert(key.clone(), possible.map(|grantee| (grantee.askers, grantee.access)).collect());
        }
        Ok(self.answers.get(&key).map(Vec::as_slice).unwrap_or_default())
    }

    /// Those for whom it turns on the policy whether they may do what a help is, with their policies.
    fn turning(&self, help: &Help) -> Result<Vec<(Asker, Arc<Authority>)>, Cancelled> {
        let given: Vec<(String, Value)> = help.asked.keys.iter().filter(|key| !is_of_policy(key)).cloned().collect();
        let turns = |access: &Access| access.hinges.iter().any(|key| OF_POLICY.iter().any(|of| of.eq_ignore_ascii_case(key)));
        let grantees = self.who_can(help, given)?.grantees.into_iter().filter(|grantee| turns(&grantee.access));
        Ok(grantees.flat_map(|grantee| grantee.askers.into_iter().map(move |asker| (asker, grantee.authority.clone()))).collect())
    }
}

/// Who has been found, and where each stands among them.
#[derive(Default)]
struct Found {
    who: WhoCould,
    places: HashMap<String, usize>,
}

impl Found {
    /// Asks everybody about a help.
    fn ask(&mut self, asking: &mut Asking<'_>, help: &Help) -> Result<(), Cancelled> {
        let account = asking.account;
        for (askers, access) in asking.who_may(help)? {
            for asker in askers {
                self.add(account, asker, help, access);
            }
        }
        Ok(())
    }

    /// Asks those about the other policies for whom it turns on the policy whether they may attach it.
    fn ask_of_policies(
        &mut self,
        asking: &mut Asking<'_>,
        (giving, lacks): (&Giving<'_>, Option<&str>),
        helps: &[Help],
    ) -> Result<(), Cancelled> {
        let (account, circumstances, progress) = (asking.account, asking.circumstances, asking.progress);
        let mut others: Option<Vec<Help>> = None;
        let mut asked: Vec<(&str, &str)> = Vec::new();
        for help in helps.iter().filter(|help| help.asked.keys.iter().any(is_of_policy)) {
            if asked.contains(&place_of(help)) {
                continue;
            }
            asked.push(place_of(help));
            for (asker, authority) in asking.turning(help)? {
                progress.go_on()?;
                if self.may_now(account, &asker) {
                    continue;
                }
                let others =
                    others.get_or_insert_with(|| giving.with_other_policies().into_iter().map(|help| help.lacking(lacks)).collect());
                let same = others.iter().filter(|other| place_of(other) == place_of(help));
                let access = same.filter_map(|help| Some((help, access_to(account, (&asker, &authority), help, circumstances)?)));
                for (help, access) in access.filter(|(_, access)| access.decision == Decision::Allowed) {
                    self.add(account, &asker, help, &access);
                }
            }
        }
        Ok(())
    }

    fn may_now(&self, account: &Account, asker: &Asker) -> bool {
        let place = account.asker_arn(asker).and_then(|arn| self.places.get(&arn));
        let helper = place.and_then(|at| self.who.helpers.get(*at));
        helper.is_some_and(|helper| helper.access.decision == Decision::Allowed)
    }

    /// Takes down that somebody may do something, now or perhaps. What one may now counts for more.
    fn add(&mut self, account: &Account, asker: &Asker, help: &Help, access: &Access) {
        let at = *self.places.entry(account.asker_arn(asker).unwrap_or_default()).or_insert(self.who.helpers.len());
        let is_now = |access: &Access| access.decision == Decision::Allowed;
        match self.who.helpers.get_mut(at) {
            None => self.who.helpers.push(Helper { asker: asker.clone(), ways: vec![help.clone()], access: access.clone() }),
            Some(helper) if is_now(access) && !is_now(&helper.access) => {
                (helper.ways, helper.access) = (vec![help.clone()], access.clone());
            }
            Some(helper) if is_now(access) == is_now(&helper.access) => helper.ways.push(help.clone()),
            Some(_) => {}
        }
    }
}

/// The condition keys that tell which policy is attached or becomes a boundary.
const OF_POLICY: [&str; 2] = ["iam:PolicyARN", "iam:PermissionsBoundary"];

fn is_of_policy((key, _): &(String, Value)) -> bool {
    OF_POLICY.contains(&key.as_str())
}

/// Whether somebody with these policies may do what a help is.
fn access_to(account: &Account, (asker, authority): (&Asker, &Authority), help: &Help, circumstances: Circumstances) -> Option<Access> {
    let (action, resource) = request(help).ok()?;
    let question = Question { asker: asker.clone(), action, resource, given: help.asked.keys.clone(), circumstances };
    Some(answer(account, &question, authority, false).access)
}

/// What decides who may do what a help is.
type HelpKey = (String, String, String);

fn key_of(help: &Help) -> HelpKey {
    (help.asked.action.clone(), help.asked.resource.clone(), format!("{:?}", help.asked.keys))
}

/// What a help does on what.
fn place_of(help: &Help) -> (&str, &str) {
    (&help.asked.action, &help.asked.resource)
}

/// The action and the resource of a help.
fn request(help: &Help) -> Result<(Action, Resource), RequestError> {
    Ok((Action::parse(&help.asked.action)?, Resource::parse(&help.asked.resource)?))
}
