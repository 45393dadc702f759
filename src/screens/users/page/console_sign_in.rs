//! How a user's console access stands.

use crate::account::entity::{LoginProfile, Owner, User};
use crate::app::cx::Cx;
use crate::app::words::{ago, count};
use crate::screens::credentials::parts::{Credential, Drawn};
use crate::theme::Role;
use crate::widgets::Line;

/// How a user's console access stands, in the console's words: of MFA nothing where the devices may not be seen.
pub(super) fn words(cx: &Cx<'_>, user: &User, sees_devices: bool) -> Line {
    let has_mfa = sees_devices.then(|| cx.account.mfa_devices_of(Owner::User(user.id)).next().is_some());
    match (cx.account.login_profile_of(user.id), has_mfa) {
        (None, _) => Line::new().text("Disabled"),
        (Some(_), None) => Line::new().text("Enabled"),
        (Some(_), Some(false)) => Line::new().text("Enabled without MFA ").with("▲", Role::Warning),
        (Some(_), Some(true)) => Line::new().text("Enabled with MFA ").with("✔", Role::Good),
    }
}

/// That a password expires soon, or has expired.
pub(in crate::screens) fn expiry(cx: &Cx<'_>, profile: &LoginProfile) -> Option<Line> {
    if cx.account.password_expiry(profile).is_some_and(|end| end <= cx.now) {
        let is_hard = cx.account.password_policy().is_some_and(|policy| policy.hard_expiry);
        let then = if is_hard { "only an administrator can set a new one" } else { "the next sign-in asks for a new one" };
        return Some(Line::new().with("▲ ", Role::Warning).text(format!("The password has expired: {then}.")));
    }
    let when = match cx.account.password_expires_in(profile, cx.now)? {
        0 => "within a day".to_owned(),
        days => format!("in {}", count(days, "day")),
    };
    Some(Line::new().with("▲ ", Role::Warning).text(format!("The password expires {when}.")))
}

/// The rows of *Console sign-in*.
pub(super) fn rows(cx: &Cx<'_>, user: &User, sees_devices: bool) -> Vec<Drawn> {
    let heading = Drawn::Words(Line::new().title("Console sign-in").quiet("   ").key("p", "manage console access"));
    let Some(profile) = cx.account.login_profile_of(user.id) else {
        let row = words(cx, user, sees_devices).quiet("   There is no password to sign in with.");
        return vec![heading, Drawn::Row(Credential::ConsoleAccess, row)];
    };
    let row = words(cx, user, sees_devices).quiet("   Password set ").text(ago(profile.password_set, cx.now));
    let mut rows = vec![heading, Drawn::Row(Credential::ConsoleAccess, row)];
    rows.extend(expiry(cx, profile).map(|warning| Drawn::Words(Line::new().text("  ").join(warning))));
    let last = cx.account.password_last_used(Owner::User(user.id)).map_or_else(|| "never".to_owned(), |at| ago(at, cx.now));
    rows.push(Drawn::Words(Line::new().quiet("  Last console sign-in  ").text(last)));
    if profile.reset_required {
        rows.push(Drawn::Words(Line::new().quiet("  A new password must be chosen at the next sign-in.")));
    }
    rows.push(Drawn::Words(Line::new().with("  Practice", Role::Warning).quiet(" sign-in link  ").text(cx.sign_in_link())));
    rows
}
