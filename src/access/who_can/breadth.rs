//! Who can do an action on all that a pattern covers, and who on a part of it.

use std::sync::Arc;

use super::classes::Class;
use super::statement_about::{About, Comes, StatementsAbout};
use super::wide::divided::{Divided, Group, Sample};
use super::wide::{Concerning, Wide};
use crate::access::progress::{Cancelled, Progress};
use crate::access::question::Question;
use crate::access::shares::shared_out;
use crate::access::who_can::{Access, Decided, Told, WhoCan, answer};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority};
use crate::policy::decision::{Decision, Layer};
use crate::policy::document::Effect;

/// On how much of what was asked about somebody may do something.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Breadth {
    /// On the one resource.
    One,
    /// On all that the pattern covers.
    All,
    /// On a part of it.
    Part(Within),
}

/// A part of what a pattern covers.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Within {
    /// The patterns of policies that all of it lies in; none where they say no more than the pattern that was asked about.
    pub patterns: Vec<String>,
    /// The patterns of policies that none of it lies in.
    pub without: Vec<String>,
    /// A resource of it.
    pub example: String,
}

impl Within {
    /// In words: `arn:aws:s3:::reports/*`, `all but arn:aws:s3:::reports/kept/*`.
    pub fn in_words(&self) -> String {
        let named = |texts: &[String]| match texts {
            [] => None,
            [one] => Some(one.clone()),
            [one, other] => Some(format!("{one} and {other}")),
            [first, rest @ ..] => Some(format!("{first} and {} others", rest.len())),
        };
        match (named(&self.patterns), named(&self.without)) {
            (Some(within), Some(without)) => format!("{within}, but not {without}"),
            (Some(within), None) => within,
            (None, Some(without)) => format!("all but {without}"),
            (None, None) => format!("for example {}", self.example),
        }
    }
}

/// A question about all that a pattern covers.
pub(in crate::access) struct OnAll<'a> {
    asked: Asked<'a>,
    about: StatementsAbout,
}

/// What is asked, and of which account.
struct Asked<'a> {
    account: &'a Account,
    question: Question,
    wide: Wide,
}

impl<'a> OnAll<'a> {
    pub(in crate::access) fn new(
        account: &'a Account,
        question: Question,
        classes: &[Class],
        progress: &Progress,
    ) -> Result<Self, Cancelled> {
        let mut wide = Wide::of(account, &question.action, &question.resource);
        let mut about = StatementsAbout::new(&question.action);
        let mut with_tags = false;
        for class in classes {
            progress.go_on()?;
            let policies = &class.authority.policies;
            for policy in policies.identity.iter().chain(&policies.boundary) {
                with_tags |= about.of(policy.rules(), &wide.area).iter().any(|statement| statement.asks_for_tags);
            }
        }
        wide.find_known(account, &question.circumstances, with_tags);
        Ok(Self { asked: Asked { account, question, wide }, about })
    }

    pub(in crate::access) fn who_can(self, classes: &[Class], progress: &Progress) -> Result<WhoCan, Cancelled> {
        let Self { asked, mut about } = self;
        let of_resources = asked.wide.personal(&mut about);
        let tools = || about.clone();
        let parts = shared_out(classes, tools, |class, about| {
            progress.go_on()?;
            let (mut who, mut is_cut_short) = (WhoCan::default(), false);
            let personal = [asked.personal(about, &class.authority), of_resources.clone()].concat();
            let known = |asker: &Asker, authority: &Authority| asked.known(&personal, asker, authority);
            who.ask(class.clone(), progress, known, |asker, authority, (concerning, ..)| {
                let (told, is_complete) = asked.told(about, asker, authority, concerning);
                is_cut_short |= !is_complete;
                told
            })?;
            Ok(WhoCan { is_cut_short, ..who })
        })?;
        let mut who = WhoCan::of(parts);
        let mut is_cut_short = who.is_cut_short;
        for asker in asked.wide.outsiders(asked.account) {
            progress.go_on()?;
            let authority = Arc::new(asked.account.policies_for(&asker));
            let (concerning, ..) = asked.known(&[], &asker, &authority);
            let (told, is_complete) = asked.told(&mut about, &asker, &authority, &concerning);
            if told.access.is_possible() {
                is_cut_short |= !is_complete;
                who.add_outsider(told, asker, authority);
            }
        }
        let mut ask = |asker: &Asker| {
            let authority = Arc::new(asked.account.policies_for(asker));
            let (concerning, ..) = asked.known(&[], asker, &authority);
            let (told, is_complete) = asked.told(&mut about, asker, &authority, &concerning);
            is_cut_short |= !is_complete;
            (told, authority)
        };
        who.add_spared(asked.account, &asked.question.action, asked.wide.policies(), progress, &mut ask)?;
        let mut names = asked.wide.sessions(asked.account);
        names.add_own_of_all(asked.account, classes);
        who.add_sessions(&names, progress, &mut ask)?;
        let policies = asked.wide.policies();
        who.leave_out(asked.account, &asked.question.action, policies, progress, |asker| ask(asker).0.access.is_possible())?;
        who.is_cut_short |= is_cut_short;
        who.example = asked.wide.example().map(|example| example.text().to_owned());
        Ok(who)
    }
}

/// What counts of who asks, with whether it may have session tags: those of whom it is the same, and who have equal policies, are
/// answered the same.
type Known = (Concerning, Vec<Comes>, bool);

impl Asked<'_> {
    /// The statements of somebody's own policies that look at who asks.
    fn personal(&self, about: &mut StatementsAbout, authority: &Authority) -> Vec<Arc<[About]>> {
        let policies = authority.policies.identity.iter().chain(&authority.policies.boundary);
        let found = policies.map(|policy| about.of(policy.rules(), &self.wide.area));
        found.filter(|statements| statements.iter().any(|one| one.is_personal)).collect()
    }

    fn known(&self, personal: &[Arc<[About]>], asker: &Asker, authority: &Authority) -> Known {
        if !self.wide.has_policies() && personal.is_empty() {
            return (self.wide.concerning_all(), Vec::new(), false);
        }
        let Ok((request, _)) = self.of_example(asker).request(self.account) else { return (self.wide.concerning_all(), Vec::new(), false) };
        let has_boundary = !authority.policies.boundary.is_empty();
        let concerning = if self.wide.has_policies() { self.wide.concerning(&request, has_boundary) } else { self.wide.concerning_all() };
        let statements = personal.iter().flat_map(|statements| statements.iter()).filter(|one| one.is_personal);
        let comes = statements.flat_map(|one| one.come_to(&request.context)).collect();
        (concerning, comes, self.account.may_have_session_tags(asker))
    }

    /// The question about the example, as somebody asks it.
    fn of_example(&self, asker: &Asker) -> Question {
        let mut question = self.question.asked_by(asker);
        if let Some(example) = self.wide.example() {
            question.resource = example.clone();
        }
        question
    }

    /// What somebody may, and whether that is all.
    fn told(&self, about: &mut StatementsAbout, asker: &Asker, authority: &Arc<Authority>, concerning: &Concerning) -> (Told, bool) {
        let nothing = || Told {
            access: Access { decision: Decision::ImplicitDeny, hinges: Vec::new() },
            breadth: Breadth::All,
            decided_by: Vec::new(),
            granted_by: Vec::new(),
            resource: None,
        };
        // Nothing is about it, and of who asks no policy of a resource knows more than the account.
        let policies = &authority.policies;
        let is_nothing = policies.identity.iter().all(|policy| about.of(policy.rules(), &self.wide.area).is_empty());
        let is_outsider = matches!(asker, Asker::Outsider(_));
        if *asker != Asker::Root && !is_outsider && is_nothing && !concerning.by_name {
            return (nothing(), true);
        }
        let mut question = self.of_example(asker);
        let Ok((request, _)) = question.request(self.account) else { return (nothing(), true) };
        let divided = self.wide.divided(policies, concerning, about, &request.context);
        let any_region = self.wide.is_of_any_region();
        let decided: Vec<Decided> = divided
            .parts
            .iter()
            .map(|part| {
                question.resource = part.resource.clone();
                // A resource may shut others out, whatever its policy says.
                let authority = if is_outsider {
                    Arc::new(question.authority(self.account))
                } else if self.wide.has_policies() {
                    self.account.with_policy_on(authority, &question.asker, &question.action, &question.resource)
                } else {
                    authority.clone()
                };
                answer(self.account, &question, &authority, any_region)
            })
            .collect();
        let told = together(&divided, &decided).unwrap_or_else(nothing);
        (told, divided.is_complete)
    }
}

/// What the decisions on all parts come to; `None` where there is no part.
fn together(divided: &Divided, decided: &[Decided]) -> Option<Told> {
    let is_allowed = |one: &&Decided| one.access.decision == Decision::Allowed;
    let allowed = decided.iter().filter(is_allowed).count();
    let breadth = match allowed {
        0 => Breadth::All,
        all if all == decided.len() && divided.is_complete => Breadth::All,
        _ => Breadth::Part(within(divided, decided)),
    };
    let mut hinges: Vec<String> = decided.iter().flat_map(|one| one.access.hinges.iter().cloned()).collect();
    hinges.sort();
    hinges.dedup_by(|one, other| one.eq_ignore_ascii_case(other));
    let of_all = decided.iter().find(is_allowed).or(decided.first())?;
    let access = Access { decision: of_all.access.decision, hinges };
    let (decided_by, granted_by, resource) = (of_all.places.clone(), of_all.granted_by.clone(), of_all.resource.clone());
    Some(Told { access, breadth, decided_by, granted_by, resource })
}

fn within(divided: &Divided, decided: &[Decided]) -> Within {
    let parts = || divided.parts.iter().zip(decided);
    let with = |decision: Decision| parts().filter(move |(_, decided)| decided.access.decision == decision).map(|(part, _)| part);
    // Whether a part lies in what a group's patterns tell: what it allows, or what it denies; of a denial of all but what is
    // listed, what is listed.
    let lies = |at: &usize, part: &Sample| {
        let is_allow = |group: &Group| group.effect == Effect::Allow;
        divided.groups.get(*at).is_some_and(|group| part.named_by.contains(at) != (group.negated && is_allow(group)))
    };
    let has = |groups: &[usize], part: &Sample| groups.iter().any(|at| lies(at, part));
    let groups = |is_one: &dyn Fn(&usize, &Group) -> bool| -> Vec<usize> {
        divided.groups.iter().enumerate().filter(|(at, group)| group.is_met && is_one(at, group)).map(|(at, _)| at).collect()
    };
    let said = |groups: &[usize]| {
        let mut texts: Vec<String> = groups.iter().filter_map(|at| divided.groups.get(*at)).flat_map(Group::in_words).collect();
        texts.sort();
        texts.dedup();
        texts
    };
    // Only what is denied throughout is told to be left out: a resource policy may deny it to somebody else.
    let denying = groups(&|at, group| {
        let is_none_allowed = !with(Decision::Allowed).any(|part| lies(at, part));
        group.effect == Effect::Deny && !group.negated && is_none_allowed && with(Decision::ExplicitDeny).any(|part| lies(at, part))
    });
    // Nothing that is told to be allowed may be cut off elsewhere without a word.
    let allowing = |is_one: &dyn Fn(&Group) -> bool| {
        groups(&|at, group| {
            let is_cut = with(Decision::ImplicitDeny).any(|part| lies(at, part));
            group.effect == Effect::Allow && is_one(group) && !is_cut && with(Decision::Allowed).any(|part| lies(at, part))
        })
    };
    // All that is allowed must lie in what is told, and of what is not only that which is told to be left out.
    let tells = |groups: &Vec<usize>| {
        let is_left_out = |part: &Sample| has(&denying, part);
        with(Decision::Allowed).all(|part| has(groups, part))
            && !with(Decision::ImplicitDeny).any(|part| has(groups, part))
            && with(Decision::ExplicitDeny).all(|part| !has(groups, part) || is_left_out(part))
    };
    let example = with(Decision::Allowed).next().map(|part| part.resource.text().to_owned()).unwrap_or_default();
    let only_example = Within { patterns: Vec::new(), without: Vec::new(), example };
    // Where not all parts are known, nothing can be told of a pattern as a whole.
    if !divided.is_complete {
        return only_example;
    }
    if with(Decision::ImplicitDeny).next().is_none() && with(Decision::ExplicitDeny).all(|part| has(&denying, part)) {
        return Within { without: said(&denying), ..only_example };
    }
    let granting = allowing(&|group| group.layer != Layer::Boundary && !group.is_place);
    let bounding = allowing(&|group| group.layer == Layer::Boundary);
    let with_places = allowing(&|group| group.layer != Layer::Boundary);
    let kept = groups(&|_, group| group.effect == Effect::Deny && group.negated);
    let kept = kept.into_iter().map(|at| vec![at]);
    let Some(telling) = [granting, bounding, with_places].into_iter().chain(kept).find(tells) else { return only_example };
    let cuts = |at: &&usize| with(Decision::ExplicitDeny).any(|part| has(&telling, part) && lies(at, part));
    let cutting: Vec<usize> = denying.iter().filter(cuts).copied().collect();
    Within { patterns: said(&telling), without: said(&cutting), ..only_example }
}

impl Group {
    /// Its patterns, as they are told. Of what is denied outside of them, they are what is kept.
    fn in_words(&self) -> Vec<String> {
        match (self.negated && self.effect == Effect::Allow, self.texts.as_slice()) {
            (false, texts) => texts.to_vec(),
            (true, [one]) => vec![format!("all but {one}")],
            (true, [first, rest @ ..]) => vec![format!("all but {first} and {} others", rest.len())],
            (true, []) => Vec::new(),
        }
    }
}
