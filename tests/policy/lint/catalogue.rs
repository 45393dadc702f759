//! AWS's own policies under the linter.

use std::collections::BTreeSet;

use iam_console::catalog::AWS_MANAGED_POLICIES;
use iam_console::policy::document::DocumentKind;
use iam_console::policy::lint::{Finding, Severity, lint};

fn findings() -> Vec<(&'static str, &'static str, Finding)> {
    let of_policy = |policy: &'static iam_console::catalog::AwsManagedPolicy| {
        let text = policy.document();
        lint(text, DocumentKind::Identity)
            .into_iter()
            .map(move |finding| (policy.name, &text[finding.span.start..finding.span.end], finding))
    };
    AWS_MANAGED_POLICIES.all().iter().flat_map(of_policy).collect()
}

// Figures of the data's own README: 108 patterns name a retired service, 51 a retired action.
#[test]
fn the_catalogue_has_no_errors_and_the_known_unknown_names() {
    let findings = findings();
    let errors: Vec<_> = findings.iter().filter(|(_, _, finding)| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let distinct = |codes: &[&str]| {
        findings.iter().filter(|(_, _, finding)| codes.contains(&finding.code)).map(|(_, text, _)| *text).collect::<BTreeSet<_>>().len()
    };
    assert_eq!(distinct(&["unknown-service"]), 108);
    assert_eq!(distinct(&["unknown-action", "no-such-actions"]), 51);
}
