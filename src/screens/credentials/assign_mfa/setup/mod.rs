//! The second stage: the code to scan, or the key to type, and the two codes.

mod drawing;

use crate::account::entity::MfaDevice;
use crate::account::mfa::{Seed, step_at};
use crate::account::operation::EnableMFADevice;
use crate::account::secret::Disclosed;
use crate::app::action::Action;
use crate::app::cx::Cx;
use crate::app::screen::{Focus, Frame};
use crate::app::step::Step;
use crate::widgets::Key;
use crate::widgets::form::{Answer, AnyForm, Field, Form};
use crate::widgets::key::Code;
use crate::widgets::qr::Qr;

/// Columns that the steps and fields need beside the code.
const FIELDS_WIDTH: usize = 38;
/// A code this many steps off is still one of the device's own.
const NEAR: i64 = 1000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum CodeField {
    First,
    Second,
}

/// What is shown where there is no room for both.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Code,
    Fields,
    /// The code, turned back to from the fields: closing it leads to them again.
    CodeAgain,
}

/// The device being set up.
pub(super) struct Setup {
    name: String,
    /// The codes of the device's addresses, the largest first.
    codes: Vec<Qr>,
    form: Form<CodeField>,
    side: Side,
    /// Whether there is no room for code and fields beside each other.
    one_side: bool,
    key: bool,
    authenticator: bool,
}

impl Setup {
    pub fn new(name: &str, cx: &Cx<'_>) -> Self {
        let field = |id, label, member| Field::code(id, label).of(EnableMFADevice::SPEC.member(member));
        let first = field(CodeField::First, "MFA code 1", "AuthenticationCode1").hint("The code that the app shows now");
        let second = field(CodeField::Second, "MFA code 2", "AuthenticationCode2").hint("The next code, up to 30 seconds later");
        let form = Form::new(vec![first, second]);
        let mut setup =
            Self { name: name.to_owned(), codes: Vec::new(), form, side: Side::Code, one_side: false, key: false, authenticator: false };
        setup.codes = setup.encode(cx);
        setup.refresh(cx);
        setup
    }

    /// Takes note of the room that there is.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        self.one_side = !cx.unicode || !(self.fits_in_the_frame(cx) || self.fits_beside(cx));
    }

    /// Whether the code, or why there is none, is all that is seen.
    const fn shows_code_alone(&self) -> bool {
        self.one_side && !matches!(self.side, Side::Fields)
    }

    const fn turn_to_fields(&mut self) {
        self.side = Side::Fields;
    }

    /// Turns from a code that was turned back to.
    pub fn close_code(&mut self) -> bool {
        let closes = self.one_side && self.side == Side::CodeAgain;
        if closes {
            self.turn_to_fields();
        }
        closes
    }

    /// Whether a code was typed, in part at least.
    pub fn has_codes(&self) -> bool {
        [CodeField::First, CodeField::Second].into_iter().any(|field| !digits(self.form.text(field)).is_empty())
    }

    /// Encoding takes a millisecond, so it is done once and not for every frame.
    fn encode(&self, cx: &Cx<'_>) -> Vec<Qr> {
        let (Some(device), Some(seed)) = (self.device(cx), self.seed(cx)) else { return Vec::new() };
        cx.account.otpauth_uris(device, seed).iter().filter_map(|address| Qr::new(address)).collect()
    }

    /// The device, as long as it is there.
    pub fn device<'a>(&self, cx: &Cx<'a>) -> Option<&'a MfaDevice> {
        cx.account.mfa_device_named(&self.name)
    }

    fn seed<'a>(&self, cx: &Cx<'a>) -> Option<&'a Disclosed> {
        cx.account.mfa_seed_of(&self.name).map(|seed| &seed.seed)
    }

    pub fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self)
    }

    pub fn act(&mut self, action: Action) {
        match action {
            Action::ShowKey => {
                self.key = !self.key || self.shows_code_alone();
                self.turn_to_fields();
            }
            Action::ShowCode => self.side = Side::CodeAgain,
            Action::Authenticator => {
                self.authenticator = !self.authenticator || self.shows_code_alone();
                self.turn_to_fields();
            }
            _ => {}
        }
    }

    /// Why an action does nothing now.
    pub fn why_not(&self, action: Action) -> Option<String> {
        let is_shown = !self.one_side || self.shows_code_alone();
        (action == Action::ShowCode && is_shown).then(|| "The QR code is shown already.".into())
    }

    /// What enter does.
    pub fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Next && self.shows_code_alone()).then_some("the codes")
    }

    pub fn copy(&self, cx: &Cx<'_>) -> Vec<Step> {
        self.seed(cx)
            .map(|seed| Step::Copy { text: seed.reveal().to_owned(), what: format!("the secret key of {}", self.name) })
            .into_iter()
            .collect()
    }

    /// The two codes as digits alone, once both are complete.
    pub fn codes(&self) -> Option<[String; 2]> {
        let codes = [CodeField::First, CodeField::Second].map(|field| digits(self.form.text(field)));
        codes.iter().all(|code| code.len() == 6).then_some(codes)
    }

    /// Enter goes from the first field to the second, and then sends; tells whether to send.
    pub fn submitted(&mut self) -> bool {
        for field in [CodeField::First, CodeField::Second] {
            match digits(self.form.text(field)).len() {
                6 => {}
                0 => {
                    self.form.focus_on(field);
                    return false;
                }
                _ => {
                    self.form.refuse(field, "A code has six digits.");
                    return false;
                }
            }
        }
        true
    }

    /// A complete code is looked at at once.
    pub fn changed(&mut self, cx: &Cx<'_>) {
        let Some(focused) = self.form.focused() else { return };
        let code = digits(self.form.text(focused));
        if code.len() != 6 {
            return;
        }
        let known = self.seed(cx).and_then(Seed::read).is_some_and(|seed| is_of(&seed, &code, step_at(cx.real_now)));
        if !known {
            self.form.refuse(focused, "This is no code of this device. Is it the right entry in the app?");
        } else if focused == CodeField::Second && code == digits(self.form.text(CodeField::First)) {
            self.form.refuse(focused, "This is the first code again. Wait for the next one.");
        }
    }

    pub fn refuse(&mut self, member: Option<&'static str>, words: &str) {
        self.turn_to_fields();
        if !member.is_some_and(|member| self.form.refuse_member(member, words)) {
            self.form.refuse(CodeField::Second, words);
        }
    }

    /// Where code and fields don't fit beside each other, the shell's frame gives way to them.
    pub fn frame(&self, cx: &Cx<'_>) -> Frame {
        let has_room = self.fits_in_the_frame(cx) || (self.side == Side::Fields && !self.fits_beside(cx));
        if has_room { Frame::Full } else { Frame::Bare }
    }

    /// Whether the code with AWS's address and the fields fit beside each other within the shell's frame.
    fn fits_in_the_frame(&self, cx: &Cx<'_>) -> bool {
        let (columns, rows) = (usize::from(cx.size.0), usize::from(cx.size.1));
        let navigation = if columns >= 100 { 24 } else { 0 };
        let room = (columns.saturating_sub(navigation + 2 + FIELDS_WIDTH), rows.saturating_sub(5));
        self.codes.first().is_some_and(|qr| qr.fits(room.0, room.1))
    }

    /// Whether code and fields fit beside each other on a bare screen.
    fn fits_beside(&self, cx: &Cx<'_>) -> bool {
        let (columns, rows) = (usize::from(cx.size.0), usize::from(cx.size.1));
        self.codes.iter().any(|qr| qr.fits(columns.saturating_sub(2 + FIELDS_WIDTH), rows.saturating_sub(2)))
    }
}

/// Keys do what is seen: before the code alone, what one goes on or types with turns to the fields.
impl AnyForm for Setup {
    fn has_letters(&self) -> bool {
        false
    }

    fn key(&mut self, key: Key) -> Answer {
        if !self.shows_code_alone() {
            return self.form.key(key);
        }
        match key.code {
            Code::Enter | Code::Tab | Code::BackTab | Code::Down | Code::Up => {
                self.turn_to_fields();
                Answer::Taken
            }
            Code::Char(letter) if letter.is_ascii_digit() => {
                self.turn_to_fields();
                self.form.key(key)
            }
            _ => Answer::NotTaken,
        }
    }

    fn paste(&mut self, text: &str) -> Answer {
        self.turn_to_fields();
        self.form.paste(text)
    }

    fn click(&mut self, field: usize) -> Answer {
        self.form.click(field)
    }

    fn takes_letters(&self) -> bool {
        false
    }
}

/// The digits of what was typed; blanks are for the eye.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A code as authenticators show it: `528 350`.
pub(in crate::screens) fn grouped(code: &str) -> String {
    code.split_at_checked(3).map_or_else(|| code.to_owned(), |(head, tail)| format!("{head} {tail}"))
}

/// Whether a code is one that the device shows within the window that the account accepts.
fn is_of(seed: &Seed, code: &str, here: i64) -> bool {
    (here - NEAR..=here + NEAR).any(|step| seed.code(step) == code)
}
