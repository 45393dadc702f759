//! The first stage: the device gets a name.

use crate::account::entity::Owner;
use crate::account::operation::{CreateVirtualMFADevice, DeleteVirtualMFADevice, Operation};
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::screen::Focus;
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::widgets::form::{Field, Form};
use crate::widgets::{Canvas, Line};

/// A device's name of so many letters leaves room for the issuer in a QR code on 24 rows.
const LONGEST_SUGGESTED: usize = 13;

/// Why no device of a name can be made: another attempt has left one, and whoever is signed in may not delete it.
const IN_THE_WAY: &str = "A device of this name was never assigned, and you may not delete it. Choose another name, or ask an \
                          administrator to delete it.";

#[derive(Clone, Copy, PartialEq, Eq)]
enum NameField {
    Name,
    Note,
}

/// The form for the name.
pub(super) struct Naming(Form<NameField>);

impl Naming {
    pub fn new(owner: Owner, cx: &Cx<'_>) -> Self {
        let suggested = match owner {
            Owner::Root => "root-mfa".to_owned(),
            Owner::User(id) => cx.account.user(id).map_or_else(String::new, |user| user.name.chars().take(LONGEST_SUGGESTED).collect()),
        };
        let name = Field::text_line(NameField::Name, "Device name", suggested)
            .of(CreateVirtualMFADevice::SPEC.member("VirtualMFADeviceName"))
            .proposed()
            .hint("Unique in the account: letters, digits and + = , . @ _ -");
        let note = "An authenticator app on a phone (Google Authenticator, Microsoft Authenticator, Authy, 1Password …) shows a new six-digit \
                    code every 30 seconds. Once a device is assigned, a password alone is no longer enough to sign in.";
        Self(Form::new(vec![Field::note(NameField::Note, note), name]))
    }

    /// The name as it stands there.
    pub fn name(&self) -> &str {
        self.0.text(NameField::Name)
    }

    pub fn focus(&mut self) -> Focus<'_> {
        Focus::Form(self.0.as_any())
    }

    pub fn refuse(&mut self, words: &str) {
        self.0.refuse(NameField::Name, words);
    }

    /// What makes the device; else what is told of why not. One of the same name that was never assigned is left over from an attempt
    /// that was cut off.
    pub fn operations(&mut self, cx: &Cx<'_>) -> Result<Vec<Operation>, Vec<Step>> {
        let Self(form) = self;
        if !form.check() {
            return Err(Vec::new());
        }
        let name = form.text(NameField::Name).to_owned();
        let left_over = cx.account.mfa_device_named(&name).filter(|device| device.assigned.is_none());
        let mut operations: Vec<Operation> = Vec::new();
        operations.extend(left_over.map(|device| DeleteVirtualMFADevice { serial_number: cx.account.serial_number(device) }.into()));
        if let Some(refusal) = cx.first_refusal(&operations) {
            form.refuse(NameField::Name, IN_THE_WAY);
            let notice = Notice::new(Tone::Bad, refusal.message.clone());
            return Err(vec![Step::Hint(Notice { denied: Denial::of(&refusal).map(Box::new), ..notice })]);
        }
        operations.push(CreateVirtualMFADevice { virtual_mfa_device_name: name, ..Default::default() }.into());
        Ok(operations)
    }

    pub fn draw(&self, canvas: &mut Canvas<'_>, whose: &str) {
        canvas.line(0, &Line::new().title(format!("Assign MFA device to {whose}")));
        let width = canvas.width().min(84);
        self.0.draw(&mut canvas.columns(0, width).rows(2, usize::MAX), true);
    }
}
