//! The navigation's column.

use super::crumbs::crumbs;
use crate::account::Account;
use crate::account::words::grouped;
use crate::app::action::Action;
use crate::app::binding::SHELL;
use crate::app::coach::Pointing;
use crate::app::cx::Cx;
use crate::app::model::Model;
use crate::app::navigation::{LONGEST, NavEntry, navigation, providers};
use crate::app::route::ScreenId;
use crate::app::screen::spec;
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

/// The entry that one is at: that of the screen, or of the nearest place above it in the breadcrumb that has one.
fn here(model: &Model, cx: &Cx<'_>, entries: &[NavEntry]) -> Option<ScreenId> {
    let screen = model.places.current().map(|place| place.route.screen);
    let above = std::iter::once_with(|| crumbs(model, cx)).flat_map(|crumbs| crumbs.into_iter().rev().filter_map(|crumb| crumb.route));
    screen.into_iter().chain(above.map(|route| route.screen)).find(|screen| has(entries, *screen))
}

/// The entry that leads to a screen, or to the nearest above it. Below the dashboard is everything.
fn towards(model: &Model, screen: ScreenId, entries: &[NavEntry]) -> Option<ScreenId> {
    let above = |screen: &ScreenId| spec(model.screens, *screen)?.parent.filter(|parent| *parent != ScreenId::Dashboard);
    std::iter::successors(Some(screen), above).find(|screen| has(entries, *screen))
}

fn has(entries: &[NavEntry], screen: ScreenId) -> bool {
    entries.iter().any(|entry| entry.route.screen == screen)
}

/// Draws the navigation column.
pub(super) fn draw(model: &Model, cx: &Cx<'_>, pointed: &[Pointing], canvas: &mut Canvas<'_>) {
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
    let hinted = hinted.and_then(|screen| towards(model, screen, &entries));
    let here = here(model, cx, &entries);
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
        let is_here = here == Some(entry.route.screen);
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
