//! Resources that none of the statement's actions takes, and ARNs whose parts are not what they should be.

use std::cmp::Reverse;

use super::buckets::beside;
use super::edits::{quoted, replace};
use super::findings::{Finding, Findings, shown};
use super::named::{NamedTypes, OfService, with_any_account};
use super::rules;
use super::scope;
use super::subject::{Facts, Subject};
use crate::policy::completion::filled;
use crate::policy::document::{Text, arn_parts};
use crate::policy::reach::{Pattern, ResourceTypes};
use crate::policy::request::is_account_id;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for facts in &subject.statements {
        for entry in facts.statement.resources.iter().flat_map(|resources| &resources.entries) {
            parts(entry, findings);
        }
        if let Some(named) = NamedTypes::of(subject, facts) {
            if facts.names_known_actions() {
                entries(subject, facts, &named, findings);
            }
            scope::check(subject, facts, &named, findings);
        }
    }
}

/// The region and the account of an ARN.
fn parts(entry: &Text, findings: &mut Findings) {
    let parts = arn_parts(&entry.value);
    let ["arn", _, _, region, account, _] = parts[..] else { return };
    if !is_varied(region) && !region.is_empty() && !is_region(region) {
        let message = format!("{} is no region; write one as in eu-west-1, or * for all.", shown(region));
        findings.add(Finding::new(&rules::REGION_FORM, entry.span, message));
    }
    if account.contains(['*', '?']) && !account.contains("${") && account != "*" && account.bytes().any(|byte| byte.is_ascii_digit()) {
        let message = format!("{} reaches accounts that happen to have such a number; write the account, or * for all.", shown(account));
        findings.add(Finding::new(&rules::PARTIAL_WILDCARD, entry.span, message));
    } else if !is_varied(account) && !account.is_empty() && !is_account_id(account) && !OWNERS.contains(&account) {
        let message = format!("{} is no account ID; that has 12 digits, or is * for all.", shown(account));
        findings.add(Finding::new(&rules::ACCOUNT_FORM, entry.span, message));
    }
}

/// What stands for an account where AWS or a shop of its owns the resource.
const OWNERS: [&str; 6] = ["aws", "aws-marketplace", "amazon", "third-party", "public", "cloudfront"];

/// Services with no resource of AWS's own whose ARN has no account, as the documents of Systems Manager are.
const ALWAYS_OWNED: [&str; 8] = ["dynamodb", "iam", "kms", "lambda", "secretsmanager", "sns", "sqs", "sts"];

fn is_varied(part: &str) -> bool {
    part.contains(['*', '?']) || part.contains("${")
}

/// Where regions are, as their names begin: the areas of all partitions.
const AREAS: [&str; 18] = [
    "af", "ap", "ca", "cn", "eu", "eu-isoe", "eusc-de", "il", "me", "mx", "sa", "us", "us-gov", "us-iso", "us-isob", "us-isof", "us-isog",
    "us-isoh",
];
/// Which part of an area, as their names go on.
const DIRECTIONS: [&str; 9] = ["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"];

/// As in `eu-west-1` and `us-gov-east-1`: what no partition has names like, no region is called.
fn is_region(text: &str) -> bool {
    let is_number = |number: &str| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit());
    let parts = text.rsplit_once('-').and_then(|(place, number)| Some((place.rsplit_once('-')?, number)));
    text == "global"
        || parts.is_some_and(|((area, direction), number)| AREAS.contains(&area) && DIRECTIONS.contains(&direction) && is_number(number))
}

/// Entries that no action takes.
fn entries(subject: &Subject<'_>, facts: &Facts<'_>, named: &NamedTypes<'_>, findings: &mut Findings) {
    for (at, entry) in named.entries.iter().enumerate() {
        let types = || named.services.iter().map(move |of| (of, of.named.get(at).map(Vec::as_slice).unwrap_or_default()));
        if types().any(|(of, named)| named.iter().any(|named| of.taken.contains(named))) {
            account(named, at, entry, findings);
            continue;
        }
        if named.services.iter().all(|of| of.taken.is_empty()) {
            // Nothing takes any resource: that is told of the actions.
            continue;
        }
        let found = types().find_map(|(of, named)| named.first().map(|named| (of.service.name, *named)));
        findings.add(match found {
            Some((service, kind)) => {
                let message = format!(
                    "No action of the statement takes {} of type {kind} of {service}; take it out, or add an action that does.",
                    shown(&entry.value)
                );
                let mended = beside(&entry.value).filter(|mended| is_taken(subject, named, mended));
                let edits = mended.as_deref().map(|mended| vec![replace(entry.span, quoted(mended))]);
                let label = mended.map(|mended| format!("Write {}", shown(&mended))).unwrap_or_default();
                Finding::new(&rules::TYPE_NOT_TAKEN, entry.span, message).fixed(label, edits)
            }
            None => fits_nothing(subject, facts, named, entry),
        });
    }
}

/// An entry that is taken only if an account is thought of.
fn account(named: &NamedTypes<'_>, at: usize, entry: &Text, findings: &mut Findings) {
    let is_taken = |of: &OfService| of.named.get(at).is_some_and(|named| named.iter().any(|named| of.taken.contains(named)));
    if named.services.iter().any(|of| is_taken(of) && of.filled.get(at) == Some(&false)) {
        return;
    }
    let Some(mended) = with_any_account(&entry.value) else { return };
    let is_never_of_aws = named.services.iter().filter(|of| is_taken(of)).all(|of| ALWAYS_OWNED.contains(&of.service.prefix));
    let (rule, so) = if is_never_of_aws {
        (&rules::ACCOUNT_REQUIRED, ", so it matches none;")
    } else {
        (&rules::ACCOUNT_MISSING, "; unless one of AWS's own is meant,")
    };
    let message = format!("Such resources belong to an account, which this ARN leaves out{so} write it, as in {}.", shown(&mended));
    let edits = vec![replace(entry.span, quoted(&mended))];
    findings.add(Finding::new(rule, entry.span, message).fixed("Write * for the account", Some(edits)));
}

fn fits_nothing(subject: &Subject<'_>, facts: &Facts<'_>, named: &NamedTypes<'_>, entry: &Text) -> Finding {
    let parts = arn_parts(&entry.value);
    if let [arn, partition, service, "", account, resource] = parts[..] {
        let account = if account.is_empty() { "*" } else { account };
        let mended = format!("{arn}:{partition}:{service}:*:{account}:{resource}");
        if is_taken(subject, named, &mended) {
            let message =
                format!("Such resources are in a region, which this ARN leaves out; write it, or * for all, as in {}.", shown(&mended));
            let edits = vec![replace(entry.span, quoted(&mended))];
            return Finding::new(&rules::REGION_MISSING, entry.span, message).fixed("Write * for the region", Some(edits));
        }
    }
    let form = nearest_form(facts, &entry.value);
    let written = form.map_or_else(String::new, |form| format!("; one is written {form}"));
    let message = format!("{} has the form of no resource that an action of the statement takes{written}.", shown(&entry.value));
    let mended = form.and_then(|form| filled(form, &entry.value, None)).filter(|mended| is_taken(subject, named, mended));
    let edits = mended.as_deref().map(|mended| vec![replace(entry.span, quoted(mended))]);
    let label = mended.map(|mended| format!("Write {}", shown(&mended))).unwrap_or_default();
    Finding::new(&rules::RESOURCE_FITS_NOTHING, entry.span, message).fixed(label, edits)
}

/// Whether a resource is of a type that an action of the statement takes.
fn is_taken(subject: &Subject<'_>, named: &NamedTypes<'_>, resource: &str) -> bool {
    let pattern = Pattern::of_resource(resource);
    named.services.iter().any(|of| {
        let Some(types) = ResourceTypes::known(of.service) else { return false };
        subject.may_take(resource.len() * types.len()) && types.named_by(&pattern).any(|named| of.taken.contains(named))
    })
}

/// So many actions are asked for the forms of what they take.
const ACTIONS: usize = 200;

/// How ARNs look that the statement's actions take: of all forms the one that a resource is most like.
fn nearest_form(facts: &Facts<'_>, resource: &str) -> Option<&'static str> {
    let actions = facts.actions.iter().flat_map(|entry| entry.actions.iter().map(move |action| (entry.service(), action))).take(ACTIONS);
    let types =
        actions.flat_map(|(service, action)| action.resources.iter().filter_map(move |kind| service?.resource_type(kind.resource_type)));
    // Of forms that are as like, the plainest.
    types.map(|kind| kind.arn).max_by_key(|form| (likeness(form, resource), Reverse(form.matches("${").count())))
}

/// How much of an ARN is as a form has it: its parts, and of the last one the letters that begin it.
fn likeness(form: &str, resource: &str) -> usize {
    let parts = form.splitn(6, ':').zip(arn_parts(resource));
    let same = |(form, part): (&str, &str)| match form.split_once("${") {
        Some(("", rest)) => usize::from(!part.is_empty()) + rest.matches('/').count().min(part.matches('/').count()),
        Some((start, _)) => 2 * usize::from(part.starts_with(start)),
        None => usize::from(form == part),
    };
    parts.map(same).sum()
}
