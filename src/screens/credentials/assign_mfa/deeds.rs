//! What the wizard has done: a device made, assigned, or removed again.

use super::{AssignMfa, Stage};
use crate::account::display::visible;
use crate::account::mfa::drift_in_words;
use crate::account::operation::{DeleteVirtualMFADevice, EnableMFADevice, Operation};
use crate::account::secret::Secret;
use crate::app::cx::Cx;
use crate::app::notice::{Notice, Tone};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;

impl AssignMfa {
    /// Makes the device.
    pub(super) fn create(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let Stage::Name(naming) = &mut self.stage else { return Vec::new() };
        match naming.operations(cx) {
            Ok(operations) => {
                self.waiting = true;
                vec![Step::submit_all(operations, format!("Created MFA device {}; two codes assign it", naming.name()))]
            }
            Err(steps) => steps,
        }
    }

    /// Sends the two codes.
    pub(super) fn enable(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let user_name = self.user_name(cx);
        let whose = self.whose(cx);
        let Stage::Setup(setup) = &mut self.stage else { return Vec::new() };
        let Some([first, second]) = setup.codes() else { return Vec::new() };
        let Some(device) = setup.device(cx) else { return Vec::new() };
        let operation = EnableMFADevice {
            user_name,
            serial_number: cx.account.serial_number(device),
            authentication_code_1: Secret::new(first),
            authentication_code_2: Secret::new(second),
        };
        self.waiting = true;
        vec![Step::submit_all(vec![operation.into()], format!("MFA device assigned to {whose}"))]
    }

    /// Tells what there is to know of the device that is assigned now, and goes to the page with it.
    pub(super) fn assigned(&mut self, cx: &Cx<'_>) -> Vec<Step> {
        let drift = match &self.stage {
            Stage::Setup(setup) => {
                setup.device(cx).and_then(|device| device.assigned.as_ref()).and_then(|assigned| drift_in_words(assigned.drift))
            }
            _ => None,
        };
        self.stage = Stage::Assigned;
        let told = drift.map(|drift| {
            let text = format!("The device works all the same, but {drift}. The account remembers the difference.");
            Step::Say(Notice::new(Tone::Info, text).remedy(Some("If it grows, resync the device under Security credentials.".into())))
        });
        told.into_iter().chain([Step::Replace(self.page())]).collect()
    }

    /// The device that leaving now would leave behind. One that is just being made is there once what undoes it comes to its
    /// turn; one whose codes are being looked at is as good as assigned.
    fn orphan(&self, cx: &Cx<'_>) -> Option<(String, String)> {
        match &self.stage {
            Stage::Name(naming) if self.waiting => {
                let name = naming.name().to_owned();
                Some((cx.account.virtual_mfa_serial_number(&name), name))
            }
            Stage::Setup(setup) if !self.waiting => {
                let device = setup.device(cx).filter(|device| device.assigned.is_none())?;
                Some((cx.account.serial_number(device), device.name.clone()))
            }
            _ => None,
        }
    }

    /// Removes the device that would be left behind; where that may not be, it is told.
    pub(super) fn removal(&self, cx: &Cx<'_>) -> Vec<Step> {
        let Some((serial_number, name)) = self.orphan(cx) else { return Vec::new() };
        let (removal, name): (Operation, _) = (DeleteVirtualMFADevice { serial_number }.into(), visible(&name));
        if let Some(refusal) = cx.refusal(&removal) {
            let notice = Notice::new(Tone::Bad, format!("The device {name} stays, assigned to nobody: {}", refusal.message));
            return vec![Step::Say(Notice { denied: Denial::of(&refusal).map(Box::new), ..notice })];
        }
        let said = format!("Cancelled: the device {name} is removed again. If an app has scanned it already, remove its entry there");
        vec![Step::submit_all(vec![removal], said)]
    }
}
