//! Questions about access.

use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::route::ScreenId;
use crate::app::screen::{Screen, ScreenSpec};
use crate::app::step::Step;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Access,
    names: &["access", "may", "who-can", "what-can"],
    title: |_| "Access".into(),
    about: "May somebody do something, and why; who can; what can somebody do",
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
        canvas.line(0, &Line::new().text("Access"));
    }
}
