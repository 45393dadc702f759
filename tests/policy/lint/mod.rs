//! What the linter says: a table of every code, the catalogue, hostile documents.

mod catalogue;
mod hostile;
mod table;

use iam_console::policy::document::DocumentKind;
use iam_console::policy::lint::lint;

#[test]
fn a_statement_whose_sid_another_one_has_is_told_by_its_number_too() {
    let statement = |sid: &str, action: &str| format!(r#"{{"Sid":"{sid}","Effect":"Allow","Action":"{action}","Resource":"*"}}"#);
    for (sid, told) in [("A", "Statement 2 (A) covers all"), ("B", "Statement A covers all")] {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{},{}]}}"#, statement(sid, "s3:GetObject"), statement("A", "s3:*"));
        let findings = lint(&text, DocumentKind::Identity);
        assert!(findings.iter().any(|finding| finding.message.starts_with(told)), "{findings:?}");
    }
}
