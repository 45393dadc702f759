//! The echo: what just happened, the command that would have done it, and how to take it back.
//!
//! ```text
//!  ✔ Added alice to Developers    aws iam add-user-to-group --group-name Developers …       u undo
//! ```

use crate::app::model::Model;
use crate::app::sight::denial::Denial;
use crate::widgets::line::{cut, wrap};
use crate::widgets::{Key, Line};

/// Its lines: one to four.
pub(super) fn lines(model: &Model, width: usize) -> Vec<Line> {
    let Some(shown) = &model.notice else { return vec![Line::new()] };
    let notice = &shown.notice;
    let sign = Line::new().with(format!(" {} ", notice.tone.sign()), notice.tone.role());
    let room = width.saturating_sub(4);
    // A small screen needs its rows for what one is doing, and so does a screen that it is not about.
    let most: usize = match model.size.1 {
        ..20 => 1,
        _ if shown.is_elsewhere() => 2,
        _ => 4,
    };
    let mut lines: Vec<Line> = Vec::new();
    let undo = if notice.undoable && model.works_now(Key::char('u')) { Line::new().text("   ").key("u", "undo") } else { Line::new() };
    let more = notice.commands.len().saturating_sub(1);
    let others = if more > 0 { format!("  (and {more} more)") } else { String::new() };
    let command = notice.commands.get(notice.lead).map(|command| format!("{command}{others}"));
    let short = notice.text.chars().count() + command.as_ref().map_or(0, |command| command.chars().count() + 4) + undo.width() <= room;
    if short {
        let command = command.map_or_else(Line::new, |command| Line::new().quiet(format!("    {command}")));
        lines.push(sign.join(Line::new().text(notice.text.clone())).join(command).join(undo));
    } else {
        let for_others = usize::from(command.is_some()) + usize::from(notice.remedy.is_some() || notice.denied.is_some());
        let mut text = rows(&notice.text, room.saturating_sub(undo.width()), most.saturating_sub(for_others).max(1)).into_iter();
        lines.push(sign.join(Line::new().text(text.next().unwrap_or_default())).join(undo));
        lines.extend(text.map(|row| Line::new().text(format!("   {row}"))));
        // Two have a row each; of more the leading one is shown, with how many there are besides.
        let command = notice.commands.get(notice.lead);
        let leads = command.map(|command| format!("{}{others}", cut(command, room.saturating_sub(others.chars().count()))));
        let rows_left = most.saturating_sub(lines.len() + for_others.saturating_sub(usize::from(command.is_some())));
        let shown: Vec<String> = match notice.commands.as_slice() {
            both @ [_, _] if rows_left >= both.len() => both.to_vec(),
            _ => leads.into_iter().collect(),
        };
        lines.extend(shown.into_iter().map(|command| Line::new().quiet(format!("   {command}"))));
    }
    lines.truncate(most);
    if let Some(remedy) = ways_from_denial(model).or_else(|| notice.remedy.clone()) {
        lines.extend(rows(&remedy, room, most - lines.len()).into_iter().map(|row| Line::new().quiet(format!("   {row}"))));
    }
    lines
}

/// What the keys of the denial do that is told. What lies over the screen has the keys first, and tells for itself.
fn ways_from_denial(model: &Model) -> Option<String> {
    let denial = model.notice.as_ref()?.notice.denied.as_deref()?;
    let ways = Denial::ways(std::slice::from_ref(denial), &model.cx()?, model.is_writing());
    ways.filter(|_| model.overlays.is_empty())
}

/// A text in at most so many rows; where there are more, the last one shows that it is cut.
fn rows(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut rows = wrap(text, width);
    if rows.len() > most {
        let rest = rows.split_off(most.saturating_sub(1)).join(" ");
        rows.push(cut(&rest, width).into_owned());
    }
    rows.truncate(most);
    rows
}
