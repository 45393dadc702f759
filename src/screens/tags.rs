//! Tags of users, roles, policies, instance profiles and identity providers: the rows, and the dialogs that add, change and
//! remove one.

use crate::account::Account;
use crate::account::entity::{EntityKey, EntityTag, PolicyKey, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    Member, Operation, Tag, TagOpenIDConnectProvider, TagPolicy, TagRole, TagSAMLProvider, TagUser, UntagOpenIDConnectProvider,
    UntagPolicy, UntagRole, UntagSAMLProvider, UntagUser,
};
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

/// What has tags, as the API names it where they are changed.
#[derive(Clone)]
enum Tagged {
    User(String),
    Role(String),
    Policy(String),
    SamlProvider(String),
    OidcProvider(String),
}

impl Tagged {
    /// `None` for what is gone.
    fn of(account: &Account, id: UniqueId) -> Option<Self> {
        match id.kind()? {
            IdKind::User => account.user(id).map(|user| Self::User(user.name.clone())),
            IdKind::Role => account.role(id).map(|role| Self::Role(role.name.clone())),
            IdKind::ManagedPolicy => account.policy(id).map(|policy| Self::Policy(account.policy_arn(&PolicyKey::Customer(policy.id)))),
            IdKind::SamlProvider => account.saml_provider(id).map(|provider| Self::SamlProvider(account.saml_provider_arn(provider))),
            IdKind::OidcProvider => account.oidc_provider(id).map(|provider| Self::OidcProvider(account.oidc_provider_arn(provider))),
            _ => None,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::User(name) | Self::Role(name) => name,
            Self::Policy(arn) => arn.rsplit('/').next().unwrap_or(arn),
            // The address in the ARN of an OIDC provider may have a path.
            Self::SamlProvider(arn) | Self::OidcProvider(arn) => arn.split_once('/').map_or(arn, |(_, name)| name),
        }
    }

    fn tag(&self, tag: Tag) -> Operation {
        let tags = vec![tag];
        match self.clone() {
            Self::User(user_name) => TagUser { user_name, tags }.into(),
            Self::Role(role_name) => TagRole { role_name, tags }.into(),
            Self::Policy(policy_arn) => TagPolicy { policy_arn, tags }.into(),
            Self::SamlProvider(saml_provider_arn) => TagSAMLProvider { saml_provider_arn, tags }.into(),
            Self::OidcProvider(open_id_connect_provider_arn) => TagOpenIDConnectProvider { open_id_connect_provider_arn, tags }.into(),
        }
    }

    fn untag(&self, key: String) -> Operation {
        let tag_keys = vec![key];
        match self.clone() {
            Self::User(user_name) => UntagUser { user_name, tag_keys }.into(),
            Self::Role(role_name) => UntagRole { role_name, tag_keys }.into(),
            Self::Policy(policy_arn) => UntagPolicy { policy_arn, tag_keys }.into(),
            Self::SamlProvider(saml_provider_arn) => UntagSAMLProvider { saml_provider_arn, tag_keys }.into(),
            Self::OidcProvider(open_id_connect_provider_arn) => {
                UntagOpenIDConnectProvider { open_id_connect_provider_arn, tag_keys }.into()
            }
        }
    }
}

fn value_field(id: usize, value: &str) -> Field<usize> {
    Field::text_line(id, "Value – optional", value).of(Some(&VALUE)).optional()
}

/// Asks for a new tag. `None` once what has it is gone.
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
