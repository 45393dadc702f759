//! When whoever is signed in has signed in, and how long the password is still good.

use crate::account::authorization::Asker;
use crate::account::entity::{Owner, SessionKind};
use crate::account::operation::ChangePassword;
use crate::app::cx::Cx;
use crate::app::words::{ago, date};
use crate::screens::users::page::console_sign_in;
use crate::widgets::{Canvas, Line};

/// Whose password was used to sign in as somebody.
const fn signed_in_as(who: &Asker) -> Option<Owner> {
    match who {
        Asker::Root => Some(Owner::Root),
        Asker::User(id) => Some(Owner::User(*id)),
        Asker::RoleSession { .. } | Asker::FederatedUser { .. } | Asker::Outsider(_) => None,
    }
}

/// When whoever is signed in has signed in, and when before that; whoever never did, as root in a new account, has nothing to be told.
pub(super) fn draw_session(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let Some(session) = cx.account.session_of(cx.caller) else { return row };
    // Who has switched roles has signed in before that.
    let switched = (session.kind == SessionKind::SwitchRole).then_some(session.opened_by.as_ref()).flatten();
    let Some(signed_in) = switched.map_or(Some(session), |opener| cx.account.session_of(opener)) else { return row };
    let mfa = if signed_in.mfa.is_some() { "with MFA" } else { "without MFA" };
    let before = signed_in_as(&signed_in.of).and_then(|owner| cx.account.password_used_before(owner));
    let before = before.map_or_else(|| "for the first time".to_owned(), |before| format!("before that {}", ago(before, cx.now)));
    let words = format!("{}, {mfa}; {before}", date(signed_in.issued));
    canvas.line(row, &Line::new().quiet("Signed in  ").text(words));
    let profile = match cx.caller.owner() {
        Some(Owner::User(id)) => cx.account.login_profile_of(id),
        Some(Owner::Root) | None => None,
    };
    match profile.and_then(|profile| console_sign_in::expiry(cx, profile)) {
        Some(warning) if cx.may(&ChangePassword::default().into()) => {
            canvas.line(row + 1, &warning.key("   :change-password", "changes it"))
        }
        Some(warning) => canvas.line(row + 1, &warning),
        None => return row + 2,
    };
    row + 3
}
