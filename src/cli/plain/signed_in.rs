//! Who is signed in, and why they may not see something, in a sentence.

use jiff::Timestamp;

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::operation::Operation;
use crate::account::refusal::Denied;

/// Who is signed in, in a sentence.
pub(super) fn who(account: &Account, caller: &Caller) -> String {
    if caller == Caller::nobody() {
        return "Nobody is signed in. Type sign-in and whom, in a walkthrough; elsewhere in the console itself.".into();
    }
    format!("Signed in: {}.", account.asker_name(&caller.who))
}

/// Why whoever is signed in may not see what these operations read, and how one asks for more of it; `None` where they may.
pub(super) fn unseen(account: &Account, caller: &Caller, reads: &[Operation]) -> Option<String> {
    let now = account.time_at(Timestamp::now());
    let refusal = reads.iter().find_map(|read| account.authorise(caller, read, now).err())?;
    if caller == Caller::nobody() {
        return Some(who(account, caller));
    }
    let way = refusal.denied.as_deref().and_then(|denied| way(account, denied)).unwrap_or_default();
    Some(format!("{}.{way}", refusal.message))
}

/// What is typed to read why it was denied.
fn way(account: &Account, Denied { caller, action, resource, .. }: &Denied) -> Option<String> {
    let who = if caller.who == Asker::Root { "root".to_owned() } else { account.asker_arn(&caller.who)? };
    Some(format!(" To ask why: may {who} {action} {resource}"))
}
