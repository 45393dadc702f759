//! *Who can?*: everybody who may do an action on a resource, and through what.

use super::export::{self, APART, Asked, Cell, all_but};
use super::remedy::hint;
use crate::access::{Breadth, Grantee, KeptOut, WhoCan, account_of_anybody};
use crate::account::authorization::{Asker, Origin};
use crate::account::words::listed;
use crate::app::cx::Cx;
use crate::app::route::Route;
use crate::app::step::Step;
use crate::policy::decision::Decision;
use crate::policy::request::CallerKind;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::text("Principal", 10, 30, 10),
    Column::fixed("Access", 19, 9),
    Column::text("Policy", 14, 40, 7),
    Column::text("Through", 16, 34, 8),
    Column::text("Turns on", 10, 40, 5),
];

/// Where nothing turns on circumstances, names have the room.
const PLAIN: &[Column] = &[Column::text("Principal", 20, 30, 10), COLUMNS[1], COLUMNS[2], COLUMNS[3]];

/// Where somebody may on a part of what a pattern covers.
const ON_PATTERN: &[Column] = &[
    Column::text("Principal", 10, 30, 10),
    Column::fixed("Access", 19, 9),
    Column::text("Policy", 14, 40, 7),
    Column::text("Through", 16, 34, 6),
    Column::text("Turns on", 10, 40, 5),
    Column::arns("On", 24, 60, 8),
];

/// The same where what somebody may turns on circumstances, which is told before the policies.
const IN_CIRCUMSTANCES: &[Column] = &[
    Column::text("Principal", 10, 24, 10),
    Column::fixed("Access", 16, 9),
    Column::text("Policy", 12, 40, 6),
    Column::text("Through", 14, 34, 5),
    Column::text("Turns on", 14, 40, 8),
    Column::arns("On", 20, 60, 7),
];

/// What is said of an answer in files where the patterns were too many.
const CUT_SHORT: &str = "The patterns are too many to go through: some may have more than is told.";

/// Somebody of an answer: the group of equal answers, and who of it.
pub(super) type WhoKey = (usize, usize);

/// Who the answer is about, those who may on all of it first; all of them, or only those who may.
pub(super) fn keys(who: &WhoCan, all: bool) -> Vec<WhoKey> {
    let order = |group: &Grantee| {
        let is_part = matches!(group.breadth, Breadth::Part(_));
        (!group.access.is_possible(), group.access.decision != Decision::Allowed, is_part)
    };
    let mut groups: Vec<(usize, &Grantee)> =
        who.grantees.iter().enumerate().filter(|(_, group)| all || group.access.is_possible()).collect();
    groups.sort_by_key(|(_, group)| order(group));
    groups.into_iter().flat_map(|(at, group)| (0..group.askers.len()).map(move |of| (at, of))).collect()
}

/// The answer as rows.
pub(super) struct WhoRows<'a> {
    pub cx: &'a Cx<'a>,
    pub who: &'a WhoCan,
}

impl WhoRows<'_> {
    fn found(&self, key: &WhoKey) -> Option<(&Grantee, &Asker)> {
        let group = self.who.grantees.get(key.0)?;
        Some((group, group.askers.get(key.1)?))
    }

    /// What somebody is called; who has no identity here, as the resource's policy means them.
    fn name(&self, asker: &Asker) -> String {
        if let Some(number) = account_of_anybody(asker) {
            return format!("account {number}");
        }
        match asker {
            Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous => "everyone".into(),
            Asker::Outsider(principal) if principal.kind() == CallerKind::Root => {
                format!("root user of account {}", principal.account().unwrap_or_default())
            }
            // Beside its role, which stands for the others.
            Asker::RoleSession { session, .. } if !asker.is_any_session() => {
                format!("session {session} of {}", self.cx.account.asker_name(asker))
            }
            asker => self.cx.account.asker_name(asker),
        }
    }

    /// The same with those whom everyone is without: all of them in full, or the first and how many others.
    fn name_and_left_out(&self, (group, asker): (&Grantee, &Asker), in_full: bool) -> String {
        let name = match &group.session {
            Some(session) => session.in_words(&self.cx.account.asker_name(asker)),
            None => self.name(asker),
        };
        let left_out = group.left_out.iter().map(|kept_out| match kept_out {
            KeptOut::One(asker) => self.name(asker),
            KeptOut::OwnAccount => "this account's own".to_owned(),
        });
        let left_out: Vec<String> = left_out.collect();
        match left_out.as_slice() {
            [] => name,
            [first, others @ ..] if !others.is_empty() && !in_full => format!("{name} but {first} and {} more", others.len()),
            all => format!("{name} but {}", listed(all)),
        }
    }

    /// The ARN of somebody, of a role that of the role itself; `None` of who has none, as everyone and services.
    fn arn(&self, asker: &Asker) -> Option<String> {
        let account = self.cx.account;
        let arn = match asker {
            Asker::RoleSession { role, .. } if asker.is_any_session() => account.role(*role).map(|role| account.role_arn(role)),
            asker => match account_of_anybody(asker) {
                Some(number) => Some(format!("arn:aws:iam::{number}:root")),
                None => account.asker_arn(asker),
            },
        };
        arn.filter(|arn| arn.starts_with("arn:"))
    }

    /// The policies that decided, and through what each holds.
    fn policies_and_through(&self, group: &Grantee, asker: &Asker) -> (Vec<String>, Vec<String>) {
        if *asker == Asker::Root && group.access.decision == Decision::Allowed {
            // On a part only where a resource's policy denies it the rest.
            let is_limited = matches!(group.breadth, Breadth::Part(_));
            let why = if is_limited { "a resource's policy denies the rest" } else { "no policy limits it" };
            return (Vec::new(), vec![why.into()]);
        }
        let account = self.cx.account;
        let told = |origin: &Origin| {
            (account.source_name(&origin.source).to_owned(), account.origin_in_words(origin).replace("via group ", "group "))
        };
        group.origins().into_iter().map(told).unzip()
    }

    /// The policy that decided and through what it holds, with how many grant it besides; in full, each of these, too.
    fn policy_and_through(&self, group: &Grantee, asker: &Asker, in_full: bool) -> (String, String) {
        let (policies, through) = self.policies_and_through(group, asker);
        if in_full {
            return (policies.join(APART), through.join(APART));
        }
        let all = policies.len();
        let first = |of: Vec<String>| of.into_iter().next().unwrap_or_default();
        let policy = first(policies);
        // How many stands first: a long name is cut at its end.
        (if all > 1 { format!("1 of {all}: {policy}") } else { policy }, first(through))
    }

    fn texts(&self, key: &WhoKey, in_full: bool) -> Vec<String> {
        let Some((group, asker)) = self.found(key) else { return vec![String::new(); COLUMNS.len()] };
        let name = self.name_and_left_out((group, asker), in_full);
        let access = group.label().to_owned();
        let (policy, through) = self.policy_and_through(group, asker, in_full);
        let mut texts = vec![name, access, policy, through, group.access.hinges.join(", ")];
        match &group.breadth {
            Breadth::One => {}
            Breadth::All => texts.push(String::new()),
            Breadth::Part(within) => texts.push(within.in_words()),
        }
        texts
    }

    /// Whether it was asked about all that a pattern covers.
    fn is_on_pattern(&self) -> bool {
        self.who.grantees.iter().any(|group| group.breadth != Breadth::One)
    }

    /// A row in full.
    fn cells(&self, key: &WhoKey) -> Vec<Cell> {
        let Some((group, asker)) = self.found(key) else { return Vec::new() };
        let (policies, through) = self.policies_and_through(group, asker);
        let mut cells = vec![
            Cell::One(self.name_and_left_out((group, asker), true)),
            Cell::Perhaps(self.arn(asker)),
            Cell::One(group.label().to_owned()),
            Cell::list(policies),
            Cell::list(through),
            Cell::list(group.access.hinges.clone()),
        ];
        match &group.breadth {
            Breadth::One => {}
            Breadth::All => cells.push(all_but(&[], &[])),
            Breadth::Part(within) if within.patterns.is_empty() && within.without.is_empty() => {
                cells.push(all_but(&[within.in_words()], &[]));
            }
            Breadth::Part(within) => cells.push(all_but(&within.patterns, &within.without)),
        }
        cells
    }

    /// Writes all rows that there are.
    pub(super) fn files(&self, asked: &Asked, keys: &[WhoKey]) -> Vec<Step> {
        let shown = if self.is_on_pattern() { ON_PATTERN } else { COLUMNS };
        let mut columns: Vec<&str> = shown.iter().map(|column| column.title).collect();
        columns.insert(1, "ARN");
        let rows: Vec<Vec<Cell>> = keys.iter().map(|key| self.cells(key)).collect();
        export::both("who-can", asked, self.who.is_cut_short.then_some(CUT_SHORT), &columns, &rows)
    }

    /// Somebody as the question about them alone names them, and of a pattern a resource that tells; `None` where there is no
    /// such question.
    pub(super) fn alone(&self, key: &WhoKey) -> Option<(String, Option<String>)> {
        let (group, asker) = self.found(key)?;
        let resource = match &group.breadth {
            Breadth::One => None,
            Breadth::Part(within) => Some(within.example.clone()),
            // All of it is decided alike: what holds of one resource holds of the others.
            Breadth::All => Some(self.who.example.clone()?),
        };
        let account = self.cx.account;
        let who = match asker {
            Asker::User(id) => format!("user/{}", account.user(*id)?.name),
            Asker::RoleSession { role, .. } if asker.is_any_session() => format!("role/{}", account.role(*role)?.name),
            Asker::RoleSession { role, session } => format!("role/{}/{session}", account.role(*role)?.name),
            Asker::Root => "root".into(),
            Asker::Outsider(principal) if principal.account().is_none() => principal.text().to_owned(),
            Asker::FederatedUser { .. } | Asker::Outsider(_) => return None,
        };
        Some((who, resource))
    }

    /// Opens somebody's page. The root user's are its security credentials, which are nobody else's business.
    pub(super) fn opened(&self, key: &WhoKey) -> Option<Step> {
        Some(match self.found(key)?.1 {
            Asker::User(id) => Step::Aside(Route::user(*id)),
            Asker::RoleSession { role, .. } => Step::Aside(Route::role(*role)),
            Asker::Root if self.cx.caller.is_root() => Step::Aside(Route::root_credentials()),
            Asker::Root => hint("No policy limits the root user, and its page is shown to nobody else."),
            Asker::Outsider(principal) if principal.account() == Some(self.cx.account.id().as_str()) => {
                hint("The resource's policy lets them in. What else they may is for whom GetFederationToken gives the session.")
            }
            Asker::Outsider(_) => hint("The resource's policy lets them in. What their own account lets them do is not known here."),
            Asker::FederatedUser { .. } => return None,
        })
    }
}

impl Listing for WhoRows<'_> {
    type Key = WhoKey;

    fn columns(&self) -> &[Column] {
        let is_part = |group: &Grantee| matches!(group.breadth, Breadth::Part(_));
        let turns = self.who.grantees.iter().any(|group| !group.access.hinges.is_empty());
        match (self.who.grantees.iter().any(is_part), turns) {
            (true, true) => IN_CIRCUMSTANCES,
            (true, false) => ON_PATTERN,
            (false, true) => COLUMNS,
            (false, false) => PLAIN,
        }
    }

    fn words(&self, key: &WhoKey) -> String {
        self.texts(key, true).join(" ")
    }

    fn cell(&self, key: &WhoKey, column: usize) -> Line {
        let Some(text) = self.texts(key, false).into_iter().nth(column) else { return Line::new() };
        let role = match (column, self.found(key).map(|(group, _)| (group.access.decision, group.access.is_possible()))) {
            (1, Some((Decision::Allowed, _))) => return Line::new().with("✔ ", Role::Good).text(text),
            (1, Some((_, true))) => return Line::new().with("▲ ", Role::Warning).text(text),
            (1, Some(_)) => return Line::new().with("✖ ", Role::Bad).text(text),
            (0, _) => Role::Text,
            _ => Role::Quiet,
        };
        Line::new().with(text, role)
    }

    fn rank(&self, key: &WhoKey, column: usize) -> Rank {
        Rank::words(&self.texts(key, false).into_iter().nth(column).unwrap_or_default())
    }
}
