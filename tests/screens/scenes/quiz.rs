//! The quiz: how one stands, a question of each kind, its answer, the end of a sitting.

use super::Scene;
use iam_console::app::route::ScreenId::{Quiz, Sitting};

pub const SCENES: &[Scene] = &[
    Scene::new("quiz", Quiz, "quiz", ""),
    Scene::new("quiz_answered", Quiz, "quiz", "n1<enter><enter>2<enter><enter><esc>"),
    Scene::new("quiz_question", Sitting, "quiz", "n"),
    Scene::new("quiz_hint", Sitting, "quiz", "nn<down>hc"),
    Scene::new("quiz_right", Sitting, "quiz", "n1<enter>"),
    Scene::new("quiz_wrong", Sitting, "quiz", "nn1<enter>"),
    Scene::new("quiz_wrong_below", Sitting, "quiz", "nn1<enter><end>"),
    Scene::new("quiz_end", Sitting, "quiz", "nnnnnn"),
    Scene::new("quiz_about", Sitting, "quiz", "/M18<enter><enter>"),
];
