//! Questions about access, and their answers.

use super::Scene;
use crate::common::console::Console;
use iam_console::app::route::ScreenId::Access;

const DENIED: &str = "alice<tab>s3:DeleteObject<tab>arn:aws:s3:::reports/q1.csv<enter>";
const ALLOWED: &str = "alice<tab>s3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>";

pub const SCENES: &[Scene] = &[
    Scene::new("access", Access, "access", ""),
    Scene::new("access_typing", Access, "access", "alice<tab>s3:GetOb"),
    Scene::new("access_refused", Access, "access", "nobody<enter>"),
    Scene::new("access_denied", Access, "access", DENIED),
    Scene::new("access_allowed", Access, "access", ALLOWED),
    Scene::new("access_who", Access, "access", "<esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>f"),
    Scene::new("access_who_pattern", Access, "access", "<esc><tab>es3:GetObject<tab>arn:aws:s3:::*<enter>"),
    Scene::new("access_who_nobody_asked", Access, "access", "<esc><tab>"),
    Scene::new("access_what", Access, "access", "<esc><tab><tab>euser/alice<enter>"),
    Scene::by("access_working", Access, working),
    Scene::new("access_choose", Access, "access", "alice<tab>s3:<f3>"),
];

/// A question that takes its time, half worked out.
fn working(console: &mut Console) {
    console.inquiries.by_hand = true;
    console.keys(":access<enter><esc><tab>es3:GetObject<tab>arn:aws:s3:::reports/q1.csv<enter>");
    console.pass(100).progress(1_234, 6_001);
}
