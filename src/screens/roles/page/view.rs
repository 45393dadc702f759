//! Drawing a role's page.
//!
//! ```text
//!  app                                                     Created 3 days ago
//!  arn:aws:iam::4821…:role/app
//!  Maximum session duration  1 hour    Instance profile  arn:aws:iam::4821…:instance-profile/app
//!
//!  Permissions   Trust relationships   Tags
//!                ───────────────────
//!  Who may enter                         What they may do then
//!  ✔ The AWS service ec2.amazonaws.com   AmazonS3ReadOnlyAccess
//!    may assume this role.                 S3 · Full: List, Read
//! ```

use super::questions::duration;
use super::{RolePage, Tab};
use crate::account::arn;
use crate::account::entity::Role as IamRole;
use crate::app::cx::Cx;
use crate::screens::page::{self, Heading};
use crate::screens::roles::trust;
use crate::screens::tags::TagRows;
use crate::theme::Role;
use crate::widgets::document;
use crate::widgets::{Canvas, Key, Line};

const ATTACH: Key = Key::char('a');
const REMOVE: Key = Key::char('x');
const EDIT: Key = Key::char('e');
const COPY: Key = Key::char('y');
const INLINE: Key = Key::char('i');
const REVOKE: Key = Key::char('r');

/// Columns of the navigation and of the link's label.
const BESIDE_LINK: usize = 40;
/// Two columns have room from so many on.
const WIDE: usize = 64;
/// Rows that what is said in words takes at most where the trust policy is to be seen below.
const MOST_WORDS: usize = 10;

/// Draws the page: heading, tabs, and the tab that is shown.
pub(super) fn draw(page: &RolePage, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(role) = page.role(cx) else { return page::draw_gone(canvas, "role") };
    let row = draw_head(page, cx, role, canvas);
    let mut body = canvas.rows(row, usize::MAX);
    match page.tab {
        Tab::Permissions => draw_policies(page, cx, role, &mut body),
        Tab::Trust => draw_trust(page, cx, role, &mut body),
        Tab::Tags => draw_tags(page, cx, role, &mut body),
        Tab::LastAccessed => page.last_accessed.draw(cx, &mut body),
    }
}

/// Draws heading and tabs; returns the row behind.
pub(super) fn draw_head(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) -> usize {
    page::draw(cx, canvas, &heading(cx, role), &page.titles(cx), page.tab as usize)
}

/// What stands above the tabs. Where there are few rows, only what is not told elsewhere.
fn heading<'a>(cx: &Cx<'_>, role: &'a IamRole) -> Heading<'a> {
    let mut facts = vec![("Maximum session duration", duration(role.max_session_duration))];
    facts.extend(role.description.clone().map(|description| ("Description", description)));
    if cx.size.1 >= 24 {
        let profiles = cx.account.profiles_of_role(role.id);
        facts.extend(profiles.first().map(|profile| {
            let arn = cx.account.instance_profile_arn(profile);
            ("Instance profile ARN", if cx.is_narrow() { arn::shortened(&arn) } else { arn })
        }));
        let policy = cx.account.current_policy(&role.trust_policy);
        let link = switch_link(cx, role);
        // A link that is cut leads nowhere.
        let fits = !cx.is_narrow() && link.len() + BESIDE_LINK <= usize::from(cx.size.0);
        if fits && trust::lets_identities_in(&policy) {
            facts.push(("Switch role", link));
        }
    }
    Heading {
        name: &role.name,
        arn: cx.account.role_arn(role),
        created: role.created,
        facts: facts.into_iter().map(|(label, words)| (label, Line::from(words))).collect(),
    }
}

/// The link by which others switch to the role. It is text, and nothing answers there.
fn switch_link(cx: &Cx<'_>, role: &IamRole) -> String {
    let account = cx.account.alias().map_or_else(|| cx.account.id().to_string(), str::to_owned);
    let path = role.path.trim_start_matches('/');
    format!("https://signin.aws.amazon.com/switchrole?roleName={path}{}&account={account}", role.name)
}

fn draw_policies(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) {
    let quota = cx.account.quotas().policies_per_role;
    let keys: &[(Key, &str)] = match page.permissions.is_empty() {
        _ if role.is_service_linked() => &[],
        true => &[(ATTACH, "Attach policies"), (INLINE, "Create inline policy")],
        false => &[(ATTACH, "Attach policies"), (REMOVE, "Remove")],
    };
    let about = if role.is_service_linked() {
        "Service-linked: the service set what the role may do, and nobody else can change it.".into()
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

/// Who may enter, and beside it what they may do then; below it the trust policy as it stands.
fn draw_trust(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) {
    let policy = cx.account.current_policy(&role.trust_policy);
    let keys: &[(Key, &str)] = if role.is_service_linked() {
        &[(COPY, "Copy")]
    } else {
        &[(EDIT, "Edit trust policy"), (REVOKE, "Revoke sessions"), (COPY, "Copy")]
    };
    let about = if role.is_service_linked() {
        "Service-linked: only its service enters."
    } else {
        "Who enters and what they may do are two policies."
    };
    let row = page::draw_about(canvas, about, keys);
    let mut body = canvas.rows(row, usize::MAX);
    let gap = usize::from(body.height() >= 8);
    let width = body.width();
    let words = if width < WIDE {
        trust::draw_sentences(&mut body, &policy)
    } else {
        let most = MOST_WORDS.min(body.height() * 2 / 3);
        let half = width / 2 - 1;
        let left = draw_entry(&mut body.rows(0, most).columns(0, half), &policy);
        let right = draw_acts(page, cx, &mut body.rows(0, most).columns(half + 2, half));
        left.max(right).min(most)
    };
    page.trust.draw(&mut body.rows(words + gap, usize::MAX), "trust policy", &document::json(&policy));
}

fn draw_entry(canvas: &mut Canvas<'_>, policy: &str) -> usize {
    canvas.line(0, &Line::new().title("Who may enter").quiet("  trust policy"));
    let row = trust::draw_sentences(&mut canvas.rows(1, usize::MAX), policy);
    if row == 0 { canvas.paragraph(1, "Nobody.", Role::Quiet) } else { row + 1 }
}

/// What each policy grants, and the boundary, which caps them all.
fn draw_acts(page: &RolePage, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> usize {
    canvas.line(0, &Line::new().title("What they may do").quiet("  permissions"));
    let acts = page.permissions.in_words(cx);
    let boundary = cx.account.boundary_of(page.id).map(|policy| format!("At most what {} allows.", cx.account.policy_name(policy)));
    let mut row = 1;
    if page.permissions.denied().is_some() {
        row = canvas.paragraph(row, "Not all of it may be seen by you; Permissions says why.", Role::Quiet);
    } else if acts.is_empty() {
        row = canvas.paragraph(row, "Nothing: the role has no policy.", Role::Quiet);
    }
    let width = canvas.width().saturating_sub(2);
    for (index, (name, access)) in acts.iter().enumerate() {
        if row + 3 >= canvas.height() && index + 1 < acts.len() {
            canvas.line(row, &Line::new().quiet(format!("and {} more, under Permissions", acts.len() - index)));
            return row + 1;
        }
        row = canvas.paragraph(row, name, Role::Text);
        row = canvas.columns(2, width).paragraph(row, access, Role::Quiet);
    }
    boundary.map_or(row, |boundary| canvas.paragraph(row, &boundary, Role::Quiet))
}

fn draw_tags(page: &RolePage, cx: &Cx<'_>, role: &IamRole, canvas: &mut Canvas<'_>) {
    let keys: &[(Key, &str)] = if page.tags.is_empty() { &[(ATTACH, "Add tag")] } else { &[(ATTACH, "Add tag"), (REMOVE, "Remove")] };
    let row = page::draw_about(canvas, "Words of your own, to sort and find roles by.", keys);
    let empty = [
        Line::new().text("This role has no tags."),
        Line::new().quiet("Policies can look at them: a session of the role carries them."),
        Line::new(),
        Line::new().key(ATTACH.to_string(), "Add tag"),
    ];
    page.tags.draw(&mut canvas.rows(row, usize::MAX), "Tags", &TagRows::of(cx, role.id), &empty, true);
}
