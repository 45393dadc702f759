//! The verdict on an operation: whether the policies of the account let its caller do it.

use jiff::Timestamp;

use super::{Asked, Asker, Source, context_of, overridden};
use crate::account::Account;
use crate::account::caller::Caller;
use crate::account::entity::NamedPrincipal;
use crate::account::id::UniqueId;
use crate::account::operation::Operation;
use crate::account::refusal::{Denied, ErrorCode, Refusal};
use crate::policy::compiled::Policy;
use crate::policy::decision::{Decision, Place, Policies, Reason, decide, explain};
use crate::policy::document::Effect;
use crate::policy::request::{Action, Principal, Request, RequestError, Resource, Value};

/// The owner's tools are not for those who live in the account, whatever their policies say.
fn check_owner(caller: &Caller, operation: &Operation) -> Result<(), Refusal> {
    let spec = operation.spec();
    if !spec.is_owners() || caller.is_root() {
        return Ok(());
    }
    let message = format!("{} is a tool of the practice account's owner, not of its principals.", spec.name);
    Err(Refusal::new(ErrorCode::AccessDenied, message).remedy("You are the owner: leave --as out."))
}

impl Account {
    /// Whether a caller may do an operation: good credentials, and policies that allow every request which it comes to.
    ///
    /// # Errors
    /// `AccessDenied` in AWS's words, with the request that is denied; that the credentials are not good or the session is over.
    pub fn authorise(&self, caller: &Caller, operation: &Operation, now: Timestamp) -> Result<(), Refusal> {
        let spec = operation.spec();
        if !spec.is_of_aws() {
            return check_owner(caller, operation);
        }
        self.check_credentials(caller, now).map_err(|refusal| unknown_to(spec.service, refusal))?;
        self.check_reach(caller, operation)?;
        self.check_named(operation)?;
        if tells_itself(caller, operation) {
            return Ok(());
        }
        self.requests_of(caller, operation).iter().try_for_each(|asked| self.allow(caller, spec.service, asked, now))
    }

    /// Whether policies allow an operation of a caller whose session, which is over, told these condition keys.
    ///
    /// # Errors
    /// `AccessDenied` in AWS's words, with the request that is denied.
    pub fn authorise_in(
        &self,
        session: &[(String, String)],
        caller: &Caller,
        operation: &Operation,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let told = || session.iter().map(|(key, value)| (key.clone(), Value::Single(value.clone())));
        let requests = self.requests_of(caller, operation).into_iter();
        let mut requests = requests.map(|asked| Asked { keys: asked.keys.iter().cloned().chain(told()).collect(), ..asked });
        requests.try_for_each(|asked| self.allow(caller, operation.spec().service, &asked, now))
    }

    /// Whether a caller may do something where this is the resource's policy.
    pub(in crate::account) fn may_under(&self, policy: Policy, caller: &Caller, asked: &Asked, now: Timestamp) -> bool {
        self.put(caller, asked, now).is_ok_and(|(request, mut policies)| {
            policies.resource = Some(policy);
            decide(&request, &policies) == Decision::Allowed
        })
    }

    /// Decides one request, which a service makes of an operation; it is this service that tells of a denial.
    pub(in crate::account) fn allow(&self, caller: &Caller, service: &str, asked: &Asked, now: Timestamp) -> Result<(), Refusal> {
        let (request, policies) = self.put(caller, asked, now)?;
        if decide(&request, &policies) == Decision::Allowed {
            return Ok(());
        }
        let explanation = explain(&request, &policies);
        let named = named_in_words_of(service, asked);
        let telling = explanation.tell(&request, &policies);
        let mut message = telling.access_denied_on(named.as_deref()).unwrap_or_default();
        if let Reason::Denied(place) = explanation.reason {
            // A managed policy that denies is named, an inline one is not.
            message.extend(self.managed_at(caller, place).map(|arn| format!(": {arn}")));
        }
        let is_stranger = request.principal.account() != request.owner();
        let mut refusal = in_words_of(service, is_stranger, message);
        if telling.is_untrusted() {
            let deleted = self.deleted_namesake(&caller.who, &request.action, &asked.resource);
            refusal = refusal.remedy(deleted.unwrap_or_else(|| {
                "The role's trust policy does not let the caller in: it must name them, and its conditions must hold. Or there is no such \
                 role: AWS answers the same."
                    .to_owned()
            }));
        }
        if matches!(explanation.reason, Reason::Denied(_)) {
            refusal.remedy = self.remedy_of_age(caller, asked, now).or(refusal.remedy);
        }
        let Asked { action, resource, keys, .. } = asked.clone();
        refusal.denied = Some(Box::new(Denied { caller: caller.clone(), action, resource, keys, reason: explanation.reason }));
        Err(refusal)
    }

    /// The ARN of the managed policy at a place among a caller's policies, where it is one.
    fn managed_at(&self, caller: &Caller, place: Place) -> Option<String> {
        match &self.policies_of(caller).origins.get(place.layer, place.policy as usize)?.source {
            Source::Managed(policy) => Some(self.policy_arn(policy)),
            _ => None,
        }
    }

    /// That a role trusts somebody with an action who was deleted and had the caller's name; nothing where it doesn't.
    fn deleted_namesake(&self, who: &Asker, action: &Action, role: &str) -> Option<String> {
        let id = match who {
            Asker::User(id) | Asker::RoleSession { role: id, .. } => *id,
            _ => return None,
        };
        let (arn, role) = (self.principal_arn(id)?, self.role(self.role_with_arn(role)?)?);
        let policy = self.current_policy(&role.trust_policy);
        let statements = policy.rules().map_or(&[][..], |rules| rules.statements());
        let is_trusted = |id: UniqueId| {
            let id = id.to_string();
            statements.iter().any(|statement| {
                statement.effect() == Effect::Allow
                    && statement.actions().is_some_and(|actions| actions.check(action).is_ok())
                    && statement.principals().is_some_and(|named| !named.is_negated() && named.texts().any(|text| text == id))
            })
        };
        let is_former = |named: &&NamedPrincipal| named.written == arn && self.principal_arn(named.id).is_none() && is_trusted(named.id);
        let former = role.trust_policy.principals().iter().find(is_former)?;
        Some(format!(
            "The role's trust policy means {}, who was deleted: {}, who was created since under the same name, has another id, {id}. \
             Write the ARN into the trust policy again to let them in.",
            former.id,
            self.asker_name(who)
        ))
    }

    /// A request as the engine takes it, with the policies that have a say. A member that names no resource which could be is
    /// taken for any: the operation's own rules refuse it where the policies do not.
    pub(super) fn put(&self, caller: &Caller, asked: &Asked, now: Timestamp) -> Result<(Request, Policies), Refusal> {
        let arn = self.asker_arn(&caller.who).unwrap_or_default();
        let denied = |error: RequestError| {
            Refusal::new(ErrorCode::AccessDenied, format!("User: {arn} is not authorized to perform: {}", asked.action))
                .remedy(error.to_string())
        };
        let principal = Principal::parse(&arn).map_err(denied)?;
        let action = Action::parse(&asked.action).map_err(denied)?;
        let resource = Resource::parse(&asked.resource).or_else(|_| Resource::parse("*")).map_err(denied)?;
        let circumstances = self.circumstances_of(caller, now);
        let derived = self.context_for(&caller.who, &action, &resource, &circumstances);
        let context = context_of(&overridden(derived, &asked.keys));
        let mut authority = self.policies_of(caller);
        self.add_policy_on(&mut authority, &caller.who, &action, &resource);
        let request = Request::new(principal, action, resource).with_context(context);
        let mut request = self.with_credentials(request, &caller.who, caller.key);
        // IAM knows only what is its own account's: an ARN of another's names nothing, which is told by the operation's rules. A
        // bucket's ARN names no account: it is this one's, but for the other account's.
        if request.action.service() == "iam" || request.resource.account().is_none() {
            // Whoever makes a bucket makes one of its own; that the name is another account's is told by the operation's rules.
            let is_own = request.action.service() == "iam" || request.action.text().eq_ignore_ascii_case("s3:CreateBucket");
            let owner = if is_own { self.id().to_string() } else { self.account_of(&request.resource) };
            request = request.owned_by(&owner).map_err(denied)?;
        }
        Ok((request, authority.policies))
    }
}

/// Whether the operation itself tells who may: what is not signed comes with a token, which it looks at, and whose credentials
/// are none that it knows is told so.
const fn tells_itself(caller: &Caller, operation: &Operation) -> bool {
    match operation {
        Operation::AssumeRoleWithSAML(_) | Operation::AssumeRoleWithWebIdentity(_) => true,
        Operation::GetCallerIdentity(_) => matches!(caller.who, Asker::Outsider(_)),
        _ => false,
    }
}

/// What a service's messages call the resource: S3 quotes it, and some name none where it is none in particular.
fn named_in_words_of(service: &str, asked: &Asked) -> Option<String> {
    match service {
        "s3" | "ec2" | "secretsmanager" if asked.named == "*" => None,
        "s3" => Some(format!("\"{}\"", asked.named)),
        _ => Some(asked.named.clone()),
    }
}

/// That credentials are not good, or the session is over, as a service tells it.
fn unknown_to(service: &str, refusal: Refusal) -> Refusal {
    let is_over = refusal.code == ErrorCode::ExpiredToken;
    let (code, message) = match (service, is_over) {
        ("s3", false) => (ErrorCode::InvalidAccessKeyId, "The AWS Access Key Id you provided does not exist in our records."),
        ("s3", true) => (ErrorCode::ExpiredToken, "The provided token has expired."),
        ("ec2", false) => (ErrorCode::AuthFailure, "AWS was not able to validate the provided access credentials"),
        ("ec2", true) => (ErrorCode::RequestExpired, "Request has expired."),
        ("lambda" | "dynamodb" | "kms" | "secretsmanager", false) => {
            return Refusal { code: ErrorCode::UnrecognizedClientException, ..refusal };
        }
        ("lambda" | "dynamodb" | "kms" | "secretsmanager", true) => return Refusal { code: ErrorCode::ExpiredTokenException, ..refusal },
        _ => return refusal,
    };
    Refusal { code, message: message.to_owned(), ..refusal }
}

/// A denial as a service tells it: the services of AWS have three ways. S3 tells reasons only to callers of its bucket's account
/// (S3: troubleshooting access denied errors).
fn in_words_of(service: &str, is_stranger: bool, message: String) -> Refusal {
    match service {
        // SQS has the action in small letters.
        "sqs" => Refusal::new(ErrorCode::AccessDenied, small_actions(&message)),
        "s3" if is_stranger => Refusal::new(ErrorCode::AccessDenied, "Access Denied")
            .remedy("S3 tells other accounts and anonymous callers no more than that."),
        "ec2" => {
            let message = format!("You are not authorized to perform this operation. {message}");
            Refusal::new(ErrorCode::UnauthorizedOperation, message)
        }
        "lambda" | "dynamodb" | "kms" | "secretsmanager" => Refusal::new(ErrorCode::AccessDeniedException, message),
        _ => Refusal::new(ErrorCode::AccessDenied, message),
    }
}

/// The message with the actions of SQS in small letters.
fn small_actions(message: &str) -> String {
    let word = |word: &str| if word.starts_with("sqs:") { word.to_lowercase() } else { word.to_owned() };
    message.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
