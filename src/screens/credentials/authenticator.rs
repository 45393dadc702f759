//! The practice authenticator: what an authenticator app would show for each device of the account, for those without a
//! phone at hand.

use jiff::Timestamp;

use super::assign_mfa::grouped;
use crate::account::entity::MfaDevice;
use crate::account::mfa::Seed;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::step::Step;
use crate::app::words::next_second;
use crate::screens::sight::needs;
use crate::theme::Role;
use crate::widgets::key::{Code, Key};
use crate::widgets::rows::Rows;
use crate::widgets::{Canvas, Hit, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Authenticator,
    names: &["authenticator", "codes"],
    title: |_| "Authenticator".into(),
    about: "What an authenticator app would show now, for practice without a phone",
    parent: Some(ScreenId::Dashboard),
    needs: needs::nothing,
    bindings: BINDINGS,
    open: |route, cx| Box::new(Authenticator::new(route, cx)),
};

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::char('y'), Key::plain(Code::Enter)], Action::Copy, "copy code", "Copy the selected device's present code"),
    Binding::new(&[Key::char('a')], Action::Add, "assign MFA device", "Assign a device to whoever is signed in"),
];

struct Authenticator {
    rows: Rows,
}

impl Authenticator {
    /// With the first device of whose codes are wanted, where that is told.
    fn new(route: &Route, cx: &Cx<'_>) -> Self {
        let mut rows = Rows::default();
        rows.set_count(cx.account.mfa_devices().count());
        if let Some(Subject::Owner(owner)) = &route.subject {
            let is_theirs = |device: &MfaDevice| device.assigned.as_ref().is_some_and(|assigned| assigned.owner == *owner);
            rows.select(cx.account.mfa_devices().position(is_theirs).unwrap_or_default());
        }
        Self { rows }
    }

    fn selected<'a>(&self, cx: &Cx<'a>) -> Option<&'a MfaDevice> {
        cx.account.mfa_devices().nth(self.rows.selected())
    }
}

/// A device's present code, and for how many seconds it still is.
fn code_now(cx: &Cx<'_>, device: &MfaDevice) -> Option<(String, u64)> {
    Some(Seed::read(&cx.account.mfa_seed_of(&device.name)?.seed)?.code_at(cx.real_now))
}

impl Screen for Authenticator {
    fn refresh(&mut self, cx: &Cx<'_>) {
        self.rows.set_count(cx.account.mfa_devices().count());
    }

    fn focus(&mut self) -> Focus<'_> {
        Focus::Rows(&mut self.rows)
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        (action == Action::Copy && self.selected(cx).is_none()).then(|| "The account has no MFA device yet. a assigns one.".into())
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        match action {
            Action::Add => vec![Step::Go(Route::to(ScreenId::AssignMfa))],
            Action::Copy => {
                let Some(device) = self.selected(cx) else { return Vec::new() };
                let code = code_now(cx, device).map(|(code, _)| code);
                code.map(|text| Step::Copy { text, what: format!("the present code of {}", device.name) }).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn wake_at(&self, cx: &Cx<'_>) -> Option<Timestamp> {
        cx.account.mfa_devices().next().map(|_| next_second(cx.real_now))
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        canvas.line(0, &Line::new().title("Authenticator"));
        let words = "What an authenticator app would show now. With a phone, scan the QR code instead: then the codes are only there.";
        let mut row = canvas.paragraph(1, words, Role::Quiet) + 1;
        if cx.account.mfa_devices().next().is_none() {
            canvas.line(row, &Line::new().text("The account has no MFA device yet."));
            let whose = if cx.caller.is_root() { "the root user".to_owned() } else { cx.caller.label(cx.account) };
            canvas.line(row + 2, &Line::new().key("a", &format!("assign an MFA device to {whose}")));
            return;
        }
        for (index, device) in cx.account.mfa_devices().enumerate() {
            draw_device(cx, canvas, row, device, (index, index == self.rows.selected()));
            row += 2;
        }
    }
}

fn draw_device(cx: &Cx<'_>, canvas: &mut Canvas<'_>, row: usize, device: &MfaDevice, (index, selected): (usize, bool)) {
    let Some((code, left)) = code_now(cx, device) else { return };
    let owner = device.assigned.as_ref().and_then(|assigned| cx.account.name_of(assigned.owner));
    let owner =
        owner.map_or_else(|| "not assigned".to_owned(), |owner| if owner == "root" { "root user".into() } else { owner.to_owned() });
    let role = if left <= 5 { Role::Warning } else { Role::Quiet };
    // Thirty seconds, one cell for three of them.
    let cells = usize::try_from(left.div_ceil(3)).unwrap_or(10);
    let bar = format!("{}{}", "█".repeat(cells), "░".repeat(10 - cells.min(10)));
    let code = Line::new().title(grouped(&code)).text("   ").with(bar, role).with(format!(" {left:>2} s"), role);
    let name = Line::new().accent(if selected { "▌ " } else { "  " }).text(device.name.clone()).quiet(format!("   {owner}"));
    let width = canvas.width().min(90);
    let column = width.saturating_sub(code.width() + 1);
    if cx.account.is_code_used(device, cx.real_now) {
        let used = Line::new().with("used", Role::Warning).quiet(format!("  A code counts once: the next comes in {left} s."));
        canvas.line_at(row + 1, width.saturating_sub(used.width() + 1), &used);
    }
    if selected {
        canvas.columns(0, width).select_row(row);
        canvas.columns(0, column).selected_line_at(row, 0, &name);
        canvas.selected_line_at(row, column, &code);
    } else {
        canvas.columns(0, column).line(row, &name);
        canvas.line_at(row, column, &code);
    }
    canvas.hit(row, 0, width, Hit::Row(index));
}
