//! Tags of all that has tags: the rows, and the dialogs that add, change and remove one.
//!
//! Most of it has a page with a tab for them; MFA devices and instance profiles, which have no page, have one for their tags.

pub(super) mod page;
pub(super) mod tab;

use crate::account::entity::{EntityKey, EntityTag, TagHolder};
use crate::account::operation::{Member, Tag};
use crate::account::shape;
use crate::account::tagged::Tagged;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::screens::changes::effect;
use crate::widgets::Line;
use crate::widgets::form::Field;
use crate::widgets::list::{Column, Listing};

/// The parts of `TagUser`'s `Tags`: what the API calls a member is a list, and a field holds one part of one tag.
static KEY: Member = Member { name: "Tags", required: true, shape: &shape::TAG_KEY };
static VALUE: Member = Member { name: "Value", required: true, shape: &shape::TAG_VALUE };

const COLUMNS: &[Column] = &[Column::text("Key", 16, 48, 10), Column::text("Value", 16, 80, 9)];

/// The keys of the tags of something, as they are spelled.
fn keys(cx: &Cx<'_>, of: impl Into<TagHolder>) -> Vec<String> {
    cx.account.tags_of(&of.into()).map(|tag| tag.key.clone()).collect()
}

fn find<'a>(cx: &Cx<'a>, of: &TagHolder, key: &str) -> Option<&'a EntityTag> {
    cx.account.get(&EntityKey::tag(of.clone(), key))?.try_into().ok()
}

/// The tags of something as rows.
struct TagRows<'a> {
    cx: &'a Cx<'a>,
    of: TagHolder,
}

impl<'a> TagRows<'a> {
    /// The tags of this.
    pub fn of(cx: &'a Cx<'a>, of: impl Into<TagHolder>) -> Self {
        Self { cx, of: of.into() }
    }
}

impl Listing for TagRows<'_> {
    type Key = String;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, key: &String) -> String {
        find(self.cx, &self.of, key).map_or_else(String::new, |tag| format!("{} {}", tag.key, tag.value))
    }

    fn cell(&self, key: &String, column: usize) -> Line {
        let Some(tag) = find(self.cx, &self.of, key) else { return Line::new() };
        match column {
            0 => Line::new().text(tag.key.clone()),
            _ if tag.value.is_empty() => Line::new().quiet("-"),
            _ => Line::new().text(tag.value.clone()),
        }
    }
}

fn value_field(id: usize, value: &str) -> Field<usize> {
    Field::text_line(id, "Value – optional", value).of(Some(&VALUE)).optional()
}

/// Asks for a tag with this value, new or in the place of the one that it has. `None` once what has it is gone.
pub(super) fn wanted(cx: &Cx<'_>, of: &TagHolder, key: &str, value: &str) -> Option<Dialog> {
    match find(cx, of, key) {
        Some(tag) => changing(cx, of, tag, value),
        None => adding(cx, of.clone(), key, value),
    }
}

/// Asks for a new tag. `None` once what has it is gone.
fn add(cx: &Cx<'_>, of: impl Into<TagHolder>) -> Option<Dialog> {
    adding(cx, of.into(), "", "")
}

fn adding(cx: &Cx<'_>, of: TagHolder, key: &str, value: &str) -> Option<Dialog> {
    let tagged = Tagged::of(cx.account, &of)?;
    let name = tagged.name();
    let key = Field::text_line(0, "Key", key).of(Some(&KEY)).hint("Up to 128 letters, digits, spaces and _.:/=+-@");
    let dialog = Dialog::new(format!("Add a tag to {name}"), "Add tag", move |form, cx| {
        let (key, value) = (form.text(0), form.text(1));
        if let Some(tag) = find(cx, &of, key) {
            // Only IAM's keys are the same whatever their case.
            let why = match &of {
                TagHolder::Entity(_) | TagHolder::MfaDevice(_) => "; keys are the same whatever their case",
                TagHolder::Resource(_) => "",
            };
            return Err((0, format!("There is a tag {} already{why}. Edit its value.", tag.key)));
        }
        let tag = Tag { key: key.to_owned(), value: value.to_owned() };
        Ok(vec![Step::submit(tagged.tag(cx.account, tag))])
    });
    Some(effect::told_of_typed(dialog, cx).fields(vec![key, value_field(1, value)]))
}

/// Asks for another value. `None` once the tag is gone.
fn edit(cx: &Cx<'_>, of: impl Into<TagHolder>, key: &str) -> Option<Dialog> {
    let of = of.into();
    let tag = find(cx, &of, key)?;
    changing(cx, &of, tag, &tag.value)
}

fn changing(cx: &Cx<'_>, of: &TagHolder, tag: &EntityTag, value: &str) -> Option<Dialog> {
    let (tagged, key, old) = (Tagged::of(cx.account, of)?, tag.key.clone(), tag.value.clone());
    let dialog = Dialog::new(format!("Tag {key} of {}", tagged.name()), "Save changes", move |form, cx| {
        if form.text(0) == old {
            return Err((0, "This is the value that the tag has.".into()));
        }
        let tag = Tag { key: key.clone(), value: form.text(0).to_owned() };
        Ok(vec![Step::submit(tagged.tag(cx.account, tag))])
    });
    Some(effect::told_of_typed(dialog, cx).fields(vec![value_field(0, value)]))
}

/// Asks before a tag is removed. `None` once it is gone.
pub(super) fn remove(cx: &Cx<'_>, of: impl Into<TagHolder>, key: &str) -> Option<Dialog> {
    let of = of.into();
    let tag = find(cx, &of, key)?;
    let tagged = Tagged::of(cx.account, &of)?;
    let operation = tagged.untag(cx.account, tag.key.clone());
    let title = format!("Remove tag {} from {}?", tag.key, tagged.name());
    let removed = operation.clone();
    let dialog = Dialog::new(title, "Remove", move |_, _| Ok(vec![Step::submit(operation.clone())]));
    let value = if tag.value.is_empty() { "Its value is empty.".to_owned() } else { format!("Its value is {}.", tag.value) };
    Some(effect::told(dialog.line(Line::new().text(value)), cx, &removed))
}
