//! A bucket's ARN covers nothing that lies in it, and what lies in it is not the bucket: the slip that everybody makes once.

use super::edits::{insert, is_in_list, quoted, replace};
use super::findings::{Finding, shown, some_of};
use super::named::{NamedTypes, OfService};
use super::rules;
use super::subject::{Entry, Facts, Subject};
use crate::catalog::ServiceAction;
use crate::policy::document::{Text, TextEdit};
use crate::policy::reach::{Pattern, ResourceTypes};

/// The actions that a pattern is plainly meant for where it stands for one of them, with the type that they take: those that need
/// the other half of a bucket. What else `s3:Get*` or `s3:List*` stands for is seldom missed.
const MEANT: [(&str, &[&str]); 2] = [("object", &["GetObject", "PutObject", "DeleteObject"]), ("bucket", &["ListBucket"])];

/// What lies in a bucket where the bucket itself is named, and the bucket where what lies in it is.
pub(super) fn beside(resource: &str) -> Option<String> {
    let name = resource.strip_prefix("arn:").and_then(|rest| rest.split_once(":s3:::")).map(|(_, name)| name)?;
    match name.split_once('/') {
        None if name == "*" => None,
        None => Some(format!("{resource}/*")),
        Some((bucket, _)) => Some(resource.get(..resource.len() - name.len() + bucket.len())?.to_owned()),
    }
}

/// For a bucket its objects, and for objects their bucket: in the resource's place where no action takes it, or else beside it.
pub(super) fn beside_bucket(
    subject: &Subject<'_>,
    of: &OfService,
    named: &NamedTypes<'_>,
    types: &[&str],
) -> Option<(String, Vec<TextEdit>)> {
    let entry = halves(subject, of, named, types).next()?;
    Some(match entry {
        Half { entry, is_taken: false, beside } => (format!("Write {}", shown(&beside)), vec![replace(entry.span, quoted(&beside))]),
        half => (format!("Add {}", shown(&half.beside)), vec![half.added(subject)]),
    })
}

/// A resource that is one half of a bucket.
struct Half<'d> {
    entry: &'d Text,
    /// Whether an action takes it.
    is_taken: bool,
    /// The other half.
    beside: String,
}

impl Half<'_> {
    /// The other half added to it.
    fn added(&self, subject: &Subject<'_>) -> TextEdit {
        let added = quoted(&self.beside);
        if is_in_list(subject.text, self.entry.span) {
            insert(self.entry.span.end, format!(", {added}"))
        } else {
            replace(self.entry.span, format!("[{}, {added}]", quoted(&self.entry.value)))
        }
    }
}

/// The resources whose other half is of one of these types.
fn halves<'n>(subject: &'n Subject<'_>, of: &'n OfService, named: &'n NamedTypes<'_>, types: &'n [&str]) -> impl Iterator<Item = Half<'n>> {
    let known = ResourceTypes::known(of.service);
    let names_one = move |resource: &str| {
        known.is_some_and(|known| {
            subject.may_take(resource.len() * known.len())
                && known.named_by(&Pattern::of_resource(resource)).any(|named| types.contains(&named))
        })
    };
    let entries = named.entries.iter().zip(&of.named);
    entries.filter_map(move |(entry, named)| {
        let beside = beside(&entry.value).filter(|beside| names_one(beside))?;
        Some(Half { entry, is_taken: named.iter().any(|named| of.taken.contains(named)), beside })
    })
}

/// That a pattern stands for actions on a bucket and on what lies in it, and one of both is listed alone.
pub(super) fn half(subject: &Subject<'_>, facts: &Facts<'_>, entry: &Entry<'_>, of: &OfService, named: &NamedTypes<'_>) -> Option<Finding> {
    if of.service.prefix != "s3" || !entry.is_wild() {
        return None;
    }
    MEANT.iter().find_map(|(kind, names)| {
        let meant: Vec<&str> = names.iter().copied().filter(|name| entry.actions.iter().any(|action| action.name == *name)).collect();
        // Who denies what lies in a bucket need not mean the bucket.
        let is_half = !meant.is_empty() && !of.names(kind) && (*kind == "object" || facts.allows());
        // Who names a part of a bucket means no more.
        let is_whole = |half: &Half<'_>| *kind == "object" || half.entry.value.strip_suffix("/*") == Some(&half.beside);
        let kinds = [*kind];
        let halves: Vec<Half<'_>> = is_half.then(|| halves(subject, of, named, &kinds)).into_iter().flatten().filter(is_whole).collect();
        let first = halves.first()?;
        if halves.iter().any(|half| is_elsewhere(subject, facts, &meant, &half.beside)) {
            return None;
        }
        let takes = |action: &&&ServiceAction| action.resources.iter().any(|taken| taken.resource_type == *kind);
        let others = entry.actions.iter().filter(takes).map(|action| action.name).filter(|name| !meant.contains(name));
        let all: Vec<&str> = meant.iter().copied().chain(others).collect();
        let rule =
            if *kind == "object" { "A bucket's ARN does not cover its objects" } else { "The ARN of objects does not cover their bucket" };
        let added = match halves.len() {
            1 => shown(&first.beside),
            several => format!("{} and {} more", shown(&first.beside), several - 1),
        };
        let message = format!("{rule}: of {}, this leaves out {}. Add {added}.", shown(&entry.text.value), some_of(&all));
        let edits = halves.iter().map(|half| half.added(subject)).collect();
        Some(Finding::new(&rules::NEEDS_OTHER_RESOURCE, entry.text.span, message).fixed(format!("Add {added}"), Some(edits)))
    })
}

/// Whether another statement of the same effect has actions on a resource.
fn is_elsewhere(subject: &Subject<'_>, facts: &Facts<'_>, actions: &[&str], resource: &str) -> bool {
    let wanted = Pattern::of_resource(resource);
    let mut others = subject
        .statements
        .iter()
        .filter(|other| other.statement.span != facts.statement.span && other.allows() == facts.allows() && other.lists_actions());
    others.any(|other| {
        let resources = other.statement.resources.iter().flat_map(|resources| &resources.entries);
        let is_on = |entry: &Text| {
            entry.value == "*"
                || subject.may_take(entry.value.len() * resource.len()) && Pattern::of_resource(&entry.value).overlaps(&wanted)
        };
        let lists = |action: &&str| {
            let action = format!("s3:{}", action.to_ascii_lowercase());
            other.actions.iter().any(|entry| entry.matches(&action))
        };
        actions.iter().any(lists) && resources.into_iter().any(is_on)
    })
}
