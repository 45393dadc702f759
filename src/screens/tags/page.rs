//! The page of the tags of what has no page: an MFA device, an instance profile.

use super::tab::{ABOUT, TagsTab};
use crate::account::entity::TagHolder;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject, TagsOf};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::screens::parts::page;
use crate::screens::sight::needs;
use crate::widgets::key::{Code, Key};
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
    Binding::new(&[Key::char('x')], Action::Remove, "remove tag…", "Remove the selected tag"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the ARN of what has the tags"),
];

/// The tab of a role's page that has its tags.
const ROLE_TAGS_TAB: usize = 2;

struct TagsPage {
    of: Option<TagsOf>,
    tags: TagsTab,
}

impl TagsPage {
    fn new(route: &Route) -> Self {
        let of = match &route.subject {
            Some(Subject::Tags(of)) => Some(of.clone()),
            _ => None,
        };
        let holder = of.as_ref().map(|of| match of {
            TagsOf::MfaDevice { name, .. } => TagHolder::mfa_device(name),
            TagsOf::InstanceProfile { id, .. } => TagHolder::Entity(*id),
        });
        Self { of, tags: TagsTab::of(holder, "tags") }
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

    /// Its ARN; `None` once it is gone.
    fn arn(&self, cx: &Cx<'_>) -> Option<String> {
        match self.of.as_ref()? {
            TagsOf::MfaDevice { name, .. } => cx.account.mfa_device_named(name).map(|device| cx.account.serial_number(device)),
            TagsOf::InstanceProfile { id, .. } => cx.account.instance_profile(*id).map(|profile| cx.account.instance_profile_arn(profile)),
        }
    }
}

impl Screen for TagsPage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.tags.refresh(cx, true);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.tags.arrange(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::List(self.tags.list())
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
        if self.arn(cx).is_none() {
            return Some(format!("This {} is not there any more.", self.words(cx).0));
        }
        self.tags.why_not(action)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        if action == Action::Copy {
            let what = format!("the ARN of {}", self.words(cx).1);
            return self.arn(cx).map(|text| Step::Copy { text, what }).into_iter().collect();
        }
        self.tags.question(action, cx).map(Step::Ask).into_iter().collect()
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let (kind, name) = self.words(cx);
        let Some(arn) = self.arn(cx) else { return page::draw_gone(cx, canvas, kind) };
        canvas.line(0, &Line::new().title(name).quiet(format!("   {kind}")));
        canvas.line(1, &Line::new().quiet(arn));
        self.tags.draw_list(cx, &mut canvas.rows(3, usize::MAX), (kind, ABOUT));
    }
}
