//! What somebody may do or not whatever the policies say.

use jiff::Timestamp;

use crate::access::Question;
use crate::account::Account;
use crate::account::authorization::{Asker, Circumstances, Credentials};
use crate::account::id::AccessKeyId;
use crate::policy::decision::{Policies, Reason, explain};
use crate::policy::request::{Action, Resource};

/// The actions that need no permission of whoever may do them.
const WITHOUT_PERMISSION: [&str; 2] = ["sts:GetCallerIdentity", "sts:GetSessionToken"];

/// An action for each of the services that temporary credentials do not reach as a whole.
const REACHED: [&str; 2] = ["iam:ListUsers", "sts:GetAccessKeyInfo"];

/// What no policy decides for somebody who asks, in a session of the account where there is a key, in sentences.
pub(in crate::access) fn besides(account: &Account, asker: &Asker, session: Option<AccessKeyId>) -> Vec<String> {
    let credentials = session.map_or(Credentials::AccessKey, Credentials::Opened);
    let circumstances = Circumstances { now: Timestamp::UNIX_EPOCH, credentials };
    let told = |name: &'static str| {
        let (action, resource) = (Action::parse(name).ok()?, Resource::parse("*").ok()?);
        let question = Question { asker: asker.clone(), action, resource, given: Vec::new(), circumstances };
        let (request, _) = question.request(account).ok()?;
        match explain(&request, &Policies::default()).reason {
            Reason::AlwaysAllowed => Some(format!("{name} needs no permission, and no policy denies it.")),
            Reason::NoPermissionNeeded if *asker == Asker::Root => Some(format!("{name} needs no permission.")),
            Reason::NoPermissionNeeded => {
                let policies = question.authority(account).policies;
                let told = explain(&request, &policies);
                Some(match told.reason {
                    Reason::NoPermissionNeeded => format!("{name} needs no permission; only a deny stops it."),
                    _ => format!("{name} needs no permission. {}", told.tell(&request, &policies).decision()),
                })
            }
            _ => None,
        }
    };
    let always = WITHOUT_PERMISSION.into_iter().filter_map(told);
    let mut unreached: Vec<&str> = REACHED.into_iter().filter_map(|name| Some(account.out_of_reach(asker, session, name)?.why())).collect();
    unreached.dedup();
    unreached.into_iter().map(str::to_owned).chain(always).collect()
}
