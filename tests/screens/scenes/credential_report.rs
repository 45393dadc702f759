//! The credential report: none yet, one that was just made, and one that has expired.

use super::Scene;
use iam_console::app::route::ScreenId::CredentialReport;

pub const SCENES: &[Scene] = &[
    Scene::new("credential_report_none", CredentialReport, "credential-report", ""),
    Scene::new("credential_report", CredentialReport, "credential-report", "c"),
    Scene::new("credential_report_kept", CredentialReport, "credential-report", "cc"),
    Scene::new("credential_report_expired", CredentialReport, "credential-report", "c:clock +4h<enter>"),
];
