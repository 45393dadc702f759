//! Reading how an item is asked and answered.

use toml::Spanned;

use super::item::{Asks, Kind, Remedy, Variable, filled};
use super::raw::{Faults, RawItem, RawOption, Texts};
use super::read_mark;
use super::read_parts::{check_distinct, lines_of, reason, set_up, unmarked};
use crate::training::check::Check;
use crate::training::quiz::form::Choice;
use crate::training::stage::{ACCOUNT, LESSON_ACCOUNT, names_in};

/// The kinds, and which fields of its own each has; those with a `?` may be left out.
const KINDS: [(&str, &[&str]); 8] = [
    ("truefalse", &["answer", "why", "why_not"]),
    ("single", &["option"]),
    ("multiple", &["option"]),
    ("order", &["sequence", "reasons", "why"]),
    ("match", &["pairs", "reasons", "why"]),
    ("mark", &["policy", "marked", "whys", "fixture", "lines", "request?"]),
    ("fix", &["fixture", "lines?", "must", "option"]),
    ("computed", &["fixture", "lines?", "request", "asks", "vary"]),
];
/// How many options there are at least and at most.
const OPTIONS: std::ops::RangeInclusive<usize> = 3..=5;
/// How many things there are to put in order, or together.
const THINGS: std::ops::RangeInclusive<usize> = 3..=6;
/// More variants than anybody needs; each is computed when the bank is checked.
const MOST_VARIANTS: usize = 64;
/// Reads it; `None` where that can't be done, and then something was found wrong.
pub(super) fn kind(raw: &RawItem, faults: &mut Faults<'_>) -> Option<Kind> {
    let name = raw.kind.get_ref().as_str();
    let Some((_, fields)) = KINDS.into_iter().find(|(kind, _)| *kind == name) else {
        let names = KINDS.map(|(name, _)| name).join(", ");
        faults.add(raw.kind.span().start, format!("There is no kind {name:?}. Expected one of {names}."));
        return None;
    };
    if !has_its_fields(raw, name, fields, faults) {
        return None;
    }
    match name {
        "truefalse" if raw.why.as_ref().map(Spanned::get_ref) == raw.why_not.as_ref().map(Spanned::get_ref) => {
            faults.add(
                raw.why.as_ref()?.span().start,
                "`why` and `why_not` are the same. Expected why it is so, and why it is not otherwise.",
            );
            None
        }
        "truefalse" => Some(Kind::TrueFalse {
            answer: *raw.answer.as_ref()?.get_ref(),
            why: reason(raw.why.as_ref()?, faults),
            why_not: reason(raw.why_not.as_ref()?, faults),
        }),
        "single" => choices(raw, faults, false).map(Kind::Single),
        "multiple" => choices(raw, faults, true).map(Kind::Multiple),
        "order" => {
            let sequence = raw.sequence.as_ref()?;
            let texts: Vec<&str> = sequence.get_ref().iter().map(|text| text.get_ref().as_str()).collect();
            check_things(sequence.span().start, &texts, faults);
            let texts = texts.into_iter().map(unmarked).collect();
            Some(Kind::Order { sequence: with_reasons(texts, raw.reasons.as_ref()?, faults), why: reason(raw.why.as_ref()?, faults) })
        }
        "match" => matching(raw, faults),
        "mark" => read_mark::marking(raw, faults),
        "fix" => fix(raw, faults),
        _ => computed(raw, faults),
    }
}

/// Whether all fields of the kind are there; those that are there and are none of its are told, too.
fn has_its_fields(raw: &RawItem, name: &str, fields: &[&str], faults: &mut Faults<'_>) -> bool {
    let own = raw.own_fields();
    for (field, at) in &own {
        if !fields.iter().any(|known| known.trim_end_matches('?') == *field) {
            faults.add(*at, format!("An item of the kind {name} has no `{field}`."));
        }
    }
    let mut has_all = true;
    for needed in fields.iter().filter(|field| !field.ends_with('?')) {
        if !own.iter().any(|(field, _)| field == needed) {
            faults.add(raw.kind.span().start, format!("An item of the kind {name} needs `{needed}`."));
            has_all = false;
        }
    }
    has_all
}

/// Things, each with the reason why it belongs where it does: whoever puts it elsewhere is told that.
fn with_reasons<T>(things: Vec<T>, reasons: &Texts, faults: &mut Faults<'_>) -> Vec<(T, String)> {
    let given = reasons.get_ref();
    if given.len() != things.len() {
        faults
            .add(reasons.span().start, format!("There are {} reasons. Expected {}, one for each in its order.", given.len(), things.len()));
    }
    let whys: Vec<String> = given.iter().map(|why| reason(why, faults)).collect();
    things.into_iter().zip(whys).collect()
}

/// Counts things, and sees that no two are alike.
fn check_things(at: usize, texts: &[&str], faults: &mut Faults<'_>) {
    if !THINGS.contains(&texts.len()) {
        faults.add(at, format!("There are {}. Expected {} to {}.", texts.len(), THINGS.start(), THINGS.end()));
    }
    check_distinct(at, texts, faults);
}

/// The options, as far as all kinds with options have them alike.
fn options<'r>(raw: &'r RawItem, faults: &mut Faults<'_>) -> Vec<(&'r RawOption, String)> {
    let given = raw.option.as_deref().unwrap_or_default();
    let at = given.first().map_or_else(|| raw.kind.span().start, |option| option.span().start);
    if !OPTIONS.contains(&given.len()) {
        faults.add(at, format!("There are {} options. Expected {} to {}.", given.len(), OPTIONS.start(), OPTIONS.end()));
    }
    let texts: Vec<&str> = given.iter().map(|option| option.get_ref().text.get_ref().as_str()).collect();
    check_distinct(at, &texts, faults);
    let mut options = Vec::new();
    for option in given {
        let why = if let Some(why) = &option.get_ref().why {
            reason(why, faults)
        } else {
            faults.add(option.span().start, "The option has no reason. Expected `why`: why it is right, or wrong.");
            String::new()
        };
        options.push((option.get_ref(), why));
    }
    options
}

fn choices(raw: &RawItem, faults: &mut Faults<'_>, several: bool) -> Option<Vec<Choice>> {
    let mut choices = Vec::new();
    for (option, why) in options(raw, faults) {
        if let Some(lines) = &option.lines {
            faults.add(lines.span().start, "Only an option of the kind fix has `do`.");
        }
        let Some(right) = &option.right else {
            faults.add(option.text.span().start, "The option does not say whether it is right. Expected `right`.");
            continue;
        };
        choices.push(Choice { text: unmarked(option.text.get_ref()), is_right: *right.get_ref(), why });
    }
    let right = choices.iter().filter(|choice| choice.is_right).count();
    let wrong = match (several, right) {
        (_, 0) => "No option is right.",
        (false, 2..) => "More than one option is right. Expected one; for several there is the kind multiple.",
        (true, right) if right == choices.len() => "All options are right. Expected one that is wrong.",
        _ => return Some(choices),
    };
    faults.add(raw.kind.span().start, wrong);
    None
}

fn matching(raw: &RawItem, faults: &mut Faults<'_>) -> Option<Kind> {
    let spanned = raw.pairs.as_ref()?;
    let mut pairs = Vec::new();
    for pair in spanned.get_ref() {
        match pair.get_ref().as_slice() {
            [left, right] => pairs.push((unmarked(left), unmarked(right))),
            other => faults.add(pair.span().start, format!("There are {} texts. Expected a pair.", other.len())),
        }
    }
    for texts in [pairs.iter().map(|pair| pair.0.as_str()).collect::<Vec<_>>(), pairs.iter().map(|pair| pair.1.as_str()).collect()] {
        check_things(spanned.span().start, &texts, faults);
    }
    Some(Kind::Match { pairs: with_reasons(pairs, raw.reasons.as_ref()?, faults), why: reason(raw.why.as_ref()?, faults) })
}

fn fix(raw: &RawItem, faults: &mut Faults<'_>) -> Option<Kind> {
    let mut must = Vec::new();
    for text in raw.must.as_ref()?.get_ref() {
        if let Some(name) = names_in(text.get_ref()).find(|name| *name != ACCOUNT) {
            faults.add(text.span().start, format!("Nothing is called ${name}; there is $account."));
            continue;
        }
        match Check::parse(&filled(text.get_ref(), &[(ACCOUNT, LESSON_ACCOUNT)])) {
            Ok(check) => must.push(check),
            // Behind the quote in front of it.
            Err(error) => faults.add(text.span().start + 1 + error.at.start, error.message),
        }
    }
    if raw.must.as_ref()?.get_ref().is_empty() {
        faults.add(raw.must.as_ref()?.span().start, "Nothing must hold. Expected at least one check.");
    }
    let mut remedies = Vec::new();
    for (option, why) in options(raw, faults) {
        if let Some(right) = &option.right {
            faults.add(right.span().start, "Which option is right is not written down: it is the one after which all of `must` holds.");
        }
        match &option.lines {
            Some(lines) => remedies.push(Remedy { text: unmarked(option.text.get_ref()), lines: lines_of(lines, faults), why }),
            None => faults.add(option.text.span().start, "The option does nothing. Expected `do` with its lines."),
        }
    }
    Some(Kind::Fix { set_up: set_up(raw, faults)?, must, options: remedies })
}

fn computed(raw: &RawItem, faults: &mut Faults<'_>) -> Option<Kind> {
    let (asks, request) = (raw.asks.as_ref()?, raw.request.as_ref()?.get_ref().clone());
    let asked = match asks.get_ref().as_str() {
        "decision" => Asks::Decision,
        "source" => Asks::Source,
        other => {
            faults.add(asks.span().start, format!("Nothing asks for {other:?}. Expected decision or source."));
            return None;
        }
    };
    let set_up = set_up(raw, faults)?;
    let mut vary = Vec::new();
    for (name, values) in raw.vary.as_ref()?.get_ref() {
        let texts: Vec<&str> = values.get_ref().iter().map(|value| value.get_ref().as_str()).collect();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            faults.add(values.span().start, format!("No variable can be called {name:?}. Expected a to z and _."));
        }
        let is_used = |text: &str| text.contains(&format!("${name}"));
        if !is_used(&request) && !set_up.lines.iter().any(|line| is_used(line)) {
            faults.add(values.span().start, format!("Neither `lines` nor `request` has ${name}: it varies nothing."));
        }
        if !is_used(raw.stem.get_ref()) {
            faults.add(values.span().start, format!("The question does not show ${name}: it can't be answered."));
        }
        for (at, text) in texts.iter().enumerate() {
            if texts.get(..at).is_some_and(|before| before.contains(text)) {
                faults.add(values.span().start, format!("{text:?} is there twice."));
            }
        }
        vary.push(Variable { name: name.clone(), values: texts.into_iter().map(str::to_owned).collect() });
    }
    let variants = vary.iter().try_fold(1_usize, |product, variable| product.checked_mul(variable.values.len()));
    if variants.is_none_or(|variants| !(2..=MOST_VARIANTS).contains(&variants)) {
        faults.add(raw.vary.as_ref()?.span().start, format!("Expected 2 to {MOST_VARIANTS} variants."));
    }
    Some(Kind::Computed { set_up, request, asks: asked, vary })
}
