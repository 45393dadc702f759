//! Virtual MFA devices.

use crate::account::Account;
use crate::account::entity::{Assigned, EntityKey, MfaDevice, MfaSeed, MfaUse, Owner, SeedMark, TagHolder};
use crate::account::mfa::{self, Seed};
use crate::account::operation::{
    CreateVirtualMFADevice, DeactivateMFADevice, DeleteVirtualMFADevice, EnableMFADevice, GetMFADevice, ListMFADevices,
    ListVirtualMFADevices, ResyncMFADevice,
};
use crate::account::plan::page::{Page, place};
use crate::account::plan::validate::out_of_shape;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, MfaDeviceDetail, Reply, UserDetail, VirtualMfaDeviceDetail};
use crate::account::secret::{Disclosed, Secret};
use crate::account::shape::{SERIAL_NUMBER, Violation};

impl Plan for CreateVirtualMFADevice {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let name = &self.virtual_mfa_device_name;
        if account.mfa_device_named(name).is_some() {
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, "MFA device already exists.");
            return Err(refusal
                .member("VirtualMFADeviceName")
                .remedy(format!("The account has a device called {name}. Choose another name.")));
        }
        let device = MfaDevice {
            name: name.clone(),
            path: self.path.clone().unwrap_or_else(|| "/".into()),
            created: planning.env.now,
            assigned: None,
        };
        check_serial_number(account, &device)?;
        let seed = Seed::random(&mut planning.env.rng);
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::mfa_device(name), tags)?;
        let reply = VirtualMfaDeviceDetail {
            serial_number: account.serial_number(&device),
            otpauth_uri: Some(Disclosed::new(account.otpauth_uri(&device, &seed))),
            base32_string_seed: Some(seed.clone()),
            user: None,
            enable_date: None,
            tags: tags.to_vec(),
        };
        planning.put(MfaSeed { of: name.clone(), seed });
        planning.put(device);
        Ok(Reply::VirtualMfaDevice { virtual_mfa_device: reply })
    }
}

impl Plan for EnableMFADevice {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        planning.check_own_devices(Some(owner))?;
        let device = planning.device(&self.serial_number)?;
        if let Some(assigned) = &device.assigned {
            let message = if assigned.owner == owner {
                format!("MFA Device for user {} already exists.", planning.account.name_of(owner).unwrap_or_default())
            } else {
                "MFA Device is already in use.".into()
            };
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, message).member("SerialNumber");
            return Err(refusal.remedy("Deactivate the device first, or make a new one."));
        }
        planning.assign(device, owner, &self.authentication_code_1, &self.authentication_code_2)
    }
}

impl Plan for ResyncMFADevice {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        planning.check_own_devices(Some(owner))?;
        let device = planning.assigned_device(&self.serial_number, owner)?;
        planning.assign(device, owner, &self.authentication_code_1, &self.authentication_code_2)
    }
}

impl Plan for DeactivateMFADevice {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        planning.check_own_devices(Some(owner))?;
        let device = planning.assigned_device(&self.serial_number, owner)?;
        planning.put(MfaDevice { assigned: None, ..device.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteVirtualMFADevice {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let device = planning.device(&self.serial_number)?;
        planning.check_own_devices(device.assigned.as_ref().map(|assigned| assigned.owner))?;
        if device.assigned.is_some() {
            let refusal = Refusal::new(ErrorCode::DeleteConflict, "MFA VirtualDevice in use. Must deactivate first.");
            return Err(refusal.member("SerialNumber").remedy("Deactivate the device first; its owner then signs in without it."));
        }
        planning.remove_tags(&TagHolder::mfa_device(&device.name));
        planning.remove(&EntityKey::mfa_seed(&device.name));
        planning.remove(&EntityKey::mfa_device(&device.name));
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListMFADevices {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        let account = planning.account;
        let devices = account.mfa_devices_of(owner).filter_map(|device| Some((device, device.assigned.as_ref()?.enabled)));
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let (devices, paging) = page.cut(devices, |(device, _)| place(&device.name));
        let devices = devices.into_iter().map(|(device, enabled)| MfaDeviceDetail {
            user_name: account.user_name_of(owner),
            serial_number: account.serial_number(device),
            enable_date: Date(enabled),
        });
        Ok(Reply::MfaDevices { mfa_devices: devices.collect(), paging })
    }
}

impl Plan for GetMFADevice {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let device = planning.device(&self.serial_number)?;
        if let Some(name) = self.user_name.as_deref() {
            let owner = planning.owner(Some(name))?;
            planning.assigned_device(&self.serial_number, owner)?;
        }
        let refusal = Refusal::new(ErrorCode::ValidationError, "only hardware FIDO security keys are supported").member("SerialNumber");
        Err(refusal.remedy(format!("{} is a virtual device; see it with: aws iam list-virtual-mfa-devices", device.name)))
    }
}

impl Plan for ListVirtualMFADevices {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let wanted = |device: &&MfaDevice| match self.assignment_status.as_deref() {
            Some("Assigned") => device.assigned.is_some(),
            Some("Unassigned") => device.assigned.is_none(),
            _ => true,
        };
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let (devices, paging) = page.cut(account.mfa_devices_after(page.after()).filter(wanted), |device| place(&device.name));
        let devices = devices.into_iter().map(|device| VirtualMfaDeviceDetail {
            serial_number: account.serial_number(device),
            base32_string_seed: None,
            otpauth_uri: None,
            user: device.assigned.as_ref().and_then(|assigned| {
                let owner = account.owner_detail(assigned.owner)?;
                Some(UserDetail { permissions_boundary: None, tags: Vec::new(), ..owner })
            }),
            enable_date: device.assigned.as_ref().map(|assigned| Date(assigned.enabled)),
            // The list leaves tags out.
            tags: Vec::new(),
        });
        Ok(Reply::VirtualMfaDevices { virtual_mfa_devices: devices.collect(), paging })
    }
}

/// From its making on, the device is named by its serial number: that must have the shape of one. It bounds the name, for
/// which the model states no maximum, and the path, which may hold more signs than a serial number.
fn check_serial_number(account: &Account, device: &MfaDevice) -> Result<(), Refusal> {
    let serial_number = account.serial_number(device);
    let blamed = |member: &'static str, violation| {
        CreateVirtualMFADevice::SPEC.member(member).map_or(Ok(()), |member| Err(out_of_shape(member, violation)))
    };
    match SERIAL_NUMBER.check(&serial_number) {
        Err(Violation::TooLong(longest)) => {
            let around_name = serial_number.len() - device.name.len();
            // Where the path takes all the room, no name is short enough.
            match longest.saturating_sub(around_name) {
                0 => blamed("Path", Violation::TooLong(longest + device.path.len() - around_name - 1)),
                room => blamed("VirtualMFADeviceName", Violation::TooLong(room)),
            }
        }
        Err(violation) => blamed("Path", violation),
        Ok(()) => Ok(()),
    }
}

impl<'a> Planning<'a> {
    /// The device with this serial number.
    pub(in crate::account::plan) fn device(&self, serial_number: &str) -> Result<&'a MfaDevice, Refusal> {
        self.account.mfa_device_with_serial(serial_number).ok_or_else(|| {
            let message = format!("VirtualMFADevice with serial number {serial_number} doesn't exist.");
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, message).member("SerialNumber");
            refusal.remedy("Use the device's ARN; list all with: aws iam list-virtual-mfa-devices")
        })
    }

    /// A user with a device changes the own devices only after having given a code: a stolen password or key is not enough to
    /// get rid of what stands beside it. The first device needs none.
    fn check_own_devices(&self, of: Option<Owner>) -> Result<(), Refusal> {
        let Some(own @ Owner::User(_)) = self.caller.owner().filter(|own| of == Some(*own)) else { return Ok(()) };
        let gave_code = self.caller.mfa || self.account.session_of(self.caller).is_some_and(|session| session.mfa.is_some());
        if gave_code || self.account.mfa_devices_of(own).next().is_none() {
            return Ok(());
        }
        let message = "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.";
        Err(Refusal::new(ErrorCode::AccessDenied, message).remedy("Sign in with a code, or open a session with one: GetSessionToken."))
    }

    /// The device with this serial number, if it is this owner's.
    fn assigned_device(&self, serial_number: &str, owner: Owner) -> Result<&'a MfaDevice, Refusal> {
        let device = self.account.mfa_device_with_serial(serial_number);
        device.filter(|device| device.assigned.as_ref().is_some_and(|assigned| assigned.owner == owner)).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, "MFA Device invalid for user.").member("SerialNumber");
            refusal.remedy("The device is not assigned to this user; see whose it is with: aws iam list-virtual-mfa-devices")
        })
    }

    /// Assigns a device that two codes have proved, and remembers its clock and its last code.
    fn assign(&mut self, device: &MfaDevice, owner: Owner, first: &Secret, second: &Secret) -> Result<Reply, Refusal> {
        let kept = self.account.mfa_seed_of(&device.name).map(|seed| &seed.seed);
        let seed = kept.and_then(|kept| Some((SeedMark::of(kept), Seed::read(kept)?)));
        let (mark, seed) =
            seed.ok_or_else(|| Refusal::new(ErrorCode::NoSuchEntity, "MFA Device invalid for user.").member("SerialNumber"))?;
        let earliest = mfa::earliest_step(self.env.real_now);
        let before = self.account.mfa_use_of(&device.name);
        let tries = before.map_or_else(Vec::new, |before| before.tries.clone());
        let mut earlier_steps = before.map_or_else(Vec::new, MfaUse::steps);
        earlier_steps.retain(|step| *step >= earliest);
        let proof = mfa::prove(&seed, first, second, &earlier_steps, self.env.real_now)?;
        earlier_steps.push(proof.last_step - 1);
        let enabled = device.assigned.as_ref().map_or(self.env.now, |assigned| assigned.enabled);
        self.put(MfaUse { of: mark, last_step: proof.last_step, earlier_steps, tries });
        self.put(MfaDevice { assigned: Some(Assigned { owner, enabled, drift: proof.drift }), ..device.clone() });
        Ok(Reply::Nothing {})
    }
}
