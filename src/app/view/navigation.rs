//! The navigation's column.

use crate::account::Account;
use crate::account::entity::Owner;
use crate::account::words::grouped;
use crate::app::action::Action;
use crate::app::binding::SHELL;
use crate::app::coach::Pointing;
use crate::app::cx::Cx;
use crate::app::navigation::{LONGEST, navigation, providers};
use crate::app::route::{Route, ScreenId, Subject, TagsOf};
use crate::theme::Role;
use crate::training::LessonTally;
use crate::widgets::{Canvas, Hit, Line};

/// Columns of the navigation where all counts have room in it, its line included.
const WIDTH: usize = 24;

/// Columns of the navigation, its line included: between a name, its count and the line there is a blank, whatever the count.
pub(super) fn width(account: &Account) -> u16 {
    let count = grouped(providers(account));
    let longest = LEAD + LONGEST.len() + " ".len() + count.len() + " │".chars().count();
    u16::try_from(longest.max(WIDTH)).unwrap_or(u16::MAX)
}

/// Columns before a name: the bar of where one is, and a blank.
const LEAD: usize = 2;

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
