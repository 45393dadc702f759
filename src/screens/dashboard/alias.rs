//! *Customize*: the account alias in the sign-in link.

use crate::account::operation::{CreateAccountAlias, DeleteAccountAlias};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::Field;

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
