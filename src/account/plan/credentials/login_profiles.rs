//! Console passwords.

use crate::account::entity::{EntityKey, LoginProfile, Owner, PasswordHash, User};
use crate::account::operation::{ChangePassword, CreateLoginProfile, DeleteLoginProfile, GetLoginProfile, UpdateLoginProfile};
use crate::account::password;
use crate::account::plan::{Plan, Planning, must_name_user};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, LoginProfileDetail, Reply};
use crate::account::secret::{Disclosed, Secret};

impl Plan for CreateLoginProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let user = planning.profile_owner(self.user_name.as_deref())?;
        if planning.account.login_profile_of(user.id).is_some() {
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, format!("Login Profile for user {} already exists.", user.name));
            return Err(refusal.member("UserName").remedy("The user has a console password already; change it with UpdateLoginProfile."));
        }
        // Left out, the API makes a profile that can't be signed in with; we ask for the password instead.
        let Some(new) = &self.password else {
            let refusal = Refusal::new(
                ErrorCode::ValidationError,
                "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
            );
            return Err(refusal.member("Password").remedy("Give a password."));
        };
        let now = planning.env.now;
        planning.put_password(user, new)?;
        let profile =
            LoginProfile { user: user.id, created: now, password_set: now, reset_required: self.password_reset_required == Some(true) };
        let reply = detail(user, &profile);
        planning.put(profile);
        Ok(Reply::LoginProfile { login_profile: reply })
    }
}

impl Plan for GetLoginProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let user = planning.profile_owner(self.user_name.as_deref())?;
        let profile = planning.profile(user)?;
        Ok(Reply::LoginProfile { login_profile: detail(user, profile) })
    }
}

impl Plan for UpdateLoginProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let user = planning.user(&self.user_name)?;
        let mut profile = planning.profile(user)?.clone();
        if let Some(new) = &self.password {
            planning.put_password(user, new)?;
            profile.password_set = planning.env.now;
        }
        profile.reset_required = self.password_reset_required.unwrap_or(profile.reset_required && self.password.is_none());
        planning.put(profile);
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteLoginProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let user = planning.profile_owner(self.user_name.as_deref())?;
        planning.profile(user)?;
        planning.remove(&EntityKey::PasswordHash(Owner::User(user.id)));
        planning.remove(&EntityKey::LoginProfile(user.id));
        Ok(Reply::Nothing {})
    }
}

impl Plan for ChangePassword {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let user = match planning.caller.owner() {
            Some(Owner::User(id)) => account.user(id),
            Some(Owner::Root) | None => None,
        };
        let Some(user) = user else {
            let refusal = Refusal::new(ErrorCode::InvalidUserType, "Only an IAM user can change its own password.");
            return Err(refusal.remedy("Root's password is changed on root's own page; a session of a role has none."));
        };
        let profile = planning.profile(user)?.clone();
        let present = account.password_hash_of(Owner::User(user.id));
        if !present.is_some_and(|present| password::verify(&self.old_password, &present.hash)) {
            let refusal = Refusal::new(ErrorCode::AccessDenied, "The old password was incorrect.").member("OldPassword");
            return Err(refusal.remedy("Type the password that you signed in with."));
        }
        planning.put_password(user, &self.new_password).map_err(|refusal| refusal.member("NewPassword"))?;
        planning.put(LoginProfile { password_set: planning.env.now, reset_required: false, ..profile });
        Ok(Reply::Nothing {})
    }
}

impl<'a> Planning<'a> {
    /// The user whose profile is meant. Root has a password but no login profile.
    fn profile_owner(&self, user_name: Option<&str>) -> Result<&'a User, Refusal> {
        match (user_name, self.caller.owner()) {
            (Some(name), _) => self.user(name),
            (None, Some(Owner::User(id))) => self.account.user(id).ok_or_else(|| Refusal::not_found("user", id.as_str())),
            (None, Some(Owner::Root)) => Err(must_name_user().remedy("Name the user; root's own password is no login profile.")),
            (None, None) => Err(must_name_user()),
        }
    }

    fn profile(&self, user: &User) -> Result<&'a LoginProfile, Refusal> {
        self.account.login_profile_of(user.id).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("Login Profile for User {} cannot be found.", user.name));
            refusal.member("UserName").remedy("The user has no console password.")
        })
    }

    pub(in crate::account::plan) fn put_password(&mut self, user: &User, new: &Secret) -> Result<(), Refusal> {
        password::check(self.account, new)?;
        let of = Owner::User(user.id);
        let mut former: Vec<Disclosed> = Vec::new();
        if let Some(present) = self.account.password_hash_of(of) {
            former.push(present.hash.clone());
            former.extend(present.former.iter().take(password::MOST_REMEMBERED - 1).cloned());
        }
        password::check_reuse(self.account, new, &former)?;
        let hash = password::hash(new, self.env)?;
        self.put(PasswordHash { of, hash, former });
        Ok(())
    }
}

fn detail(user: &User, profile: &LoginProfile) -> LoginProfileDetail {
    LoginProfileDetail { user_name: user.name.clone(), create_date: Date(profile.created), password_reset_required: profile.reset_required }
}
