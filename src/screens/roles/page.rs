//! A role's page: what it may do, who may assume it, its tags.

use super::trust;
use crate::account::entity::Role;
use crate::account::id::UniqueId;
use crate::account::operation::{DeleteRole, Operation};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::count;
use crate::screens::needs;
use crate::screens::page::{self, Heading};
use crate::screens::permissions::{BOUNDARY, INLINE, Permissions, SIMULATE, SUMMARY, WHY, removal};
use crate::screens::policies::attach::Identity;
use crate::screens::tags::{self, TagRows};
use crate::screens::{attach, deletion};
use crate::widgets::document::{self, Scroll};
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Role,
    names: &[],
    title: |_| "Role".into(),
    about: "A role's permissions, and who may assume it",
    parent: Some(ScreenId::Roles),
    needs: needs::role,
    bindings: BINDINGS,
    open: |route, _| Box::new(RolePage::new(route)),
};

const ATTACH: Key = Key::char('a');
const DETACH: Key = Key::char('x');
const COPY: Key = Key::char('y');
const INLINE_KEY: Key = Key::char('i');

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected policy"),
    Binding::new(&[ATTACH], Action::Add, "attach…", "Attach policies to the role"),
    Binding::new(
        &[DETACH],
        Action::Remove,
        "remove…",
        "Detach the chosen managed policies from the role, and delete the chosen inline ones",
    ),
    Binding::new(&[Key::char('e')], Action::Edit, "edit…", "Edit the selected policy"),
    INLINE,
    BOUNDARY,
    SUMMARY,
    WHY,
    Binding::new(
        &[Key::char('d'), Key::plain(Code::Delete)],
        Action::Delete,
        "delete…",
        "Delete the role; whatever acts with it is denied from then on",
    ),
    Binding::new(&[COPY], Action::Copy, "copy", "Copy the role's ARN; under Trust relationships, its trust policy"),
    SIMULATE,
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Permissions,
    Trust,
    Tags,
}

impl Tab {
    const ALL: [Self; 3] = [Self::Permissions, Self::Trust, Self::Tags];
    const TITLES: [&str; 3] = ["Permissions", "Trust relationships", "Tags"];
}

struct RolePage {
    id: UniqueId,
    tab: Tab,
    permissions: Permissions,
    trust: Scroll,
    tags: List<String>,
}

impl RolePage {
    fn new(route: &Route) -> Self {
        let id = match route.subject {
            Some(Subject::Role(id)) => id,
            // No role has this id: the page says that there is none.
            _ => UniqueId::FIRST,
        };
        Self {
            id,
            tab: Tab::Permissions,
            permissions: Permissions::of(id, List::marking("policies of a role")),
            trust: Scroll::default(),
            tags: List::new("tags of a role"),
        }
    }

    fn role<'a>(&self, cx: &Cx<'a>) -> Option<&'a Role> {
        cx.account.role(self.id)
    }

    fn copy(&self, cx: &Cx<'_>, role: &Role) -> Step {
        match self.tab {
            Tab::Trust => Step::Copy {
                text: cx.account.current_policy(&role.trust_policy).to_string(),
                what: format!("the trust policy of {}", role.name),
            },
            Tab::Permissions | Tab::Tags => Step::Copy { text: cx.account.role_arn(role), what: format!("the ARN of {}", role.name) },
        }
    }

    fn draw_policies(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let (attach, inline) = ((ATTACH, "Attach policies"), (INLINE_KEY, "Create inline policy"));
        let keys: &[(Key, &str)] = if self.permissions.is_empty() { &[attach, inline] } else { &[attach, (DETACH, "Remove")] };
        let quota = cx.account.quotas().policies_per_role;
        let about = format!("What the role may do: {} of {quota} policies.", self.permissions.managed_count(cx));
        let row = page::draw_about(canvas, &about, keys);
        let empty = [
            Line::new(),
            Line::new().text("No policy is attached to this role yet."),
            Line::new().quiet("Whom it trusts may assume it, but can do nothing with it."),
            Line::new(),
            Line::new().key(ATTACH.to_string(), "Attach policies").text("   ").key(INLINE_KEY.to_string(), "Create inline policy"),
        ];
        self.permissions.draw(cx, &mut canvas.rows(row, usize::MAX), &empty);
    }

    fn draw_trust(&self, cx: &Cx<'_>, role: &Role, canvas: &mut Canvas<'_>) {
        let policy = cx.account.current_policy(&role.trust_policy);
        let about = "Who may assume the role. What it may do then is under Permissions.";
        let row = page::draw_about(canvas, about, &[(COPY, "Copy")]);
        let row = row + trust::draw_sentences(&mut canvas.rows(row, usize::MAX), &policy);
        let gap = usize::from(canvas.height() >= 10);
        self.trust.draw(&mut canvas.rows(row + gap, usize::MAX), "trust policy", &document::json(&policy));
    }

    fn draw_tags(&self, cx: &Cx<'_>, role: &Role, canvas: &mut Canvas<'_>) {
        let row = page::draw_about(canvas, "Words of your own, to sort and find roles by.", &[]);
        let empty = [Line::new().text("This role has no tags."), Line::new().quiet("A role is given its tags when it is created.")];
        self.tags.draw(&mut canvas.rows(row, usize::MAX), "Tags", &TagRows { cx, of: role.id }, &empty, true);
    }
}

/// A session's length as the console writes it: `1 hour`, `1 hour 30 minutes`.
fn duration(seconds: u32) -> String {
    let parts = [(seconds / 3600, "hour"), (seconds % 3600 / 60, "minute"), (seconds % 60, "second")];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, unit)| count(number, unit)).collect();
    parts.join(" ")
}

fn heading<'a>(cx: &Cx<'_>, role: &'a Role) -> Heading<'a> {
    let mut facts = vec![("Maximum session duration", duration(role.max_session_duration))];
    facts.extend(role.description.clone().map(|description| ("Description", description)));
    Heading {
        name: &role.name,
        arn: cx.account.role_arn(role),
        created: role.created,
        facts: facts.into_iter().map(|(label, words)| (label, Line::from(words))).collect(),
    }
}

impl Screen for RolePage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.permissions.refresh(cx);
        self.tags.refresh(tags::keys(cx, self.id), &TagRows { cx, of: self.id });
        self.trust.set_lines(self.role(cx).map_or(0, |role| document::json(&cx.account.current_policy(&role.trust_policy)).len()));
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        match self.tab {
            Tab::Permissions => self.permissions.arrange(cx),
            Tab::Tags => self.tags.arrange(&TagRows { cx, of: self.id }),
            Tab::Trust => {}
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Permissions => Focus::List(self.permissions.list()),
            Tab::Trust => Focus::Document(&mut self.trust),
            Tab::Tags => Focus::List(self.tags.as_any()),
        }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.role(cx).map(|role| role.name.clone())
    }

    fn tabs(&self, _cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        Some((Tab::TITLES.map(str::to_owned).into(), self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        self.tab = Tab::ALL.get(tab).copied().unwrap_or(self.tab);
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if self.role(cx).is_none() {
            return Some("This role is not there any more.".into());
        }
        match (action, self.tab) {
            (Action::Delete | Action::Copy | Action::Why | Action::Run, _) => None,
            (action, Tab::Permissions) => self.permissions.why_not(action),
            _ => Some("Policies are under Permissions.".into()),
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(role) = self.role(cx) else { return Vec::new() };
        match action {
            Action::Add => vec![Step::Ask(Box::new(attach::to_role(cx, role.id)))],
            Action::Remove => {
                let dialog = removal::question(cx, Identity::Role(role), &self.permissions.chosen());
                let lost = "Whoever acts with the role loses this at once, in open sessions as well.";
                vec![Step::Ask(Box::new(dialog.line(Line::new().quiet(lost))))]
            }
            Action::Delete => {
                let delete = Operation::from(DeleteRole { role_name: role.name.clone() });
                vec![Step::Ask(Box::new(deletion::dialog(cx, "role", &role.name, delete).done(|_, _, _| vec![Step::Up])))]
            }
            Action::Copy => vec![self.copy(cx, role)],
            action => self.permissions.act(action, cx).unwrap_or_default(),
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some(role) = self.role(cx) else { return page::draw_gone(canvas, "role") };
        let row = page::draw(cx, canvas, &heading(cx, role), &Tab::TITLES.map(str::to_owned), self.tab as usize);
        let mut body = canvas.rows(row, usize::MAX);
        match self.tab {
            Tab::Permissions => self.draw_policies(cx, &mut body),
            Tab::Trust => self.draw_trust(cx, role, &mut body),
            Tab::Tags => self.draw_tags(cx, role, &mut body),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn durations_are_told_in_hours() {
        assert_eq!([3600, 5400, 43_200, 3661].map(duration), ["1 hour", "1 hour 30 minutes", "12 hours", "1 hour 1 minute 1 second"]);
    }
}
