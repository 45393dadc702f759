//! Whom everyone is told to be without: those whom the policies of resources name to keep them out.

use super::{Grantee, WhoCan};
use crate::access::clauses::outsiders::{KeptOut, kept_out};
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::policy::request::{Action, CallerKind};

impl WhoCan {
    /// Notes, where everyone is let in, who is not of those whom the policies name. `may` says of somebody outside the account
    /// whether they may at all.
    ///
    /// # Errors
    /// Where nobody wants the answer any more.
    pub(in crate::access) fn leave_out<'p>(
        &mut self,
        account: &Account,
        action: &Action,
        policies: impl Iterator<Item = &'p str>,
        progress: &Progress,
        mut may: impl FnMut(&Asker) -> bool,
    ) -> Result<(), Cancelled> {
        if self.of_everyone().is_none() {
            return Ok(());
        }
        let mut left_out: Vec<KeptOut> = Vec::new();
        for kept_out in policies.flat_map(|policy| kept_out(account, action, policy)) {
            progress.go_on()?;
            let may = match &kept_out {
                KeptOut::One(asker) => is_anonymous(asker) || self.may(asker).unwrap_or_else(|| may(asker)),
                KeptOut::OwnAccount => self.grantees.iter().any(|group| group.access.is_possible() && group.askers.iter().any(is_own)),
            };
            if !may && !left_out.contains(&kept_out) {
                left_out.push(kept_out);
            }
        }
        if let Some(everyone) = self.grantees.iter_mut().find(|group| is_everyone(group)) {
            everyone.left_out = left_out;
        }
        Ok(())
    }

    /// What is told of everyone, where they are let in.
    pub(super) fn of_everyone(&self) -> Option<&Grantee> {
        self.grantees.iter().find(|group| is_everyone(group))
    }

    /// Whether somebody who was asked about may, at least in part or under other circumstances.
    fn may(&self, asker: &Asker) -> Option<bool> {
        let is_same = |other: &Asker| match (asker, other) {
            // Any session of a role stands for all.
            (Asker::RoleSession { role, .. }, Asker::RoleSession { role: other, .. }) => role == other,
            _ => asker == other,
        };
        let of = self.grantees.iter().find(|group| group.askers.iter().any(is_same))?;
        Some(of.access.is_possible())
    }
}

/// Whether it is a user or role of the account, which its own policies and others' may deny.
const fn is_own(asker: &Asker) -> bool {
    matches!(asker, Asker::User(_) | Asker::RoleSession { .. })
}

fn is_everyone(group: &Grantee) -> bool {
    group.askers.iter().any(is_anonymous)
}

fn is_anonymous(asker: &Asker) -> bool {
    matches!(asker, Asker::Outsider(principal) if principal.kind() == CallerKind::Anonymous)
}
