//! Which resources a statement is about, comparable with those of another.

use std::borrow::Cow;
use std::fmt::Display;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::spelled::Spelled;
use crate::account::words::listed_in_full;
use crate::policy::pattern::{Resources, Template};
use crate::policy::reach::Pattern;

/// The resources of a statement. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Scope {
    negated: bool,
    texts: Arc<[String]>,
    patterns: Arc<[Pattern]>,
    has_variables: bool,
    /// Whether a variable in it may have no value, so that it names nothing.
    may_lack: bool,
}

impl PartialEq for Scope {
    fn eq(&self, other: &Self) -> bool {
        let is_shared = Arc::ptr_eq(&self.texts, &other.texts) && Arc::ptr_eq(&self.patterns, &other.patterns);
        // The same text is another pattern in a document of the older version.
        self.negated == other.negated && (is_shared || self.texts == other.texts && self.patterns == other.patterns)
    }
}

impl Eq for Scope {}

impl Hash for Scope {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.negated, &self.texts).hash(state);
    }
}

impl Scope {
    /// Those that a statement names; everything where it names none.
    pub(in crate::access) fn of(resources: Option<&Resources>) -> Self {
        let Some(resources) = resources else { return Self::everything() };
        let templates: Vec<&Template> = resources.templates().collect();
        let texts: Vec<String> = templates.iter().map(|template| template.text().to_owned()).collect();
        let pattern = |template: &&Template| {
            // In documents of the old version a variable is ordinary text.
            let text = if template.takes_variables() { template.text().to_owned() } else { template.text().replace("${", "${$}{") };
            Pattern::of_resource(&text)
        };
        let has_variables = templates.iter().any(|template| template.has_variables());
        let patterns = templates.iter().map(pattern).collect();
        Self { negated: resources.is_negated(), patterns, has_variables, may_lack: has_variables, texts: texts.into() }
    }

    /// Those that a statement names, of which it is known what comes of the variables in them: these texts, where they are filled
    /// in.
    pub(in crate::access) fn asked(resources: Option<&Resources>, filled: Option<&[String]>, may_lack: bool) -> Self {
        let all = Self::of(resources);
        let Some(texts) = filled else { return Self { may_lack, ..all } };
        let patterns = texts.iter().map(|text| Pattern::of_resource(text)).collect();
        Self { negated: all.negated, texts: texts.into(), patterns, has_variables: may_lack, may_lack }
    }

    /// These patterns, as written and as they are compared.
    pub(in crate::access) fn named(named: Vec<(String, Pattern)>, has_variables: bool) -> Self {
        let (texts, patterns): (Vec<_>, Vec<_>) = named.into_iter().unzip();
        Self { negated: false, texts: texts.into(), patterns: patterns.into(), has_variables, may_lack: has_variables }
    }

    pub(in crate::access) fn everything() -> Self {
        Self::any_of("*")
    }

    /// All that a pattern without variables covers.
    pub(in crate::access) fn any_of(pattern: &str) -> Self {
        Self::named(vec![(pattern.to_owned(), Pattern::of_resource(pattern))], false)
    }

    /// The patterns as written.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }

    /// Whether it is all but what it names.
    pub const fn is_negated(&self) -> bool {
        self.negated
    }

    /// Whether it is every resource, and actions without resources too.
    pub fn is_everything(&self) -> bool {
        !self.negated && self.patterns.iter().any(Pattern::is_everything)
    }

    /// Whether a variable stands in it, so that it is another for each principal.
    pub const fn has_variables(&self) -> bool {
        self.has_variables
    }

    /// Whether a variable in it may have no value.
    pub(in crate::access) const fn may_lack(&self) -> bool {
        self.may_lack
    }

    /// Its patterns by their places, as a scope of their own.
    pub(in crate::access) fn part(&self, places: &[usize]) -> Self {
        let texts = places.iter().filter_map(|at| self.texts.get(*at)).cloned().collect();
        let patterns = places.iter().filter_map(|at| self.patterns.get(*at)).cloned().collect();
        Self { texts, patterns, ..self.clone() }
    }

    /// Whether it lists patterns of resources that are the same for everybody.
    pub(in crate::access) fn lists_resources(&self) -> bool {
        !self.negated && !self.has_variables && !self.is_everything()
    }

    /// The same with the patterns of others.
    pub(in crate::access) fn with(&self, others: &[Self]) -> Self {
        let all = || std::iter::once(self).chain(others);
        let texts = all().flat_map(|scope| &*scope.texts).cloned().collect();
        Self { texts, patterns: all().flat_map(|scope| &*scope.patterns).cloned().collect(), ..self.clone() }
    }

    /// Of its patterns those that have something of another; all where it is negated.
    pub(in crate::access) fn meeting(&self, other: &Self) -> Self {
        if self.negated {
            return self.clone();
        }
        let meets = |one: &Pattern| overlap(std::slice::from_ref(one), other);
        let meeting: Vec<usize> = self.patterns.iter().enumerate().filter(|(_, one)| meets(one)).map(|(at, _)| at).collect();
        if meeting.len() == self.patterns.len() { self.clone() } else { self.part(&meeting) }
    }

    /// What it leaves out, where it is all but that.
    pub(in crate::access) fn opposite(&self) -> Option<Self> {
        self.negated.then(|| Self { negated: false, ..self.clone() })
    }

    /// What it lists, whether it is that or all but that.
    pub(in crate::access) fn listed(&self) -> Self {
        Self { negated: false, ..self.clone() }
    }

    /// All but what it has.
    pub(in crate::access) fn others(&self) -> Self {
        Self { negated: !self.negated, ..self.clone() }
    }

    /// What all that it has begins with; nothing where it is all but what it names.
    pub(in crate::access) fn begins(&self) -> &[u8] {
        let mut patterns = self.patterns.iter().filter(|_| !self.negated).map(Pattern::begins);
        let first = patterns.next().unwrap_or_default();
        patterns.fold(first, |begins, other| {
            let common = begins.iter().zip(other).take_while(|(one, two)| one == two).count();
            begins.get(..common).unwrap_or_default()
        })
    }

    /// Whether it is one resource.
    pub(in crate::access) fn is_one(&self) -> bool {
        !self.negated && matches!(&*self.patterns, [one] if !one.is_wild())
    }

    pub(in crate::access) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Whether it surely has every resource that the other has.
    pub(in crate::access) fn covers(&self, other: &Self) -> bool {
        let all_of = |patterns: &[Pattern], by: &[Pattern]| patterns.iter().all(|one| by.iter().any(|wide| wide.covers(one)));
        match (self.negated, other.negated) {
            (false, false) => all_of(&other.patterns, &self.patterns),
            (false, true) => self.patterns.iter().any(Pattern::is_everything),
            (true, false) => !other.patterns.iter().any(|one| self.patterns.iter().any(|out| out.overlaps(one))),
            (true, true) => all_of(&self.patterns, &other.patterns),
        }
    }

    /// Whether some resource may be in both.
    pub(in crate::access) fn overlaps(&self, other: &Self) -> bool {
        if self.negated { other.negated || some_left(&other.patterns, &self.patterns) } else { overlap(&self.patterns, other) }
    }

    /// Each pattern in words: one that looks as if a variable stood in it and has none, in a document of the older version, is told
    /// apart from one that has.
    pub fn each_in_words(&self) -> Vec<String> {
        let is_literal = |text: &str| !self.has_variables && text.contains("${");
        self.texts.iter().map(|text| if is_literal(text) { format!("{text}, to the letter") } else { text.clone() }).collect()
    }

    /// In words: `*`, `arn:aws:s3:::reports/*`, `all but arn:aws:s3:::reports/*`, `3 patterns`. What looks like a variable and is
    /// none, in a document of the older version, is told apart from one.
    pub fn in_words(&self) -> String {
        self.spelled(Spelled::First)
    }

    /// The same with as many patterns as are to be spelled out.
    pub(in crate::access) fn spelled(&self, spelled: Spelled) -> String {
        let is_literal = !self.has_variables() && self.texts.iter().any(|text| text.contains("${"));
        let named = in_words(&self.texts, spelled).unwrap_or_else(|| "nothing".to_owned());
        let named = if is_literal { format!("{named}, to the letter") } else { named };
        if self.negated { format!("all but {named}") } else { named }
    }

    /// Several in words, each that is all but something behind a word of its own, or it would take what is listed for left out too;
    /// `None` of none.
    pub(in crate::access) fn all_spelled(scopes: &[&Self], spelled: Spelled) -> Option<String> {
        let (but, listing): (Vec<&Self>, Vec<&Self>) = scopes.iter().partition(|scope| scope.negated);
        let plain = |scope: &Self| scope.has_variables || !scope.texts.iter().any(|text| text.contains("${"));
        let mut texts: Vec<Cow<'_, str>> = Vec::new();
        for scope in listing {
            if plain(scope) {
                texts.extend(scope.texts.iter().map(|text| Cow::Borrowed(text.as_str())));
            } else {
                texts.push(scope.spelled(spelled).into());
            }
        }
        let listed = in_words(&texts, spelled);
        let parts: Vec<String> = listed.into_iter().chain(but.into_iter().map(|scope| scope.spelled(spelled))).collect();
        (!parts.is_empty()).then(|| parts.join(" and on "))
    }
}

/// Whether some resource may be of one of these patterns and in a scope.
fn overlap(patterns: &[Pattern], scope: &Scope) -> bool {
    if scope.negated {
        return some_left(patterns, &scope.patterns);
    }
    patterns.iter().any(|one| scope.patterns.iter().any(|two| one.overlaps(two)))
}

/// Whether some of these patterns has a resource that none of the others has altogether.
fn some_left(of: &[Pattern], without: &[Pattern]) -> bool {
    of.iter().any(|one| !without.iter().any(|out| out.covers(one)))
}

fn in_words<T: Display + AsRef<str>>(texts: &[T], spelled: Spelled) -> Option<String> {
    match texts {
        [] => None,
        [one] => Some(one.to_string()),
        [one, other] => Some(format!("{one} and {other}")),
        [first, rest @ ..] if spelled == Spelled::First => Some(format!("{first} and {} others", rest.len())),
        all => Some(listed_in_full(all)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::compiled::Rules;
    use crate::policy::document::Document;

    fn scope(version: &str) -> Scope {
        let text = format!(
            r#"{{"Version":"{version}","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${{*}}"}}}}"#
        );
        let rules = Rules::compile(&Document::read(&text).unwrap());
        Scope::of(rules.statements().first().unwrap().resources())
    }

    #[test]
    fn an_escaped_star_is_a_star_and_in_old_documents_a_wildcard_between_braces() {
        let (new, old) = (scope("2012-10-17"), scope("2008-10-17"));
        assert!(new.covers(&new) && old.covers(&old));
        assert!(new == scope("2012-10-17") && new != old);
        assert!(!old.covers(&new) && !new.covers(&old), "one names the object *, the other those from ${{ to }}");
    }
}
