//! Policy summaries in the console's format: what a document denies and allows, service by service, and what of it the
//! reference does not know.
//!
//! A summary says what a document names, not what a request gets: conditions are told, not tried, and a denial takes nothing
//! out of what is allowed. An action counts only where a `Resource` entry may name a resource that it takes.

mod access;
mod condition;
mod grant;
mod line;
mod resource;
mod section;
mod uncategorized;

pub use access::Access;
pub use section::{ActionRow, ResourceRow, Resources, Section, ServiceRow, Wanted};
pub use uncategorized::{Oddity, Uncategorized};

use crate::policy::actions::ServiceId;
use crate::policy::document::{Document, Effect};
use grant::Reading;

/// What a document says.
#[derive(Clone, Debug)]
pub struct Summary {
    deny: Section,
    allow: Section,
    uncategorized: Vec<Uncategorized>,
}

impl Summary {
    /// Summarises a document. It takes some milliseconds where the document is about every service.
    pub fn of(document: &Document) -> Self {
        let mut reading = Reading::default();
        for (at, statement) in document.statements.iter().enumerate() {
            reading.statement(at, statement);
        }
        let Reading { allowed, denied, uncategorized, .. } = reading;
        Self { deny: Section::of(denied), allow: Section::of(allowed), uncategorized }
    }

    /// *Explicit deny*: what it denies.
    pub const fn deny(&self) -> &Section {
        &self.deny
    }

    /// *Allow*: what it allows.
    pub const fn allow(&self) -> &Section {
        &self.allow
    }

    /// What it does with this effect.
    pub const fn section(&self, effect: Effect) -> &Section {
        match effect {
            Effect::Allow => &self.allow,
            Effect::Deny => &self.deny,
        }
    }

    /// *Uncategorized*: what grants and denies nothing, as far as is known.
    pub fn uncategorized(&self) -> &[Uncategorized] {
        &self.uncategorized
    }

    /// The actions that it names and the reference does not know, so that what comes of them is not told: `foo:* and 2 more`.
    pub fn unknown(&self) -> Option<String> {
        let mut texts: Vec<&str> = Vec::new();
        for odd in self.uncategorized.iter().filter(|odd| odd.what != Oddity::MismatchedResource) {
            if !texts.contains(&odd.text.as_str()) {
                texts.push(&odd.text);
            }
        }
        match texts.as_slice() {
            [] => None,
            [one] => Some((*one).to_owned()),
            [one, other] => Some(format!("{one} and {other}")),
            [first, rest @ ..] => Some(format!("{first} and {} more", rest.len())),
        }
    }

    /// How many of a service's actions are allowed and denied at once, perhaps each on other resources or conditions.
    pub fn allowed_and_denied(&self, service: ServiceId) -> usize {
        let allowed = self.allow.actions();
        allowed.of_service(service).filter(|action| self.deny.actions().contains(*action)).count()
    }

    /// In a line, for tables: `S3 · Full: List, Read`, or of several services `EC2, S3 and 3 more`.
    pub fn line(&self) -> String {
        line::line(self)
    }
}
