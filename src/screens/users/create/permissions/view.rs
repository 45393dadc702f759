//! Drawing the second step.

use super::{Permissions, Way, grants_of};
use crate::account::entity::PolicyKey;
use crate::app::cx::Cx;
use crate::app::labels::Label;
use crate::app::overlay::picker::denied_or;
use crate::app::words::count;
use crate::screens::groups::rows::GroupRows;
use crate::screens::policies::rows::PolicyRows;
use crate::screens::users::create::draft::Draft;
use crate::screens::users::rows::UserRows;
use crate::theme::Role;
use crate::widgets::line::wrap;
use crate::widgets::{Canvas, Code, Hit, Key, Line};

/// Blank columns between ways beside each other.
const GAP: usize = 2;

const BOUNDARY_TITLE: &str = "Permissions boundary";
const BOUNDARY_ABOUT: &str = "The most the user may ever be allowed; grants nothing by itself.";

impl Way {
    /// What it is good for.
    const fn about(self) -> &'static str {
        match self {
            Self::AddToGroup => "Recommended: it gains what the group's policies grant.",
            Self::Copy => "The groups, policies and boundary of another user.",
            Self::AttachDirectly => "To this user alone; what others need, too, belongs in a group.",
        }
    }

    /// The words where there is little room.
    const fn short(self) -> &'static str {
        match self {
            Self::AddToGroup => "Add to group",
            Self::Copy => "Copy",
            Self::AttachDirectly => "Attach directly",
        }
    }
}

impl Permissions {
    /// Draws the step; the draft says what has been chosen altogether, and `refusal` what is wrong with it.
    pub(in crate::screens::users::create) fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, draft: &Draft, refusal: Option<&str>) {
        if self.boundary_open {
            self.draw_boundary(cx, canvas);
            return;
        }
        let top = self.draw_ways(canvas);
        let preview = if self.way == Way::Copy { self.preview(cx, canvas.width(), canvas.height() < 18) } else { Vec::new() };
        let last = canvas.height().saturating_sub(1);
        let refusal = refusal.map_or_else(Vec::new, |words| wrap(&format!("✖ {words}"), canvas.width()));
        let bottom = last.saturating_sub(1 + refusal.len());
        let gap = usize::from(canvas.height() > 12);
        let preview_at = bottom.saturating_sub(preview.len() + usize::from(canvas.height() >= 20));
        self.draw_list(cx, &mut canvas.rows(top, preview_at.saturating_sub(top + gap)));
        for (row, line) in preview.iter().enumerate() {
            canvas.line(preview_at + row, line);
        }
        canvas.line(bottom, &self.state(cx, draft, refusal.is_empty()));
        for (row, line) in refusal.into_iter().enumerate() {
            canvas.line(bottom + 1 + row, &Line::new().with(line, Role::Bad));
        }
        let end = draw_boundary_line(cx, canvas, last, draft.boundary.as_ref());
        if self.way != Way::Copy {
            draw_choose(canvas, last, end);
        }
    }

    /// Draws the three ways and what the chosen one is good for, as tall as there is room for; returns the row behind.
    fn draw_ways(&self, canvas: &mut Canvas<'_>) -> usize {
        let line = |way: Way, label: &'static str| {
            let (sign, role) = if way == self.way { ("(•) ", Role::Title) } else { ("( ) ", Role::Text) };
            Line::new().accent(sign).with(label, role)
        };
        let all = Way::ALL.map(|way| line(way, way.label()));
        let fits = all.iter().map(|line| line.width() + GAP).sum::<usize>() <= canvas.width() + GAP;
        let about = Line::new().quiet(self.way.about());
        if fits {
            draw_beside(canvas, &all);
        } else if canvas.height() >= 20 {
            draw_below(canvas, &all);
            canvas.line(all.len(), &about);
            return all.len() + 2;
        } else {
            draw_beside(canvas, &Way::ALL.map(|way| line(way, way.short())));
        }
        if canvas.height() < 12 {
            return 1;
        }
        canvas.line(1, &about);
        2 + usize::from(canvas.height() > 12)
    }

    fn draw_list(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        match self.way {
            Way::AddToGroup => {
                let empty = [
                    Line::new().text("There are no groups yet."),
                    Line::new().quiet("A group is for a job, such as Developers; its policies hold for its members."),
                    Line::new(),
                    Line::new().key("c", cx.label(Label::CreateGroup)).text("    ").key("enter", "go on without"),
                ];
                self.groups.draw(canvas, cx.label(Label::Groups), &GroupRows { cx }, &denied_or(cx, "ListGroups", &empty), true);
            }
            Way::Copy => {
                let empty = [
                    Line::new().text("There is no user yet to copy from."),
                    Line::new(),
                    Line::new().key("tab", "another way").text("    ").key("enter", "go on without"),
                ];
                self.model.draw(canvas, "Users to copy from", &UserRows { cx }, &denied_or(cx, "ListUsers", &empty), true);
            }
            Way::AttachDirectly => {
                let empty = denied_or(cx, "ListPolicies", &[]);
                self.policies.draw(canvas, "Permissions policies", &PolicyRows { cx }, &empty, true);
            }
        }
    }

    fn draw_boundary(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().quiet(BOUNDARY_ABOUT));
        let bottom = canvas.height().saturating_sub(1);
        let empty = denied_or(cx, "ListPolicies", &[]);
        self.boundary.draw(&mut canvas.rows(2, bottom.saturating_sub(3)), BOUNDARY_TITLE, &PolicyRows { cx }, &empty, true);
        let chosen = self.boundary.marks().first();
        let line =
            chosen.map_or_else(|| Line::new().quiet("not set"), |policy| Line::new().text(cx.account.policy_name(policy).to_owned()));
        let end = canvas.line(bottom, &Line::new().quiet("Boundary  ").join(line).text("   ").key("b", "done"));
        draw_choose(canvas, bottom, end);
    }

    /// What would be copied from the user that the selection is on, perhaps in one line.
    fn preview(&self, cx: &Cx<'_>, width: usize, short: bool) -> Vec<Line> {
        let Some(user) = self.model.selected().and_then(|id| cx.account.user(*id)) else { return Vec::new() };
        let is_chosen = self.model.marks().contains(&user.id);
        let heading = if is_chosen { Line::new().quiet("Copied from ") } else { Line::new().key("space", "copies from ") };
        let heading = heading.title(user.name.clone());
        let grants = match grants_of(user.id, cx) {
            Ok(grants) => grants,
            Err(_) if short => return vec![heading.quiet("   not all of it may be read by you")],
            Err(refusal) => {
                let why = Line::new().quiet(format!("– {} can't be copied: {}", user.name, refusal.message));
                return std::iter::once(heading).chain(why.wrapped(width)).collect();
            }
        };
        let attached = grants.policies.iter().map(|policy| cx.account.policy_name(policy).to_owned());
        let inline = grants.inline.iter().map(|(name, _)| format!("{name} (inline)"));
        let policies: Vec<String> = attached.chain(inline).collect();
        let policies: Vec<&str> = policies.iter().map(String::as_str).collect();
        let boundary: Vec<&str> = cx.account.boundary_of(user.id).map(|policy| cx.account.policy_name(policy)).into_iter().collect();
        let names = |label: &'static str, names: &[&str]| {
            let line = Line::new().quiet(label);
            if names.is_empty() { line.quiet("none") } else { line.text(names.join(", ")) }
        };
        if short {
            let with_boundary = if boundary.is_empty() { "" } else { ", a boundary" };
            let counts = [count(grants.groups.len(), "group"), count(policies.len(), "policy")].join(", ");
            return vec![heading.text(format!("   {counts}{with_boundary}"))];
        }
        let groups: Vec<&str> = grants.groups.iter().map(String::as_str).collect();
        vec![heading, names("  Groups    ", &groups), names("  Policies  ", &policies), names("  Boundary  ", &boundary)]
    }

    /// How much of the quotas is used; or what is wrong with the choice; or that another way's choice does not count.
    fn state(&self, cx: &Cx<'_>, draft: &Draft, is_right: bool) -> Line {
        let quotas = cx.account.quotas();
        let of = |number: usize, quota: usize, thing: &str| format!("{number} of {}", count(quota, thing));
        let groups = of(draft.grants.groups.len(), quotas.groups_per_user, "group");
        let policies = of(draft.policy_count(), quotas.policies_per_user, "policy");
        let line = match self.way {
            Way::AddToGroup => Line::new().text(groups),
            Way::AttachDirectly => Line::new().text(policies),
            Way::Copy => Line::new().text(format!("{groups}, {policies}")),
        };
        if !is_right {
            return line;
        }
        match (self.left_out(), draft.password_policy()) {
            (Some((number, way)), _) => line.with("   ▲ ", Role::Warning).quiet(format!("unused: {} ({number})", way.label())),
            (None, Some(policy)) if self.way != Way::AddToGroup => {
                line.quiet(format!(", {} with the password", cx.account.policy_name(policy)))
            }
            _ => line,
        }
    }

    /// What is chosen under a way that does not count.
    fn left_out(&self) -> Option<(usize, Way)> {
        let chosen = |way: Way| match way {
            Way::AddToGroup => self.groups.marks().len(),
            Way::Copy => self.model.marks().len(),
            Way::AttachDirectly => self.policies.marks().len(),
        };
        let others = Way::ALL.into_iter().filter(|way| *way != self.way);
        others.map(|way| (chosen(way), way)).find(|(number, _)| *number > 0)
    }
}

/// Draws the ways beside each other, and the key to the next if there is room.
fn draw_beside(canvas: &mut Canvas<'_>, ways: &[Line]) {
    let mut column = 0;
    for (index, way) in ways.iter().enumerate() {
        canvas.hit(0, column, way.width(), Hit::Tab(index));
        column = canvas.line_at(0, column, way) + GAP;
    }
    let key = Line::new().accent("tab");
    if column + key.width() <= canvas.width() {
        canvas.hit(0, column, key.width(), Hit::Key(Key::plain(Code::Tab)));
        canvas.line_at(0, column, &key);
    }
}

/// Draws the ways below each other, and the key to the next.
fn draw_below(canvas: &mut Canvas<'_>, ways: &[Line]) {
    for (row, way) in ways.iter().enumerate() {
        canvas.hit(row, 0, way.width(), Hit::Tab(row));
        canvas.line(row, way);
    }
    let key = Line::new().key("tab", "next way");
    let at = canvas.line_right(0, &key);
    canvas.hit(0, at, key.width(), Hit::Key(Key::plain(Code::Tab)));
}

/// Draws which boundary there is to be, and the key to choose one; returns the column behind.
fn draw_boundary_line(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize, boundary: Option<&PolicyKey>) -> usize {
    let (value, label) = match boundary {
        Some(policy) => (Line::new().text(cx.account.policy_name(policy).to_owned()), "change"),
        None => (Line::new().quiet("not set"), "set"),
    };
    let title = if canvas.width() < 60 { "Boundary  " } else { "Permissions boundary  " };
    let at = canvas.line(row, &Line::new().quiet(title).join(value).text("   "));
    let key = Line::new().key("b", label);
    canvas.hit(row, at, key.width(), Hit::Key(Key::char('b')));
    canvas.line_at(row, at, &key)
}

/// Draws the key that marks a row, at the right, if there is room for it.
fn draw_choose(canvas: &mut Canvas<'_>, row: usize, from: usize) {
    let key = Line::new().key("space", "choose");
    if from + 2 + key.width() <= canvas.width() {
        let at = canvas.line_right(row, &key);
        canvas.hit(row, at, key.width(), Hit::Key(Key::char(' ')));
    }
}
