//! Policy summaries: the console's format, the catalogue's figures, and a second way to the same counts.

mod figures;
mod format;
mod second_way;

use std::sync::LazyLock;

use iam_console::catalog::{AWS_MANAGED_POLICIES, AwsManagedPolicy};
use iam_console::policy::actions::{ActionId, ServiceId};
use iam_console::policy::document::Document;
use iam_console::policy::summary::{Section, ServiceRow, Summary};

/// The summary of a document.
fn summary(text: &str) -> Summary {
    Summary::of(&Document::read(text).unwrap())
}

/// Every AWS managed policy with its document and summary.
static CATALOGUE: LazyLock<Vec<(&AwsManagedPolicy, Document, Summary)>> = LazyLock::new(|| {
    let read = |policy: &'static AwsManagedPolicy| {
        let document = Document::read(policy.document()).unwrap();
        let summary = Summary::of(&document);
        (policy, document, summary)
    };
    AWS_MANAGED_POLICIES.all().iter().map(read).collect()
});

/// The summary of an AWS managed policy.
fn of_aws(name: &str) -> &'static Summary {
    let (_, _, summary) = CATALOGUE.iter().find(|(policy, ..)| policy.name == name).unwrap();
    summary
}

/// A policy of these statements.
fn policy(statements: &[&str]) -> Summary {
    summary(&format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(",")))
}

fn service(prefix: &str) -> ServiceId {
    ServiceId::of_prefix(prefix).unwrap()
}

fn action(name: &str) -> ActionId {
    ActionId::named(name).unwrap()
}

/// A section's row of a service.
#[track_caller]
fn row<'s>(section: &'s Section, prefix: &str) -> &'s ServiceRow {
    section.service(service(prefix)).unwrap()
}

/// What a row says: access, resource, condition.
#[track_caller]
fn told(section: &Section, prefix: &str) -> [String; 3] {
    let row = row(section, prefix);
    [row.access.to_string(), row.resources.to_string(), row.wanted.to_string()]
}
