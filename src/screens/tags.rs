//! Tags of users, roles and customer managed policies: the rows, and the dialogs that add, change and remove one.

use crate::account::Account;
use crate::account::entity::{EntityKey, EntityTag, PolicyKey, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{Member, Operation, Tag, TagPolicy, TagUser, UntagPolicy, UntagUser};
use crate::account::shape;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::Field;
use crate::widgets::list::{Column, Listing, Rank};

/// The parts of `TagUser`'s `Tags`: what the API calls a member is a list, and a field holds one part of one tag.
static KEY: Member = Member { name: "Tags", required: true, shape: &shape::TAG_KEY };
static VALUE: Member = Member { name: "Value", required: true, shape: &shape::TAG_VALUE };

const COLUMNS: &[Column] = &[Column::text("Key", 16, 48, 10), Column::text("Value", 16, 80, 9)];

/// The keys of somebody's tags, as they are spelled.
pub(super) fn keys(cx: &Cx<'_>, of: UniqueId) -> Vec<String> {
    cx.account.tags_of(&TagHolder::Entity(of)).map(|tag| tag.key.clone()).collect()
}

fn find<'a>(cx: &Cx<'a>, of: UniqueId, key: &str) -> Option<&'a EntityTag> {
    cx.account.get(&EntityKey::tag(TagHolder::Entity(of), key))?.try_into().ok()
}

/// Somebody's tags as rows.
pub(super) struct TagRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
    /// Whose tags.
    pub of: UniqueId,
}

impl Listing for TagRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &String) -> String {
        find(self.cx, self.of, key).map_or_else(String::new, |tag| format!("{} {}", tag.key, tag.value))
    }

    fn cell(&self, key: &String, column: usize) -> Line {
        let Some(tag) = find(self.cx, self.of, key) else { return Line::new() };
        match column {
            0 => Line::new().text(tag.key.clone()),
            _ if tag.value.is_empty() => Line::new().quiet("-"),
            _ => Line::new().text(tag.value.clone()),
        }
    }

    fn rank(&self, key: &String, column: usize) -> Rank {
        Rank::words(&self.cell(key, column).plain())
    }
}

/// A user or customer managed policy, as the API names it where its tags are changed.
#[derive(Clone)]
enum Tagged {
    User(String),
    Policy(String),
}

impl Tagged {
    /// `None` for what is gone, and for roles, whose tags are given when they are made.
    fn of(account: &Account, id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::User => account.user(id).map(|user| Self::User(user.name.clone())),
            IdKind::ManagedPolicy => account.policy(id).map(|policy| Self::Policy(account.policy_arn(&PolicyKey::Customer(policy.id)))),
            _ => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::User(name) => name,
            Self::Policy(arn) => arn.rsplit('/').next().unwrap_or(arn),
        }
    }

    fn tag(&self, tag: Tag) -> Operation {
        match self.clone() {
            Self::User(user_name) => TagUser { user_name, tags: vec![tag] }.into(),
            Self::Policy(policy_arn) => TagPolicy { policy_arn, tags: vec![tag] }.into(),
        }
    }

    fn untag(&self, key: String) -> Operation {
        match self.clone() {
            Self::User(user_name) => UntagUser { user_name, tag_keys: vec![key] }.into(),
            Self::Policy(policy_arn) => UntagPolicy { policy_arn, tag_keys: vec![key] }.into(),
        }
    }
}

fn value_field(id: usize, value: &str) -> Field<usize> {
    Field::text_line(id, "Value – optional", value).of(Some(&VALUE)).optional()
}

/// Asks for a new tag. `None` once the user or policy is gone.
pub(super) fn add(cx: &Cx<'_>, id: UniqueId) -> Option<Dialog> {
    let tagged = Tagged::of(cx.account, id)?;
    let name = tagged.name().to_owned();
    let key = Field::text_line(0, "Key", "").of(Some(&KEY)).hint("Up to 128 letters, digits, spaces and _.:/=+-@");
    let dialog = Dialog::new(format!("Add a tag to {name}"), "Add tag", move |form, cx| {
        let (key, value) = (form.text(0), form.text(1));
        if let Some(tag) = find(cx, id, key) {
            return Err((0, format!("There is a tag {} already; keys are the same whatever their case. Edit its value.", tag.key)));
        }
        let tag = Tag { key: key.to_owned(), value: value.to_owned() };
        Ok(vec![Step::submit(tagged.tag(tag))])
    });
    Some(dialog.fields(vec![key, value_field(1, "")]))
}

/// Asks for another value. `None` once the tag is gone.
pub(super) fn edit(cx: &Cx<'_>, id: UniqueId, key: &str) -> Option<Dialog> {
    let tag = find(cx, id, key)?;
    let (tagged, key) = (Tagged::of(cx.account, id)?, tag.key.clone());
    let dialog = Dialog::new(format!("Tag {key} of {}", tagged.name()), "Save changes", move |form, _| {
        let tag = Tag { key: key.clone(), value: form.text(0).to_owned() };
        Ok(vec![Step::submit(tagged.tag(tag))])
    });
    Some(dialog.fields(vec![value_field(0, &tag.value)]))
}

/// Asks before a tag is removed. `None` once it is gone.
pub(super) fn remove(cx: &Cx<'_>, id: UniqueId, key: &str) -> Option<Dialog> {
    let tag = find(cx, id, key)?;
    let tagged = Tagged::of(cx.account, id)?;
    let operation = tagged.untag(tag.key.clone());
    let title = format!("Remove tag {} from {}?", tag.key, tagged.name());
    let dialog = Dialog::new(title, "Remove", move |_, _| Ok(vec![Step::submit(operation.clone())]));
    let value = if tag.value.is_empty() { "Its value is empty.".to_owned() } else { format!("Its value is {}.", tag.value) };
    Some(dialog.line(Line::new().text(value)).line(Line::new().quiet("Policies whose conditions look at this tag decide without it then.")))
}
