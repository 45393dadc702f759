//! Drawing: what is chosen, and below it what came of it.

use serde_json::json;

use super::{Came, Row, Try};
use crate::account::refusal::Refusal;
use crate::account::reply::Reply;
use crate::app::cx::Cx;
use crate::awscli::{Answer, OutputOptions};
use crate::screens::access::answer::SHOWN;
use crate::theme::Role;
use crate::widgets::document;
use crate::widgets::{Canvas, Hit, Line};

/// Columns of the rows' names.
const NAME: usize = 6;

/// What was answered, as one reads it: an object's content, what a function said, an instance's user data, or else JSON.
pub(super) fn answer(reply: &Reply) -> String {
    // A session's credentials are good for whoever reads them; who one has become is what one wants to know.
    if let Reply::Session(session) = reply {
        let expiration = json!({"Expiration": session.credentials.expiration});
        let told = json!({"AssumedRoleUser": session.assumed_role_user, "Credentials": expiration});
        return serde_json::to_string_pretty(&told).unwrap_or_default();
    }
    let printed = || Answer::of(reply).print(&OutputOptions::default()).ok().flatten().unwrap_or_default();
    reply.readable().unwrap_or_else(printed)
}

/// Draws the screen.
pub(super) fn draw(of: &Try, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let end = canvas.line(0, &Line::new().title("Try it"));
    let about = Line::new().quiet("Make a request as somebody: it is done or refused, as on AWS.");
    canvas.line_at(0, end + 3, &about);
    for (place, row) in Row::ALL.into_iter().enumerate() {
        let line = row_line(of, cx, row);
        let at = 2 + place + usize::from(row == Row::Try);
        canvas.hit(at, 0, canvas.width(), Hit::Row(place));
        if place == of.rows.selected() {
            canvas.select_row(at);
            canvas.selected_line_at(at, 0, &Line::new().accent("▌ ").join(line));
        } else {
            canvas.line_at(at, 2, &line);
        }
    }
    let mut body = canvas.rows(9, usize::MAX);
    let Some(came) = &of.came else { return draw_before(of, &mut body) };
    let before = (of.of != Some(cx.history.revision()))
        .then(|| Line::new().with("▲ ", Role::Warning).text("This is of before the account was changed.  ").key("t", "try it again"));
    let told: Vec<Line> = before.into_iter().chain(lines(came, cx)).collect();
    let lines: Vec<Line> = told.iter().flat_map(|line| line.wrapped(body.width())).collect();
    let height = body.height();
    let shown = if lines.len() > height { height.saturating_sub(1) } else { lines.len() };
    for (row, line) in lines.iter().take(shown).enumerate() {
        body.line(row, line);
    }
    if shown < lines.len() {
        body.line(shown, &Line::new().quiet(format!("and {} more lines   ", lines.len() - shown)).key("w", "all of it"));
    }
}

fn row_line(of: &Try, cx: &Cx<'_>, row: Row) -> Line {
    let named = |name: &str| Line::new().quiet(format!("{name:<NAME$}"));
    match row {
        Row::As => named("As").title(of.who.name.clone()).quiet(format!("   {}", of.who.about)),
        Row::On => match &of.on {
            Some(key) => named("On").title(cx.account.resource_words(key)).quiet(format!("   {}", cx.account.resource_arn(key))),
            None => named("On").text("none in particular"),
        },
        Row::Do => match &of.what {
            Some(what) => named("Do").title(what.words.clone()).quiet(format!("   {}", what.operation.action())),
            None => named("Do").quiet("not chosen yet   ").key("enter", "choose"),
        },
        Row::Try => Line::new().accent("▸ ").text("Try it"),
    }
}

fn draw_before(of: &Try, canvas: &mut Canvas<'_>) {
    let next = if of.what.is_none() { "Choose as whom, on what, and what; then try it." } else { "t or the last row makes the request." };
    canvas.paragraph(0, next, Role::Quiet);
    let about =
        "Each try goes through the account's own policies, and is in the history. One with a session or key counts as its use, too.";
    canvas.paragraph(1, about, Role::Quiet);
}

/// What came of it, in lines.
pub(super) fn lines(came: &Came, cx: &Cx<'_>) -> Vec<Line> {
    match came {
        Came::Done { answer, hidden, by } => {
            let text = hidden.as_ref().filter(|_| cx.hides_secrets).unwrap_or(answer);
            let head = Line::new().with("✔ ", Role::Good).title("allowed, and done");
            let body = if text.is_empty() { vec![Line::new().quiet("It answers nothing.")] } else { document::json(text) };
            let by = by.iter().map(|arn| Line::new().quiet("asked as  ").text(arn.clone()));
            std::iter::once(head).chain(by).chain([Line::new()]).chain(body).collect()
        }
        Came::Failed(reason) => vec![Line::new().with("✖ ", Role::Bad).text(reason.clone())],
        Came::Allowed(refusal) => {
            let head = Line::new().with("✔ ", Role::Good).title("allowed, but not done").quiet("  the policies let it through");
            std::iter::once(head).chain(refused(refusal)).collect()
        }
        Came::Refused(refusal, shown) => {
            let mut lines: Vec<Line> = refused(refusal).collect();
            if let Some(shown) = shown {
                let (headline, verdict) = shown.headline(cx);
                lines.extend([Line::new(), headline.text("   ").join(verdict), Line::new()]);
                lines.extend(shown.lines(cx, SHOWN, None).into_iter().map(|(_, line)| line));
            }
            lines
        }
    }
}

/// What the service says, and what to do about it.
fn refused(refusal: &Refusal) -> impl Iterator<Item = Line> {
    let head = Line::new().with("✖ ", Role::Bad).title(refusal.code.to_string()).text(format!("  {}", refusal.message));
    let remedy = refusal.remedy.iter().map(|remedy| Line::new().with("▲ ", Role::Warning).text(remedy.clone()));
    std::iter::once(head).chain(remedy)
}
