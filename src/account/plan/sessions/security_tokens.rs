//! Temporary credentials of users, and who calls.

use super::policies::Narrowing;
use crate::account::authorization::Asker;
use crate::account::entity::{MfaDevice, MfaUse, Owner, SeedMark, Session, SessionKind, SessionTag};
use crate::account::id::UniqueId;
use crate::account::mfa::{self, Seed};
use crate::account::operation::{GetAccessKeyInfo, GetCallerIdentity, GetFederationToken, GetSessionToken, Tag};
use crate::account::plan::{Plan, Planning, random_secret};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{CredentialsDetail, Date, FederatedUserDetail, Reply, SessionDetail};
use crate::account::secret::{Disclosed, Secret};

/// How long a user's session lasts where nothing is said: twelve hours.
const HALF_A_DAY: u32 = 43_200;
/// Sessions of root last no longer, whatever is asked for.
const LONGEST_OF_ROOT: u32 = 3_600;

impl Plan for GetCallerIdentity {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let user_id = match &planning.caller.who {
            Asker::Root => account.id().to_string(),
            Asker::User(id) => id.to_string(),
            Asker::RoleSession { role, session } => format!("{role}:{session}"),
            Asker::FederatedUser { name, .. } => format!("{}:{name}", account.id()),
            // In a session of the other account's role.
            Asker::Outsider(principal) if account.session_of(planning.caller).is_some() => {
                let session = principal.text().rsplit('/').next().unwrap_or_default();
                let user_id = format!("{}:{session}", UniqueId::PARTNERS_ROLE);
                let account = principal.account().unwrap_or_default().to_owned();
                return Ok(Reply::CallerIdentity { user_id, account, arn: principal.text().to_owned() });
            }
            Asker::Outsider(_) if planning.caller.who == account.partner().who => {
                let (user_id, arn) = (UniqueId::PARTNERS_USER.to_string(), account.asker_arn(&planning.caller.who).unwrap_or_default());
                return Ok(Reply::CallerIdentity { user_id, account: account.partner_id().to_owned(), arn });
            }
            Asker::Outsider(_) => {
                return Err(Refusal::invalid_token().remedy("Who calls is no principal of this account: it has no credentials here."));
            }
        };
        let arn = account.asker_arn(&planning.caller.who).unwrap_or_default();
        Ok(Reply::CallerIdentity { user_id, account: account.id().to_string(), arn })
    }
}

impl Plan for GetAccessKeyInfo {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let is_here = self.access_key_id.parse().is_ok_and(|id| account.access_key(id).is_some() || account.session(id).is_some());
        if is_here {
            return Ok(Reply::KeyAccount { account: account.id().to_string() });
        }
        let message = format!("The Access Key with id {} cannot be found.", self.access_key_id);
        Err(Refusal::new(ErrorCode::ValidationError, message)
            .member("AccessKeyId")
            .remedy("This practice account knows only its own keys."))
    }
}

impl Plan for GetSessionToken {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.long_term_owner("GetSessionToken")?;
        let has_code = planning.check_code(self.serial_number.as_deref(), self.token_code.as_ref())?;
        let mut session = planning.new_session(planning.caller.who.clone(), SessionKind::SessionToken);
        session.expires = Some(planning.in_seconds(user_session_seconds(owner, self.duration_seconds)));
        session.mfa = has_code.then_some(planning.env.now);
        session.opened_by = Some(planning.caller.clone());
        let credentials = planning.issue(session);
        Ok(SessionDetail::of(credentials).into())
    }
}

impl Plan for GetFederationToken {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.long_term_owner("GetFederationToken")?;
        let tags = self.tags.as_deref().unwrap_or_default();
        let narrowing = Narrowing::read(planning.account, self.policy.as_deref(), self.policy_arns.as_deref(), tags)?;
        let asker = Asker::FederatedUser { by: owner, name: self.name.clone() };
        let mut session = planning.new_session(asker.clone(), SessionKind::FederationToken);
        session.expires = Some(planning.in_seconds(user_session_seconds(owner, self.duration_seconds)));
        session.tags = session_tags(tags, &[])?;
        session.opened_by = Some(planning.caller.clone());
        let packed_policy_size = narrowing.packed_size;
        narrowing.put_into(&mut session);
        let account = planning.account;
        let federated_user = FederatedUserDetail {
            federated_user_id: format!("{}:{}", account.id(), self.name),
            arn: account.asker_arn(&asker).unwrap_or_default(),
        };
        let credentials = planning.issue(session);
        Ok(SessionDetail { federated_user: Some(federated_user), packed_policy_size, ..SessionDetail::of(credentials) }.into())
    }
}

/// For how many seconds a user's session is good, or root's.
fn user_session_seconds(owner: Owner, asked: Option<u32>) -> u32 {
    match owner {
        Owner::Root => asked.map_or(LONGEST_OF_ROOT, |asked| asked.min(LONGEST_OF_ROOT)),
        Owner::User(_) => asked.unwrap_or(HALF_A_DAY),
    }
}

/// Tags that were passed, as a session has them.
pub(super) fn session_tags(tags: &[Tag], transitive: &[String]) -> Result<Vec<SessionTag>, Refusal> {
    let refuse =
        |member, message: String, remedy: &str| Err(Refusal::new(ErrorCode::ValidationError, message).member(member).remedy(remedy));
    for (at, tag) in tags.iter().enumerate() {
        if tags.iter().take(at).any(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
            let message = "Duplicate tag keys found. Please note that Tag keys are case insensitive.".into();
            return refuse("Tags", message, "Name each key once.");
        }
    }
    if let Some(tag) = tags.iter().find(|tag| Tag::is_reserved(&tag.key)) {
        let message = format!("{} is an invalid tag key. Tag keys cannot start with aws:", tag.key);
        return refuse("Tags", message, "Keys that begin with aws: are AWS's own: choose another.");
    }
    if let Some(key) = transitive.iter().find(|key| !tags.iter().any(|tag| tag.key.eq_ignore_ascii_case(key))) {
        let message = format!("The transitive tag key {key} is not one of the session tags.");
        return refuse("TransitiveTagKeys", message, "Only tags that are passed can be handed on.");
    }
    let is_transitive = |tag: &Tag| transitive.iter().any(|key| key.eq_ignore_ascii_case(&tag.key));
    let one = |tag: &Tag| SessionTag { key: tag.key.clone(), value: tag.value.clone(), transitive: is_transitive(tag) };
    Ok(tags.iter().map(one).collect())
}

/// What became of a code that was tried, with the device's use from then on.
pub(super) enum Tried {
    /// It is good.
    Good(MfaUse),
    /// It is not, or was used before.
    Wrong(MfaUse),
    /// Too many were tried: it was not looked at.
    TooOften,
    /// The device can give no code.
    Nothing,
}

/// What to do once too many codes were tried.
pub(super) const TOO_OFTEN: &str = "Nine codes of a device are looked at in three minutes. Wait, then try the one that is shown.";

impl Planning<'_> {
    /// Opens a session, and hands out credentials for it. Their secrets are in the reply alone: what is signed with them is
    /// told by their key.
    pub(super) fn issue(&mut self, session: Session) -> CredentialsDetail {
        let expiration = Date(session.expires.unwrap_or(self.env.now));
        let access_key_id = session.key.to_string();
        self.open_session(session);
        let token = [random_secret(self.env), random_secret(self.env)].map(|part| part.reveal().to_owned()).concat();
        CredentialsDetail {
            access_key_id,
            secret_access_key: random_secret(self.env),
            session_token: Disclosed::new(format!("PRACTICE{token}")),
            expiration,
        }
    }

    /// Who calls with long-term credentials: temporary ones get no others of this kind.
    fn long_term_owner(&self, operation: &str) -> Result<Owner, Refusal> {
        let owner = self.caller.owner().filter(|_| self.account.session_of(self.caller).is_none());
        owner.ok_or_else(|| Refusal::in_session(operation))
    }

    /// Checks a code of a device of the caller's, which is then used; whether one was given.
    pub(super) fn check_code(&mut self, serial_number: Option<&str>, code: Option<&Secret>) -> Result<bool, Refusal> {
        let failed = |what: &str| Refusal::new(ErrorCode::AccessDenied, format!("MultiFactorAuthentication failed{what}"));
        let (serial_number, code) = match (serial_number, code) {
            (None, None) => return Ok(false),
            (Some(serial_number), Some(code)) => (serial_number, code),
            (None, Some(_)) | (Some(_), None) => {
                let refusal = failed(", must provide both MFA serial number and one time pass code.");
                return Err(refusal.member("TokenCode").remedy("Give --serial-number and --token-code together."));
            }
        };
        let owner = self.caller.owner();
        let is_own = |device: &&MfaDevice| device.assigned.as_ref().is_some_and(|assigned| Some(assigned.owner) == owner);
        let device = self.account.mfa_device_with_serial(serial_number).filter(is_own).ok_or_else(|| {
            let what = ", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
            failed(what).member("SerialNumber").remedy("List the caller's devices with: aws iam list-mfa-devices")
        })?;
        match self.try_code(device, code) {
            Tried::Good(used) => {
                self.put(used);
                Ok(true)
            }
            Tried::Wrong(tried) => {
                let refusal = failed(" with invalid MFA one time pass code. ").member("TokenCode").uses(self.use_edits([tried]));
                Err(refusal.remedy("Each code counts once. Wait for the next one, at most 30 seconds."))
            }
            Tried::TooOften => {
                let what = ", unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.";
                Err(failed(what).member("TokenCode").remedy(TOO_OFTEN))
            }
            Tried::Nothing => Err(failed(" with invalid MFA one time pass code. ").member("TokenCode")),
        }
    }

    /// Tries a code of a device. Whoever guesses has nine tries in three minutes.
    pub(super) fn try_code(&self, device: &MfaDevice, code: &Secret) -> Tried {
        let Some(kept) = self.account.mfa_seed_of(&device.name).map(|kept| &kept.seed) else { return Tried::Nothing };
        let (Some(seed), Some(assigned)) = (Seed::read(kept), device.assigned.as_ref()) else { return Tried::Nothing };
        let (now, before) = (self.env.real_now, self.account.mfa_use_of(&device.name));
        let mut tries = before.map_or_else(Vec::new, |before| mfa::recent_tries(&before.tries, now));
        if !mfa::may_try(&tries) {
            return Tried::TooOften;
        }
        tries.push(now);
        let of = SeedMark::of(kept);
        let mut used = before.map_or_else(Vec::new, MfaUse::steps);
        let Some(step) = mfa::accept(&seed, code, assigned.drift, &used, now) else {
            let earlier = before.map(|before| (before.last_step, before.earlier_steps.clone()));
            let (last_step, earlier_steps) = earlier.unwrap_or_default();
            return Tried::Wrong(MfaUse { of, last_step, earlier_steps, tries });
        };
        let earliest = mfa::earliest_step(now);
        used.retain(|used| *used >= earliest);
        Tried::Good(MfaUse { of, last_step: step, earlier_steps: used, tries })
    }
}
