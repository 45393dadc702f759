//! Reading an item that has statements of a policy marked.

use serde_json::Value;

use super::item::Kind;
use super::raw::{Faults, RawItem};
use super::read_parts::{check_distinct, reason, set_up};
use crate::policy::document::Document;
use crate::training::check::no_such_action;
use crate::training::quiz::form::Choice;

/// What stands for the policy in a line.
pub(in crate::training::quiz) const POLICY: &str = "policy";

/// Reads it; `None` where that can't be done, and then something was found wrong.
pub(super) fn marking(raw: &RawItem, faults: &mut Faults<'_>) -> Option<Kind> {
    let (policy, marked, whys) = (raw.policy.as_ref()?, raw.marked.as_ref()?, raw.whys.as_ref()?);
    let document = match Document::read(policy.get_ref()) {
        Ok(document) => document,
        Err(found) => {
            let what = found.first().map_or_else(String::new, ToString::to_string);
            faults.add(policy.span().start, format!("The policy can't be read: {what}"));
            return None;
        }
    };
    let sids: Vec<&str> = document.statements.iter().filter_map(|statement| statement.sid.as_ref()).map(|sid| sid.value.as_str()).collect();
    if sids.len() != document.statements.len() {
        faults.add(policy.span().start, "A statement has no Sid. Expected one for each: it is what is marked.");
    }
    if sids.len() < 2 {
        faults.add(policy.span().start, "Expected at least two statements to choose from.");
    }
    check_distinct(policy.span().start, &sids, faults);
    let named =
        marked.get_ref().iter().map(|sid| (sid.get_ref(), sid.span())).chain(whys.get_ref().iter().map(|(sid, why)| (sid, why.span())));
    for (sid, at) in named {
        if !sids.contains(&sid.as_str()) {
            faults.add(at.start, format!("The policy has no statement {sid:?}. Expected one of {}.", sids.join(", ")));
        }
    }
    for word in actions(policy.get_ref()) {
        if let Some(why) = no_such_action(&word) {
            faults.add(policy.span().start, why);
        }
    }
    let is_marked = |sid: &str| marked.get_ref().iter().any(|marked| marked.get_ref() == sid);
    let count = sids.iter().filter(|sid| is_marked(sid)).count();
    if count == 0 || count == sids.len() {
        faults.add(marked.span().start, "None or all of the statements are to be marked. Expected some.");
    }
    let mut statements = Vec::new();
    for sid in sids {
        let Some(why) = whys.get_ref().get(sid) else {
            faults.add(whys.span().start, format!("The statement {sid:?} has no reason. Expected it here."));
            continue;
        };
        statements.push(Choice { text: sid.to_owned(), is_right: is_marked(sid), why: reason(why, faults) });
    }
    let set_up = set_up(raw, faults)?;
    if !set_up.lines.last().is_some_and(|line| line.contains(&format!("'${POLICY}'"))) {
        let at = raw.lines.as_ref().map_or(0, |lines| lines.span().start);
        faults.add(at, format!("The last line puts the policy in place. Expected '${POLICY}' in it."));
    }
    let request = raw.request.as_ref().map(|request| request.get_ref().clone());
    Some(Kind::Mark { policy: policy.get_ref().clone(), set_up, request, statements })
}

/// The actions that a policy names, without those that stand for several.
fn actions(policy: &str) -> Vec<String> {
    let Ok(Value::Object(policy)) = serde_json::from_str(policy) else { return Vec::new() };
    let listed = |value: &Value| match value {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let statements = policy.get("Statement").map(listed).unwrap_or_default();
    let named = statements
        .iter()
        .flat_map(|statement| ["Action", "NotAction"].into_iter().filter_map(|member| statement.get(member)).flat_map(listed));
    named.filter_map(|word| word.as_str().map(str::to_owned)).filter(|word| !word.contains(['*', '?'])).collect()
}
