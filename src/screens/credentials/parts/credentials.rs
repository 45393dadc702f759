//! An owner's credentials one above another, one of them selected: the part that root's page and a user's page share.

use std::any::Any;

use super::row::{Credential, Drawn, Section};
use super::sight::SectionSight;
use super::{access_keys, key_description, mfa};
use crate::account::entity::Owner;
use crate::account::id::AccessKeyId;
use crate::account::operation::Operation;
use crate::account::refusal::Refusal;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::route::{Route, ScreenId, Subject, TagsOf};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::widgets::rows::Rows;
use crate::widgets::{Canvas, Hit, Line, position};

/// An owner's credentials, with the selection.
///
/// Performs [`Action::Add`] (assign a device), [`Action::Resync`], [`Action::AccessKey`] (create one),
/// [`Action::Activate`] (deactivate or activate one), [`Action::Edit`] (a device's tags, a key's description),
/// [`Action::Remove`] (remove a device, delete a key) and [`Action::Copy`] (a device's serial number, a key's id).
pub(in crate::screens) struct Credentials {
    owner: Owner,
    sight: SectionSight,
    shown: Vec<Credential>,
    rows: Rows,
}

impl Credentials {
    /// The credentials of an owner; [`Self::refresh`] finds them.
    pub fn of(owner: Owner) -> Self {
        Self { owner, sight: SectionSight::default(), shown: Vec::new(), rows: Rows::default() }
    }

    /// Looks again what there is. The selection goes to what is new, and else stays on its credential, if that is still there.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        let selected = self.selected().cloned();
        let before = std::mem::take(&mut self.shown);
        self.sight = SectionSight::of(cx, self.owner);
        let console = matches!(self.owner, Owner::User(_)).then_some(Credential::ConsoleAccess);
        let devices = cx.account.mfa_devices_of(self.owner).map(|device| Credential::MfaDevice(device.name.clone()));
        let keys = cx.account.access_keys_of(self.owner).into_iter().map(|key| Credential::AccessKey(key.id));
        self.shown = self.seen(Section::ConsoleSignIn, console);
        self.shown.extend(self.seen(Section::MfaDevices, devices));
        self.shown.extend(self.seen(Section::AccessKeys, keys));
        self.rows.set_count(self.shown.len());
        let new = self.shown.iter().position(|shown| !before.contains(shown)).filter(|_| !before.is_empty());
        if let Some(at) = new.or_else(|| self.shown.iter().position(|shown| Some(shown) == selected.as_ref())) {
            self.rows.select(at);
        }
    }

    /// Puts the selection on what was asked for by its id, if that is there.
    pub fn take(&mut self, what: &dyn Any) {
        let Some(key) = what.downcast_ref::<AccessKeyId>() else { return };
        if let Some(at) = self.shown.iter().position(|shown| *shown == Credential::AccessKey(*key)) {
            self.rows.select(at);
        }
    }

    /// What a section shows: its rows, or that it is denied.
    fn seen(&self, section: Section, rows: impl IntoIterator<Item = Credential>) -> Vec<Credential> {
        if self.sight.may(section) { rows.into_iter().collect() } else { vec![Credential::Denied(section)] }
    }

    /// Whether a section may be seen.
    pub fn may_see(&self, section: Section) -> bool {
        self.sight.may(section)
    }

    /// Why it may not.
    pub fn refusal(&self, section: Section) -> Option<&Refusal> {
        self.sight.refusal(section)
    }

    /// What the sections ask for.
    pub fn asked(&self) -> &[Operation] {
        self.sight.asked()
    }

    /// What is denied: of the row that the selection is on, and of the others.
    pub fn denied(&self) -> Vec<Denial> {
        let sections = |credential: &Credential| match credential {
            Credential::Denied(section) => vec![*section],
            // What a key was used for last, and what it is for, stand beside it.
            Credential::AccessKey(_) => vec![Section::LastUsed, Section::Descriptions],
            _ => Vec::new(),
        };
        Denial::of_all(self.selected().into_iter().chain(&self.shown).flat_map(sections).filter_map(|section| self.sight.refusal(section)))
    }

    /// What moves.
    pub const fn rows(&mut self) -> &mut Rows {
        &mut self.rows
    }

    /// The credential that the selection is on.
    pub fn selected(&self) -> Option<&Credential> {
        self.shown.get(self.rows.selected())
    }

    /// The words of an action as the selection is, where they differ from the binding's.
    pub fn label(&self, action: Action, cx: &Cx<'_>) -> Option<&'static str> {
        match (action, self.selected()?) {
            (Action::Activate, Credential::AccessKey(key)) => Some(access_keys::word_for_activating(cx, *key)),
            (Action::Remove, Credential::AccessKey(_)) => Some("delete key…"),
            (Action::Remove, Credential::MfaDevice(_)) => Some("remove device…"),
            (Action::Edit, Credential::MfaDevice(_)) => Some("tags"),
            (Action::Edit, Credential::AccessKey(_)) => Some("edit description…"),
            (Action::Copy, Credential::AccessKey(_)) => Some("copy key ID"),
            (Action::Copy, Credential::MfaDevice(_)) => Some("copy serial number"),
            _ => None,
        }
    }

    /// Why an action can't be done now; `None` where it can.
    pub fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        match (action, self.selected()) {
            // How many there are is not told to whom they are denied: the operation itself says what is wrong.
            (Action::Add, _) if !self.sight.may(Section::MfaDevices) => None,
            (Action::AccessKey, _) if !self.sight.may(Section::AccessKeys) => None,
            (Action::ConsoleAccess, _) => self.sight.refusal(Section::ConsoleSignIn).map(|refusal| refusal.message.clone()),
            (Action::Add, _) => mfa::why_not_assign(cx, self.owner),
            (Action::AccessKey, _) => access_keys::why_not_create(cx, self.owner),
            (Action::Edit | Action::Remove | Action::Resync, Some(Credential::MfaDevice(_)))
            | (Action::Activate, Some(Credential::AccessKey(_))) => None,
            (Action::Edit, Some(Credential::AccessKey(_))) => key_description::why_not_edit(self.owner),
            (Action::Edit, _) => Some("Select an MFA device, for its tags, or an access key, for its description.".into()),
            (Action::Remove, Some(Credential::AccessKey(key))) => access_keys::why_not_delete(cx, *key),
            (Action::Resync, _) => Some("Select an MFA device first.".into()),
            (Action::Activate, _) => Some("Select an access key first.".into()),
            (Action::Remove, _) => Some("Select an MFA device or an access key first.".into()),
            _ => None,
        }
    }

    /// Performs an action.
    pub fn act(&self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match (action, self.selected()) {
            (Action::Add, _) => vec![Step::Go(Route::assign_mfa(self.owner))],
            (Action::AccessKey, _) => ask(access_keys::create(cx, self.owner)),
            (Action::Activate, Some(Credential::AccessKey(key))) => access_keys::activate_or_deactivate(cx, *key),
            (Action::Remove, Some(Credential::AccessKey(key))) => ask(access_keys::delete(cx, *key)),
            (Action::Remove, Some(Credential::MfaDevice(name))) => ask(mfa::remove(cx, name)),
            (Action::Resync, Some(Credential::MfaDevice(name))) => ask(mfa::resync(cx, name)),
            (Action::Edit, Some(Credential::MfaDevice(name))) => {
                let of = TagsOf::MfaDevice { name: name.clone(), of: self.owner };
                vec![Step::Go(Route::about(ScreenId::Tags, Subject::Tags(of)))]
            }
            (Action::Edit, Some(Credential::AccessKey(key))) => ask(key_description::edit(cx, *key)),
            (Action::Copy, Some(Credential::AccessKey(key))) => copy(key.to_string(), format!("the access key ID {key}")),
            (Action::Copy, Some(Credential::MfaDevice(name))) => {
                let device = cx.account.mfa_device_named(name);
                device.map_or_else(Vec::new, |device| copy(cx.account.serial_number(device), format!("the serial number of {name}")))
            }
            _ => Vec::new(),
        }
    }

    /// Draws the devices and the keys, below what stands above them: other rows, such as console access.
    pub fn draw(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>, above: Vec<Drawn>) {
        let blank = || Drawn::Words(Line::new());
        let denied = |section, title| self.sight.rows(cx, section, title, canvas.width());
        let mut lines = denied(Section::ConsoleSignIn, "Console sign-in").unwrap_or(above);
        if !lines.is_empty() {
            lines.push(blank());
        }
        lines.extend(denied(Section::MfaDevices, "MFA devices").unwrap_or_else(|| mfa::rows(cx, self.owner, &self.sight)));
        lines.push(blank());
        lines.extend(
            denied(Section::AccessKeys, "Access keys").unwrap_or_else(|| access_keys::rows(cx, self.owner, &self.sight, canvas.width())),
        );
        lines.push(blank());
        lines.extend(
            Line::new()
                .quiet(if self.owner == Owner::Root { ROOTS_LEFT_OUT } else { LEFT_OUT })
                .wrapped(canvas.width().saturating_sub(1))
                .into_iter()
                .map(Drawn::Words),
        );
        self.draw_lines(canvas, &lines);
    }

    /// Draws the lines around the selection, with its heading where there is room for both.
    fn draw_lines(&self, canvas: &mut Canvas<'_>, lines: &[Drawn]) {
        let is_selected = |line: &Drawn| matches!(line, Drawn::Row(credential, _) if Some(credential) == self.selected());
        let at = lines.iter().position(is_selected).unwrap_or(0);
        let heading =
            lines[..at].iter().rposition(|line| matches!(line, Drawn::Words(line) if line.is_empty())).map_or(0, |blank| blank + 1);
        let height = canvas.height();
        canvas.scroll("credentials", heading, lines.len(), height);
        let top = canvas.scroll("credentials", at, lines.len(), height);
        // The bar at the edge hides nothing.
        let bar = usize::from(lines.len() > height);
        let width = canvas.width().saturating_sub(bar);
        let mut body = canvas.columns(0, width);
        for (row, line) in lines.iter().enumerate().skip(top).take(height) {
            match line {
                Drawn::Words(line) => {
                    body.line(row - top, line);
                }
                Drawn::Row(credential, line) => self.draw_row(&mut body, row - top, credential, line),
            }
        }
        position::draw(canvas, top, lines.len());
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, row: usize, credential: &Credential, line: &Line) {
        let width = canvas.width();
        if Some(credential) == self.selected() {
            canvas.select_row(row);
            canvas.selected_line_at(row, 0, &Line::new().accent("▌"));
            canvas.selected_line_at(row, 2, line);
        } else {
            canvas.line_at(row, 2, line);
        }
        if let Some(at) = self.shown.iter().position(|shown| shown == credential) {
            canvas.hit(row, 0, width, Hit::Row(at));
        }
    }
}

/// What AWS has on its page besides.
const LEFT_OUT: &str = "AWS has more here that this practice account has not: SSH keys and Git credentials for CodeCommit, API keys of \
                        single services, and X.509 signing certificates.";

/// The same of the root user's page.
const ROOTS_LEFT_OUT: &str = "AWS has more here that this practice account has not: CloudFront key pairs, X.509 signing certificates, and \
                              the canonical user ID.";

fn copy(text: String, what: String) -> Vec<Step> {
    vec![Step::Copy { text, what }]
}

fn ask(overlay: Option<impl Overlay + 'static>) -> Vec<Step> {
    overlay.map(|overlay| Step::Ask(Box::new(overlay))).into_iter().collect()
}
