//! The navigation: the console's tree of screens, with counts.

use crate::account::Account;
use crate::account::entity::Owner;
use crate::account::refusal::Refusal;
use crate::account::words::grouped;
use crate::app::action::Action;
use crate::app::binding::SHELL;
use crate::app::coach::Pointing;
use crate::app::cx::Cx;
use crate::app::labels::{Label, Labels};
use crate::app::route::{Route, ScreenId, Subject, TagsOf};
use crate::catalog::AWS_MANAGED_POLICIES;
use crate::theme::Role;
use crate::training::LessonTally;
use crate::widgets::{Canvas, Hit, Line};

/// An entry of the navigation.
pub struct NavEntry {
    /// What it stands under.
    pub section: &'static str,
    /// What it is called.
    pub label: String,
    /// How many there are of what it lists.
    pub count: Option<usize>,
    /// How many lessons are done, where that is what counts.
    pub of: Option<LessonTally>,
    /// Why there is no count, where one may not know it.
    pub hidden: Option<Refusal>,
    /// Where it leads.
    pub route: Route,
}

/// The section of what is learned, which is nothing of the account.
pub const LEARN: &str = "Learn";

/// The navigation's entries, from top to bottom.
pub fn navigation(cx: &Cx<'_>) -> Vec<NavEntry> {
    let entry = |section, label: &str, count, screen| {
        let refusals = lists_of(screen).iter().map(|list| cx.sight.refusal(list));
        let hidden = refusals.flatten().next().cloned();
        let count = if hidden.is_some() { None } else { count };
        NavEntry { section, label: label.to_owned(), count, of: None, hidden, route: Route::to(screen) }
    };
    let access = "Access management";
    let account = cx.account;
    let users = entry(access, cx.label(Label::Users), Some(account.user_count()), ScreenId::Users);
    let groups = entry(access, cx.label(Label::Groups), Some(account.group_count()), ScreenId::Groups);
    let roles = entry(access, "Roles", Some(account.role_count()), ScreenId::Roles);
    let policies = entry(access, "Policies", Some(account.policy_count() + AWS_MANAGED_POLICIES.all().len()), ScreenId::Policies);
    // The classic console has groups first, the present one roles.
    let identities = match cx.settings.labels {
        Labels::Classic => [groups, users, roles, policies],
        Labels::Current => [roles, policies, users, groups],
    };
    let mut entries = vec![entry("", "Dashboard", None, ScreenId::Dashboard)];
    entries.extend(identities);
    entries.push(entry(access, LONGEST, Some(providers(account)), ScreenId::Providers));
    entries.push(entry(access, cx.label(Label::AccountSettings), None, ScreenId::AccountSettings));
    entries.push(entry("Access reports", "Access", None, ScreenId::Access));
    entries.push(entry("Access reports", "Policy simulator", None, ScreenId::Simulator));
    entries.push(entry("Access reports", "Credential report", None, ScreenId::CredentialReport));
    entries.push(entry("Access reports", "History", None, ScreenId::History));
    let mine = if cx.caller.is_root() { "Root user" } else { "My account" };
    entries.push(entry(mine, "Security credentials", None, ScreenId::SecurityCredentials));
    entries.push(entry("Practice", "Resources", None, ScreenId::Resources));
    entries.push(entry("Practice", "Try it", None, ScreenId::Try));
    entries.push(entry("Practice", "Authenticator", None, ScreenId::Authenticator));
    entries.push(entry("Practice", "Accounts", None, ScreenId::Accounts));
    entries.push(entry("Practice", "Settings", None, ScreenId::Settings));
    let tally = LessonTally::of(cx.progress, cx.shelf);
    let walkthroughs = entry(LEARN, "Walkthroughs", None, ScreenId::Walkthroughs);
    let due = cx.progress.reviews.due(cx.real_now).len();
    let quiz = entry(LEARN, "Quiz", (due > 0).then_some(due), ScreenId::Quiz);
    entries.push(NavEntry { of: Some(tally), ..walkthroughs });
    entries.push(quiz);
    entries
}

/// The entry with the longest name that has a count.
const LONGEST: &str = "Identity providers";
/// Columns of the navigation where all counts have room in it, its line included.
const WIDTH: usize = 24;

/// Columns of the navigation, its line included: between a name, its count and the line there is a blank, whatever the count.
pub(super) fn width(account: &Account) -> u16 {
    let count = grouped(providers(account));
    let longest = LEAD + LONGEST.len() + " ".len() + count.len() + " │".chars().count();
    u16::try_from(longest.max(WIDTH)).unwrap_or(u16::MAX)
}

fn providers(account: &Account) -> usize {
    account.saml_provider_count() + account.oidc_provider_count()
}

/// Columns before a name: the bar of where one is, and a blank.
const LEAD: usize = 2;

/// The operations that list what an entry counts.
const fn lists_of(screen: ScreenId) -> &'static [&'static str] {
    match screen {
        ScreenId::Users => &["ListUsers"],
        ScreenId::Groups => &["ListGroups"],
        ScreenId::Roles => &["ListRoles"],
        ScreenId::Policies => &["ListPolicies"],
        ScreenId::Providers => &["ListSAMLProviders", "ListOpenIDConnectProviders"],
        _ => &[],
    }
}

/// The entry that a place belongs to.
const fn belongs_to(place: &Route) -> ScreenId {
    match place.screen {
        ScreenId::User | ScreenId::CreateUser => ScreenId::Users,
        ScreenId::Group | ScreenId::CreateGroup => ScreenId::Groups,
        ScreenId::Role | ScreenId::CreateRole => ScreenId::Roles,
        ScreenId::EditPolicy if matches!(place.subject, Some(Subject::TrustPolicy(_))) => ScreenId::Roles,
        ScreenId::Policy | ScreenId::EditPolicy => ScreenId::Policies,
        ScreenId::Provider => ScreenId::Providers,
        ScreenId::Resource => ScreenId::Resources,
        ScreenId::EditPasswordPolicy => ScreenId::AccountSettings,
        ScreenId::AssignMfa if matches!(place.subject, Some(Subject::Owner(Owner::User(_)))) => ScreenId::Users,
        ScreenId::AssignMfa => ScreenId::SecurityCredentials,
        ScreenId::Tags => match place.subject {
            Some(Subject::Tags(TagsOf::InstanceProfile { .. })) => ScreenId::Roles,
            Some(Subject::Tags(TagsOf::MfaDevice { of: Owner::User(_), .. })) => ScreenId::Users,
            _ => ScreenId::SecurityCredentials,
        },
        ScreenId::Walkthrough => ScreenId::Walkthroughs,
        ScreenId::Sitting => ScreenId::Quiz,
        ScreenId::WhoCould => ScreenId::Access,
        screen => screen,
    }
}

/// Draws the navigation column.
pub(super) fn draw(cx: &Cx<'_>, here: &Route, pointed: &[Pointing], canvas: &mut Canvas<'_>) {
    let mut row = 0;
    let mut section = "";
    let entries = navigation(cx);
    let sections = entries.windows(2).filter(|pair| matches!(pair, [one, other] if one.section != other.section)).count();
    // Where there is little height the sections stand closer.
    let last = entries.len().saturating_sub(1);
    let menu = SHELL.iter().find(|binding| binding.action == Action::Menu).and_then(|binding| binding.keys.first());
    let menu = menu.map_or_else(String::new, ToString::to_string);
    let gap = usize::from(entries.len() + 2 * sections <= canvas.height());
    // What a hint of the coach leads to.
    let hinted = pointed.iter().find_map(|pointing| if let Pointing::Screen(screen) = pointing { Some(*screen) } else { None });
    let hinted = hinted.map(|screen| belongs_to(&Route::to(screen)));
    for (index, entry) in entries.into_iter().enumerate() {
        if entry.section != section {
            section = entry.section;
            canvas.line_at(row + gap, 1, &Line::new().quiet(section));
            row += gap + 1;
        }
        if row + 1 >= canvas.height() && index < last {
            let bottom = canvas.rows(canvas.height().saturating_sub(1), 1).area();
            canvas.part(bottom).fill(Role::Text);
            canvas.part(bottom).columns(LEAD, bottom.width.into()).line(0, &Line::new().key(menu.clone(), "shows the others"));
            break;
        }
        let is_here = entry.route.screen == belongs_to(here);
        let width = canvas.width();
        if is_here {
            canvas.select_row(row);
        }
        let lead = if is_here { "▌" } else { " " };
        let line = Line::new().accent(lead).with(format!(" {}", entry.label), if is_here { Role::Title } else { Role::Text });
        // The course is what leads on; the list says all of it in words.
        let count = entry.of.map(|LessonTally { course: (done, all), .. }| format!("{done}/{all}"));
        let count =
            count.or_else(|| entry.count.map(grouped)).unwrap_or_else(|| if entry.hidden.is_some() { "–".into() } else { String::new() });
        let count = Line::new().quiet(format!("{count} "));
        let column = width.saturating_sub(count.width());
        if is_here {
            canvas.selected_line_at(row, 0, &line);
            canvas.selected_line_at(row, column, &count);
        } else {
            canvas.line(row, &line);
            canvas.line_at(row, column, &count);
        }
        if hinted == Some(entry.route.screen) {
            canvas.point_at(row, LEAD, entry.label.chars().count());
        }
        canvas.hit(row, 0, width, Hit::Nav(index));
        row += 1;
    }
}
