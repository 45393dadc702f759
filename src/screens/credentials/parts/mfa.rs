//! An owner's MFA devices: the rows, and the dialogs that resync and remove one.

use jiff::SignedDuration;

use super::Whose;
use super::row::{Credential, Drawn, Section};
use super::sight::SectionSight;
use crate::account::entity::{MfaDevice, Owner};
use crate::account::mfa::{ENTRY_OF_ALIAS, STEP_SECONDS, Seed, drift_in_words};
use crate::account::operation::{DeactivateMFADevice, DeleteVirtualMFADevice, ResyncMFADevice};
use crate::account::secret::Secret;
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{ago, count};
use crate::theme::Role;
use crate::widgets::form::{Field, Form};
use crate::widgets::line::cut;
use crate::widgets::{Code, Key, Line};

/// The key that resyncs a device.
pub(in crate::screens) const RESYNC: Binding =
    Binding::new(&[Key::char('r')], Action::Resync, "resync…", "Bring the selected device's clock back in step, with two codes");

/// No device's name is given more columns than this.
const WIDEST_NAME: usize = 32;

/// An owner's devices by name, under a heading that counts them.
pub(in crate::screens) fn rows(cx: &Cx<'_>, owner: Owner, sight: &SectionSight) -> Vec<Drawn> {
    let devices: Vec<&MfaDevice> = cx.account.mfa_devices_of(owner).collect();
    let most = cx.account.quotas().mfa_devices_per_user;
    let heading = Line::new().title("MFA devices").quiet(format!("  {} of {most}   ", devices.len())).key("a", "assign MFA device");
    let mut rows = vec![Drawn::Words(heading)];
    if devices.is_empty() {
        rows.push(Drawn::Words(none(cx, owner, sight)));
    }
    let width = devices.iter().map(|device| device.name.len()).max().unwrap_or(0).min(WIDEST_NAME);
    for device in devices {
        rows.push(Drawn::Row(Credential::MfaDevice(device.name.clone()), row(cx, device, width)));
        // What AWS calls the identifier, and the API the serial number.
        rows.push(Drawn::Words(Line::new().quiet(format!("    {}", cx.account.serial_number(device)))));
        rows.extend(drift(device).map(Drawn::Words));
    }
    rows
}

/// What it means to have no device: nothing as long as one can't sign in, or where that may not be seen.
fn none(cx: &Cx<'_>, owner: Owner, sight: &SectionSight) -> Line {
    if signs_in(cx, owner, sight) {
        Line::new().with("▲ ", Role::Warning).text("No MFA device: the password alone is enough to sign in.")
    } else {
        Line::new().quiet("  No MFA device.")
    }
}

/// Whether an owner has a password, as far as that may be seen.
fn signs_in(cx: &Cx<'_>, owner: Owner, sight: &SectionSight) -> bool {
    match owner {
        Owner::Root => true,
        Owner::User(id) => sight.may(Section::ConsoleSignIn) && cx.account.login_profile_of(id).is_some(),
    }
}

fn row(cx: &Cx<'_>, device: &MfaDevice, width: usize) -> Line {
    let name = cut(&device.name, width).into_owned();
    Line::new().text(format!("{name:<width$}")).quiet("  Virtual  Created ").text(ago(device.created, cx.now))
}

/// How far a device's clock is off, where that is worth a word.
fn drift(device: &MfaDevice) -> Option<Line> {
    let drift = drift_in_words(device.assigned.as_ref()?.drift)?;
    Some(Line::new().with("    ▲ ", Role::Warning).text(drift))
}

/// Why no further device can be assigned now; `None` where one can.
pub(in crate::screens) fn why_not_assign(cx: &Cx<'_>, owner: Owner) -> Option<String> {
    let most = cx.account.quotas().mfa_devices_per_user;
    let full = cx.account.mfa_devices_of(owner).count() >= most;
    full.then(|| format!("{most} MFA devices are the most there can be. Remove one that is not used any more."))
}

/// The dialog's fields.
const CODES: [(usize, &str, &str); 2] = [(0, "MFA code 1", "AuthenticationCode1"), (1, "MFA code 2", "AuthenticationCode2")];

/// Asks for two codes in a row, which tell how far the device's clock is off. `None` once the device is gone.
pub(in crate::screens) fn resync(cx: &Cx<'_>, name: &str) -> Option<Dialog> {
    let (device, whose) = find(cx, name)?;
    let serial_number = cx.account.serial_number(device);
    let confirm = move |form: &Form<usize>, _: &Cx<'_>| {
        let [first, second] = CODES.map(|(id, ..)| code(form, id));
        let operation = ResyncMFADevice {
            user_name: whose.user_name.clone(),
            serial_number: serial_number.clone(),
            authentication_code_1: first?,
            authentication_code_2: second?,
        };
        Ok(vec![Step::submit(operation)])
    };
    let hints = ["The code that the app shows now", "The very next one, up to 30 seconds later"];
    let fields = CODES.into_iter().zip(hints).map(|((id, label, member), hint)| {
        // Optional for the form: an empty one gets an answer of its own.
        Field::code(id, label).of(ResyncMFADevice::SPEC.member(member)).hint(hint).optional()
    });
    let words =
        "Codes are refused once the clock of the phone has drifted too far. Two codes in a row tell by how much, and they count again.";
    let of = name.to_owned();
    let dialog = Dialog::new(format!("Resync MFA device {name}"), "Resync", confirm)
        .lines([Line::new().text(words), Line::new().quiet("No phone?  ").key(PRACTICE.to_string(), "practice codes")])
        .filled_by(PRACTICE, "practice codes", move |form, cx| match practice_codes(cx, &of) {
            Some(codes) => CODES.into_iter().zip(codes).for_each(|((id, ..), code)| form.set_text(id, code)),
            None => form.refuse(0, "The present codes were used. Press f4 again once there are others, within a minute."),
        });
    Some(dialog.fields(fields.collect()))
}

/// The key that fills in what an authenticator app would show.
const PRACTICE: Key = Key::plain(Code::F(4));

/// Two codes in a row of which none was used, of what an authenticator app here would show: the one before and the present one, or
/// the present one and the next. `None` where they were, or the device is gone.
fn practice_codes(cx: &Cx<'_>, name: &str) -> Option<[String; 2]> {
    let device = cx.account.mfa_device_named(name)?;
    let seed = Seed::read(&cx.account.mfa_seed_of(name)?.seed)?;
    let at = |ahead: i64| cx.real_now + SignedDuration::from_secs(ahead * STEP_SECONDS);
    let is_unused = |ahead: i64| !cx.account.is_code_used(device, at(ahead));
    let first = [-1, 0].into_iter().find(|first| is_unused(*first) && is_unused(first + 1))?;
    Some([first, first + 1].map(|ahead| seed.code_at(at(ahead)).0))
}

/// A code's six digits; blanks between them are for the eye.
fn code(form: &Form<usize>, field: usize) -> Result<Secret, (usize, String)> {
    let digits: String = form.text(field).chars().filter(char::is_ascii_digit).collect();
    match (digits.len(), field) {
        (6, _) => Ok(Secret::new(digits)),
        (0, 1) => Err((field, "Now the next code, once the app shows it.".into())),
        _ => Err((field, "A code has six digits.".into())),
    }
}

/// Asks before a device is taken from its owner and deleted, as for a lost or replaced phone. `None` once it is gone.
pub(in crate::screens) fn remove(cx: &Cx<'_>, name: &str) -> Option<Dialog> {
    let (device, whose) = find(cx, name)?;
    let owner = device.assigned.as_ref()?.owner;
    let serial_number = cx.account.serial_number(device);
    let deactivate = DeactivateMFADevice { user_name: whose.user_name.clone(), serial_number: serial_number.clone() };
    let operations = vec![deactivate.into(), DeleteVirtualMFADevice { serial_number }.into()];
    let said = format!("Removed MFA device {name} of {}", whose.words());
    let left = cx.account.mfa_devices_of(owner).count().saturating_sub(1);
    let then = match left {
        0 if !signs_in(cx, owner, &SectionSight::of(cx, owner)) => format!("{} has no device left then.", whose.words()),
        0 => format!("Without a device, a password alone is enough for {} to sign in.", whose.words()),
        left => format!("To sign in with, {} has {} left.", whose.words(), count(left, "device")),
    };
    let entry = format!("  {}", cx.account.authenticator_entry(device));
    let dialog = Dialog::new(format!("Remove MFA device {name} of {}?", whose.words()), "Remove", move |_, _| {
        Ok(vec![Step::submit_all(operations.clone(), said.clone())])
    });
    let app = "In the authenticator app, delete the entry yourself. It ends in:";
    let lines = [
        Line::new().text(then),
        Line::new().text(app),
        Line::new().text(entry),
        Line::new().quiet(ENTRY_OF_ALIAS),
        Line::new().quiet("For a new phone, or one that is lost: remove the device, then assign another."),
    ];
    Some(dialog.danger().lines(lines))
}

fn find<'a>(cx: &Cx<'a>, name: &str) -> Option<(&'a MfaDevice, Whose)> {
    let device = cx.account.mfa_device_named(name)?;
    Some((device, Whose::of(cx, device.assigned.as_ref()?.owner)?))
}
