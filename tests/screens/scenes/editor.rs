//! The policy editor: the text, the cards, what lies over them, and the last step.

use super::Scene;
use iam_console::app::route::ScreenId::EditPolicy;

pub const SCENES: &[Scene] = &[
    Scene::new("editor", EditPolicy, "create-policy", ""),
    Scene::new("editor_completion", EditPolicy, "create-policy", "\"s3:getobj<down>"),
    Scene::new("editor_no_json", EditPolicy, "create-policy", "s3:GetObject"),
    Scene::new("editor_pattern", EditPolicy, "create-policy", "\"s3:Put*\"<left>"),
    Scene::new("editor_stands_for", EditPolicy, "create-policy", "\"sqs:*\"<left><f5>"),
    Scene::new("editor_findings", EditPolicy, "create-policy", "\"iam:*\",\"s3:GetObjekt\"<down><home><end><left>\"*\"<ctrl-g>"),
    Scene::new("editor_fix", EditPolicy, "create-policy", "\"s3:GetObjekt\"<down><home><end><left>\"*\"<up>"),
    Scene::new("editor_begin", EditPolicy, "create-policy", "<ctrl-o>"),
    Scene::new("editor_cards", EditPolicy, "create-policy", "<ctrl-o><down><enter><f4><down><down>"),
    Scene::new("editor_cards_actions", EditPolicy, "create-policy", "<ctrl-o><enter><f4><down><enter>"),
    Scene::new("editor_cards_condition", EditPolicy, "create-policy", "<ctrl-o><enter><f4>c<enter>"),
    Scene::new("editor_copy", EditPolicy, "policy AmazonS3ReadOnlyAccess", "e"),
    Scene::new("editor_review", EditPolicy, "create-policy", "<ctrl-o><down><enter><ctrl-s>OwnFolders"),
    Scene::new("editor_review_wrong_name", EditPolicy, "create-policy", "<ctrl-o><enter><ctrl-s>Own folders"),
    Scene::new("editor_leave", EditPolicy, "create-policy", "x<esc>"),
];
