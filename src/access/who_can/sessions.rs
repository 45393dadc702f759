//! The sessions of roles that the policies of resources name, or their own: who of them can what others of their role can't, and the other way round.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::{Access, Grantee, Told, WhoCan};
use crate::access::clauses::named_sessions::{NamedSession, told_apart};
use crate::access::clauses::session_names::{SessionNames, name_sessions};
use crate::access::progress::{Cancelled, Progress};
use crate::access::who_can::breadth::Breadth;
use crate::access::who_can::classes::Class;
use crate::account::Account;
use crate::account::authorization::{Asker, Authority};
use crate::account::id::UniqueId;
use crate::policy::compiled::Rules;

impl SessionNames {
    /// Those that the own policies of roles name of these, of which those with equal ones are together.
    pub(in crate::access) fn add_own_of_all(&mut self, account: &Account, classes: &[Class]) {
        for class in classes {
            let own = || class.authority.policies.identity.iter().chain(&class.authority.policies.boundary);
            let rules: Vec<&Rules> = own().map(|policy| &**policy.rules()).filter(|rules| name_sessions(account, rules)).collect();
            if rules.is_empty() {
                continue;
            }
            let role = |asker: &Asker| if let Asker::RoleSession { role, .. } = asker { account.role(*role) } else { None };
            for role in class.askers.iter().filter_map(role) {
                for rules in &rules {
                    self.add_own(account, role, rules);
                }
            }
        }
    }
}

impl WhoCan {
    /// Adds the sessions that policies name, where something else is told of them than of others of their role.
    ///
    /// # Errors
    /// Where nobody wants the answer any more.
    pub(in crate::access) fn add_sessions(
        &mut self,
        names: &SessionNames,
        progress: &Progress,
        mut ask: impl FnMut(&Asker) -> (Told, Arc<Authority>),
    ) -> Result<(), Cancelled> {
        let (sessions, are_all) = names.sessions();
        self.is_cut_short |= !are_all;
        let (mut asked, mut decided) = (Vec::new(), Vec::new());
        for session in sessions {
            progress.go_on()?;
            let (told, authority) = ask(&session.asker());
            asked.push((session.clone(), (told.access.clone(), told.breadth.clone())));
            decided.push((session, told, authority));
        }
        let mut of_roles: HashMap<UniqueId, (Access, Breadth)> = HashMap::new();
        for group in &self.grantees {
            let roles =
                group.askers.iter().filter_map(|asker| if let Asker::RoleSession { role, .. } = asker { Some(*role) } else { None });
            of_roles.extend(roles.map(|role| (role, (group.access.clone(), group.breadth.clone()))));
        }
        let apart: HashSet<&NamedSession> = told_apart(&asked, |role| of_roles.get(&role)).map(|(session, _)| session).collect();
        for (session, told, authority) in decided.into_iter().filter(|(session, ..)| apart.contains(session)) {
            self.asked += 1;
            self.grantees.push(Grantee { session: Some(session.clone()), ..told.grantee(vec![session.asker()], authority) });
        }
        Ok(())
    }
}
