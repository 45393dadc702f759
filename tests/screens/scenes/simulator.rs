//! The policy simulator.

use super::Scene;
use iam_console::app::route::ScreenId::Simulator;

/// Alice's policies, four actions typed, one object.
const ASKED: &str = "c/alice<enter><enter><tab>es3:GetObject s3:PutObject s3:ListAllMyBuckets iam:ChangePassword<enter>\
                     <tab>e<ctrl-u>arn:aws:s3:::reports/q1.csv<enter>";

pub const SCENES: &[Scene] = &[
    Scene::new("simulator", Simulator, "simulate", ""),
    Scene::new("simulator_whose", Simulator, "simulate", "c"),
    Scene::new("simulator_policies", Simulator, "simulate", "c/alice<enter><enter><down><space>"),
    Scene::new("simulator_no_actions", Simulator, "simulate", "c/alice<enter><enter><tab>"),
    Scene::new("simulator_no_such_action", Simulator, "simulate", "c/alice<enter><enter><tab>es3:GetObjects<enter>"),
    Scene::new("simulator_actions_of_a_service", Simulator, "simulate", "<tab>es3<enter>"),
    Scene::new("simulator_actions", Simulator, "simulate", "c/alice<enter><enter><tab>es3:Get*<enter>"),
    Scene::new("simulator_resource_types", Simulator, "simulate", "<tab>es3:GetObject s3:ListBucket<enter><tab>a"),
    Scene::new("simulator_resources", Simulator, "simulate", "<tab><tab>e<ctrl-u>arn:aws:s3:::a*<enter>"),
    Scene::new("simulator_context", Simulator, "simulate", "c/app<enter><enter>p/IAMUserChangePassword<enter><enter><esc><tab><tab><tab>"),
    Scene::new("simulator_no_results", Simulator, "simulate", "<backtab>"),
    Scene::by("simulator_results", Simulator, |console| {
        console.keys(":simulate<enter>").keys(ASKED).keys("r");
    }),
    Scene::by("simulator_old_results", Simulator, |console| {
        console.keys(":simulate<enter>").keys(ASKED).keys("r<tab><space><backtab>");
    }),
    Scene::by("simulator_details", Simulator, |console| {
        console.keys(":simulate<enter>").keys(ASKED).keys("r<down><enter>");
    }),
    Scene::new("simulator_writing", Simulator, "simulate", "as3:GetObject"),
    Scene::new("simulator_faulty_policy", Simulator, "simulate", "as3:GetObject<esc>"),
];
