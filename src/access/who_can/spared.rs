//! Those whom a denial of all others leaves out, and who may what the others may not.

use std::sync::Arc;

use super::{Told, WhoCan};
use crate::access::clauses::outsiders::spared;
use crate::access::progress::{Cancelled, Progress};
use crate::account::Account;
use crate::account::authorization::{Asker, Authority};
use crate::policy::request::Action;

impl WhoCan {
    /// Adds those who may, where they are not told of yet and everyone may not the same.
    ///
    /// # Errors
    /// Where nobody wants the answer any more.
    pub(in crate::access) fn add_spared<'p>(
        &mut self,
        account: &Account,
        action: &Action,
        policies: impl Iterator<Item = &'p str>,
        progress: &Progress,
        mut ask: impl FnMut(&Asker) -> (Told, Arc<Authority>),
    ) -> Result<(), Cancelled> {
        let everyone = self.of_everyone().map(|group| (group.access.clone(), group.breadth.clone()));
        for asker in policies.flat_map(|policy| spared(account, action, policy)) {
            progress.go_on()?;
            if self.grantees.iter().any(|group| group.askers.contains(&asker)) {
                continue;
            }
            let (told, authority) = ask(&asker);
            let is_as_everyone = everyone.as_ref() == Some(&(told.access.clone(), told.breadth.clone()));
            if told.access.is_possible() && !is_as_everyone {
                self.add_outsider(told, asker, authority);
            }
        }
        Ok(())
    }
}
