//! Drawing a user's page.
//!
//! ```text
//!  alice                                                  Created 3 days ago
//!  arn:aws:iam::4821…:user/alice
//!  Console access  Enabled with MFA ✔    Access keys  1 active
//!
//!  Permissions   Groups (1)   Tags   Security credentials
//!  ───────────
//!  What alice may do, directly and through groups.       a Add permissions
//!
//!  Permissions policies  2
//!  Permissions boundary  not set
//!    Policy name               Type                       Attached via
//!  ▌ AmazonS3ReadOnlyAccess    AWS managed                Group Developers
//! ```

use std::rc::Rc;

use super::{Tab, UserPage, console_sign_in};
use crate::account::entity::{KeyStatus, Owner, User};
use crate::account::operation::{GetUser, Operation};
use crate::app::cx::Cx;
use crate::screens::credentials::parts::Section;
use crate::screens::groups::rows::GroupRows;
use crate::screens::parts::page::{self, Heading};
use crate::screens::sight::denied::{self, Unseen};
use crate::screens::tags::tab;
use crate::theme::Role;
use crate::widgets::{Canvas, Key, Line};

/// What stands above the tabs.
const CREATED: &str = "The date of creation";
const CONSOLE_ACCESS: &str = "Console access";
const ACCESS_KEYS: &str = "Access keys";

const ADD: Key = Key::char('a');
const REMOVE: Key = Key::char('x');
const INLINE: Key = Key::char('i');

/// Draws the page: heading, tabs, and the tab that is shown.
pub(super) fn draw(page: &UserPage, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(user) = page.user(cx) else { return page::draw_gone(cx, canvas, "user") };
    let row = draw_head(page, cx, user, canvas);
    let mut body = canvas.rows(row, usize::MAX);
    match page.tab {
        Tab::Permissions => draw_permissions(page, cx, &mut body),
        Tab::Groups => draw_groups(page, cx, &mut body),
        Tab::Tags => page.tags.draw(cx, &mut body, "Words to find, sort and allow users by.", ("user", tab::ABOUT)),
        Tab::SecurityCredentials => {
            page.credentials.draw(cx, &mut body, console_sign_in::rows(cx, user, page.credentials.may_see(Section::MfaDevices)));
        }
        Tab::LastAccessed => page.last_accessed.draw(cx, &mut body),
    }
}

/// Draws heading and tabs; returns the row behind.
pub(super) fn draw_head(page: &UserPage, cx: &Cx<'_>, user: &User, canvas: &mut Canvas<'_>) -> usize {
    let denied = || Line::new().with("access denied", Role::Bad);
    let seen = |section: Section, words: &dyn Fn() -> Line| if page.credentials.may_see(section) { words() } else { denied() };
    let heading = Heading {
        name: &user.name,
        arn: cx.account.user_arn(user),
        // One's own page is opened without asking for the user.
        created: Some(user.created).filter(|_| cx.may(&get_user(user))),
        facts: vec![
            (
                CONSOLE_ACCESS,
                seen(Section::ConsoleSignIn, &|| console_sign_in::words(cx, user, page.credentials.may_see(Section::MfaDevices))),
            ),
            (ACCESS_KEYS, seen(Section::AccessKeys, &|| access_keys(cx, user))),
        ],
        // What the keys of a denial are about is told where it stands.
        unseen: if page.denied_in_tab(cx).is_empty() { unseen(page, cx) } else { Vec::new() },
    };
    page::draw(cx, canvas, &heading, &page.titles(cx), page.tab as usize)
}

fn get_user(user: &User) -> Operation {
    GetUser { user_name: Some(user.name.clone()) }.into()
}

/// What stands above the tabs and may not be seen.
pub(super) fn unseen(page: &UserPage, cx: &Cx<'_>) -> Vec<Unseen> {
    let Some(user) = page.user(cx) else { return Vec::new() };
    let section = |name, section| Some(Unseen { name, refusal: Rc::new(page.credentials.refusal(section)?.clone()) });
    let created = cx.refusal(&get_user(user)).map(|refusal| Unseen { name: CREATED, refusal });
    let sections = [(CONSOLE_ACCESS, Section::ConsoleSignIn), (ACCESS_KEYS, Section::AccessKeys)];
    created.into_iter().chain(sections.into_iter().filter_map(|(name, of)| section(name, of))).collect()
}

/// The access keys in short: `None`, `1 active`, `1 active, 1 inactive`.
fn access_keys(cx: &Cx<'_>, user: &User) -> Line {
    let keys = cx.account.access_keys_of(Owner::User(user.id));
    let count = |status: KeyStatus| keys.iter().filter(|key| key.status == status).count();
    let counts = [(count(KeyStatus::Active), "active"), (count(KeyStatus::Inactive), "inactive")];
    let words: Vec<String> = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    Line::new().text(if words.is_empty() { "None".to_owned() } else { words.join(", ") })
}

/// What can be done on a tab with a list: there is something to remove only where there is something.
fn keys(add: &'static str, is_empty: bool) -> Vec<(Key, &'static str)> {
    let remove = (!is_empty).then_some((REMOVE, "Remove"));
    [(ADD, add)].into_iter().chain(remove).collect()
}

fn draw_permissions(page: &UserPage, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let keys = keys("Add permissions", page.permissions.is_empty());
    let row = page::draw_about(canvas, "What the user may do, directly and through groups.", &keys);
    let mut body = canvas.rows(row, usize::MAX);
    let empty = [
        Line::new(),
        Line::new().text("The user has no permissions: every request is denied."),
        Line::new().quiet("Policies grant them: through a group, or attached to the user itself."),
        Line::new(),
        Line::new().key(ADD.to_string(), "Add permissions").text("   ").key(INLINE.to_string(), "Create inline policy"),
    ];
    page.permissions.draw(cx, &mut body, &empty);
}

fn draw_groups(page: &UserPage, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let keys = keys("Add user to groups", page.groups.is_empty());
    let row = page::draw_about(canvas, "The user has what the policies of its groups grant.", &keys);
    let empty = [
        Line::new().text("The user is in no group."),
        Line::new().quiet("A group carries policies for all its users."),
        Line::new(),
        Line::new().key(ADD.to_string(), "Add user to groups"),
    ];
    denied::draw_beside(&mut canvas.rows(row, usize::MAX), &page.unseen_of_group(cx), page.groups.rows_wanted(), |canvas| {
        page.groups.draw(canvas, "Groups", &GroupRows { cx }, &empty, true);
    });
}
