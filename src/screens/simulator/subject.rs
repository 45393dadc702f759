//! Whose policies are simulated: a user's, a group's, a role's, or own ones alone.

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::id::{IdKind, UniqueId};
use crate::account::identity::Identity;
use crate::app::cx::Cx;
use crate::app::overlay::picker::{Choices, Picker};
use crate::app::route::Subject;
use crate::app::step::Step;
use crate::app::words::count;
use crate::policy::request::{CallerKind, Principal, RequestError};
use crate::screens::simulator::handed::Handed;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

/// Whose policies are simulated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Whose {
    /// Nobody has chosen yet.
    Unchosen,
    /// Nobody's: only those that are written here.
    Own,
    /// Those of a user, group or role.
    Of(UniqueId),
}

impl Whose {
    /// Whom a route is about.
    pub fn of(subject: Option<&Subject>) -> Self {
        match subject {
            Some(Subject::User(id) | Subject::Group(id) | Subject::Role(id)) => Self::Of(*id),
            _ => Self::Unchosen,
        }
    }

    /// The user, group or role, while it is there.
    pub fn identity(self, account: &Account) -> Option<Identity<'_>> {
        match self {
            Self::Of(id) => Identity::of(account, id),
            Self::Unchosen | Self::Own => None,
        }
    }

    /// The user, group or role that was chosen is there no more.
    pub fn is_gone(self, account: &Account) -> bool {
        matches!(self, Self::Of(_)) && self.identity(account).is_none()
    }

    /// In words: `user alice`, `own policies`.
    pub fn words(self, account: &Account) -> String {
        match self {
            Self::Unchosen => "nobody yet".into(),
            Self::Own => "own policies".into(),
            Self::Of(id) => self.identity(account).map_or_else(|| format!("{} that is gone", kind_of(id)), Identity::in_words),
        }
    }

    /// Who asks.
    pub fn asker(self, account: &Account) -> Asker {
        match self.identity(account) {
            Some(Identity::User(user)) => Asker::User(user.id),
            Some(Identity::Role(role)) => account.some_session_of(role.id),
            Some(Identity::Group(_)) | None => Principal::parse("anonymous").map_or(Asker::Root, Asker::Outsider),
        }
    }

    /// Who asks, as the engine takes it: where the policies are nobody's, or a group's, some user of the account. AWS has a
    /// group's policies act for some member of it.
    ///
    /// # Errors
    /// Never for what the account itself holds.
    pub fn principal(self, account: &Account) -> Result<Principal, RequestError> {
        match self.asker(account) {
            Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous => Principal::parse(&account.somebody()),
            asker => Principal::parse(&account.asker_arn(&asker).unwrap_or_default()),
        }
    }
}

fn kind_of(id: UniqueId) -> &'static str {
    id.kind().map_or("identity", IdKind::word)
}

/// Asks whose policies are to be simulated.
pub(super) fn picker(cx: &Cx<'_>) -> Picker<Everybody> {
    Picker::one(Everybody, cx)
}

/// Everybody who can have policies.
pub(super) struct Everybody;

impl Choices for Everybody {
    type Key = Whose;
    type Rows<'a> = EverybodyRows<'a>;

    fn title(&self) -> String {
        "Whose policies".into()
    }

    fn keys(&self, cx: &Cx<'_>) -> Vec<Whose> {
        let account = cx.account;
        let ids = account.users().map(|user| user.id);
        let ids = ids.chain(account.groups().map(|group| group.id)).chain(account.roles().map(|role| role.id));
        [Whose::Own].into_iter().chain(ids.map(Whose::Of)).collect()
    }

    fn rows<'a>(&self, cx: &'a Cx<'a>) -> EverybodyRows<'a> {
        EverybodyRows { cx }
    }

    fn chosen(&self, keys: &[Whose], _cx: &Cx<'_>) -> Vec<Step> {
        keys.first().map(|whose| Handed::Whose(*whose).step()).into_iter().collect()
    }
}

const COLUMNS: &[Column] = &[Column::text("Name", 24, 64, 10), Column::fixed("Type", 8, 8), Column::text("Policies", 20, 40, 5)];

/// Everybody who can have policies, as rows.
pub(super) struct EverybodyRows<'a> {
    cx: &'a Cx<'a>,
}

impl EverybodyRows<'_> {
    fn policies(&self, whose: Whose) -> String {
        let Whose::Of(id) = whose else { return "written here, or copied".into() };
        let holdings = self.cx.account.holdings_of(id);
        let boundary = if holdings.boundary.is_some() { ", a boundary" } else { "" };
        format!("{}{boundary}", count(holdings.policies.len(), "policy"))
    }
}

impl Listing for EverybodyRows<'_> {
    type Key = Whose;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, whose: &Whose) -> String {
        whose.words(self.cx.account)
    }

    fn cell(&self, whose: &Whose, column: usize) -> Line {
        match (column, *whose) {
            (0, Whose::Of(id)) => Line::new().text(Identity::of(self.cx.account, id).map_or("", Identity::name).to_owned()),
            (0, _) => Line::new().text("Own policies"),
            (1, Whose::Of(id)) => Line::new().quiet(kind_of(id)),
            (1, _) => Line::new(),
            (_, whose) => Line::new().quiet(self.policies(whose)),
        }
    }

    fn rank(&self, whose: &Whose, column: usize) -> Rank {
        match (column, whose) {
            (2, Whose::Of(id)) => Rank::count(self.cx.account.holdings_of(*id).policies.len()),
            (2, _) => Rank::count(0),
            _ => Rank::words(&self.cell(whose, column).plain()),
        }
    }
}
