//! Drawing a role's page.
//!
//! ```text
//!  app                                                     Created 3 days ago
//!  arn:aws:iam::4821…:role/app
//!  Last activity  today    Maximum session duration  1 hour    Instance profile ARN  arn:aws:iam::4821…:instance-profile/app
//!
//!  Permissions   Trust relationships   Tags
//!                ───────────────────
//!  Who may enter                         What they may do then
//!  ✔ The AWS service ec2.amazonaws.com   AmazonS3ReadOnlyAccess
//!    may assume this role.                 S3 · Full: List, Read
//! ```

use super::questions::{self, duration};
use super::{RolePage, Tab, entry};
use crate::account::arn;
use crate::account::entity::Role as IamRole;
use crate::account::identity::revocation::{REVOCATION_POLICY, revoked_before};
use crate::account::operation::{GetRolePolicy, ListInstanceProfilesForRole, Operation};
use crate::app::cx::Cx;
use crate::app::words::date;
use crate::screens::parts::page::{self, Heading};
use crate::screens::roles::trust;
use crate::screens::sight::denied::{self, Unseen};
use crate::screens::users::rows::used;
use crate::theme::Role;
use crate::widgets::{Canvas, Key, Line};

/// What stands above the tabs and is asked for by itself.
const INSTANCE_PROFILE: &str = "Instance profile ARN";

const ATTACH: Key = Key::char('a');
const EDIT: Key = Key::char('e');
const COPY: Key = Key::char('y');
const INLINE: Key = Key::char('i');
const REVOKE: Key = Key::char('r');

/// Columns of the navigation and of the link's label.
const BESIDE_LINK: usize = 42;

/// Draws the page: heading, tabs, and the tab that is shown.
pub(super) fn draw(page: &RolePage, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(role) = page.role(cx) else { return page::draw_gone(cx, canvas, "role") };
    let row = draw_head(page, cx, role, canvas);
    let mut body = canvas.rows(row, usize::MAX);
    match page.tab {
        Tab::Permissions => draw_policies(page, cx, role, &mut body),
        Tab::Trust => draw_trust(page, cx, role, &mut body),
        Tab::Tags => {
            let about = "Policies can look at them: a session of the role carries them.";
            page.tags.draw(cx, &mut body, "Words of your own, to sort and find roles by.", ("role", about));
        }
        Tab::LastAccessed => page.last_accessed.draw(cx, &mut body),
        Tab::Revoke => draw_revocation(page, cx, role, &mut body),
    }
}

/// Draws heading and tabs; returns the row behind.
pub(super) fn draw_head(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) -> usize {
    // What the keys of a denial are about is told where it stands.
    let unseen = unseen(page, cx).filter(|_| page.denied_in_tab(cx).is_empty());
    let heading = Heading { unseen: Vec::from_iter(unseen), ..heading(page, cx, role) };
    page::draw(cx, canvas, &heading, &page.titles(cx), page.tab as usize)
}

/// What of the head may not be seen: which instance profile the role is in.
pub(super) fn unseen(page: &RolePage, cx: &Cx<'_>) -> Option<Unseen> {
    let lists = ListInstanceProfilesForRole { role_name: page.role(cx)?.name.clone(), ..Default::default() };
    Some(Unseen { name: INSTANCE_PROFILE, refusal: cx.refusal(&lists.into())? })
}

/// What stands above the tabs. Where there are few rows, only what is not told elsewhere.
fn heading<'a>(page: &RolePage, cx: &Cx<'_>, role: &'a IamRole) -> Heading<'a> {
    let last = || cx.account.last_activity(role.id).map(|service_use| service_use.at);
    let is_roomy = cx.size.1 >= 24;
    let mut facts: Vec<(&str, Line)> = is_roomy.then(|| ("Last activity", Line::from(used(last(), cx.now).plain()))).into_iter().collect();
    facts.push(("Maximum session duration", duration(role.max_session_duration).into()));
    facts.extend(role.description.clone().map(|description| ("Description", description.into())));
    if is_roomy {
        let arn = page.profile(cx).map(|profile| {
            let arn = cx.account.instance_profile_arn(profile);
            Line::from(if cx.is_narrow() { arn::shortened(&arn) } else { arn })
        });
        let denied = || unseen(page, cx).map(|_| Line::new().with("access denied", Role::Bad));
        facts.extend(arn.or_else(denied).map(|words| (INSTANCE_PROFILE, words)));
        let policy = cx.account.current_policy(&role.trust_policy);
        let link = switch_link(cx, role);
        // A link that is cut leads nowhere.
        let fits = !cx.is_narrow() && link.len() + BESIDE_LINK <= usize::from(cx.size.0);
        if fits && trust::lets_identities_in(&policy) {
            facts.push(("Practice link", link.into()));
        }
    }
    Heading { name: &role.name, arn: cx.account.role_arn(role), created: Some(role.created), facts, unseen: Vec::new() }
}

/// The link by which others switch to the role. It is text, and nothing answers there.
fn switch_link(cx: &Cx<'_>, role: &IamRole) -> String {
    let account = cx.alias().map_or_else(|| cx.account.id().to_string(), str::to_owned);
    let path = role.path.trim_start_matches('/');
    format!("https://signin.aws.amazon.com/switchrole?roleName={path}{}&account={account}", role.name)
}

fn draw_policies(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) {
    let quota = cx.account.quotas().policies_per_role;
    let keys: &[(Key, &str)] = if role.is_service_linked() { &[] } else { &[(ATTACH, "Attach policies"), (INLINE, "Inline policy")] };
    let about = if role.is_service_linked() {
        "Service-linked: only its service changes what it may do.".into()
    } else {
        page::count_of_policies("What the role may do", page.permissions.managed_count(cx), quota)
    };
    let row = page::draw_about(canvas, &about, keys);
    let empty = [
        Line::new(),
        Line::new().text("No policy is attached to this role yet."),
        Line::new().quiet("Whom it trusts may assume it, but can do nothing with it."),
        Line::new(),
        Line::new().key(ATTACH.to_string(), "Attach policies").text("   ").key(INLINE.to_string(), "Create inline policy"),
    ];
    page.permissions.draw(cx, &mut canvas.rows(row, usize::MAX), &empty);
}

/// What is said of whoever enters a service-linked role.
const ONLY_ITS_SERVICE: &str = "Service-linked: only its service enters.";

/// The inline policy that denies older sessions, as it is read.
fn reads_revocation(role: &IamRole) -> Operation {
    GetRolePolicy { role_name: role.name.clone(), policy_name: REVOCATION_POLICY.into() }.into()
}

/// Why it may not be seen which sessions were revoked.
pub(super) fn unseen_revocation(page: &RolePage, cx: &Cx<'_>) -> Option<Unseen> {
    let refusal = cx.refusal(&reads_revocation(page.role(cx).filter(|role| !role.is_service_linked())?))?;
    Some(Unseen { name: "Revoked so far", refusal })
}

/// What revoking sessions comes to, and which ones were.
fn draw_revocation(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) {
    if role.is_service_linked() {
        page::draw_about(canvas, ONLY_ITS_SERVICE, &[]);
        return;
    }
    let about = "Sessions that are open can be denied everything at once.";
    let mut row = page::draw_about(canvas, about, &[(REVOKE, "Revoke active sessions")]);
    for sentence in questions::of_revoking() {
        row = canvas.paragraph(row, &sentence, Role::Text);
    }
    let unseen = Vec::from_iter(unseen_revocation(page, cx));
    denied::draw_beside(&mut canvas.rows(row + 1, usize::MAX), &unseen, 1, |body| {
        let policy = cx.account.inline_policies_of(role.id).find(|policy| policy.name == REVOCATION_POLICY);
        let told = match policy.map(|policy| revoked_before(&policy.document)) {
            _ if !unseen.is_empty() => return,
            None => "No sessions were revoked so far.".to_owned(),
            Some(Some(before)) => format!("Revoked: sessions opened before {} are denied everything.", date(before)),
            Some(None) => format!("{REVOCATION_POLICY} says something else than the console writes: Permissions has it."),
        };
        body.paragraph(0, &told, Role::Text);
    });
}

/// Who may enter and what they may do then, with the trust policy as it stands.
fn draw_trust(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) {
    let keys: &[(Key, &str)] = if role.is_service_linked() {
        &[(COPY, "Copy")]
    } else {
        &[(EDIT, "Edit trust policy"), (REVOKE, "Revoke sessions"), (COPY, "Copy")]
    };
    let about = if role.is_service_linked() { ONLY_ITS_SERVICE } else { "Who enters and what they may do are two policies." };
    let row = page::draw_about(canvas, about, keys);
    let lines = entry::lines(page, cx, role, page::width_of(cx).min(canvas.width()));
    page.trust.draw(&mut canvas.rows(row, usize::MAX), "trust policy", &lines);
}
