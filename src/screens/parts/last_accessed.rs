//! The tab *Last Accessed* of users, groups, roles and policies: the services that policies allow, by which of them, and when they
//! were last used.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::account::entity::{Accessor, ActionUse};
use crate::account::id::{IdKind, UniqueId};
use crate::account::identity::Identity;
use crate::account::identity::last_accessed::tracked;
use crate::account::operation::{GetServiceLastAccessedDetailsWithEntities, ListPoliciesGrantingServiceAccess, Operation};
use crate::app::cx::Cx;
use crate::app::overlay::reader::Reader;
use crate::app::step::Step;
use crate::app::words::{date, days_ago, listed};
use crate::catalog::Service;
use crate::policy::actions::ServiceId;
use crate::screens::parts::page;
use crate::screens::sight::denied::{self, Asking, CELL, Unseen};
use crate::store::Revision;
use crate::widgets::list::{AnyList, Column, List, Listing, Rank};
use crate::widgets::{Canvas, Line};

/// What is told of a user's or role's own use.
const OWN: &[Column] =
    &[Column::text("Service", 16, 44, 10), Column::text("Policies granting permissions", 29, 60, 5), Column::fixed("Last accessed", 14, 9)];
/// What is told of those whom a group or policy lets in.
const OF_MANY: &[Column] = &[
    Column::text("Service", 16, 44, 10),
    Column::text("Policies granting permissions", 29, 60, 3),
    Column::fixed("Last accessed", 14, 9),
    Column::text("Accessed by", 12, 40, 6),
];

/// Why nothing is added, removed or edited in the tab.
pub(in crate::screens) const NOTHING_TO_CHANGE: &str =
    "Nothing is changed here: it tells what was used. The other tabs say what is allowed.";

/// The tab.
pub(in crate::screens) struct LastAccessed {
    about: Option<Accessor>,
    rows: BTreeMap<ServiceId, Row>,
    list: List<ServiceId>,
    columns: &'static [Column],
    /// What the rows are of: the account's revision, and how much was used and when last. None while the tab was never shown.
    of: Option<(Revision, usize, Option<Timestamp>)>,
}

/// A service that is allowed.
struct Row {
    service: &'static Service,
    /// The names of the policies that allow it.
    policies: Vec<String>,
    /// When it was last used.
    last: Option<Timestamp>,
    /// Who used it, the last first.
    by: Vec<String>,
    /// The actions that can be asked for here, with their last use.
    actions: Vec<(&'static str, Option<ActionUse>)>,
}

impl LastAccessed {
    /// The tab about somebody or something; about nothing where that is no more. The list's name says whose scroll offset is
    /// remembered.
    pub fn of(about: Option<Accessor>, name: &'static str) -> Self {
        let columns = match &about {
            Some(Accessor::Identity(id)) if id.kind() != Some(IdKind::Group) => OWN,
            _ => OF_MANY,
        };
        Self { about, rows: BTreeMap::new(), list: List::new(name), columns, of: None }
    }

    /// Follows a change of the account, while the tab is shown.
    pub fn refresh(&mut self, cx: &Cx<'_>, is_shown: bool) {
        let Some(about) = self.about.as_ref().filter(|_| is_shown) else { return };
        let by = cx.account.users_and_roles_of(about);
        let uses: Vec<Timestamp> = by.iter().flat_map(|id| cx.account.services_used_by(*id)).map(|used| used.at).collect();
        let now = Some((cx.history.revision(), uses.len(), uses.into_iter().max()));
        if self.of == now {
            return;
        }
        self.rows = rows(cx, about);
        self.of = now;
        // What was used comes first, the last use before the others; then by name.
        let mut keys: Vec<ServiceId> = self.rows.keys().copied().collect();
        keys.sort_by_cached_key(|key| {
            let row = self.rows.get(key);
            (std::cmp::Reverse(row.and_then(|row| row.last)), row.map(|row| row.service.name.to_lowercase()))
        });
        self.list.refresh(keys, &ServiceRows { cx, about, rows: &self.rows, columns: self.columns });
    }

    fn services<'a>(&'a self, cx: &'a Cx<'a>) -> Option<ServiceRows<'a>> {
        Some(ServiceRows { cx, about: self.about.as_ref()?, rows: &self.rows, columns: self.columns })
    }

    /// What may not be seen of the selected service.
    pub fn unseen(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        self.services(cx).map_or_else(Vec::new, |services| services.unseen_of(self.list.selected()))
    }

    /// Filters and sorts again.
    pub fn arrange(&mut self, cx: &Cx<'_>) {
        let Some(about) = &self.about else { return };
        self.list.arrange(&ServiceRows { cx, about, rows: &self.rows, columns: self.columns });
    }

    /// What moves.
    pub fn list(&mut self) -> &mut dyn AnyList {
        self.list.as_any()
    }

    /// Why there is nothing to open; `None` where there is.
    pub fn why_not_open(&self) -> Option<String> {
        self.list.selected().is_none().then(|| self.list.why_none("No policy allows a service.").into())
    }

    /// Shows what is known of the selected service: by which policies, and the use of each action.
    pub fn open(&self, cx: &Cx<'_>) -> Vec<Step> {
        let service = self.list.selected();
        let Some(((row, service), seen)) = service.and_then(|service| self.rows.get(service)).zip(service).zip(self.services(cx)) else {
            return Vec::new();
        };
        let told = |words: &str, column: usize, names: &[String]| {
            let line = Line::new().quiet(format!("{words}  "));
            if seen.may_see(service, column) { line.text(names.join(", ")) } else { line.quiet("access denied") }
        };
        let mut lines = vec![told("Allowed by", POLICIES, &row.policies)];
        let is_told = if seen.may_see(service, BY) { !row.by.is_empty() } else { self.columns.len() > BY };
        if is_told {
            lines.push(told("Accessed by", BY, &row.by));
        }
        lines.push(Line::new());
        let width = row.actions.iter().map(|(name, _)| name.len()).max().unwrap_or_default() + 2;
        lines.extend(row.actions.iter().map(|(name, used)| {
            let line = Line::new().text(format!("{name:<width$}"));
            match used {
                Some(used) => line.text(date(used.at)).quiet(format!("  {}", used.region)),
                None => line.quiet("Not accessed"),
            }
        }));
        if row.actions.is_empty() {
            lines.push(Line::new().quiet("None of its actions can be asked for in this practice account."));
        }
        let text = lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n");
        vec![Step::Ask(Box::new(Reader::new(format!("Last accessed: {}", row.service.name), text, lines)))]
    }

    /// Draws the tab.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let row = page::draw_about(canvas, "The services that policies allow, and when each was asked for last.", &[]);
        let empty = [
            Line::new().text("No policy allows anything, so no service can be accessed."),
            Line::new().quiet("What is not used here could be taken away: least privilege."),
        ];
        let Some(rows) = self.services(cx) else { return };
        denied::draw_beside(&mut canvas.rows(row, usize::MAX), &self.unseen(cx), self.list.rows_wanted(), |canvas| {
            self.list.draw(canvas, "Allowed services", &rows, &empty, true);
        });
    }
}

fn rows(cx: &Cx<'_>, about: &Accessor) -> BTreeMap<ServiceId, Row> {
    let account = cx.account;
    let policies = match about {
        Accessor::Identity(id) => {
            let named = |(holding, allowed): (crate::account::identity::holdings::Holding<'_>, _)| {
                (holding.policy.name(account).to_owned(), allowed)
            };
            account.allowing_policies(*id).into_iter().map(named).collect()
        }
        Accessor::Policy(policy) => vec![(account.policy_name(policy).to_owned(), account.allowed_to(about))],
    };
    let allowed = account.allowed_to(about);
    let name = |id: &UniqueId| match Identity::of(account, *id) {
        Some(Identity::User(user)) => user.name.clone(),
        other => other.map_or_else(String::new, Identity::in_words),
    };
    let accessed = account.services_accessed(&allowed, &account.users_and_roles_of(about));
    let row = |access: &crate::account::identity::last_accessed::ServiceAccess<'_>| {
        let granting = policies.iter().filter(|(_, allowed)| allowed.has_any_of(access.service)).map(|(name, _)| name.clone());
        let actions = tracked(&allowed, access.service).map(|action| (action.name, access.last_use_of(action.name).map(|(_, used)| used)));
        Some(Row {
            service: access.service.service()?,
            policies: granting.collect(),
            last: access.last().map(|last| last.at),
            by: access.uses.iter().map(|used| name(&used.by)).collect(),
            actions: actions.collect(),
        })
    };
    accessed.iter().filter_map(|access| Some((access.service, row(access)?))).collect()
}

/// Services as rows.
struct ServiceRows<'a> {
    cx: &'a Cx<'a>,
    about: &'a Accessor,
    rows: &'a BTreeMap<ServiceId, Row>,
    columns: &'static [Column],
}

/// The columns of what the report does not tell by itself.
const POLICIES: usize = 1;
const BY: usize = 3;

impl Asking for ServiceRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, service: &ServiceId, column: usize) -> Vec<Operation> {
        let (account, prefix) = (self.cx.account, self.rows.get(service).map_or("", |row| row.service.prefix).to_owned());
        match (column, self.about) {
            (POLICIES, Accessor::Identity(id)) => {
                let lists = |of: Identity<'_>| ListPoliciesGrantingServiceAccess {
                    arn: of.arn(account),
                    service_namespaces: vec![prefix.clone()],
                    ..Default::default()
                };
                Identity::of(account, *id).map(lists).map(Operation::from).into_iter().collect()
            }
            (BY, _) => {
                vec![GetServiceLastAccessedDetailsWithEntities { service_namespace: prefix, ..Default::default() }.into()]
            }
            // A policy is granted by itself.
            _ => Vec::new(),
        }
    }
}

impl Listing for ServiceRows<'_> {
    type Key = ServiceId;

    fn columns(&self) -> &[Column] {
        self.columns
    }

    fn words(&self, key: &ServiceId) -> String {
        self.rows.get(key).map_or_else(String::new, |row| {
            // A filter that found by them would tell what is shown as denied.
            let seen = |column: usize, names: &[String]| if self.may_see(key, column) { names.join(" ") } else { String::new() };
            format!("{} {} {} {}", row.service.name, row.service.prefix, seen(POLICIES, &row.policies), seen(BY, &row.by))
        })
    }

    fn cell(&self, key: &ServiceId, column: usize) -> Line {
        let Some(row) = self.rows.get(key) else { return Line::new() };
        let names = |names: &[String]| listed(&names.iter().map(String::as_str).collect::<Vec<_>>());
        match (column, row.last) {
            (0, _) => Line::new().text(row.service.name),
            _ if !self.may_see(key, column) => Line::new().quiet(CELL),
            (POLICIES, _) => Line::new().text(names(&row.policies)),
            (2, Some(last)) => Line::new().text(days_ago(last, self.cx.now)),
            (2, None) => Line::new().quiet("Not accessed"),
            _ if row.by.is_empty() => Line::new().quiet("-"),
            _ => Line::new().text(names(&row.by)),
        }
    }

    fn rank(&self, key: &ServiceId, column: usize) -> Rank {
        match (self.rows.get(key), column) {
            (Some(row), 2) => Rank::Number(row.last.map_or(i64::MAX, |last| self.cx.now.as_second() - last.as_second())),
            _ => Rank::words(&self.cell(key, column).plain()),
        }
    }
}
