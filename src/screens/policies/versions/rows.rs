//! The versions of a customer managed policy as rows.

use super::changes::{Tally, tally};
use crate::account::Account;
use crate::account::entity::{PolicyKey, PolicyVersion};
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::account::words::grouped;
use crate::app::cx::Cx;
use crate::app::words::{ago, date};
use crate::policy::document::counted_characters;
use crate::screens::sight::denied::{Asking, CELL};
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank, columns};

columns! {
    VERSION: Column::fixed("Version", 8, 10),
    STATUS: Column::fixed("Status", 9, 9),
    CREATED: Column::text("Created", 27, 40, 8),
    CHANGED: Column::text("Lines changed", 13, 16, 6),
    CHARACTERS: Column::number("Characters", 14, 5),
}

/// What is told of a version; found out once, not with every frame.
pub(super) struct Told {
    pub number: u32,
    /// What it changed of the version before it, where that is still there.
    changed: Option<Tally>,
    characters: usize,
}

/// What is told of a policy's versions, newest first.
pub(super) fn told(account: &Account, policy: UniqueId) -> Vec<Told> {
    let versions: Vec<&PolicyVersion> = account.versions_of(policy).collect();
    let told = |(at, version): (usize, &&PolicyVersion)| Told {
        number: version.number,
        changed: versions.get(at + 1).map(|before| tally(&before.document, &version.document)),
        characters: counted_characters(&version.document),
    };
    versions.iter().enumerate().map(told).collect()
}

/// Versions as rows.
pub(super) struct VersionRows<'a> {
    pub cx: &'a Cx<'a>,
    pub policy: UniqueId,
    pub told: &'a [Told],
}

impl VersionRows<'_> {
    fn version(&self, number: u32) -> Option<&PolicyVersion> {
        self.cx.account.policy_version(self.policy, number)
    }

    fn told(&self, number: u32) -> Option<&Told> {
        self.told.iter().find(|told| told.number == number)
    }

    fn is_default(&self, number: u32) -> bool {
        self.cx.account.policy(self.policy).is_some_and(|policy| policy.default_version == number)
    }
}

/// The list of versions tells when they were made; what they say is read of each by itself.
impl Asking for VersionRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, _: &u32, column: usize) -> Vec<Operation> {
        // No policy tells one version from another.
        let key = || PolicyKey::Customer(self.policy);
        if matches!(column, CHANGED | CHARACTERS) { vec![needs::version(self.cx, &key())] } else { Vec::new() }
    }
}

impl Listing for VersionRows<'_> {
    type Key = u32;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, number: &u32) -> String {
        (0..COLUMNS.len()).map(|column| self.cell(number, column).plain()).collect::<Vec<_>>().join(" ")
    }

    fn cell(&self, number: &u32, column: usize) -> Line {
        let (Some(version), Some(told)) = (self.version(*number), self.told(*number)) else { return Line::new() };
        match column {
            VERSION => Line::new().text(version.version_id()),
            STATUS if self.is_default(*number) => Line::new().with("✔ default", Role::Good),
            STATUS => Line::new(),
            CREATED if self.cx.is_narrow() => Line::new().text(ago(version.created, self.cx.now)),
            CREATED => Line::new().text(date(version.created)),
            _ if !self.may_see(number, column) => Line::new().quiet(CELL),
            CHANGED => told.changed.map_or_else(Line::new, changed),
            _ => {
                let most = self.cx.account.quotas().policy_size;
                Line::new().text(grouped(told.characters)).quiet(format!(" of {}", grouped(most)))
            }
        }
    }

    fn rank(&self, number: &u32, column: usize) -> Rank {
        match column {
            VERSION | CREATED => Rank::count(*number as usize),
            // The order would tell what the cells don't.
            _ if !self.may_see(number, column) => Rank::Number(i64::MIN),
            CHARACTERS => Rank::count(self.told(*number).map_or(0, |told| told.characters)),
            _ => Rank::words(&self.cell(number, column).plain()),
        }
    }
}

/// `+3 −1`
fn changed(Tally { gone, come }: Tally) -> Line {
    if (gone, come) == (0, 0) {
        return Line::new().quiet("none");
    }
    Line::new().with(format!("+{come}"), Role::Good).with(format!(" -{gone}"), Role::Bad)
}
