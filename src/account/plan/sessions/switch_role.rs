//! Switching to a role in the console.

use crate::account::authorization::Asked;
use crate::account::caller::Caller;
use crate::account::entity::{EntityKey, RecentRole, RecentRoles, Role, Session, SessionKind};
use crate::account::operation::{ListRoles, SwitchRole};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::policy::decision::{shown, verbatim};
use crate::policy::request::Value;

/// The console remembers so many roles that one switched to.
const MOST_RECENT: usize = 5;

/// What the console says whatever it is that a switch fails for.
const NOT_SWITCHED: &str = "Invalid information in one or more fields. Check your information or contact your administrator.";

impl Plan for SwitchRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let base = planning.base()?;
        if let Some(other) = self.account.as_deref().filter(|given| *given != account.id().as_str() && Some(*given) != account.alias()) {
            let refusal = Refusal::new(ErrorCode::AccessDenied, NOT_SWITCHED);
            // A console shows an account, and of the other one there is nothing to show but its bucket and its role.
            let remedy = if other == account.partner_id() {
                format!(
                    "{other} has no console here. Assume its role instead: aws sts assume-role --role-arn {}",
                    account.partners_role_arn()
                )
            } else {
                format!("This practice account is {}; {other} is none that can be switched to.", account.id())
            };
            return Err(refusal.member("AccountId").remedy(remedy));
        }
        let role = planning.trusting_role(&base, &self.role_name)?;
        let name = base.session_name(account);
        let left = account.session_of(&base).and_then(|session| account.left_of_sign_in(session)).and_then(|left| u32::try_from(left).ok());
        // The role's own longest duration, or what is left of the sign-in where that is less.
        let seconds = left.map_or(role.max_session_duration, |left| left.min(role.max_session_duration));
        let mut session = planning.role_session(role, &name, SessionKind::SwitchRole, seconds);
        // The console hands on that a code was given at sign-in.
        session.mfa = account.session_of(&base).and_then(|session: &Session| session.mfa);
        session.opened_by = Some(base.clone());
        planning.leave_role();
        let caller = planning.open_session(session);
        planning.sign_in(Some(caller));
        planning.remember(self, role, &base);
        Ok(Reply::Nothing {})
    }
}

impl<'a> Planning<'a> {
    /// Whoever signed in: from a role one switches to another by one's own right, not by the role's. Programs assume roles, they
    /// do not switch: their credentials are no sign-in.
    fn base(&self) -> Result<Caller, Refusal> {
        let account = self.account;
        account.check_credentials(self.caller, self.env.now)?;
        let base = account.switched_from(self.caller).clone();
        account.check_credentials(&base, self.env.now)?;
        let is_signed_in = account.session_of(&base).is_none_or(|session| session.kind == SessionKind::SignIn);
        if !is_signed_in || base.key.is_some_and(|key| !key.is_temporary()) {
            let refusal = Refusal::new(ErrorCode::AccessDenied, "Roles are switched in the console, by who has signed in to it.");
            return Err(refusal.remedy("With these credentials, assume the role: aws sts assume-role"));
        }
        Ok(base)
    }

    /// Ends the session of the role that one switches away from.
    fn leave_role(&mut self) {
        if let Some(left) = self.account.session_of(self.caller).filter(|session| session.kind == SessionKind::SwitchRole) {
            self.remove(&EntityKey::Session(left.key));
        }
    }

    /// The role of this name, with its path or without, where it trusts the caller and the caller may assume it. Whether it is
    /// there at all, who may not is not told.
    fn trusting_role(&self, caller: &Caller, name: &str) -> Result<&'a Role, Refusal> {
        let account = self.account;
        let name = name.trim_start_matches('/');
        // The console wants the path, too, where a role has one.
        let is_whole = |role: &&Role| format!("{}{}", role.path, role.name).trim_start_matches('/').eq_ignore_ascii_case(name);
        let found = account.role_named(name.rsplit('/').next().unwrap_or(name)).filter(is_whole);
        let arn = found.map_or_else(|| account.iam_arn("role", "/", name), |role| account.role_arn(role));
        let session = Value::Single(caller.session_name(account));
        let keys = vec![("sts:RoleSessionName".to_owned(), session)];
        // As it was typed: the path of a role that is there would tell that it is.
        let named = verbatim(&account.iam_arn("role", "/", name));
        let asked = Asked { action: "sts:AssumeRole".into(), named, resource: arn, keys };
        let allowed = account.allow(caller, "sts", &asked, self.env.now);
        let allowed = allowed.map_err(|refusal| match found {
            None if self.may_list_roles(caller) => refusal.remedy(self.no_role(name)),
            _ => refusal,
        });
        allowed.and_then(|()| found.ok_or_else(|| Refusal::not_found("role", name))).map_err(in_words_of_console)
    }

    /// Whether a caller may know which roles there are.
    fn may_list_roles(&self, caller: &Caller) -> bool {
        self.account.authorise(caller, &ListRoles::default().into(), self.env.now).is_ok()
    }

    /// That there is no role of a name, and what one is called that has it behind another path.
    fn no_role(&self, name: &str) -> String {
        let last = name.rsplit('/').next().unwrap_or(name);
        let whole = self.account.role_named(last).map(|role| format!("{}{}", role.path, role.name));
        let whole = whole.map_or_else(String::new, |whole| format!("; one with its path is {}", whole.trim_start_matches('/')));
        format!("There is no role {}{whole}.", shown(name))
    }

    /// Keeps what somebody switched to, and nothing more of those who are gone.
    fn remember(&mut self, switch: &SwitchRole, role: &Role, by: &Caller) {
        let account = self.account;
        let own = account.recent_roles(by).filter(|recent| recent.role_name != switch.role_name).take(MOST_RECENT - 1).cloned();
        let is_anothers =
            |recent: &&RecentRole| recent.by.as_ref().is_some_and(|other| *other != by.who && account.asker_arn(other).is_some());
        let kept = account.entity(&EntityKey::RecentRoles).map_or(&[][..], |recent: &RecentRoles| &recent.roles);
        let others = kept.iter().filter(is_anothers).cloned();
        let display_name = switch.display_name.clone().unwrap_or_else(|| format!("{} @ {}", role.name, self.account.id()));
        let (role_name, color) = (switch.role_name.clone(), switch.role_color.clone());
        let recent = RecentRole { by: Some(by.who.clone()), role_name, display_name, color };
        let roles = std::iter::once(recent).chain(own).chain(others).collect();
        self.put(RecentRoles { roles });
    }
}

/// The console tells no reason; what was refused, and why, is the hint.
fn in_words_of_console(refusal: Refusal) -> Refusal {
    let stop = if refusal.message.ends_with('.') { "" } else { "." };
    let remedy = refusal.remedy.map_or_else(String::new, |remedy| format!(" {remedy}"));
    let reason = format!("{}{stop}{remedy}", refusal.message);
    Refusal { message: NOT_SWITCHED.into(), remedy: Some(reason), ..refusal }
}
