//! Opening sessions of roles.

use super::policies::Narrowing;
use super::security_tokens::session_tags;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{Role, Session, SessionKind, SessionTag};
use crate::account::id::UniqueId;
use crate::account::operation::AssumeRole;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{AssumedRoleDetail, Reply, SessionDetail};

/// How long a session lasts where nothing is said, and at most where it is opened from another role's.
const AN_HOUR: u32 = 3_600;

impl Plan for AssumeRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let caller = planning.caller;
        planning.check_code(self.serial_number.as_deref(), self.token_code.as_ref())?;
        if self.role_arn == planning.account.partners_role_arn() {
            return planning.assume_partners(self);
        }
        let role = planning.role_to_assume(&self.role_arn, "sts:AssumeRole")?;
        let longest = (role.name.as_str(), role.max_session_duration);
        let seconds = role_session_seconds(longest, self.duration_seconds, matches!(caller.who, Asker::RoleSession { .. }))?;
        let tags = self.tags.as_deref().unwrap_or_default();
        let narrowing = Narrowing::read(planning.account, self.policy.as_deref(), self.policy_arns.as_deref(), tags)?;
        let mut session = planning.role_session(role, &self.role_session_name, SessionKind::AssumeRole, seconds);
        session.opened_by = Some(caller.clone());
        session.source_identity = planning.source_identity_of(caller, self.source_identity.as_deref())?;
        let passed = session_tags(tags, self.transitive_tag_keys.as_deref().unwrap_or_default())?;
        session.tags = with_inherited(planning.account.inherited_tags(caller), passed)?;
        Ok(planning.assumed(role.id, session, narrowing).into())
    }
}

/// For how many seconds a session of a role is good, of which the name and the longest session are known.
pub(super) fn role_session_seconds((name, longest): (&str, u32), asked: Option<u32>, is_chained: bool) -> Result<u32, Refusal> {
    let seconds = asked.unwrap_or(AN_HOUR);
    let refuse = |why: &str, remedy: String| {
        let refusal = Refusal::new(ErrorCode::ValidationError, format!("The requested DurationSeconds exceeds the {why}"));
        Err(refusal.member("DurationSeconds").remedy(remedy))
    };
    if is_chained && seconds > AN_HOUR {
        return refuse("1 hour session limit for roles assumed by role chaining.", "From a role's session, ask for 3600 or less.".into());
    }
    if seconds > longest {
        let most = format!("The role {name} allows {longest}.");
        return refuse("MaxSessionDuration set for this role.", most);
    }
    Ok(seconds)
}

/// The tags of a session: those that are handed on, and those that were passed.
fn with_inherited(mut inherited: Vec<SessionTag>, passed: Vec<SessionTag>) -> Result<Vec<SessionTag>, Refusal> {
    let is_inherited = |tag: &&SessionTag| inherited.iter().any(|of| of.key.eq_ignore_ascii_case(&tag.key));
    if let Some(tag) = passed.iter().find(is_inherited) {
        let message = format!("The session tag {} is inherited from the calling session and can't be passed again.", tag.key);
        return Err(Refusal::new(ErrorCode::ValidationError, message).member("Tags").remedy("Leave the tag out: the session gets it."));
    }
    inherited.extend(passed);
    Ok(inherited)
}

impl<'a> Planning<'a> {
    /// Opens a session of the other account's role. What it hands on there nobody sees.
    fn assume_partners(&mut self, assume: &AssumeRole) -> Result<Reply, Refusal> {
        let (account, caller) = (self.account, self.caller);
        let is_chained = matches!(caller.who, Asker::RoleSession { .. });
        let seconds = role_session_seconds((&account.name_of_role(UniqueId::PARTNERS_ROLE), AN_HOUR), assume.duration_seconds, is_chained)?;
        let narrowing = Narrowing::read(account, assume.policy.as_deref(), assume.policy_arns.as_deref(), &[])?;
        let who = account.in_partners_role(&assume.role_session_name).unwrap_or_else(Asker::anonymous);
        let mut session = self.new_session(who, SessionKind::AssumeRole);
        session.expires = Some(self.in_seconds(seconds));
        session.opened_by = Some(caller.clone());
        Ok(self.assumed(UniqueId::PARTNERS_ROLE, session, narrowing).into())
    }

    /// The role of an ARN that policies let the caller assume. One that is not there is refused like one that trusts nobody.
    fn role_to_assume(&self, arn: &str, action: &str) -> Result<&'a Role, Refusal> {
        let account = self.account;
        account.role_with_arn(arn).and_then(|role| account.role(role)).ok_or_else(|| {
            let who = account.asker_arn(&self.caller.who).unwrap_or_default();
            let message = format!("User: {who} is not authorized to perform: {action} on resource: {arn}");
            Refusal::new(ErrorCode::AccessDenied, message).member("RoleArn").remedy("This practice account has no role with this ARN.")
        })
    }

    /// A session of a role from now on, to be filled in and then opened. What is handed on in a chain of roles is the opener's to add.
    pub(super) fn role_session(&mut self, role: &Role, name: &str, kind: SessionKind, seconds: u32) -> Session {
        let mut session = self.new_session(Asker::RoleSession { role: role.id, session: name.to_owned() }, kind);
        session.expires = Some(self.in_seconds(seconds));
        session
    }

    /// Opens a role's session and tells of it.
    pub(super) fn assumed(&mut self, role: UniqueId, mut session: Session, narrowing: Narrowing) -> SessionDetail {
        let packed_policy_size = narrowing.packed_size;
        narrowing.put_into(&mut session);
        let source_identity = session.source_identity.clone();
        let arn = self.account.asker_arn(&session.of).unwrap_or_default();
        let name = arn.rsplit('/').next().unwrap_or_default();
        let assumed_role_user = AssumedRoleDetail { assumed_role_id: format!("{role}:{name}"), arn };
        let credentials = self.issue(session);
        let assumed_role_user = Some(assumed_role_user);
        SessionDetail { assumed_role_user, packed_policy_size, source_identity, ..SessionDetail::of(credentials) }
    }

    /// The source identity of a session that a caller opens: the one that its own session has, or the one that is asked for.
    fn source_identity_of(&self, caller: &Caller, asked: Option<&str>) -> Result<Option<String>, Refusal> {
        let inherited = self.account.session_of(caller).and_then(|session| session.source_identity.as_deref());
        match (inherited, asked) {
            (Some(inherited), Some(asked)) if inherited != asked => {
                let message = format!("The source identity of the session is {inherited} and can't be changed.");
                Err(Refusal::new(ErrorCode::AccessDenied, message).member("SourceIdentity").remedy("Leave it out: it is handed on."))
            }
            (inherited, asked) => Ok(inherited.or(asked).map(str::to_owned)),
        }
    }
}
