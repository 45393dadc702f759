//! The sign-in link, and *Customize*: an alias in the place of the account id in it.

use super::LABEL;
use crate::account::operation::{CreateAccountAlias, DeleteAccountAlias};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::theme::Role;
use crate::widgets::form::Field;
use crate::widgets::key::Key;
use crate::widgets::{Canvas, Hit, Line};

/// Asks for the alias; an empty one removes what is there.
pub(super) fn dialog(cx: &Cx<'_>) -> Dialog {
    let current = cx.alias().unwrap_or_default().to_owned();
    let field = Field::text_line(0, "Account alias", current.clone())
        .of(CreateAccountAlias::SPEC.member("AccountAlias"))
        .hint("3 to 63 lower-case letters, digits and single hyphens. On AWS an alias is unique in the world.");
    let field = if current.is_empty() { field } else { field.optional() };
    let label = if current.is_empty() { "Yes, Create" } else { "Yes, Change" };
    let dialog = Dialog::new("Customize the sign-in link", label, move |form, _| {
        let alias = form.text(0).to_owned();
        Ok(vec![if alias == current {
            Step::Say(Notice::new(Tone::Info, format!("The alias is {alias} already; nothing was changed.")))
        } else if alias.is_empty() {
            Step::submit(DeleteAccountAlias { account_alias: current.clone() })
        } else {
            Step::submit(CreateAccountAlias { account_alias: alias })
        }])
    });
    let words = "IAM users can sign in by a name in place of the account id. The link with the id goes on working.";
    let dialog = dialog.line(Line::new().text(words)).fields(vec![field]);
    if cx.alias().is_some() { dialog.line(Line::new().quiet("Leave it empty to remove the alias.")) } else { dialog }
}

/// Draws it, with the keys where there is room; returns the row behind it.
pub(super) fn draw_link(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize) -> usize {
    let narrow = canvas.width() < 90;
    let label = canvas.line(row, &Line::new().quiet(if narrow { "Sign-in link" } else { "IAM users sign-in link" }));
    let column = if narrow { 14 } else { LABEL };
    let (link, practice) = (Line::new().text(cx.sign_in_link()), Line::new().with("practice", Role::Warning));
    if column + link.width() + 2 + practice.width() > canvas.width() {
        canvas.line_at(row, label + 2, &practice);
        canvas.line(row + 1, &link);
        return row + 2;
    }
    let at = canvas.line_at(row, column, &link.text("  ").join(practice));
    let keys = Line::new().key("c", "Customize").text("  ").key("y", "Copy Link");
    if !narrow && at + keys.width() + 2 <= canvas.width() {
        let at = canvas.line_right(row, &keys);
        canvas.hit(row, at, 11, Hit::Key(Key::char('c')));
        canvas.hit(row, at + 13, 11, Hit::Key(Key::char('y')));
    }
    row + 1
}
