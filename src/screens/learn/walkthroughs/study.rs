//! Beginning a lesson, going on with it, and what else can be done with its account.

use std::sync::Arc;

use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::{AccountsRequest, Step};
use crate::store::{Home, StoreError};
use crate::training::Study;
use crate::training::lesson::Lesson;
use crate::widgets::form::Field;

/// A seed of chance.
fn seed(cx: &Cx<'_>) -> u64 {
    cx.chance.iter().take(8).fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

/// The attempt at a lesson that was begun, or a new one.
fn study_of(lesson: &Arc<Lesson>, cx: &Cx<'_>) -> Study {
    Study::of(lesson, cx.progress.lesson(lesson), seed(cx))
}

/// Whether a lesson is the one that is gone through now.
pub(super) fn is_under_way(id: &str, cx: &Cx<'_>) -> bool {
    cx.coach.is_some_and(|coach| coach.lesson().id == id)
}

/// Whether a lesson was begun, and its account is not on this machine.
pub(super) fn is_elsewhere(lesson: &Lesson, cx: &Cx<'_>) -> bool {
    cx.progress.lesson(lesson).is_some_and(|record| cx.elsewhere.contains(&record.account))
}

/// Begins a lesson, or goes on with it.
pub(in crate::screens) fn begin(lesson: &Arc<Lesson>, cx: &Cx<'_>) -> Step {
    Step::Accounts(AccountsRequest::Study(study_of(lesson, cx)))
}

/// Asks before a lesson is begun anew.
pub(super) fn restart(lesson: &Arc<Lesson>, cx: &Cx<'_>) -> Dialog {
    if lesson.exam {
        // Another attempt has other names: what was learned by heart helps nobody.
        let study = Study::another(lesson, cx.progress.lesson(lesson), seed(cx));
        return Dialog::new(format!("Begin {} anew?", lesson.title), "Begin anew", move |_, _| {
            Ok(vec![Step::Accounts(AccountsRequest::Study(study.clone()))])
        })
        .line("It is another attempt, with other names and its whole time. What was done in this one no longer counts.")
        .line("An exam that is passed stays so: the certificate is of your best attempt.");
    }
    let study = study_of(lesson, cx);
    Dialog::new(format!("Begin {} anew?", lesson.title), "Begin anew", move |_, _| {
        Ok(vec![Step::Accounts(AccountsRequest::Restudy(study.clone()))])
    })
    .line("Its account begins again as the lesson began, and all steps are to do.")
    .line("What was changed goes to the lessons' trash. Your own accounts are not touched.")
}

/// Asks for the name under which a lesson's account is kept.
pub(super) fn keep(lesson: &Arc<Lesson>, cx: &Cx<'_>) -> Dialog {
    let field = Field::text_line(0, "Name", &lesson.id).hint("1 to 63 of a-z, 0-9, dot, underscore and hyphen.");
    let from = cx.progress.lesson(lesson).map_or_else(|| study_of(lesson, cx).account, |record| record.account.clone());
    Dialog::new("Keep the lesson's account", "Keep", move |form, cx| {
        let to = form.text(0).to_owned();
        let taken = || StoreError::AccountExists { account: to.clone() };
        let checked =
            Home::check_name(&to).and_then(|()| if cx.accounts.iter().any(|listed| listed.name == to) { Err(taken()) } else { Ok(()) });
        checked.map_err(|error| (0, error.to_string()))?;
        Ok(vec![Step::Accounts(AccountsRequest::KeepStudy { from: from.clone(), to })])
    })
    .line("As it is now it is copied to an account of your own, to play on. The lesson itself stays as it is.")
    .fields(vec![field])
}
