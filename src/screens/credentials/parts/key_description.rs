//! What an access key is for: a tag of its user's, whose key is the access key's id. So the console of AWS keeps it.

use super::Whose;
use crate::account::Account;
use crate::account::entity::{AccessKey, EntityKey, EntityTag, Owner, TagHolder};
use crate::account::id::AccessKeyId;
use crate::account::operation::{Member, Tag, TagUser, UntagUser};
use crate::account::shape;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::Field;

/// A description is a tag's value.
static DESCRIPTION: Member = Member { name: "Value", required: true, shape: &shape::TAG_VALUE };

/// The field that asks for one.
pub(super) fn field(id: usize, description: &str) -> Field<usize> {
    let field = Field::text_line(id, "Description", description).of(Some(&DESCRIPTION)).optional();
    field.hint("Optional: what the key is for, kept as a tag of the user.")
}

/// What a key is said to be for. Root has no tags.
pub(super) fn of<'a>(account: &'a Account, key: &AccessKey) -> Option<&'a str> {
    let Owner::User(user) = key.owner else { return None };
    let tag: &EntityTag = account.get(&EntityKey::tag(TagHolder::Entity(user), key.id.as_str()))?.try_into().ok()?;
    Some(tag.value.as_str()).filter(|description| !description.is_empty())
}

/// Says what a key is for.
pub(super) fn describe(user_name: String, key: String, description: String) -> TagUser {
    TagUser { user_name, tags: vec![Tag { key, value: description }] }
}

/// Why an owner's keys have no description; `None` where they can have one.
pub(super) fn why_not_edit(owner: Owner) -> Option<String> {
    (owner == Owner::Root).then(|| "A description is a tag of the user, and the root user has no tags.".into())
}

/// Asks what a key is for. `None` once it is gone, and for root's.
pub(super) fn edit(cx: &Cx<'_>, id: AccessKeyId) -> Option<Dialog> {
    let key = cx.account.access_key(id)?;
    let user_name = Whose::of(cx, key.owner)?.user_name?;
    let old = of(cx.account, key).unwrap_or_default().to_owned();
    let field = field(0, &old);
    let dialog = Dialog::new(format!("Description of access key {id}"), "Save changes", move |form, _| {
        let (user_name, key, description) = (user_name.clone(), id.to_string(), form.text(0).to_owned());
        Ok(match (description.is_empty(), old.is_empty()) {
            (true, true) => Vec::new(),
            (true, false) => vec![Step::submit(UntagUser { user_name, tag_keys: vec![key] })],
            (false, _) => vec![Step::submit(describe(user_name, key, description))],
        })
    });
    Some(dialog.line(Line::new().text("What the key is for, so that nobody has to guess when it is rotated.")).fields(vec![field]))
}
