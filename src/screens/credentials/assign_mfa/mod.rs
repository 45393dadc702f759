//! Assigning a virtual MFA device: a name, a QR code to scan, two codes to prove it.
//!
//! ```text
//!  Assign MFA device to the root user
//!
//!  ▄▄▄▄▄▄▄ ▄▄  ▄▄▄▄▄▄▄     1  Scan the code with an authenticator app.
//!  █     █ ▀▄  █     █     2  Or type the key:  k
//!  …                       3  Enter two codes, one after the other.
//!
//!                             MFA code 1   528 350
//!                             MFA code 2            wait for the next code: 12 s
//! ```

mod deeds;
mod naming;
mod setup;

use jiff::Timestamp;

use crate::account::entity::Owner;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Frame, Screen, ScreenSpec};
use crate::app::step::{Outcome, Step};
use crate::screens::sight::needs;
use crate::widgets::Canvas;
use crate::widgets::form::Answer;
use crate::widgets::key::{Code, Key};
use naming::Naming;
use setup::Setup;
pub(super) use setup::grouped;

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::AssignMfa,
    names: &["assign-mfa", "mfa"],
    title: |_| "Assign MFA device".into(),
    about: "Enrol an authenticator app, by QR code or by key",
    parent: Some(ScreenId::SecurityCredentials),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, cx| Box::new(AssignMfa::new(owner_of(route, cx), cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Next, "next", "Go on: make the device, or send the two codes"),
    Binding::new(&[Key::char('k')], Action::ShowKey, "key as text", "Show the secret key to type instead of the QR code to scan"),
    Binding::new(&[Key::char('v')], Action::ShowCode, "QR code", "Show the QR code"),
    Binding::new(
        &[Key::char('a')],
        Action::Authenticator,
        "practice codes",
        "Show what an authenticator app would show, for those without a phone",
    ),
    Binding::new(&[Key::char('y')], Action::Copy, "copy key", "Copy the secret key"),
];

/// Whose device it is to be; the signed-in principal's own where the route doesn't say.
fn owner_of(route: &Route, cx: &Cx<'_>) -> Owner {
    match route.subject {
        Some(Subject::Owner(owner)) => owner,
        _ => cx.caller.owner().unwrap_or(Owner::Root),
    }
}

/// The wizard's state.
struct AssignMfa {
    owner: Owner,
    stage: Stage,
    /// Whether something was submitted and is not answered yet.
    waiting: bool,
}

/// How far one has come.
enum Stage {
    /// The device gets a name.
    Name(Naming),
    /// The device is made, and proved by two codes.
    Setup(Box<Setup>),
    /// It is assigned.
    Assigned,
}

impl AssignMfa {
    fn new(owner: Owner, cx: &Cx<'_>) -> Self {
        Self { owner, stage: Stage::Name(Naming::new(owner, cx)), waiting: false }
    }

    fn user_name(&self, cx: &Cx<'_>) -> Option<String> {
        match self.owner {
            Owner::Root => None,
            Owner::User(id) => cx.account.user(id).map(|user| user.name.clone()),
        }
    }

    fn whose(&self, cx: &Cx<'_>) -> String {
        self.user_name(cx).unwrap_or_else(|| "the root user".into())
    }

    /// The page where the owner's credentials are.
    const fn page(&self) -> Route {
        Route::credentials_of(self.owner)
    }

    fn refused(&mut self, member: Option<&'static str>, words: &str) {
        match &mut self.stage {
            Stage::Name(naming) => naming.refuse(words),
            Stage::Setup(setup) => setup.refuse(member, words),
            Stage::Assigned => {}
        }
    }
}

impl Screen for AssignMfa {
    fn refresh(&mut self, cx: &Cx<'_>) {
        if let Stage::Setup(setup) = &mut self.stage {
            setup.refresh(cx);
            // Undo may have taken the device away: then one begins anew.
            if setup.device(cx).is_none() {
                *self = Self::new(self.owner, cx);
            }
        }
    }

    fn focus(&mut self) -> Focus<'_> {
        match &mut self.stage {
            // The device gets the name that was sent.
            Stage::Name(_) if self.waiting => Focus::Nothing,
            Stage::Name(naming) => naming.focus(),
            Stage::Setup(setup) => setup.focus(),
            Stage::Assigned => Focus::Nothing,
        }
    }

    fn why_not(&self, action: Action, _cx: &Cx<'_>) -> Option<String> {
        match (&self.stage, action) {
            (Stage::Setup(setup), action) => setup.why_not(action),
            (_, Action::Next) => None,
            _ => Some("The device comes first: give it a name and press enter.".into()),
        }
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        match &self.stage {
            Stage::Setup(setup) => setup.label(action),
            _ => None,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match (&mut self.stage, action) {
            (Stage::Setup(setup), Action::Copy) => setup.copy(cx),
            (Stage::Setup(setup), action) => {
                setup.act(action);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn form_answered(&mut self, answer: Answer, cx: &Cx<'_>) -> Vec<Step> {
        match (&mut self.stage, answer) {
            (_, Answer::Submitted) if self.waiting => Vec::new(),
            (Stage::Name(_), Answer::Submitted) => self.create(cx),
            (Stage::Setup(setup), Answer::Submitted) => {
                if setup.submitted() {
                    return self.enable(cx);
                }
                Vec::new()
            }
            (Stage::Setup(setup), Answer::Changed) => {
                setup.changed(cx);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn answered(&mut self, outcome: Outcome, cx: &Cx<'_>) -> Vec<Step> {
        self.waiting = false;
        match outcome {
            Outcome::Done(_) => match &self.stage {
                Stage::Name(naming) => {
                    self.stage = Stage::Setup(Box::new(Setup::new(naming.name(), cx)));
                    Vec::new()
                }
                Stage::Setup(_) => self.assigned(cx),
                Stage::Assigned => Vec::new(),
            },
            Outcome::Refused(refused) => {
                let refusal = refused.refusal;
                self.refused(refusal.member, &refusal.remedy.unwrap_or(refusal.message));
                Vec::new()
            }
            Outcome::Failed(reason) => {
                self.refused(None, &reason);
                Vec::new()
            }
        }
    }

    fn close_part(&mut self) -> bool {
        match &mut self.stage {
            Stage::Setup(setup) => setup.close_code(),
            _ => false,
        }
    }

    fn unsaved(&self) -> Option<String> {
        let is_half_done = matches!(&self.stage, Stage::Setup(setup) if !self.waiting && setup.has_codes());
        is_half_done.then(|| {
            "The device is not assigned yet: leaving removes it, where you may, and its entry in the app is of no use then.".into()
        })
    }

    /// Cancelling leaves no device behind that may be deleted.
    fn closing(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        self.removal(cx)
    }

    fn wake_at(&self, cx: &Cx<'_>) -> Option<Timestamp> {
        matches!(self.stage, Stage::Setup(_)).then(|| crate::app::words::next_second(cx.real_now))
    }

    fn parent(&self, _cx: &Cx<'_>) -> Option<Route> {
        Some(self.page())
    }

    fn frame(&self, cx: &Cx<'_>) -> Frame {
        match &self.stage {
            Stage::Setup(setup) => setup.frame(cx),
            _ => Frame::Full,
        }
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        match &self.stage {
            Stage::Name(naming) => naming.draw(canvas, &self.whose(cx)),
            Stage::Setup(setup) => setup.draw(cx, canvas, &self.whose(cx)),
            Stage::Assigned => {}
        }
    }
}
