//! Reading a file of the bank.

use super::item::Item;
use super::misconception::Misconception;
use super::raw::{BankError, Faults, RawFile, RawItem, place_of};
use super::read_kind;
use super::read_parts::unmarked;
use crate::account::display::visible;
use crate::training::lesson::Level;
use crate::training::plain_words::in_plain_words;

/// A larger file is none of the bank.
const LARGEST: usize = 256 * 1024;
/// The longest question, in characters.
const LONGEST_STEM: usize = 400;
/// The longest id, in characters.
const LONGEST_ID: usize = 60;
/// So many things that are wrong are told; what is behind them often comes from them.
const MOST_TOLD: usize = 50;

/// What is said of a text that shows less than it has, or something else.
const UNSEEN: &str = "A text has letters that can't be seen.";

/// Whether all letters of the texts in a value can be seen: TOML writes others with escapes.
fn is_seen(value: &toml::Value) -> bool {
    match value {
        toml::Value::String(text) => text.lines().all(|line| visible(line) == line),
        toml::Value::Array(values) => values.iter().all(is_seen),
        toml::Value::Table(values) => values.values().all(is_seen),
        _ => true,
    }
}

/// The items of a file.
///
/// # Errors
/// All that is wrong with it, in the order of the text.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Item>, Vec<BankError>> {
    let mut faults = Faults::of(name, text);
    if text.len() > LARGEST {
        faults.add(LARGEST, format!("The file is larger than {} KiB, which no file of a bank is.", LARGEST / 1024));
        return Err(faults.into_found());
    }
    let file: RawFile = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            faults.add(place_of(error.span()), format!("{}.", in_plain_words(error.message().trim())));
            return Err(faults.into_found());
        }
    };
    if *file.format.get_ref() != 1 {
        faults.add(file.format.span().start, "The format is not known. Expected 1.");
    }
    let topic = file.topic.get_ref().trim();
    if topic.is_empty() {
        faults.add(file.topic.span().start, "The topic is empty. Expected a few words, such as \"Identities\".");
    }
    let texts: toml::Table = toml::from_str(text).unwrap_or_default();
    if !texts.get("topic").is_none_or(is_seen) {
        faults.add(file.topic.span().start, UNSEEN);
    }
    let all = texts.get("item").and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
    for (spanned, _) in file.item.iter().zip(all).filter(|(_, texts)| !is_seen(texts)) {
        faults.about(Some(spanned.get_ref().id.get_ref()));
        faults.add(spanned.span().start, UNSEEN);
    }
    let mut items: Vec<Item> = Vec::new();
    for spanned in &file.item {
        if faults.count() >= MOST_TOLD {
            break;
        }
        let raw = spanned.get_ref();
        faults.about(Some(raw.id.get_ref()));
        if items.iter().any(|other| other.id == *raw.id.get_ref()) {
            faults.add(raw.id.span().start, "Another item has this id. Ids are unique.");
        }
        items.extend(item((name, topic), spanned.span(), raw, &mut faults));
    }
    if file.item.is_empty() {
        faults.add(text.len(), "The file has no item. Expected one at least: [[item]] begins it.");
    }
    if faults.count() == 0 { Ok(items) } else { Err(faults.into_found()) }
}

fn item((file, topic): (&str, &str), at: std::ops::Range<usize>, raw: &RawItem, faults: &mut Faults<'_>) -> Option<Item> {
    let id = raw.id.get_ref();
    let is_id = |id: &str| !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(is_letter_of_id);
    if !is_id(id) {
        faults.add(raw.id.span().start, format!("No item can have this id. Expected 1 to {LONGEST_ID} of a to z, 0 to 9 and -."));
    }
    let misconception = Misconception::named(raw.misconception.get_ref());
    if misconception.is_none() {
        faults.add(
            raw.misconception.span().start,
            format!("There is no misconception {:?}. Expected M01 to M25.", raw.misconception.get_ref()),
        );
    }
    let level = Level::ALL.into_iter().find(|level| level.name() == raw.level.get_ref());
    if level.is_none() {
        let names = Level::ALL.map(Level::name).join(", ");
        faults.add(raw.level.span().start, format!("There is no level {:?}. Expected one of {names}.", raw.level.get_ref()));
    }
    let length = raw.stem.get_ref().chars().count();
    if length > LONGEST_STEM || raw.stem.get_ref().trim().is_empty() {
        faults.add(raw.stem.span().start, format!("The question has {length} characters. Expected 1 to {LONGEST_STEM}."));
    }
    let notes = raw.notes.as_ref().and_then(|notes| {
        let number = u8::try_from(*notes.get_ref()).ok().filter(|number| (1..=5).contains(number));
        if number.is_none() {
            faults.add(notes.span().start, "The notes have five questions. Expected 1 to 5.");
        }
        number
    });
    for lesson in raw.lessons.iter().filter(|lesson| !is_id(lesson.get_ref())) {
        faults.add(lesson.span().start, "No lesson can have this id. Expected one such as \"w04\".");
    }
    let kind = read_kind::kind(raw, faults)?;
    Some(Item {
        id: id.clone(),
        file: file.to_owned(),
        topic: topic.to_owned(),
        misconception: misconception?,
        level: level?,
        stem: unmarked(raw.stem.get_ref()),
        today: raw.today.as_deref().map(unmarked),
        notes,
        lessons: raw.lessons.iter().map(|lesson| lesson.get_ref().clone()).collect(),
        kind,
        at,
    })
}

const fn is_letter_of_id(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}
