//! Completion of a line that is being typed.

use crate::account::display::visible;
use crate::account::operation::{Member, OperationSpec};
use crate::account::shape::Rule;

use super::invocation::BootstrapMethod;
use super::name::{cli_name, operation_named, operations_of, services};
use super::option::{CliOption, Sets, Takes, Valid, global_options, operation_options};
use super::parse::arguments::{Arguments, is_value};
use super::shell::{self, Split, quote};

/// Longest line that is completed, in bytes.
const LONGEST: usize = 16 * 1024;

/// What may stand at the end of a line in the place of the word there.
#[derive(Clone, Debug, Default)]
pub struct Completions {
    /// Where the word begins, in bytes of the line: what a candidate replaces.
    pub from: usize,
    /// The word as typed so far, without its quotes.
    pub typed: String,
    /// The words that it may become, in a sensible order.
    pub candidates: Vec<Candidate>,
    /// The operation and its member, where the word is a member's value. What entities there are to name is for the caller to
    /// add, with [`quote`].
    pub value_of: Option<(&'static OperationSpec, &'static Member)>,
    /// The members that have a value already, by their API names: which versions there are depends on the policy.
    pub given: Vec<(&'static str, String)>,
}

impl Completions {
    /// The value that a member has already.
    pub fn given(&self, member: &str) -> Option<&str> {
        self.given.iter().find(|(name, _)| *name == member).map(|(_, value)| value.as_str())
    }
}

/// A word that may stand there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The word, quoted for the line.
    pub word: String,
    /// What it is; empty where the word says it.
    pub about: String,
}

impl Completions {
    fn offer(&mut self, word: &str, about: &str) {
        if word.starts_with(&self.typed) {
            self.candidates.push(Candidate { word: quote(word), about: visible(about) });
        }
    }
}

/// What may stand at the end of a line, with or without `aws` before it.
pub fn complete(line: &str) -> Completions {
    if line.len() > LONGEST {
        return Completions::default();
    }
    let Split { mut words, last_begins, .. } = shell::split(line);
    let typed = last_begins.and_then(|_| words.pop()).unwrap_or_default();
    let mut completions = Completions { from: last_begins.unwrap_or(line.len()), typed, ..Completions::default() };
    // A value behind `=` is completed like one behind a blank.
    let attached = completions.typed.split_once('=').map(|(flag, value)| (flag.to_owned(), value.to_owned()));
    let attached = attached.filter(|(flag, _)| flag.starts_with("--") && line[completions.from..].starts_with(&format!("{flag}=")));
    if let Some((flag, value)) = attached {
        completions.from += flag.len() + 1;
        completions.typed = value;
        words.push(flag);
    }
    complete_word(&mut completions, words.strip_prefix(&["aws".to_owned()]).unwrap_or(&words));
    completions
}

/// Completes the word behind these.
fn complete_word(completions: &mut Completions, words: &[String]) {
    let globals = global_options();
    if complete_value(completions, words, &globals, None) {
        return;
    }
    let Ok(sorted) = Arguments::sort(words, &globals) else { return };
    let mut names = sorted.rest.iter().filter(|word| is_value(word));
    let Some(service) = names.next() else {
        for service in services() {
            completions.offer(service, "");
        }
        return;
    };
    let Some(name) = names.next() else {
        for spec in operations_of(service) {
            completions.offer(&cli_name(spec.name), spec.about);
        }
        return;
    };
    if let Some(spec) = operation_named(service, name) {
        let behind = sorted.rest.iter().position(|word| word == name).map_or(0, |at| at + 1);
        complete_option(completions, spec, sorted.rest.get(behind..).unwrap_or_default());
        if completions.typed.starts_with('-') {
            offer_flags(completions, &globals, &sorted);
        }
    }
}

fn complete_option(completions: &mut Completions, spec: &'static OperationSpec, words: &[String]) {
    let options = operation_options(spec);
    // An option that still lacks its value could not be sorted.
    let whole = words.split_last().filter(|(last, _)| !is_value(last)).map_or(words, |(_, before)| before);
    if let Ok(sorted) = Arguments::sort(whole, &options) {
        let members = sorted.given.iter().filter_map(|given| Some((given.option.member()?.name, given.value().to_owned())));
        completions.given = members.collect();
    }
    if complete_value(completions, words, &options, Some(spec)) {
        return;
    }
    let Ok(given) = Arguments::sort(words, &options) else { return };
    if !completions.typed.starts_with('-') {
        // Behind a list, a further item or the next option may stand.
        if let Some(option) = options.iter().find(|option| ends_in_list(words, option)) {
            completions.value_of = option.member().map(|member| (spec, member));
        }
    }
    offer_flags(completions, &options, &given);
}

fn ends_in_list(words: &[String], option: &CliOption) -> bool {
    let last_flag = words.iter().rev().find(|word| !is_value(word));
    option.takes == Takes::Several && last_flag == Some(&option.flag)
}

/// Offers values where the word must be one: behind an option that still lacks its value.
fn complete_value(completions: &mut Completions, words: &[String], options: &[CliOption], spec: Option<&'static OperationSpec>) -> bool {
    let takes_value = |option: &&CliOption| words.last() == Some(&option.flag) && option.takes != Takes::Nothing;
    let Some(option) = options.iter().find(takes_value).filter(|_| !completions.typed.starts_with('-')) else { return false };
    completions.value_of = option.member().zip(spec).map(|(member, spec)| (spec, member));
    let words: &[&str] = match option.sets {
        Sets::Member(Member { shape, .. }) => match shape.rule {
            Rule::Choice(words) => words,
            _ => &[],
        },
        Sets::BootstrapMethod => &BootstrapMethod::WORDS,
        Sets::Output => &["json", "text"],
        Sets::Nothing(Valid::OneOf(words)) => words,
        Sets::Skeleton => &["input"],
        _ => &[],
    };
    for word in words {
        completions.offer(word, "");
    }
    true
}

/// Offers the options that are not given yet and make a difference, the required ones first.
fn offer_flags(completions: &mut Completions, options: &[CliOption], given: &Arguments<'_>) {
    let is_given = |option: &CliOption| {
        given.given.iter().any(|given| {
            let same_member = given.option.member().zip(option.member()).is_some_and(|(one, other)| one.name == other.name);
            given.option.flag == option.flag || same_member
        })
    };
    let (required, optional): (Vec<&CliOption>, Vec<&CliOption>) = options
        .iter()
        .filter(|option| option.shown && !matches!(option.sets, Sets::Nothing(_)) && !is_given(option))
        .partition(|option| option.required);
    for option in required.into_iter().chain(optional) {
        completions.offer(&option.flag, if option.required { "required" } else { "" });
    }
}
