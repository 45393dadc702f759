//! Assigning an MFA device.

use super::Scene;
use crate::common::codes;
use iam_console::app::route::ScreenId::{AssignMfa, SecurityCredentials};

/// The name that root's device is given unless one types another.
const DEVICE: &str = "root-mfa";

pub const SCENES: &[Scene] = &[
    Scene::new("assign_mfa", AssignMfa, "assign-mfa", ""),
    Scene::new("assign_mfa_wrong_name", AssignMfa, "assign-mfa", "<ctrl-u>my phone<enter>"),
    Scene::new("assign_mfa_code", AssignMfa, "assign-mfa", "<enter>"),
    Scene::new("assign_mfa_fields", AssignMfa, "assign-mfa", "<enter><enter>"),
    Scene::new("assign_mfa_key", AssignMfa, "assign-mfa", "<enter>k"),
    Scene::new("assign_mfa_practice_codes", AssignMfa, "assign-mfa", "<enter>a"),
    Scene::new("assign_mfa_wrong_code", AssignMfa, "assign-mfa", "<enter>12<enter>"),
    Scene::by("assign_mfa_same_code_twice", AssignMfa, |console| {
        console.keys(":assign-mfa<enter><enter>");
        let [first, _] = codes(console.open.account(), DEVICE, 0);
        console.keys(first.reveal()).keys(first.reveal());
    }),
    Scene::by("assign_mfa_done", SecurityCredentials, |console| {
        console.keys(":assign-mfa<enter><enter>");
        let [first, second] = codes(console.open.account(), DEVICE, 0);
        console.keys(first.reveal()).keys(second.reveal()).keys("<enter>");
    }),
];
