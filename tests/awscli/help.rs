//! Help and skeletons: what is printed without a call.

use iam_console::account::operation::OPERATIONS;
use iam_console::awscli::*;
use serde_json::{Value as Json, json};

use super::{printed, read, refused};

#[test]
fn what_only_prints_is_printed() {
    assert!(printed("--version").starts_with("iam-console/"));
    let skeleton: Json = serde_json::from_str(&printed("iam create-user --generate-cli-skeleton")).unwrap();
    assert_eq!(skeleton, json!({"Path": "", "UserName": "", "PermissionsBoundary": "", "Tags": [{"Key": "", "Value": ""}]}));
    assert_eq!(printed("iam get-account-summary --generate-cli-skeleton input"), "{}");
    assert!(refused("iam create-user --generate-cli-skeleton output").contains("invalid choice 'output'"));
}

#[test]
fn every_skeleton_can_be_filled_in_and_given_back() {
    for spec in OPERATIONS.iter().filter(|spec| !spec.members.is_empty()) {
        let name = cli_name(spec.name);
        let service = if spec.service == "s3" { "s3api" } else { spec.service };
        let skeleton = printed(&format!("{service} {name} --generate-cli-skeleton"));
        let filled = skeleton.replace("\"\"", "\"something-of-twenty-letters\"").replace(": 0", ": 3600");
        // The least that metadata may be, and what thumbprints are.
        let filled = filled.replace("\"SAMLMetadataDocument\": \"", &format!("\"SAMLMetadataDocument\": \"{}", "x".repeat(1000)));
        let filled = if spec.member("ThumbprintList").is_some() { filled.replace("letters", "letters-and-thirteen") } else { filled };
        let job = filled.replace("\"JobId\": \"something-of-twenty-letters\"", "\"JobId\": \"something-of-thirty-six-letters-in-all\"");
        let filled = if spec.member("JobId").is_some() { job } else { filled };
        let outfile = match spec.id {
            "CreateVirtualMFADevice" => "--outfile x --bootstrap-method QRCodePNG",
            "GetObject" | "Invoke" => "--cli-binary-format raw-in-base64-out x",
            _ => "--cli-binary-format raw-in-base64-out",
        };
        let invocation = read(&format!("{service} {name} {outfile} --cli-input-json {}", quote(&filled))).unwrap();
        assert_eq!(invocation.operation.members().len(), spec.members.len(), "{}", spec.name);
    }
}

/// Every operation's synopsis and options: required ones, types, limits, order.
#[test]
fn the_help_of_every_operation() {
    let mut pages = String::new();
    for spec in OPERATIONS {
        let service = if spec.service == "s3" { "s3api" } else { spec.service };
        let page = printed(&format!("{service} {} help", cli_name(spec.name)));
        let (own, _) = page.split_once("\nGLOBAL OPTIONS").expect("the same for all");
        pages.push_str(own);
        pages.push_str("\n----\n");
    }
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("awscli_help_of_operations", pages);
        insta::assert_snapshot!("awscli_help_overview", printed("help"));
        insta::assert_snapshot!("awscli_help_iam", printed("iam help"));
    });
}
