//! Identity providers: the list, adding one, a provider's page.

use super::Scene;
use iam_console::app::route::ScreenId::{Provider, Providers};

/// A provider is added by a line behind `:`, for the company has none.
const ADD: &str = ":aws iam create-open-id-connect-provider --url https://token.actions.githubusercontent.com --client-id-list sts.amazonaws.com<enter><esc>";

pub const SCENES: &[Scene] = &[
    Scene::new("providers_none", Providers, "providers", ""),
    Scene::new("providers_add", Providers, "providers", "c<right>"),
    Scene::by("providers", Providers, |console| {
        console.keys(":providers<enter>").keys(ADD);
    }),
    Scene::by("provider", Provider, |console| {
        console.keys(":providers<enter>").keys(ADD).keys("<enter><tab>");
    }),
];
