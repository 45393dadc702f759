//! How a policy's page is drawn.

use super::{Policy, Tab};
use crate::account::entity::PolicyKey;
use crate::account::reply::PolicyDetail;
use crate::app::cx::Cx;
use crate::app::screen::Screen;
use crate::app::words::{date, day};
use crate::screens::parts::page::{self, Heading};
use crate::screens::policies::entities::EntityRows;
use crate::screens::policies::rows::type_of;
use crate::screens::tags::tab;
use crate::widgets::{Canvas, Line};

/// Below this many rows the description gives way to what the policy grants.
const ROWS_FOR_ALL: u16 = 20;

/// Draws heading and tabs; returns the row behind. `None` for a policy that is gone.
pub(super) fn draw_head(page: &Policy, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> Option<usize> {
    let ((key, policy), (titles, shown)) = page.policy(cx).zip(page.tabs(cx))?;
    let heading = Heading {
        name: &policy.policy_name,
        arn: policy.arn.clone(),
        created: Some(policy.create_date.0),
        facts: facts(cx, key, &policy),
        unseen: Vec::new(),
    };
    Some(page::draw(cx, canvas, &heading, &titles, shown))
}

/// Draws the page.
pub(super) fn draw(page: &Policy, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let Some(((_, policy), row)) = page.policy(cx).zip(draw_head(page, cx, canvas)) else {
        return page::draw_gone(cx, canvas, "policy");
    };
    let mut body = canvas.rows(row, usize::MAX);
    match page.tab {
        Tab::Permissions => page.document.draw(&mut body),
        Tab::Entities => draw_entities(page, &policy, cx, &mut body),
        Tab::Tags => page.tags.draw(cx, &mut body, "Words of your own, to sort and find policies by.", ("policy", tab::ABOUT)),
        Tab::Versions => page.versions.draw(cx, &mut body),
        Tab::LastAccessed => page.last_accessed.draw(cx, &mut body),
    }
}

fn facts(cx: &Cx<'_>, key: &PolicyKey, policy: &PolicyDetail) -> Vec<(&'static str, Line)> {
    let (edited, when) = if cx.is_narrow() { ("Edited", day(policy.update_date.0)) } else { ("Edited time", date(policy.update_date.0)) };
    let mut facts = vec![
        ("Type", Line::new().text(type_of(key))),
        (edited, Line::new().text(when)),
        ("Version", Line::new().text(policy.default_version_id.clone())),
    ];
    let description = policy.description.clone().filter(|_| cx.size.1 >= ROWS_FOR_ALL);
    facts.extend(description.map(|description| ("Description", Line::new().text(description))));
    facts
}

fn draw_entities(page: &Policy, policy: &PolicyDetail, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
    let next = if policy.is_attachable {
        Line::new().key("a", "Attach")
    } else {
        Line::new().quiet("It is for a service-linked role: only its AWS service can attach it.")
    };
    let empty = [Line::new().text("Attached to nobody, so it allows nobody anything."), Line::new(), next];
    page.entities.draw(canvas, "Entities", &EntityRows { cx }, &empty, true);
}
