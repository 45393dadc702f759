//! Making an access key: the console's step of best practices and alternatives, then the secret, shown once.

use super::{Whose, key_description};
use crate::account::entity::Owner;
use crate::account::operation::CreateAccessKey;
use crate::account::reply::{AccessKeyDetail, Reply};
use crate::account::secret::Disclosed;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::overlay::reveal::{CsvFile, Item, Reveal};
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field};

/// What a key may be wanted for, in the console's words, and what serves better.
const USE_CASES: [(&str, &str); 6] = [
    (
        "Command Line Interface (CLI)",
        "Instead: sign the AWS CLI in with your console session or through IAM Identity Center, or use AWS CloudShell in the browser. Then there is no key to keep.",
    ),
    (
        "Local code",
        "Instead: let the AWS toolkit of your editor sign in through IAM Identity Center. The code then gets credentials that expire by themselves.",
    ),
    (
        "Application running on an AWS compute service",
        "Instead: give the EC2 instance, the Lambda function or the container a role. AWS then hands out temporary credentials and renews them.",
    ),
    (
        "Third-party service",
        "Instead: let the service assume a role of yours, with an external ID. A key that somebody else keeps can leak there.",
    ),
    ("Application running outside AWS", "Instead: use IAM Roles Anywhere: a certificate is exchanged for temporary credentials of a role."),
    (
        "Other",
        "If nothing temporary will do: grant the least that is needed, keep the key out of code, rotate it, delete it once it is not needed.",
    ),
];

/// What serves better than a key of root's.
const ROOT_ADVICE: &str = "A key of root's can do everything, and no policy can limit it. Nothing needs one: use a role, or a user that may do just what it must.";

/// The dialog's fields.
const USE_CASE: usize = 0;
const UNDERSTOOD: usize = 1;
const DESCRIPTION: usize = 2;

/// Why no further key can be made now; `None` where one can.
pub(in crate::screens) fn why_not_create(cx: &Cx<'_>, owner: Owner) -> Option<String> {
    let most = cx.account.quotas().access_keys_per_user;
    let full = cx.account.access_keys_of(owner).len() >= most;
    full.then(|| format!("{most} access keys are the most there can be. Delete one that is not used any more."))
}

/// Asks what the key is for and says what serves better; then makes the key and shows its secret once. `None` once the
/// owner is gone.
pub(in crate::screens) fn create(cx: &Cx<'_>, owner: Owner) -> Option<Dialog> {
    let whose = Whose::of(cx, owner)?;
    let operation = CreateAccessKey { user_name: whose.user_name.clone() };
    let confirm = move |form: &crate::widgets::form::Form<usize>, _: &Cx<'_>| {
        if form.is_on(UNDERSTOOD) {
            Ok(vec![Step::submit(operation.clone())])
        } else {
            Err((UNDERSTOOD, "Read the recommendation, then turn this on with space.".to_owned()))
        }
    };
    let dialog =
        Dialog::new(format!("Create an access key for {}", whose.words()), "Create access key", confirm).done(|form, replies, _| {
            let key = replies.iter().find_map(key_of);
            let described = key.and_then(|key| description_step(key, form.text(DESCRIPTION)));
            described.into_iter().chain(key.map(reveal)).collect()
        });
    if whose.is_root() {
        let understood = Field::toggle(UNDERSTOOD, "I understand, and still want a root access key", false);
        return Some(dialog.danger().line(Line::new().text(ROOT_ADVICE)).fields(vec![understood]));
    }
    let options = USE_CASES.map(|(label, _)| ChoiceOption { label: label.into(), about: String::new() });
    let fields = vec![
        Field::choice(USE_CASE, "Use case", options.into(), 0),
        Field::toggle(UNDERSTOOD, "I understand, and still want an access key", false),
        key_description::field(DESCRIPTION, ""),
    ];
    let dialog = dialog.fields(fields).following(cx, |form, _| {
        let advice = USE_CASES.get(form.chosen(USE_CASE)).map_or("", |(_, advice)| advice);
        form.set_hint(USE_CASE, advice);
    });
    Some(dialog)
}

/// Says what a new key is for. Its id is known only now.
fn description_step(key: &AccessKeyDetail, description: &str) -> Option<Step> {
    let user_name = key.user_name.clone().filter(|_| !description.is_empty())?;
    Some(Step::submit(key_description::describe(user_name, key.access_key_id.clone(), description.to_owned())))
}

const fn key_of(reply: &Reply) -> Option<&AccessKeyDetail> {
    match reply {
        Reply::AccessKey { access_key } => Some(access_key),
        _ => None,
    }
}

/// Shows the secret, this once. The file is called as the console calls it.
fn reveal(key: &AccessKeyDetail) -> Step {
    let id = key.access_key_id.clone();
    let secret = key.secret_access_key.clone();
    let items =
        vec![Item::Open { label: "Access key ID", value: id.clone() }, Item::Secret { label: "Secret access key", value: secret.clone() }];
    let name = key.user_name.as_ref().map_or_else(|| "rootkey.csv".to_owned(), |user| format!("{user}_accessKeys.csv"));
    let file = CsvFile { name, header: vec!["Access key ID", "Secret access key"], row: vec![Disclosed::new(id), secret] };
    let words = "This is the only time that the secret access key can be shown. Copy it, or keep the file. If it is lost, create another key and delete this one.";
    Step::Ask(Box::new(Reveal::new("Retrieve access key", words, items, file)))
}
