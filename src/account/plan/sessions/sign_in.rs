//! Signing in to the console, and out of it.
//!
//! Who fails is never told at what: neither whether there is such a user, nor whether the password or the code was wrong.

use jiff::SignedDuration;

use super::security_tokens::{TOO_OFTEN, Tried};
use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{EntityKey, LoginProfile, MfaUse, Owner, PasswordHash, PasswordUse, SessionKind};
use crate::account::operation::{ChangePassword, ConsoleLogin, ExitRole, Logout, SetRootPassword};
use crate::account::password;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Reply, SignInStep};
use crate::account::secret::Secret;

impl Plan for ConsoleLogin {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let owner = planning.proved_by_password(self)?;
        let has_device = account.mfa_devices_of(owner).next().is_some();
        let used = match &self.mfa_code {
            None if has_device => return Ok(Reply::SignIn { next: SignInStep::MfaCode }),
            Some(code) if has_device => Some(planning.accepted_code(owner, code).map_err(|refusal| self.about_code(refusal))?),
            _ => None,
        };
        if let Some(profile) = planning.outdated(owner)? {
            let Some(new) = &self.new_password else { return Ok(Reply::SignIn { next: SignInStep::NewPassword }) };
            planning.check_own_change(&profile, used.is_some())?;
            if *new == self.password {
                let message = "Password should not be the same as the last password";
                let refusal = Refusal::new(ErrorCode::PasswordPolicyViolation, message).member("NewPassword");
                return Err(refusal.remedy("It must be changed: choose a password that is new."));
            }
            planning.replace_password(&profile, new)?;
        } else if self.new_password.is_some() {
            let refusal = Refusal::new(ErrorCode::InvalidInput, "No new password is asked for.").member("NewPassword");
            return Err(refusal.remedy("Sign in without it; Change password sets another."));
        }
        // A code is used up by signing in, not by being asked for a new password first.
        if let Some(used) = used {
            planning.put(used);
        }
        let who = match owner {
            Owner::Root => Asker::Root,
            Owner::User(id) => Asker::User(id),
        };
        if let Some(before) = account.last_signed_in() {
            planning.end_sessions(before);
        }
        let mut session = planning.new_session(who, SessionKind::SignIn);
        session.mfa = has_device.then_some(planning.env.now);
        let caller = planning.open_session(session);
        let before = account.password_last_used(owner);
        planning.put(PasswordUse { of: owner, at: planning.env.now, before });
        planning.sign_in(Some(caller));
        Ok(Reply::SignIn { next: SignInStep::Done })
    }
}

impl ConsoleLogin {
    /// A code that is no good any more where a new password is given, too: it is to be given again, not the password.
    fn about_code(&self, refusal: Refusal) -> Refusal {
        if self.new_password.is_some() { refusal.member("MfaCode") } else { refusal }
    }
}

impl Plan for ExitRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let switched = account.session_of(planning.caller).filter(|session| session.kind == SessionKind::SwitchRole);
        let Some((session, opener)) = switched.and_then(|session| Some((session, session.opened_by.clone()?))) else {
            return Err(
                Refusal::new(ErrorCode::InvalidInput, "You have not switched roles.").remedy("There is nothing to switch back from.")
            );
        };
        planning.remove(&EntityKey::Session(session.key));
        planning.sign_in(Some(opener));
        Ok(Reply::Nothing {})
    }
}

impl Plan for Logout {
    /// Nobody signs somebody else out but the account's owner.
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let (account, caller) = (planning.account, planning.caller);
        let signed_in = account.signed_in(planning.env.now);
        let is_own = signed_in.as_ref() == Some(caller) || account.last_signed_in() == Some(caller);
        if !is_own && *caller != Caller::ROOT {
            let refusal = Refusal::new(ErrorCode::InvalidInput, "You are not signed in to the console.");
            return Err(refusal.remedy("Sign out as who is signed in, or leave --as out."));
        }
        planning.end_sessions(planning.caller);
        planning.sign_in(None);
        Ok(Reply::Nothing {})
    }
}

impl Plan for SetRootPassword {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        password::check_roots(planning.account, &self.new_password)?;
        let hash = password::hash(&self.new_password, planning.env)?;
        planning.put(PasswordHash { of: Owner::Root, hash, former: Vec::new() });
        Ok(Reply::Nothing {})
    }
}

/// From so many days before a password expires its user is warned.
const WARNED_DAYS: i64 = 15;

/// What AWS says whatever was wrong.
fn incorrect() -> Refusal {
    let refusal = Refusal::new(ErrorCode::FailedAuthentication, "Your authentication information is incorrect. Please try again.");
    refusal.remedy("Name, password or code: which is wrong is never told. Each code counts once.")
}

impl Planning<'_> {
    /// Whose name and password these are.
    fn proved_by_password(&mut self, login: &ConsoleLogin) -> Result<Owner, Refusal> {
        let account = self.account;
        let is_here = login.account.as_deref().is_none_or(|given| given == account.id().as_str() || Some(given) == account.alias());
        let owner = match (&login.email, &login.user_name) {
            (Some(email), None) => account.root().filter(|root| root.email.eq_ignore_ascii_case(email)).map(|_| Owner::Root),
            (None, Some(name)) => {
                account.user_named(name).filter(|user| account.login_profile_of(user.id).is_some()).map(|user| Owner::User(user.id))
            }
            _ => {
                let refusal = Refusal::new(ErrorCode::InvalidInput, "Sign in as root with an e-mail address, or as a user with a name.");
                return Err(refusal.member("UserName"));
            }
        };
        let hash = owner.filter(|_| is_here).and_then(|owner| account.password_hash_of(owner));
        let Some(hash) = hash else {
            // Hashed all the same: how long the answer takes must not tell that there is nobody of this name.
            password::hash(&login.password, self.env)?;
            return Err(incorrect());
        };
        if password::verify(&login.password, &hash.hash) { Ok(hash.of) } else { Err(incorrect()) }
    }

    /// The use of a code of any of somebody's devices; each code counts once, and guesses are counted.
    fn accepted_code(&self, owner: Owner, code: &Secret) -> Result<MfaUse, Refusal> {
        let (mut wrong, mut is_blocked) = (Vec::new(), false);
        for device in self.account.mfa_devices_of(owner) {
            match self.try_code(device, code) {
                Tried::Good(used) => return Ok(used),
                Tried::Wrong(tried) => wrong.push(tried),
                Tried::TooOften => is_blocked = true,
                Tried::Nothing => {}
            }
        }
        if wrong.is_empty() && is_blocked {
            let message = "Too many MFA codes were tried. Wait three minutes, then enter the one that your device shows.";
            return Err(Refusal::new(ErrorCode::FailedAuthentication, message).remedy(TOO_OFTEN));
        }
        Err(incorrect().uses(self.use_edits(wrong)))
    }

    /// The console access of a user whose password must be changed before anything else.
    fn outdated(&self, owner: Owner) -> Result<Option<LoginProfile>, Refusal> {
        let Owner::User(user) = owner else { return Ok(None) };
        let Some(profile) = self.account.login_profile_of(user) else { return Ok(None) };
        let has_expired = self.account.has_password_expired(profile, self.env.now);
        if has_expired && self.account.password_policy().is_some_and(|policy| policy.hard_expiry) {
            let refusal = Refusal::new(ErrorCode::FailedAuthentication, "Your password has expired. Contact your administrator.");
            return Err(refusal.remedy("The password policy has it that only an administrator sets a new one."));
        }
        Ok((profile.reset_required || has_expired).then(|| profile.clone()))
    }

    /// Who must change the password, and may not, can't sign in: that is what the console attaches `IAMUserChangePassword` for. It is
    /// decided as in the session that is about to be opened. A password that has expired may always be changed.
    fn check_own_change(&self, profile: &LoginProfile, mfa: bool) -> Result<(), Refusal> {
        let has_expired = self.account.has_password_expired(profile, self.env.now);
        let caller = Caller { mfa, ..Caller::owner_as(Asker::User(profile.user)) };
        if has_expired {
            return Ok(());
        }
        let Err(refused) = self.account.authorise(&caller, &ChangePassword::default().into(), self.env.now) else { return Ok(()) };
        let message = "Either user is not authorized to perform iam:ChangePassword or entered password does not comply with account \
                       password policy set by administrator";
        let remedy = "The user may not change the password: an administrator attaches IAMUserChangePassword, or lets users change \
                      their own.";
        Err(Refusal { denied: refused.denied, ..Refusal::new(ErrorCode::AccessDenied, message).member("NewPassword").remedy(remedy) })
    }

    fn replace_password(&mut self, profile: &LoginProfile, new: &Secret) -> Result<(), Refusal> {
        let Some(user) = self.account.user(profile.user) else { return Err(incorrect()) };
        self.put_password(user, new)?;
        self.put(LoginProfile { password_set: self.env.now, reset_required: false, ..profile.clone() });
        Ok(())
    }
}

impl Account {
    /// When a console password expires by the password policy; `None`: never.
    pub fn password_expiry(&self, profile: &LoginProfile) -> Option<jiff::Timestamp> {
        let days = self.password_policy()?.max_age?;
        profile.password_set.checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok()
    }

    /// Whether a console password has expired by the password policy.
    pub fn has_password_expired(&self, profile: &LoginProfile, now: jiff::Timestamp) -> bool {
        self.password_expiry(profile).is_some_and(|expiry| expiry <= now)
    }

    /// In how many days a console password expires, where that is soon enough for the console to warn of it; 0 on the last day.
    pub fn password_expires_in(&self, profile: &LoginProfile, now: jiff::Timestamp) -> Option<i64> {
        let left = self.password_expiry(profile)?.duration_since(now).as_hours() / 24;
        (self.password_expiry(profile)? > now && left < WARNED_DAYS).then_some(left)
    }
}
