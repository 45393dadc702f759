//! The practice estate, and requests that are made on it.

use super::Scene;
use iam_console::app::route::ScreenId::{Resource, Resources, Try};

pub const SCENES: &[Scene] = &[
    Scene::new("resources_none", Resources, "resources", ""),
    Scene::new("resources", Resources, "resources", "p"),
    Scene::new("resource_bucket", Resource, "resources", "p<home><enter>"),
    Scene::new("resource_instance", Resource, "resources", "p/instance<enter><enter>"),
    Scene::new("resource_tags", Resource, "resources", "p<home><enter><left>"),
    Scene::new("resource_queue", Resource, "resources", "p/queue<enter><enter>"),
    Scene::new("resource_queue_edited", Resource, "resources", "p/queue<enter><enter>a/edit queue<enter><enter>"),
    Scene::new("try_it", Try, "try", ""),
];
