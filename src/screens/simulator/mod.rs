//! The policy simulator.

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::route::ScreenId;
use crate::app::screen::{Screen, ScreenSpec};
use crate::app::step::Step;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Simulator,
    names: &["simulator", "simulate", "policy-simulator"],
    title: |_| "Policy simulator".into(),
    about: "Try actions against policies, with the context you choose",
    parent: Some(ScreenId::Dashboard),
    bindings: &[],
    open: |_, _| Box::new(Empty),
};

struct Empty;

impl Screen for Empty {
    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn act(&mut self, _action: Action, _cx: &Cx<'_>) -> Vec<Step> {
        Vec::new()
    }

    fn view(&self, _cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().text("Policy simulator"));
    }
}
