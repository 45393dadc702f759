//! Accounts in which as much is allowed as can be, and as little: what is denied even in the one shows nothing about who was let in,
//! and what is so in both asks nothing.

use serde_json::{Value, json};

use super::Proof;
use crate::account::Account;
use crate::account::entity::{Entity, Owner, ResourceKey, ResourceKind, Role};
use crate::account::id::UniqueId;
use crate::awscli::quote;
use crate::training::check::instance_named;
use crate::training::lesson::Lesson;
use crate::training::stage::{Demanded, Judged, Stage};

/// Whom anybody may act as.
const TRUST_ALL: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":["sts:AssumeRole","sts:AssumeRoleWithSAML","sts:AssumeRoleWithWebIdentity"]}]}"#;
/// Nothing of a bucket's public access blocked.
const UNBLOCKED: &str = "BlockPublicAcls=false,IgnorePublicAcls=false,BlockPublicPolicy=false,RestrictPublicBuckets=false";
/// The policy that allows everything.
pub(super) const EVERYTHING: &str = "arn:aws:iam::aws:policy/AdministratorAccess";

impl Proof {
    /// Checks that every request that must be denied is allowed where everything lies open, before the solution or behind it: otherwise no wrong
    /// solution fails by it.
    pub(super) fn check_denials(
        &mut self,
        lesson: &Lesson,
        stages: [&Stage; 2],
        demands: impl for<'a> Fn(&'a Judged<'_>) -> Vec<Demanded<'a>>,
    ) {
        let mut unbroken: Option<Vec<(u32, String)>> = None;
        for stage in stages {
            let open = laid_open(stage.fork());
            let judged = open.judge();
            let denied = demands(&judged).into_iter().filter(|demand| demand.denies && demand.verdict.holds);
            let denied: Vec<(u32, String)> = denied.map(|demand| (demand.line, demand.text.to_owned())).collect();
            match &mut unbroken {
                Some(unbroken) => unbroken.retain(|demand| denied.contains(demand)),
                None => unbroken = Some(denied),
            }
        }
        for (line, text) in unbroken.unwrap_or_default() {
            let message = format!("It is denied even where everybody may do everything, so that it tells nothing: {text}.");
            self.fault(lesson, (line, 1), message);
        }
    }
}

/// A policy that is wide, and about nothing that lessons are about.
pub(super) const BESIDES: &str = "arn:aws:iam::aws:policy/AmazonRDSFullAccess";

/// The line that gives that policy besides to somebody as checks name them: to a user, a role, or the role of an instance or a function.
/// To whoever administrates, or has a boundary, it gives nothing.
pub(super) fn given_besides(account: &Account, who: &str) -> Option<String> {
    let (sort, name) = who.split_once(':')?;
    let of_role = |role: &Role| ("role", role.name.clone(), role.id);
    let (kind, name, id) = match sort {
        "user" => account.user_named(name).map(|user| ("user", user.name.clone(), user.id)),
        "role" => account.role_named(name).map(of_role),
        "instance" => account.role_in_profile(instance_named(account, name)?.profile.as_ref()?.id).map(of_role),
        "function" => account.role(account.function(name)?.role.id).map(of_role),
        _ => None,
    }?;
    let administrates = |id| account.attached_to(id).iter().any(|policy| account.policy_arn(policy) == EVERYTHING);
    let gains =
        !administrates(id) && !account.groups_of(id).iter().any(|group| administrates(group.id)) && account.boundary_of(id).is_none();
    gains.then(|| format!("aws iam attach-{kind}-policy --{kind}-name {} --policy-arn {BESIDES}", quote(&name)))
}

/// The lines that let in a user more, who may do everything by a group: as few rules as can be are broken by that.
pub(super) fn let_in_besides() -> Vec<String> {
    vec![
        format!("aws iam create-group --group-name {NEWCOMER}"),
        format!("aws iam attach-group-policy --group-name {NEWCOMER} --policy-arn {EVERYTHING}"),
        format!("aws iam create-user --user-name {NEWCOMER}"),
        format!("aws iam add-user-to-group --group-name {NEWCOMER} --user-name {NEWCOMER}"),
    ]
}

/// A user that no lesson has, nor a group.
const NEWCOMER: &str = "somebody-besides";

/// The lines that attach `AdministratorAccess` to every user, group and role. A role of a service takes none.
pub(super) fn attached_everywhere(account: &Account) -> Vec<String> {
    let all = identities(account).into_iter();
    all.map(|(kind, name, _)| format!("aws iam attach-{kind}-policy --{kind}-name {name} --policy-arn {EVERYTHING}")).collect()
}

/// The users, groups and roles: what they are, their names, quoted, and their ids.
fn identities(account: &Account) -> Vec<(&'static str, String, UniqueId)> {
    let users = account.users().map(|user| ("user", quote(&user.name), user.id));
    let groups = account.groups().map(|group| ("group", quote(&group.name), group.id));
    let roles = account.roles().map(|role| ("role", quote(&role.name), role.id));
    users.chain(groups).chain(roles).collect()
}

/// The lines that open a resource to everybody; none where nothing but policies of identities lets anybody at it.
fn opened(account: &Account, resource: &ResourceKey) -> Vec<String> {
    let arn = account.resource_arn(resource);
    let policy = |service: &str, on: &[&str]| {
        let statement = json!({"Effect": "Allow", "Principal": "*", "Action": format!("{service}:*"), "Resource": on});
        json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
    };
    let name = quote(&resource.name);
    match resource.kind {
        ResourceKind::Bucket => vec![
            format!("aws s3api put-public-access-block --bucket {name} --public-access-block-configuration {UNBLOCKED}"),
            format!("aws s3api put-bucket-policy --bucket {name} --policy {}", quote(&policy("s3", &[&arn, &format!("{arn}/*")]))),
        ],
        ResourceKind::Queue => {
            let attributes = json!({"Policy": policy("sqs", &[&arn])}).to_string();
            let url = account.queue_url(&resource.name);
            vec![format!("aws sqs set-queue-attributes --queue-url {} --attributes {}", quote(&url), quote(&attributes))]
        }
        ResourceKind::Key => vec![format!("aws kms put-key-policy --key-id {name} --policy {}", quote(&policy("kms", &["*"])))],
        ResourceKind::Secret => {
            let policy = policy("secretsmanager", &["*"]);
            vec![format!("aws secretsmanager put-resource-policy --secret-id {name} --resource-policy {}", quote(&policy))]
        }
        ResourceKind::Function => {
            vec![format!("aws lambda add-permission --function-name {name} --statement-id laid-open --action 'lambda:*' --principal '*'")]
        }
        ResourceKind::Instance | ResourceKind::Table => Vec::new(),
    }
}

/// The stage where whoever can be let in is: nothing is denied, no boundary caps, roles and resources are open to everybody.
pub(super) fn laid_open(mut stage: Stage) -> Stage {
    let account = stage.account().clone();
    // Whoever is signed in may not be allowed to.
    let mut lines = vec!["as root".to_owned()];
    for (kind, name, id) in identities(&account) {
        let inline = account.inline_policies_of(id).map(|policy| quote(&policy.name));
        lines.extend(inline.map(|policy| format!("aws iam delete-{kind}-policy --{kind}-name {name} --policy-name {policy}")));
        let attached = account.attached_to(id).into_iter().map(|policy| account.policy_arn(policy));
        lines.extend(attached.map(|arn| format!("aws iam detach-{kind}-policy --{kind}-name {name} --policy-arn {}", quote(&arn))));
        if account.boundary_of(id).is_some() {
            lines.push(format!("aws iam delete-{kind}-permissions-boundary --{kind}-name {name}"));
        }
        if kind == "role" {
            lines.push(format!("aws iam update-assume-role-policy --role-name {name} --policy-document {}", quote(TRUST_ALL)));
        }
    }
    lines.extend(attached_everywhere(&account));
    let resources = ResourceKind::ALL.into_iter().flat_map(|kind| account.resources(kind)).filter_map(Entity::resource);
    lines.extend(resources.flat_map(|resource| opened(&account, &resource)));
    // What can't be opened stays as it is.
    let _refused = lines.iter().filter(|line| stage.run(line).is_err()).count();
    stage
}

/// The stage where nobody may do anything: all is denied to everybody, no password and no key is good, and nobody is in a group.
pub(super) fn shut(mut stage: Stage) -> Stage {
    let account = stage.account().clone();
    let mut lines = vec!["as root".to_owned()];
    let nothing = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}).to_string();
    for (kind, name, _) in identities(&account) {
        lines.push(format!("aws iam put-{kind}-policy --{kind}-name {name} --policy-name Shut --policy-document {}", quote(&nothing)));
    }
    for user in account.users() {
        let name = quote(&user.name);
        lines.push(format!("aws iam delete-login-profile --user-name {name}"));
        let keys = account.access_keys_of(Owner::User(user.id));
        lines.extend(keys.iter().map(|key| format!("aws iam delete-access-key --user-name {name} --access-key-id {}", key.id)));
        let groups = account.groups_of(user.id);
        lines.extend(
            groups.iter().map(|group| format!("aws iam remove-user-from-group --user-name {name} --group-name {}", quote(&group.name))),
        );
    }
    lines.push("aws iam update-account-password-policy --minimum-password-length 128 --require-symbols --require-numbers".to_owned());
    // What isn't there can't be taken away.
    let _refused = lines.iter().filter(|line| stage.run(line).is_err()).count();
    stage
}

/// The stage where there is more than there was: every role lets in everybody besides, every user has a key more, and there is a user
/// more, who may do everything.
pub(super) fn given_out(mut stage: Stage) -> Stage {
    let account = stage.account().clone();
    let mut lines = vec!["as root".to_owned()];
    lines.extend(account.users().map(|user| format!("aws iam create-access-key --user-name {}", quote(&user.name))));
    lines.push(format!("aws iam create-user --user-name {NEWCOMER}"));
    lines.push(format!("aws iam attach-user-policy --user-name {NEWCOMER} --policy-arn {EVERYTHING}"));
    for role in account.roles() {
        let trust: Result<Value, _> = serde_json::from_str(account.current_policy(&role.trust_policy).as_str());
        let Ok(mut trust) = trust else { continue };
        if let Some(statements) = trust.get_mut("Statement").and_then(Value::as_array_mut) {
            statements.push(json!({"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}));
        }
        let document = quote(&trust.to_string());
        lines.push(format!("aws iam update-assume-role-policy --role-name {} --policy-document {document}", quote(&role.name)));
    }
    // Who has two keys gets no third.
    let _refused = lines.iter().filter(|line| stage.run(line).is_err()).count();
    stage
}
