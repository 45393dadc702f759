//! The hint ladder: where it is done, a nudge that answers the mistake made, the keystrokes, and doing it together. The keys
//! are those of the bindings.

use super::Coach;
use super::said::lines_of;
use crate::app::action::Action;
use crate::app::binding::{Binding, SHELL};
use crate::app::cx::Cx;
use crate::app::screen::ScreenSpec;
use crate::training::progress::HintRung;
use crate::training::stage::as_typed;
use crate::widgets::Line;

/// What a rung says, in lines of so many columns.
pub(super) fn hint_lines(coach: &Coach, rung: HintRung, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    match rung {
        HintRung::Where => place(coach, cx, width),
        HintRung::Nudge => nudge(coach, cx, width),
        HintRung::Keys | HintRung::Together => keystrokes(coach, cx, width),
    }
}

/// The screen that a step is done on.
pub fn screen_of(coach: &Coach, cx: &Cx<'_>) -> Option<&'static ScreenSpec> {
    let found = coach
        .verdict(coach.at())
        .and_then(|verdict| verdict.findings.iter().filter(|finding| !finding.holds).find_map(|finding| finding.place.as_ref()));
    let own = coach.lesson().steps.get(coach.at()).and_then(|step| step.screen.as_ref()).map(|screen| screen.text.as_str());
    let name = own.or(found.map(|place| place.screen))?;
    cx.screens.iter().find(|spec| spec.names.contains(&name))
}

fn place(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let Some(spec) = screen_of(coach, cx) else { return vec![Line::new().text("Here, where you are.")] };
    let mut lines = Line::new().quiet("Where  ").title((spec.title)(cx)).wrapped(width);
    lines.extend(Line::new().text(format!("{}.", spec.about)).wrapped(width));
    lines.extend(way(spec).wrapped(width));
    let entity = coach.verdict(coach.at()).and_then(|verdict| {
        let open = verdict.findings.iter().filter(|finding| !finding.holds);
        open.filter_map(|finding| finding.place.as_ref()).find(|place| place.entity.is_some())
    });
    if let Some(place) = entity {
        lines.extend(Line::new().quiet("There  ").text(place.to_string()).wrapped(width));
    }
    lines
}

/// How one gets to a screen.
fn way(spec: &ScreenSpec) -> Line {
    let go_to = shell_key(Action::GoTo);
    let menu = shell_key(Action::Menu);
    let name = spec.names.first().copied().unwrap_or_default();
    Line::new().key(format!("{go_to}{name}"), "or").accent(format!(" {menu}")).quiet(" and choose it")
}

fn shell_key(action: Action) -> String {
    let binding = SHELL.iter().find(|binding| binding.action == action);
    binding.and_then(|binding| binding.keys.first()).map_or_else(String::new, ToString::to_string)
}

fn nudge(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let step = coach.id(coach.at());
    let judged = coach.course().judge(coach.scene(cx.surroundings()));
    let id = format!("{step}/{}", judged.hint(coach.at()));
    let text = coach.text(&id);
    let text = if text.is_empty() { coach.text(step) } else { text };
    let mut lines = Line::new().quiet("Hint  ").title(coach.heading(&id)).wrapped(width);
    lines.extend(lines_of(&text, width));
    lines
}

/// The keys of the screen, and the command that would do it.
fn keystrokes(coach: &Coach, cx: &Cx<'_>, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::new().quiet("Keys")];
    if let Some(spec) = screen_of(coach, cx) {
        lines.extend(way(spec).wrapped(width));
        let keys = spec
            .bindings
            .iter()
            .filter(|binding| binding.action.writes() || matches!(binding.action, Action::Open | Action::Run | Action::Ask));
        for Binding { keys, label, .. } in keys {
            let key = keys.first().map_or_else(String::new, ToString::to_string);
            lines.extend(Line::new().key(key, label).wrapped(width));
        }
    }
    let solve = coach.solve(coach.at());
    let commands: Vec<String> = solve.iter().filter(|line| line.starts_with("aws ")).map(|line| as_typed(line, cx.account)).collect();
    if !commands.is_empty() {
        lines.extend(Line::new().quiet(format!("Or type {} and:", shell_key(Action::GoTo))).wrapped(width));
        for command in commands {
            lines.extend(Line::new().text(command).wrapped(width));
        }
    }
    lines
}
