//! Tags that turn a decision, passed where a role is assumed: a session has them, and the account stays as it is.

use jiff::Timestamp;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::Answer;
use crate::access::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, Credentials, Provenance, is_principal_tag};
use crate::account::caller::Caller;
use crate::account::display::visible;
use crate::account::entity::TagHolder;
use crate::account::env::Env;
use crate::account::operation::{AssumeRole, Operation, Tag};
use crate::account::reply::Reply;
use crate::account::words::listed;
use crate::policy::decision::{Change, Decision, Remedy, is_of_mfa, shown};
use crate::policy::request::Value;

/// Of so many who may open a session it is tried what comes of it: who opens it makes little difference.
const TRIED: usize = 3;

/// A session of a role, opened with tags, in which what is denied is allowed. Its tags overrule the role's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaggedSession {
    /// Who may open it; the first who was found.
    pub by: Caller,
    /// How it is opened.
    assume: AssumeRole,
    /// The role, by name.
    role: String,
    /// Whether the role has such a tag itself.
    overrules: bool,
    /// What has to be done besides, as an advice.
    then: Option<String>,
    /// The operations that do that, as far as any do.
    then_operations: Vec<Operation>,
}

impl TaggedSession {
    /// The tags that are passed.
    pub fn tags(&self) -> &[Tag] {
        self.assume.tags.as_deref().unwrap_or_default()
    }

    /// What is done, without what comes of it.
    pub fn deed(&self) -> String {
        let tags: Vec<String> = self.tags().iter().map(|tag| format!("{}={}", shown(&tag.key), shown(&tag.value))).collect();
        let are = if tags.len() == 1 { "tag" } else { "tags" };
        format!("Assume role {} with the session {are} {}", shown(&self.role), listed(&tags))
    }

    /// In words, as an advice.
    pub fn in_words(&self, account: &Account) -> String {
        let mfa = if self.by.mfa { " with MFA" } else { "" };
        let comes_of_it = match (self.overrules, &self.then) {
            (true, None) => ": that overrules the role's own tag, and nothing changes in the account",
            (true, Some(_)) => ": that overrules the role's own tag",
            (false, None) => ": nothing changes in the account",
            (false, Some(_)) => "",
        };
        let told = format!("{}, as {}{mfa} may{comes_of_it}.", self.deed(), visible(&self.by.in_sentences(account)));
        self.then.iter().fold(told, |told, then| format!("{told} And: {then}"))
    }

    /// The operations that do it, in their order; the session is opened by who may.
    pub fn operations(&self) -> Vec<Operation> {
        self.then_operations.iter().cloned().chain([self.assume.clone().into()]).collect()
    }
}

impl Answer {
    /// Whether a session may be opened for who asks with other tags than this one has.
    pub(super) fn may_be_opened_with_tags(&self, account: &Account) -> bool {
        self.asker.as_ref().is_some_and(|asker| account.may_have_session_tags(asker))
    }

    /// Whether a change is about a tag that the session has: no tag of the role counts then.
    pub(super) fn is_of_session_tag(&self, change: &Change) -> bool {
        let (Change::SetKey { key, .. } | Change::DropKey { key }) = change else { return false };
        let is_told =
            |from: Provenance| self.derived.iter().any(|derived| derived.from == from && key.name().eq_ignore_ascii_case(&derived.key));
        is_principal_tag(key.name()) && is_told(Provenance::Session)
    }

    /// The remedies that take tags of a role, with these passed as tags of a session: where somebody may open such a session, and it
    /// is allowed there.
    pub(super) fn tagged_sessions(&self, account: &Account, question: &Question) -> Vec<TaggedSession> {
        if !self.may_be_opened_with_tags(account) {
            return Vec::new();
        }
        self.remedies.iter().filter_map(|remedy| self.tagged_session(account, question, remedy)).collect()
    }

    fn tagged_session(&self, account: &Account, question: &Question, remedy: &Remedy) -> Option<TaggedSession> {
        let Asker::RoleSession { role, session } = &question.asker else { return None };
        let (role, of_role) = (account.role(*role)?, TagHolder::Entity(*role));
        let (tagging, rest): (Vec<&Change>, Vec<&Change>) = remedy.changes.iter().partition(|change| principal_tag(change).is_some());
        let tags: Vec<Tag> = tagging.into_iter().map(|change| self.passed(account, change)).collect::<Option<_>>()?;
        // What can't be passed: that a tag is not there, or a code with which the session was opened.
        let is_of_opening = |change: &&&Change| match change {
            Change::SetKey { key, .. } | Change::DropKey { key } => is_of_mfa(key.name()) || is_principal_tag(key.name()),
            _ => false,
        };
        if tags.is_empty() || rest.iter().any(|change| is_of_opening(&change)) {
            return None;
        }
        let is_of_request =
            |change: &Change| matches!(change, Change::SetKey { .. } | Change::DropKey { .. }) && self.tag(account, change).is_none();
        let (asked, done): (Vec<&Change>, Vec<&Change>) = rest.iter().partition(|change| is_of_request(change));
        let then_operations = self.operations(account, &Remedy { changes: done.into_iter().cloned().collect() })?;
        let rest = Remedy { changes: rest.into_iter().cloned().collect() };
        let opened = |by: Caller| TaggedSession {
            assume: AssumeRole {
                role_arn: account.role_arn(role),
                role_session_name: if question.asker.is_any_session() { by.session_name(account) } else { session.clone() },
                tags: Some(tags.clone()),
                ..AssumeRole::default()
            },
            by,
            role: role.name.clone(),
            overrules: tags.iter().any(|tag| account.tags_of(&of_role).any(|own| own.key.eq_ignore_ascii_case(&tag.key))),
            then: (!rest.changes.is_empty()).then(|| self.remedy_in_words(&rest)),
            then_operations: then_operations.clone(),
        };
        let now = question.circumstances.now;
        let may = |opened: &TaggedSession| account.authorise(&opened.by, &opened.assume.clone().into(), now).is_ok();
        let opened = openers(account, question).map(opened).filter(may).take(TRIED);
        opened.into_iter().find(|opened| allows(account, question, opened, &asked))
    }

    /// A tag of the principal as it would be passed.
    fn passed(&self, account: &Account, change: &Change) -> Option<Tag> {
        let Change::SetKey { value, .. } = change else { return None };
        let Value::Single(value) = &**value else { return None };
        Some(Tag { key: self.tag(account, change)?.1, value: value.clone() })
    }
}

/// The key of a change of the request that gives it another tag of who asks.
fn principal_tag(change: &Change) -> Option<&str> {
    match change {
        Change::SetKey { key, .. } if is_principal_tag(key.name()) => Some(key.name()),
        _ => None,
    }
}

/// Who may open a session in the place of one that is asked about, those before others of whom it is known: who opened that one, the
/// users and roles of the account, then who is of the other account. All first without MFA.
fn openers<'a>(account: &'a Account, question: &Question) -> impl Iterator<Item = Caller> + use<'a> {
    let opened_by = question.circumstances.session().and_then(|key| account.session(key)?.opened_by.clone());
    let own = || {
        let users = account.users().map(|user| Asker::User(user.id));
        users.chain(account.roles().map(|role| account.some_session_of(role.id))).map(Caller::owner_as).chain([account.partner()])
    };
    opened_by.into_iter().chain([false, true].into_iter().flat_map(move |mfa| own().map(move |caller| Caller { mfa, ..caller })))
}

/// Whether it is allowed in such a session, with what is done besides and these changes of the request.
fn allows(account: &Account, question: &Question, opened: &TaggedSession, made: &[&Change]) -> bool {
    let now: Timestamp = question.circumstances.now;
    let mut account = account.clone();
    let mut env = Env::at(now, StdRng::seed_from_u64(0));
    let mut run = |caller: &Caller, operation: &Operation| {
        let planned = account.plan(caller, operation, &mut env).ok()?;
        account.apply(planned.change.as_ref().map(|change| change.edits.as_slice()).unwrap_or_default());
        Some(planned.reply)
    };
    if !opened.then_operations.iter().all(|operation| run(&Caller::ROOT, operation).is_some()) {
        return false;
    }
    let Some(Reply::Session(session)) = run(&opened.by, &opened.assume.clone().into()) else { return false };
    let Ok(key) = session.credentials.access_key_id.parse() else { return false };
    let Some(asker) = account.session(key).map(|session| session.of.clone()) else { return false };
    let is_passed =
        |key: &str| key.split_once('/').is_some_and(|(_, name)| opened.tags().iter().any(|tag| tag.key.eq_ignore_ascii_case(name)));
    let goes = |key: &str| is_principal_tag(key) && is_passed(key) || made.iter().any(|change| changes(change, key));
    let mut given: Vec<_> = question.given.iter().filter(|(key, _)| !goes(key)).cloned().collect();
    for change in made {
        match change {
            Change::SetKey { key, value } => given.push((key.name().to_owned(), (**value).clone())),
            // What a request has anyway no question leaves out.
            _ => return false,
        }
    }
    let circumstances = Circumstances { now, credentials: Credentials::Opened(key) };
    Question { asker, given, circumstances, ..question.clone() }.decision(&account) == Ok(Decision::Allowed)
}

fn changes(change: &Change, other: &str) -> bool {
    matches!(change, Change::SetKey { key, .. } if key.name().eq_ignore_ascii_case(other))
}
