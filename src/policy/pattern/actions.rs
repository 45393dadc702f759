//! `Action` and `NotAction`: lists of patterns, looked up by service.

use std::sync::OnceLock;

use super::glob::Glob;
use crate::policy::actions::{ActionSet, may_mean};
use crate::policy::document::Patterns;
use crate::policy::request::Action;

/// The actions of a statement.
#[derive(Clone, Debug)]
pub struct Actions {
    negated: bool,
    texts: Box<[Box<str>]>,
    /// By service; those whose service has a wildcard come first, with an empty one.
    rows: Box<[Row]>,
    /// The places of the texts that name one action which there is not; looked up when they are first wanted.
    unknown: OnceLock<Box<[usize]>>,
}

#[derive(Clone, Debug)]
struct Row {
    service: Box<str>,
    /// Matches what is behind the colon; where there is no service, the whole.
    glob: Glob,
    entry: u32,
}

impl Actions {
    /// Compiles a list. Case plays no part.
    pub fn compile(patterns: &Patterns) -> Self {
        let mut rows: Vec<Row> = patterns.entries.iter().zip(0..).map(|(entry, at)| row(&entry.value, at)).collect();
        rows.sort_by(|a, b| a.service.cmp(&b.service));
        let texts = patterns.entries.iter().map(|entry| entry.value.as_str().into()).collect();
        Self { negated: patterns.negated, texts, rows: rows.into(), unknown: OnceLock::new() }
    }

    /// Whether the statement is about an action.
    ///
    /// # Errors
    /// Where it is not: for `NotAction`, the place of the entry that leaves the action out.
    pub fn check(&self, action: &Action) -> Result<(), Option<u32>> {
        match (self.entry_for(action), self.negated) {
            (Some(_), false) | (None, true) => Ok(()),
            (None, false) => Err(None),
            (entry, true) => Err(entry),
        }
    }

    /// An entry that matches an action.
    pub fn entry_for(&self, action: &Action) -> Option<u32> {
        let (service, name) = (action.service(), action.name());
        for row in &self.rows {
            if !row.service.is_empty() {
                break;
            }
            if row.glob.matches(action.lower_case()) {
                return Some(row.entry);
            }
        }
        let from = self.rows.partition_point(|row| *row.service < *service);
        let rows = self.rows.get(from..).unwrap_or_default();
        rows.iter().take_while(|row| *row.service == *service).find(|row| row.glob.matches(name)).map(|row| row.entry)
    }

    /// Whether the list has this action, and nothing else.
    pub fn is_just(&self, action: &Action) -> bool {
        !self.negated && self.texts.iter().all(|text| text.eq_ignore_ascii_case(action.text()))
    }

    /// Whether it is `NotAction`.
    pub const fn is_negated(&self) -> bool {
        self.negated
    }

    /// The actions of the reference that the statement is about.
    pub fn set(&self) -> ActionSet {
        let mut set = ActionSet::new();
        self.texts.iter().for_each(|text| set.union_with(&ActionSet::matching(text)));
        if self.negated { set.complement() } else { set }
    }

    /// The pattern of an action that there is not by which another may be meant.
    pub fn slip_for(&self, action: &Action) -> Option<&str> {
        let is_unknown = |text: &str| Action::parse(text).is_ok_and(|action| !action.is_known());
        let unknown = || self.texts.iter().enumerate().filter(|(_, text)| is_unknown(text)).map(|(at, _)| at).collect();
        let texts = self.unknown.get_or_init(unknown).iter().filter_map(|at| self.texts.get(*at));
        texts.map(|text| &**text).find(|text| may_mean(text, action))
    }

    /// The patterns as written.
    pub fn texts(&self) -> &[Box<str>] {
        &self.texts
    }
}

fn row(pattern: &str, entry: u32) -> Row {
    let lower = pattern.to_ascii_lowercase();
    match lower.split_once(':') {
        Some((service, name)) if !service.is_empty() && !service.contains(['*', '?']) => {
            Row { service: service.into(), glob: Glob::plain(name), entry }
        }
        _ => Row { service: "".into(), glob: Glob::plain(&lower), entry },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::document::{Span, Text};

    fn actions(negated: bool, patterns: &[&str]) -> Actions {
        let entries = patterns.iter().map(|value| Text { value: (*value).to_owned(), span: Span::default() }).collect();
        Actions::compile(&Patterns { negated, key_span: Span::default(), entries })
    }

    #[test]
    fn p18_case_plays_no_part_in_actions() {
        let matches = |pattern: &str, action: &str| actions(false, &[pattern]).check(&Action::parse(action).unwrap()).is_ok();
        for (pattern, action, expected) in [
            ("S3:getobject", "s3:GetObject", true),
            ("s3:Get*", "s3:GETOBJECT", true),
            ("s3:Get?bject", "s3:GetObject", true),
            ("s3:Get?Object", "s3:GetObject", false),
            ("*", "s3:GetObject", true),
            ("*:GetObject", "s3:GetObject", true),
            ("s*:*", "s3:GetObject", true),
            ("s3*", "s3:GetObject", true),
            ("ec2:*", "s3:GetObject", false),
            ("s3", "s3:GetObject", false),
        ] {
            assert_eq!(matches(pattern, action), expected, "{pattern} {action}");
        }
    }

    #[test]
    fn p21_not_action_excludes_what_any_entry_matches() {
        let actions = actions(true, &["iam:*", "s3:Put*", "*:Delete*"]);
        let check = |action| actions.check(&Action::parse(action).unwrap());
        assert_eq!(check("s3:PutObject"), Err(Some(1)));
        assert_eq!(check("iam:ListUsers"), Err(Some(0)));
        assert_eq!(check("sqs:DeleteQueue"), Err(Some(2)));
        assert_eq!(check("s3:GetObject"), Ok(()));
    }
}
