//! The last step: on to the user's page, and over it the password, this once.

use super::draft::{ConsoleAccess, Draft};
use crate::account::secret::Disclosed;
use crate::app::cx::Cx;
use crate::app::overlay::reveal::{CsvFile, Item, Reveal};
use crate::app::route::Route;
use crate::app::step::Step;
use crate::screens::dashboard::sign_in_link;

const WORDS: &str = "Keep the password now: it is shown this once, and after that one can only set another. The sign-in URL is for \
                     practice; nothing answers there.";

/// What follows once the user is there.
pub(super) fn steps(cx: &Cx<'_>, draft: Draft) -> Vec<Step> {
    let Some(user) = cx.account.user_named(&draft.name) else { return vec![Step::Up] };
    let page = Step::Replace(Route::user(user.id));
    match draft.console {
        Some(console) => vec![page, Step::Ask(Box::new(password(&user.name, &console, sign_in_link(cx))))],
        None => vec![page],
    }
}

fn password(user_name: &str, console: &ConsoleAccess, link: String) -> Reveal {
    let password = Disclosed::new(console.password.reveal());
    let file = CsvFile {
        name: format!("{user_name}_credentials.csv"),
        header: vec!["User name", "Password", "Console sign-in URL"],
        row: vec![Disclosed::new(user_name), password.clone(), Disclosed::new(link.as_str())],
    };
    let items = vec![
        Item::Open { label: "Practice sign-in URL", value: link },
        Item::Open { label: "User name", value: user_name.to_owned() },
        Item::Secret { label: "Password", value: password },
    ];
    Reveal::new("Retrieve password", WORDS, items, file)
}
