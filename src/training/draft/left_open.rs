//! What is another in each account, and is left open in a lesson.

use crate::account::Account;
use crate::account::entity::{Entity, Owner, ResourceKey, ResourceKind};
use crate::account::id::AccessKeyId;
use crate::training::stage::is_plain_argument;

/// The ids that an account has given to keys and instances, each with what stands for it.
pub(super) fn ids(account: &Account, made: &[AccessKeyId]) -> Vec<(String, String)> {
    let owners = account.users().map(|user| (Owner::User(user.id), format!("user/{}", user.name)));
    let keys = std::iter::once((Owner::Root, "root".to_owned())).chain(owners).flat_map(|(owner, who)| {
        let mut keys = account.access_keys_of(owner);
        // Those that were made in one second are told apart by which came first.
        keys.sort_by_key(|key| (key.created, made.iter().position(|made| *made == key.id)));
        let ids: Vec<String> = keys.into_iter().map(|key| key.id.as_str().to_owned()).collect();
        (1..).zip(ids).map(move |(number, id)| {
            let placeholder = if number == 1 { format!("$key({who})") } else { format!("$key({who}, {number})") };
            (id, placeholder)
        })
    });
    let named = [(ResourceKind::Instance, "instance"), (ResourceKind::Key, "kmskey")].into_iter().flat_map(|(kind, placeholder)| {
        let all = account.resources(kind).filter_map(Entity::resource);
        all.filter_map(move |key: ResourceKey| {
            let name = account.nickname(&key).filter(|name| is_plain_argument(name))?;
            Some((key.name, format!("${placeholder}({name})")))
        })
    });
    keys.chain(named).collect()
}

/// A text with the account's id left open: lessons' accounts have another. Within a longer name it stays.
pub(super) fn account_left_open(account: &Account, text: &str) -> String {
    let id = account.id();
    let id = id.as_str();
    let mut open = String::with_capacity(text.len());
    let mut pieces = text.split(id).peekable();
    while let Some(piece) = pieces.next() {
        open.push_str(piece);
        let Some(behind) = pieces.peek() else { break };
        let goes_on = behind.starts_with(|letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "_(".contains(letter));
        open.push_str(if goes_on { id } else { "$account" });
    }
    open
}
