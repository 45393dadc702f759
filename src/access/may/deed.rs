//! Changes of an answer as what makes them: operations, or a policy written anew.

use super::Answer;
use crate::account::Account;
use crate::account::authorization::Source;
use crate::account::entity::{PolicyKey, ResourceKey, ResourceKind};
use crate::account::id::UniqueId;
use crate::account::operation::{CreatePolicy, Operation, PutRolePermissionsBoundary, PutUserPermissionsBoundary};
use crate::policy::decision::{Change, Layer, Loosening, Narrowing, Place};
use crate::policy::document::{Amendment, Effect, Outline, amended, counted_characters, laid_out};

/// A policy that is written anew for a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// Which.
    pub source: Source,
    /// What is written.
    pub document: String,
    /// The statement of it that was changed, or the one that stands in its place.
    pub statement: usize,
    /// What became of that.
    pub made: Made,
}

/// What becomes of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Made {
    /// It was added.
    Added,
    /// It leaves out what was asked.
    Narrowed(Narrowing),
    /// It matches, or denies this no longer, by a change of one element.
    Loosened(Loosening),
    /// It was taken out.
    TakenOut,
}

impl Answer {
    /// The operations that set a boundary of the account's own in the place of one of AWS's: its text with the statement that is
    /// added, as a new policy. `None` for other changes, and where that text is too long.
    pub fn own_boundary(&self, account: &Account, change: &Change) -> Option<[Operation; 2]> {
        let Change::Add { layer: Layer::Boundary, .. } = change else { return None };
        let of = self.holder_id()?;
        let key = account.boundary_of(of).filter(|key| matches!(key, PolicyKey::AwsManaged(_)))?;
        let policy_document = self.widened(account.policy_document(key)?, change)?;
        if counted_characters(&policy_document) > account.quotas().policy_size {
            return None;
        }
        let (user, role) = (account.user(of), account.role(of));
        let holder = user.map(|user| &user.name).or_else(|| role.map(|role| &role.name))?.clone();
        let policy_name = free_name(&format!("Boundary-{holder}"), |name| account.policy_named(name).is_none())?;
        let permissions_boundary = format!("arn:aws:iam::{}:policy/{policy_name}", account.id());
        let put = match user {
            Some(_) => PutUserPermissionsBoundary { user_name: holder, permissions_boundary }.into(),
            None => PutRolePermissionsBoundary { role_name: holder, permissions_boundary }.into(),
        };
        Some([CreatePolicy { policy_name, policy_document, ..CreatePolicy::default() }.into(), put])
    }

    /// The policy of the account that a change writes anew, and how; `None` where it does not, and where nothing would be left.
    pub fn written(&self, account: &Account, change: &Change) -> Option<Written> {
        let source = self.changed(account, change)?;
        if let Source::Resource(key) = &source
            && !is_written_whole(key)
        {
            return None;
        }
        let (document, statement, made) = self.rewritten(text_of(account, &source).as_deref(), change)?;
        Some(Written { source, document, statement, made })
    }

    /// Which policy of the account a change is made in, or makes where there is none yet; `None` for one that is made in none.
    pub(super) fn changed(&self, account: &Account, change: &Change) -> Option<Source> {
        let origins = &self.authority.origins;
        Some(match change {
            Change::Remove(place) | Change::Loosen(place) => self.source(*place)?.clone(),
            Change::Add { layer: Layer::Boundary, .. } => origins.boundary.first()?.source.clone(),
            Change::Add { layer: Layer::Identity, .. } if self.is_policy_by_itself() => origins.identity.first()?.source.clone(),
            Change::Add { layer: Layer::Resource, .. } => match &origins.resource {
                Some(origin) => origin.source.clone(),
                None => Source::Resource(account.resource_with_arn(self.request.resource.arn()?)?),
            },
            _ => return None,
        })
    }

    /// A document with a change made in it, the statement that was changed, or that stands in its place, and what became of that;
    /// `None` where that can't be written, and where nothing would be left.
    pub(super) fn rewritten(&self, text: Option<&str>, change: &Change) -> Option<(String, usize, Made)> {
        let telling = self.tell();
        Some(match (change, text) {
            (Change::Loosen(place), Some(text)) => {
                let (loosening, statement) = (telling.loosening(*place)?, place.statement as usize);
                (loosening.written(text, statement)?, statement, Made::Loosened(loosening))
            }
            (Change::Remove(place), Some(text)) => {
                let statement = place.statement as usize;
                if let Some(narrowing) = telling.narrowing(*place) {
                    return Some((narrowing.written(text, statement)?, statement, Made::Narrowed(narrowing)));
                }
                let last = Outline::of(text)?.statements.len().checked_sub(2)?;
                let without = amended(text, &[Amendment::RemoveStatement(statement)])?;
                (laid_out(&without), statement.min(last), Made::TakenOut)
            }
            (change, text) => {
                let document = match text {
                    Some(old) => self.widened(old, change)?,
                    None => change.document(&self.request)?,
                };
                let statement = Outline::of(&document)?.statements.len().saturating_sub(1);
                (document, statement, Made::Added)
            }
        })
    }

    /// A document with the statement of a change behind its own.
    pub fn widened(&self, old: &str, change: &Change) -> Option<String> {
        joined(old, &change.document(&self.request)?)
    }

    /// Which policy of the account stands at a place.
    pub(super) fn source(&self, place: Place) -> Option<&Source> {
        self.authority.origins.get(place.layer, place.policy as usize).map(|origin| &origin.source)
    }

    /// Whether the account can write the policy at a place anew, as a whole.
    pub(super) fn is_writable(&self, place: Place) -> bool {
        match self.source(place) {
            Some(Source::Managed(key)) => matches!(key, PolicyKey::Customer(_)),
            Some(Source::Resource(key)) => is_written_whole(key),
            Some(Source::Inline { .. } | Source::Trust(_)) => true,
            Some(Source::PasswordPolicy) | None => false,
        }
    }
}

/// Whether the policy of a resource is written as a whole; a function's is written statement by statement.
pub const fn is_written_whole(key: &ResourceKey) -> bool {
    matches!(key.kind, ResourceKind::Bucket | ResourceKind::Queue | ResourceKind::Key | ResourceKind::Secret)
}

/// The document of a policy that the account can write anew.
pub(super) fn text_of(account: &Account, source: &Source) -> Option<String> {
    Some(match source {
        Source::Managed(key @ PolicyKey::Customer(_)) => account.policy_document(key)?.to_owned(),
        Source::Inline { of, name } => account.inline_policy(*of, name)?.document.to_string(),
        Source::Resource(key) if is_written_whole(key) => account.policy_on(key)?.to_string(),
        Source::Trust(role) => account.current_policy(&account.role(*role)?.trust_policy).to_string(),
        Source::Managed(PolicyKey::AwsManaged(_)) | Source::Resource(_) | Source::PasswordPolicy => return None,
    })
}

/// A policy with the statement of another one behind its own.
fn joined(old: &str, new: &str) -> Option<String> {
    let span = |text: &str| Some(Outline::of(text)?.statements.last()?.span);
    let statement = span(new).and_then(|span| new.get(span.start..span.end))?;
    let mut text = amended(old, &[Amendment::AddStatement(Effect::Allow)])?;
    let place = span(&text)?;
    text.replace_range(place.start..place.end, statement);
    Some(laid_out(&text))
}

/// A name that is free.
pub(super) fn free_name(name: &str, is_free: impl Fn(&String) -> bool) -> Option<String> {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free)
}

/// Whether a policy holds for others than one user or role as well.
pub(super) fn is_shared(account: &Account, key: &PolicyKey, holder: Option<UniqueId>) -> bool {
    let mut holders = account.attachments_of_policy(key).chain(account.bounded_by(key));
    holders.any(|other| Some(other) != holder)
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn a_statement_comes_behind_those_that_are_there() {
        let new = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#;
        for old in [
            r#"{"Version":"2012-10-17","Statement":{"Sid":"One","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}"#,
            r#"{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}"#,
        ] {
            let text = joined(old, new).unwrap();
            let read: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!((&read["Statement"][0]["Sid"], &read["Statement"][1]["Action"]), (&"One".into(), &"s3:GetObject".into()));
            assert_eq!(read["Statement"][1]["Principal"], "*", "{text}");
        }
    }
}
