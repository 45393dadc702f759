//! The questions before something is done with an account.

use super::rows::is_open;
use crate::account::entity::MfaDevice;
use crate::account::id::AccountId;
use crate::account::mfa::ENTRY_OF_ALIAS;
use crate::account::operation::Operation;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::{AccountsRequest, Step};
use crate::app::words::count;
use crate::store::{HistoryDeed, Home, Listed, StoreError};
use crate::widgets::Line;
use crate::widgets::form::Field;

/// Asks for the name of a new account.
pub(super) fn create() -> Dialog {
    let field = Field::text_line(0, "Name", "").hint("1 to 63 of a-z, 0-9, dot, underscore and hyphen.");
    Dialog::new("Create a practice account", "Create", |form, cx| {
        let name = vacant(form.text(0), cx)?;
        Ok(vec![Step::Accounts(AccountsRequest::Create(name))])
    })
    .line("It begins with one root access key and nothing else, so all five tasks are to do. It is opened at once.")
    .fields(vec![field])
}

/// Asks for the name of a copy.
pub(super) fn copy(from: &str) -> Dialog {
    let field = Field::text_line(0, "Name of the copy", "").hint("1 to 63 of a-z, 0-9, dot, underscore and hyphen.");
    let source = from.to_owned();
    Dialog::new(format!("Copy {from}"), "Copy", move |form, cx| {
        let to = vacant(form.text(0), cx)?;
        Ok(vec![Step::Accounts(AccountsRequest::Copy { from: source.clone(), to })])
    })
    .line("The copy has everything the account has now, the account id and the MFA devices too; its history begins anew.")
    .fields(vec![field])
}

/// A name that an account can have and none has yet.
fn vacant(name: &str, cx: &Cx<'_>) -> Result<String, (usize, String)> {
    let taken = || StoreError::AccountExists { account: name.to_owned() };
    let checked =
        Home::check_name(name).and_then(|()| if cx.accounts.iter().any(|listed| listed.name == name) { Err(taken()) } else { Ok(()) });
    checked.map(|()| name.to_owned()).map_err(|error| (0, error.to_string()))
}

/// Asks before an account is taken back to how it began.
pub(super) fn reset(name: &str, id: AccountId, cx: &Cx<'_>) -> Dialog {
    let request = AccountsRequest::Reset(name.to_owned());
    Dialog::new(format!("Reset {name}?"), "Reset", move |_, _| Ok(vec![Step::Accounts(request.clone())]))
        .line(format!("It begins again as it was made; the account id stays {}.", id.grouped()))
        .line("All that was changed goes to the trash, with its history.")
        .lines(entries_to_remove(name, id, cx))
        .typed(name)
}

/// Asks before an account is thrown away.
pub(super) fn delete(name: &str, id: AccountId, cx: &Cx<'_>) -> Dialog {
    let request = AccountsRequest::Delete(name.to_owned());
    Dialog::new(format!("Delete {name}?"), "Delete", move |_, _| Ok(vec![Step::Accounts(request.clone())]))
        .line("The account goes to the trash, with its history. u does not bring it back.")
        .lines(entries_to_remove(name, id, cx))
        .typed(name)
}

/// Asks before what was thrown away is deleted.
pub(super) fn empty_trash() -> Dialog {
    Dialog::new("Empty the trash?", "Empty trash", |_, _| Ok(vec![Step::Accounts(AccountsRequest::EmptyTrash)]))
        .line("Accounts that were deleted, and what was set aside by resets, are deleted for good.")
        .danger()
}

/// Which entries of an authenticator app are of no use any more once the account is reset or deleted.
fn entries_to_remove(name: &str, id: AccountId, cx: &Cx<'_>) -> Vec<Line> {
    let has_same_id = |other: &&Listed| other.name != name && other.summary.as_ref().is_ok_and(|other| other.account_id == id);
    if let Some(other) = cx.accounts.iter().find(has_same_id) {
        return vec![Line::new().quiet(format!("{} has the same account id: keep the phone's entries that it uses as well.", other.name))];
    }
    if !is_open(cx, name) {
        return vec![Line::new().quiet(format!("If its MFA devices are on your phone, remove their entries there: those with {id}."))];
    }
    let devices: Vec<&MfaDevice> = cx.account.mfa_devices().filter(|device| was_made_here(device, cx)).collect();
    if devices.is_empty() {
        return Vec::new();
    }
    let heading = format!("Its {} work no more. Remove from your phone:", count(devices.len(), "MFA device"));
    let entries = devices.into_iter().map(|device| Line::new().text(format!("  {}", cx.account.authenticator_entry(device))));
    std::iter::once(Line::new().text(heading)).chain(entries).chain([Line::new().quiet(ENTRY_OF_ALIAS)]).collect()
}

/// Whether a device was made since the account began: an account that began as a copy keeps those it began with.
fn was_made_here(device: &MfaDevice, cx: &Cx<'_>) -> bool {
    cx.history.items().any(|item| match &item.deed {
        HistoryDeed::Changed(operations) => operations.iter().any(|operation| match operation {
            Operation::CreateVirtualMFADevice(made) => made.virtual_mfa_device_name.eq_ignore_ascii_case(&device.name),
            _ => false,
        }),
        _ => false,
    })
}
