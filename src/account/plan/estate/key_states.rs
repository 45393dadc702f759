//! What can be done with a KMS key: disabled, to be deleted, and back.

use std::ops::RangeInclusive;

use serde_json::json;

use super::answer;
use super::keys::days_after;
use crate::account::entity::KmsKey;
use crate::account::operation::{CancelKeyDeletion, DisableKey, EnableKey, ScheduleKeyDeletion};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply};

/// Days until a key is gone where nothing is said.
const PENDING_DAYS: u32 = 30;

/// For how many days a deletion waits, in which it can be taken back. For secrets it is the same.
pub(super) const WINDOW: RangeInclusive<u32> = 7..=30;

impl Plan for ScheduleKeyDeletion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let days = self.pending_window_in_days.unwrap_or(PENDING_DAYS);
        if !WINDOW.contains(&days) {
            let refusal = Refusal::new(ErrorCode::ValidationException, "PendingWindowInDays must be between 7 and 30");
            return Err(refusal.member("PendingWindowInDays").remedy("A key that is gone takes with it what it has encrypted."));
        }
        let key = planning.usable_key(&self.key_id)?;
        let deletion = days_after(planning.env.now, days);
        let reply = answer(json!({
            "KeyId": planning.account.resource_arn(&key.resource()),
            "DeletionDate": Date(deletion),
            "KeyState": "PendingDeletion",
            "PendingWindowInDays": days,
        }));
        planning.put(KmsKey { deletion: Some(deletion), ..key.clone() });
        Ok(reply)
    }
}

impl Plan for CancelKeyDeletion {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.kms_key(&self.key_id)?;
        let arn = planning.account.resource_arn(&key.resource());
        if key.deletion.is_none() {
            let refusal = Refusal::new(ErrorCode::KmsInvalidStateException, format!("{arn} is not pending deletion."));
            return Err(refusal.member("KeyId"));
        }
        // As on AWS it takes an operation of its own until the key can be used again.
        planning.put(KmsKey { deletion: None, disabled: true, ..key.clone() });
        Ok(answer(json!({"KeyId": arn})))
    }
}

impl Plan for EnableKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.usable_key(&self.key_id)?;
        planning.put(KmsKey { disabled: false, ..key.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DisableKey {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let key = planning.usable_key(&self.key_id)?;
        planning.put(KmsKey { disabled: true, ..key.clone() });
        Ok(Reply::Nothing {})
    }
}
