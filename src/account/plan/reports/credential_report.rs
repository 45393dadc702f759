//! The credential report: a line for root and for every user, with what each can sign in with.

use crate::account::authorization::in_utc;
use crate::account::entity::{AccessKey, CredentialReport, KeyStatus, Owner, User};
use crate::account::operation::{GenerateCredentialReport, GetAccessKeyLastUsed, GetCredentialReport};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, KeyLastUsedDetail, Reply};
use crate::account::{Account, csv};

/// The columns as the service writes them.
const HEADER: &str = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,\
access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,\
access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,\
cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

/// Where there is nothing to tell.
const NOT_APPLICABLE: &str = "N/A";

impl Plan for GenerateCredentialReport {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let now = planning.env.now;
        let before = planning.account.credential_report();
        if before.is_some_and(|report| !report.has_expired(now)) {
            return Ok(Reply::ReportState { state: "COMPLETE", description: None });
        }
        let description = before.is_none().then_some("No report exists. Starting a new report generation task");
        planning.put(CredentialReport { generated: now, content: report(planning.account) });
        Ok(Reply::ReportState { state: "STARTED", description })
    }
}

impl Plan for GetCredentialReport {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let refused = |code| Err(Refusal::new(code, "Unknown").remedy("Make one first: aws iam generate-credential-report"));
        match planning.account.credential_report() {
            None => refused(ErrorCode::ReportNotPresent),
            Some(report) if report.has_expired(planning.env.now) => refused(ErrorCode::ReportExpired),
            Some(report) => Ok(Reply::CredentialReport {
                content: base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &report.content),
                report_format: "text/csv",
                generated_time: Date(report.generated),
            }),
        }
    }
}

impl Plan for GetAccessKeyLastUsed {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let key = self.access_key_id.parse().ok().and_then(|id| account.access_key(id)).ok_or_else(|| {
            let message = format!("The Access Key with id {} cannot be found.", self.access_key_id);
            Refusal::new(ErrorCode::NoSuchEntity, message).member("AccessKeyId")
        })?;
        let key_use = account.key_last_used(key.id);
        Ok(Reply::AccessKeyLastUsed {
            user_name: account.user_name_of(key.owner),
            access_key_last_used: KeyLastUsedDetail {
                last_used_date: key_use.map(|key_use| Date(key_use.at)),
                service_name: key_use.map_or(NOT_APPLICABLE, |key_use| &key_use.service).to_owned(),
                region: key_use.map_or(NOT_APPLICABLE, |key_use| &key_use.region).to_owned(),
            },
        })
    }
}

/// The report: root, then the users by name; lines end in LF, the last without one.
fn report(account: &Account) -> String {
    let users = account.users().map(|user| account.report_line(Owner::User(user.id), Some(user)));
    let lines = [HEADER.to_owned(), account.report_line(Owner::Root, None)].into_iter().chain(users);
    lines.collect::<Vec<_>>().join("\n")
}

impl Account {
    fn report_line(&self, owner: Owner, user: Option<&User>) -> String {
        let mut fields = match user {
            Some(user) => vec![user.name.clone(), self.user_arn(user), in_utc(user.created)],
            None => vec!["<root_account>".into(), self.root_arn(), in_utc(self.created())],
        };
        fields.extend(self.password_fields(owner, user));
        fields.push(self.mfa_devices_of(owner).next().is_some().to_string());
        let mut keys = self.access_keys_of(owner);
        keys.sort_by_key(|key| (key.created, key.id));
        fields.extend((0..2).flat_map(|place| self.key_fields(keys.get(place).copied())));
        fields.extend(["false", NOT_APPLICABLE, "false", NOT_APPLICABLE].map(str::to_owned));
        csv::row(fields.iter().map(String::as_str))
    }

    /// Whether there is a password, when it was used and set, and when it expires.
    fn password_fields(&self, owner: Owner, user: Option<&User>) -> [String; 4] {
        let last_used = self.password_last_used(owner).map_or_else(|| "no_information".to_owned(), in_utc);
        let Some(user) = user else {
            return ["not_supported".into(), last_used, "not_supported".into(), "not_supported".into()];
        };
        let Some(profile) = self.login_profile_of(user.id) else {
            return ["false", NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE].map(str::to_owned);
        };
        let expiry = self.password_expiry(profile).map_or_else(|| NOT_APPLICABLE.to_owned(), in_utc);
        ["true".into(), last_used, in_utc(profile.password_set), expiry]
    }

    fn key_fields(&self, key: Option<&AccessKey>) -> [String; 5] {
        let Some(key) = key else {
            return ["false", NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE].map(str::to_owned);
        };
        let key_use = self.key_last_used(key.id);
        let used = |field: fn(&crate::account::entity::KeyUse) -> String| key_use.map_or_else(|| NOT_APPLICABLE.to_owned(), field);
        [
            (key.status == KeyStatus::Active).to_string(),
            in_utc(key.created),
            used(|key_use| in_utc(key_use.at)),
            used(|key_use| key_use.region.clone()),
            used(|key_use| key_use.service.clone()),
        ]
    }
}
