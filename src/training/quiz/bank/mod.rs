//! The bank: the items that are shipped, and those of any files.

pub(super) mod item;
pub(super) mod misconception;
pub(super) mod raw;
mod read;
mod read_kind;
pub(super) mod read_mark;
mod read_parts;

use std::path::Path;

use item::Item;
use misconception::Misconception;
use raw::BankError;
use read::read;

/// The files of the bank that is shipped: their names and texts.
pub const SHIPPED: &[(&str, &str)] = &[
    ("notes.toml", include_str!("../../../../assets/quiz/notes.toml")),
    ("root.toml", include_str!("../../../../assets/quiz/root.toml")),
    ("mfa.toml", include_str!("../../../../assets/quiz/mfa.toml")),
    ("credentials.toml", include_str!("../../../../assets/quiz/credentials.toml")),
    ("identities.toml", include_str!("../../../../assets/quiz/identities.toml")),
    ("groups.toml", include_str!("../../../../assets/quiz/groups.toml")),
    ("roles.toml", include_str!("../../../../assets/quiz/roles.toml")),
    ("policies.toml", include_str!("../../../../assets/quiz/policies.toml")),
    ("evaluation.toml", include_str!("../../../../assets/quiz/evaluation.toml")),
    ("conditions.toml", include_str!("../../../../assets/quiz/conditions.toml")),
    ("boundaries.toml", include_str!("../../../../assets/quiz/boundaries.toml")),
    ("cross-account.toml", include_str!("../../../../assets/quiz/cross-account.toml")),
    ("escalation.toml", include_str!("../../../../assets/quiz/escalation.toml")),
];

/// Items that can be asked.
#[derive(Clone, Default, Debug)]
pub struct Bank {
    items: Vec<Item>,
}

impl Bank {
    /// The bank that is shipped.
    ///
    /// # Errors
    /// As [`Bank::of`]; of what is shipped, a test sees that there are none.
    pub fn shipped() -> Result<Self, Vec<BankError>> {
        Self::of(SHIPPED.iter().copied())
    }

    /// The items of files, given by name and text.
    ///
    /// # Errors
    /// All that is wrong with them, by file and place.
    pub fn of<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, Vec<BankError>> {
        let (mut items, mut errors): (Vec<Item>, Vec<BankError>) = (Vec::new(), Vec::new());
        for (name, text) in files {
            match read(name, text) {
                Ok(more) => {
                    let twice = more.iter().filter(|item| items.iter().any(|other| other.id == item.id));
                    errors.extend(twice.map(|item| error_at(name, text, item, "An item of another file has this id. Ids are unique.")));
                    items.extend(more);
                }
                Err(found) => errors.extend(found),
            }
        }
        if errors.is_empty() { Ok(Self { items }) } else { Err(errors) }
    }

    /// That items have the ids of those that the program brings along; files that are called as its own may be worked on.
    pub fn taken<'t>(&self, files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Vec<BankError> {
        let is_own = |name: &str| {
            let name = Path::new(name).file_name();
            SHIPPED.iter().any(|(shipped, _)| name.is_some_and(|name| name == *shipped))
        };
        let shipped = Self::shipped().unwrap_or_default();
        let mut taken = Vec::new();
        for (name, text) in files.into_iter().filter(|(name, _)| !is_own(name)) {
            let twice = self.items.iter().filter(|item| item.file == name && shipped.item(&item.id).is_some());
            taken.extend(twice.map(|item| error_at(name, text, item, "An item that comes with the program has this id. Ids are unique.")));
        }
        taken
    }

    /// All items, by file and in their order there.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item of this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The items about a misconception.
    pub fn about(&self, misconception: Misconception) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.misconception == misconception)
    }

    /// The notes' five questions, in their order.
    pub fn notes(&self) -> Vec<&Item> {
        let mut notes: Vec<&Item> = self.items.iter().filter(|item| item.notes.is_some()).collect();
        notes.sort_by_key(|item| item.notes);
        notes
    }

    /// What a bank that is to teach all of it lacks, a sentence each.
    pub fn gaps(&self) -> Vec<String> {
        let mut gaps = Vec::new();
        for misconception in Misconception::all() {
            let (all, computed) =
                (self.about(misconception).count(), self.about(misconception).filter(|item| item.kind.is_decided_by_engine()).count());
            if all < ITEMS_EACH {
                gaps.push(format!("{misconception} has {all} items, of at least {ITEMS_EACH}."));
            }
            if computed < COMPUTED_EACH {
                gaps.push(format!("{misconception} has {computed} items that the engine decides, of at least {COMPUTED_EACH}."));
            }
        }
        let notes: Vec<u8> = self.notes().into_iter().filter_map(|item| item.notes).collect();
        if notes != [1, 2, 3, 4, 5] {
            gaps.push(format!("The notes' five questions are not there once each: {notes:?}."));
        }
        gaps
    }
}

/// So many items each misconception has at least.
const ITEMS_EACH: usize = 3;
/// So many of them are decided by the engine.
const COMPUTED_EACH: usize = 2;

/// An error about an item.
pub(super) fn error_at(file: &str, text: &str, item: &Item, message: impl Into<String>) -> BankError {
    let place = crate::policy::document::LineIndex::of(text).position(item.at.start);
    BankError { file: file.to_owned(), line: place.line, column: place.column, item: Some(item.id.clone()), message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_bank_is_shipped_and_nothing_is_missing() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/quiz");
        let mut there: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        let mut shipped: Vec<&str> = SHIPPED.iter().map(|(name, _)| *name).collect();
        there.sort();
        shipped.sort_unstable();
        assert_eq!(there, shipped);
        let bank = Bank::shipped().unwrap();
        assert_eq!(bank.gaps(), Vec::<String>::new());
        assert!(bank.items().len() >= 80);
    }
}
