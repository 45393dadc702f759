//! What a partly typed command line may become.

use super::Candidate;
use super::aws::of_aws_line;
use crate::account::entity::{AccessKey, Group, ManagedPolicy, Owner, PolicyKey, ResourceKey, Role, User};
use crate::account::id::UniqueId;
use crate::account::operation::GetAccessKeyLastUsed;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::overlay::wanted::Wanted;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{ScreenSpec, Screens};
use crate::app::sight::listed_by;
use crate::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};
use crate::training::lesson::Lesson;

/// Candidates at most.
const MOST: usize = 50;
/// Nothing has a longer name, with its kind before it: those of groups and policies have up to 128 letters. What is longer
/// is not looked for, or a pasted book would be looked for once for each of its letters.
const LONGEST: usize = 160;
/// A name is mistyped from so many letters on; shorter ones are like too many others.
const MISTYPED_FROM: usize = 4;

/// The candidates for a line, best first.
pub(super) fn candidates(line: &str, screens: Screens, cx: &Cx<'_>) -> Vec<Candidate> {
    if line.trim().is_empty() {
        return Vec::new();
    }
    if let Some(line) = super::aws_line(line) {
        return of_aws_line(line, cx);
    }
    if line.trim().len() > LONGEST {
        return Vec::new();
    }
    let is_signed_in = cx.account.signed_in(cx.now).is_some();
    let mut ranking = Ranking::new(line);
    for spec in screens {
        if is_signed_in || spec.id.is_open() {
            ranking.offer(Target::Screen(spec), spec.names);
        }
    }
    for deed in DEEDS {
        ranking.offer(Target::Deed(deed), deed.names);
    }
    if !is_signed_in {
        return ranking.best(cx).into_iter().map(|target| target.candidate(cx)).collect();
    }
    for user in cx.account.users().filter(|_| cx.sight.may("ListUsers")) {
        ranking.offer(Target::User(user), &[&user.name]);
    }
    for group in cx.account.groups().filter(|_| cx.sight.may("ListGroups")) {
        ranking.offer(Target::Group(group), &[&group.name]);
    }
    for role in cx.account.roles().filter(|_| cx.sight.may("ListRoles")) {
        ranking.offer(Target::Role(role), &[&role.name]);
    }
    for policy in cx.account.policies().filter(|_| cx.sight.may("ListPolicies")) {
        ranking.offer(Target::OwnPolicy(policy), &[&policy.name]);
    }
    for policy in AWS_MANAGED_POLICIES.all() {
        ranking.offer(Target::Policy(policy), &[policy.name]);
    }
    for key in cx.account.all_resources().filter(|key| cx.sight.may(listed_by(key.kind))) {
        let nickname = cx.nickname(&key);
        ranking.offer(Target::Resource(key.clone()), &[nickname.as_deref().unwrap_or(&key.name), &key.name]);
    }
    for provider in cx.account.saml_providers().filter(|_| cx.sight.may("ListSAMLProviders")) {
        ranking.offer(Target::Provider(provider.id, &provider.name), &[&provider.name]);
    }
    for provider in cx.account.oidc_providers().filter(|_| cx.sight.may("ListOpenIDConnectProviders")) {
        ranking.offer(Target::Provider(provider.id, &provider.url), &[&provider.url]);
    }
    for lesson in cx.shelf.lessons() {
        ranking.offer(Target::Lesson(lesson), &[&lesson.title, &lesson.id]);
    }
    for key in cx.account.access_keys() {
        ranking.offer(Target::Key(key), &[key.id.as_str()]);
    }
    ranking.best(cx).into_iter().map(|target| target.candidate(cx)).collect()
}

/// Whether it may be seen whose a key is, which the answer to when it was used last tells.
fn may_see_owner(key: &AccessKey, cx: &Cx<'_>) -> bool {
    match key.owner {
        Owner::Root => cx.caller.is_root(),
        Owner::User(_) => cx.may(&GetAccessKeyLastUsed { access_key_id: key.id.to_string() }.into()),
    }
}

/// Something that can be done from anywhere by its name.
pub struct Deed {
    /// Its names, the first of which is shown.
    pub names: &'static [&'static str],
    /// What it does, in a sentence.
    pub about: &'static str,
    /// What it is.
    pub action: Action,
}

/// All of them.
pub const DEEDS: &[Deed] = &[
    Deed { names: &["clock", "move-clock"], about: "Move the practice clock forward, as clock +90d does", action: Action::MoveClock },
    Deed { names: &["sign-out", "logout"], about: "Sign out; the sign-in screen is shown", action: Action::SignOut },
    Deed { names: &["switch-back"], about: "Go back from a role that you switched to", action: Action::SwitchBack },
    Deed { names: &["identity", "whoami"], about: "Sign out, sign in as someone else, switch roles", action: Action::Identity },
];

/// Something that has a name of its own.
enum Target<'a> {
    Screen(&'static ScreenSpec),
    Deed(&'static Deed),
    User(&'a User),
    Group(&'a Group),
    Role(&'a Role),
    OwnPolicy(&'a ManagedPolicy),
    Policy(&'static AwsManagedPolicy),
    Key(&'a AccessKey),
    Resource(ResourceKey),
    Provider(UniqueId, &'a str),
    Lesson(&'a Lesson),
}

impl Target<'_> {
    /// The word that may stand before the name: `user alice`.
    const fn kind(&self) -> &'static str {
        match self {
            Self::Screen(_) | Self::Deed(_) | Self::Key(_) => "",
            Self::User(_) => "user",
            Self::Group(_) => "group",
            Self::Role(_) => "role",
            Self::OwnPolicy(_) | Self::Policy(_) => "policy",
            Self::Resource(key) => key.kind.word(),
            Self::Provider(..) => "provider",
            Self::Lesson(_) => "walkthrough",
        }
    }

    fn candidate(&self, cx: &Cx<'_>) -> Candidate {
        if let Self::Deed(deed) = self {
            let name = deed.names.first().copied().unwrap_or_default().to_owned();
            return Candidate {
                line: name.clone(),
                label: name,
                about: deed.about.to_owned(),
                route: None,
                key: None,
                action: Some(deed.action),
            };
        }
        let (label, about, route) = match self {
            Self::Deed(deed) => (deed.about.to_owned(), String::new(), Route::to(ScreenId::Dashboard)),
            Self::Screen(spec) => (spec.names[0].to_owned(), spec.about.to_owned(), Route::to(spec.id)),
            Self::User(user) => (user.name.clone(), "User".to_owned(), Route::user(user.id)),
            Self::Group(group) => (group.name.clone(), "Group".to_owned(), Route::group(group.id)),
            Self::Role(role) => (role.name.clone(), "Role".to_owned(), Route::role(role.id)),
            Self::OwnPolicy(policy) => {
                (policy.name.clone(), "Policy, Customer managed".to_owned(), Route::policy(PolicyKey::Customer(policy.id)))
            }
            Self::Policy(policy) => {
                (policy.name.to_owned(), format!("Policy, {}", policy.policy_type().label()), Route::policy(PolicyKey::from(*policy)))
            }
            Self::Resource(key) => {
                let label = cx.nickname(key).unwrap_or_else(|| key.name.clone());
                (label, format!("Resource, {}", key.kind.word()), Route::resource(key.clone()))
            }
            Self::Provider(id, name) => ((*name).to_owned(), "Identity provider".to_owned(), Route::provider(*id)),
            Self::Lesson(lesson) => {
                let route = Route::about(ScreenId::Walkthrough, Subject::Lesson(lesson.id.clone()));
                (lesson.title.clone(), format!("Walkthrough {}", lesson.id), route)
            }
            Self::Key(key) => {
                let about = format!("Access key of {}", cx.account.name_of(key.owner).unwrap_or_default());
                (key.id.to_string(), about, Route::credentials_of(key.owner))
            }
        };
        let line = if self.kind().is_empty() { label.clone() } else { format!("{} {label}", self.kind()) };
        let key = if let Self::Key(key) = self { Some(key.id) } else { None };
        Candidate { line, label, about, route: Some(route), key, action: None }
    }
}

/// How a name fits what was typed, the best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It has all the words somewhere.
    Has,
    /// It is a screen's, mistyped.
    Mistyped,
    /// It begins so.
    Begins,
    /// It is just that.
    Exact,
}

/// Targets by how well they fit what was typed.
struct Ranking<'a> {
    query: String,
    wanted: Wanted,
    found: Vec<((Fit, u32), usize, Target<'a>)>,
}

impl<'a> Ranking<'a> {
    fn new(line: &str) -> Self {
        let query = line.trim().to_lowercase();
        Self { wanted: Wanted::new(&query), query, found: Vec::new() }
    }

    /// Offers a target under its names; the one that fits best counts.
    fn offer(&mut self, target: Target<'a>, names: &[&str]) {
        let is_screen = matches!(target, Target::Screen(_) | Target::Deed(_));
        let mut best = None;
        for name in names {
            let mistyped = (is_screen && self.is_mistyped(name)).then_some((Fit::Mistyped, 0));
            let score = self.score(target.kind(), name).max(mistyped);
            best = best.max(score.map(|score| (score, name.len())));
        }
        if let Some(((fit, score), length)) = best {
            // A screen comes before an entity that fits as well.
            let bonus = if matches!(target, Target::Screen(_)) { 40 } else { 0 };
            self.found.push(((fit, score + bonus), length, target));
        }
    }

    fn score(&mut self, kind: &str, name: &str) -> Option<(Fit, u32)> {
        let words = if kind.is_empty() { name.to_owned() } else { format!("{kind} {name}") };
        let score = self.wanted.score(&words)?;
        let query = self.query.strip_prefix(kind).map_or(self.query.as_str(), str::trim_start);
        let fit = if name.eq_ignore_ascii_case(query) || name.eq_ignore_ascii_case(&self.query) {
            Fit::Exact
        } else if name.get(..query.len()).is_some_and(|head| head.eq_ignore_ascii_case(query)) {
            Fit::Begins
        } else {
            Fit::Has
        };
        Some((fit, score))
    }

    /// Whether a name was meant: one letter is wrong, missing, too many or in its neighbour's place; of a long name, two.
    fn is_mistyped(&self, name: &str) -> bool {
        let slips = if name.len() < 2 * MISTYPED_FROM { 1 } else { 2 };
        self.query.len() >= MISTYPED_FROM
            && self.query.len().abs_diff(name.len()) <= slips
            && strsim::osa_distance(&self.query, name) <= slips
    }

    /// The best of them. Whether a key may be told is asked of few: an account may have thousands.
    fn best(mut self, cx: &Cx<'_>) -> Vec<Target<'a>> {
        self.found.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        let targets = self.found.into_iter().map(|(_, _, target)| target);
        targets.filter(|target| !matches!(target, Target::Key(key) if !may_see_owner(key, cx))).take(MOST).collect()
    }
}
