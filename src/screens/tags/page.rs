//! The page of the tags of what has no page: an MFA device, an instance profile.

use super::{TagRows, add, edit, keys, remove};
use crate::account::entity::TagHolder;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::route::{Route, ScreenId, Subject, TagsOf};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::needs;
use crate::screens::page;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::List;
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Tags,
    names: &[],
    title: |_| "Tags".into(),
    about: "The tags of an MFA device or an instance profile",
    parent: Some(ScreenId::SecurityCredentials),
    needs: needs::tags,
    bindings: BINDINGS,
    open: |route, _| Box::new(TagsPage::new(route)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter), Key::char('e')], Action::Edit, "edit value…", "Change the selected tag's value"),
    Binding::new(&[Key::char('a')], Action::Add, "add tag…", "Add a tag"),
    Binding::new(&[Key::char('x')], Action::Remove, "remove…", "Remove the selected tag"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the ARN of what has the tags"),
];

/// The tab of a role's page that has its tags.
const ROLE_TAGS_TAB: usize = 2;

struct TagsPage {
    of: Option<TagsOf>,
    list: List<String>,
}

impl TagsPage {
    fn new(route: &Route) -> Self {
        let of = match &route.subject {
            Some(Subject::Tags(of)) => Some(of.clone()),
            _ => None,
        };
        Self { of, list: List::new("tags") }
    }

    /// What has the tags; `None` once it is gone.
    fn holder(&self, cx: &Cx<'_>) -> Option<TagHolder> {
        match self.of.as_ref()? {
            TagsOf::MfaDevice { name, .. } => cx.account.mfa_device_named(name).map(|device| TagHolder::mfa_device(&device.name)),
            TagsOf::InstanceProfile { id, .. } => cx.account.instance_profile(*id).map(|profile| TagHolder::Entity(profile.id)),
        }
    }

    /// Its kind and its name, for sentences.
    fn words(&self, cx: &Cx<'_>) -> (&'static str, String) {
        match &self.of {
            Some(TagsOf::MfaDevice { name, .. }) => ("MFA device", name.clone()),
            Some(TagsOf::InstanceProfile { id, .. }) => {
                ("instance profile", cx.account.instance_profile(*id).map_or_else(String::new, |profile| profile.name.clone()))
            }
            None => ("thing", String::new()),
        }
    }

    fn arn(&self, cx: &Cx<'_>) -> Option<String> {
        match self.of.as_ref()? {
            TagsOf::MfaDevice { name, .. } => cx.account.mfa_device_named(name).map(|device| cx.account.serial_number(device)),
            TagsOf::InstanceProfile { id, .. } => cx.account.instance_profile(*id).map(|profile| cx.account.instance_profile_arn(profile)),
        }
    }

    fn question(&self, action: Action, cx: &Cx<'_>) -> Option<Box<dyn Overlay>> {
        let holder = self.holder(cx)?;
        Some(match action {
            Action::Add => Box::new(add(cx, holder)?),
            Action::Edit => Box::new(edit(cx, holder, self.list.selected()?)?),
            Action::Remove => Box::new(remove(cx, holder, self.list.selected()?)?),
            _ => return None,
        })
    }
}

impl Screen for TagsPage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        if let Some(holder) = self.holder(cx) {
            self.list.refresh(keys(cx, holder.clone()), &TagRows::of(cx, holder));
        }
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        if let Some(holder) = self.holder(cx) {
            self.list.arrange(&TagRows::of(cx, holder));
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.list.as_any())
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        let (kind, name) = self.words(cx);
        Some(format!("Tags of {kind} {name}"))
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        Some(match self.of.as_ref()? {
            TagsOf::MfaDevice { of, .. } => Route::credentials_of(*of),
            TagsOf::InstanceProfile { role, .. } => Route::role(*role).tab(ROLE_TAGS_TAB),
        })
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        if self.holder(cx).is_none() {
            return Some(format!("This {} is not there any more.", self.words(cx).0));
        }
        let needs_tag = matches!(action, Action::Edit | Action::Remove);
        (needs_tag && self.list.selected().is_none()).then(|| self.list.why_none("There is no tag here. a adds one.").into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Copy {
            let what = format!("the ARN of {}", self.words(cx).1);
            return self.arn(cx).map(|text| Step::Copy { text, what }).into_iter().collect();
        }
        self.question(action, cx).map(Step::Ask).into_iter().collect()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let (kind, name) = self.words(cx);
        let Some(holder) = self.holder(cx) else { return page::draw_gone(canvas, kind) };
        canvas.line(0, &Line::new().title(name).quiet(format!("   {kind}")));
        canvas.line(1, &Line::new().quiet(self.arn(cx).unwrap_or_default()));
        let empty = [
            Line::new().text(format!("The {kind} has no tags.")),
            Line::new().quiet("A tag is a key with a value, such as team = search. Policies can ask for it."),
            Line::new(),
            Line::new().key("a", "Add new tag"),
        ];
        self.list.draw(&mut canvas.rows(3, usize::MAX), "Tags", &TagRows::of(cx, holder), &empty, true);
    }
}
