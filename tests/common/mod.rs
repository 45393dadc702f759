//! What several test programs share: fixed surroundings, and arbitrary operations on a small world of names.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used)]

pub mod estate;
pub mod learner;

use iam_console::account::Account;
use iam_console::account::authorization::Asker;
use iam_console::account::caller::Caller;
use iam_console::account::change::Change;
use iam_console::account::entity::Owner;
use iam_console::account::env::{Env, HashingCost};
use iam_console::account::mfa::{Seed, step_at};
use iam_console::account::operation::*;
use iam_console::account::origin::new_account;
use iam_console::account::plan::Planned;
use iam_console::account::refusal::Refusal;
use iam_console::account::reply::Reply;
use iam_console::account::secret::Secret;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::StdRng;

/// 23 November 2026, 21:14:05.
pub fn now() -> Timestamp {
    "2026-11-23T21:14:05Z".parse().unwrap()
}

/// Surroundings that are the same at every run.
pub fn env() -> Env {
    Env { hashing: HashingCost::Least, ..Env::at(now(), StdRng::seed_from_u64(42)) }
}

/// A new account, the same at every run.
pub fn fresh() -> Account {
    new_account("practice", &mut env()).unwrap().account
}

/// An account with its surroundings, to run operations on.
pub struct World {
    pub account: Account,
    pub env: Env,
}

impl World {
    /// A new account; the same at every run, and so is all that is done to it.
    pub fn fresh() -> Self {
        let mut env = env();
        let account = new_account("practice", &mut env).unwrap().account;
        Self { account, env }
    }

    /// Plans an operation as root.
    pub fn plan(&mut self, operation: impl Into<Operation>) -> Result<Planned, Refusal> {
        let operation = estate::with_first_ids(&self.account, with_shown_codes(&self.account, operation.into()));
        self.account.plan(&Caller::ROOT, &operation, &mut self.env)
    }

    /// Plans an operation as root and applies it.
    pub fn run(&mut self, operation: impl Into<Operation>) -> Result<Reply, Refusal> {
        let planned = self.plan(operation)?;
        if let Some(change) = planned.change {
            self.account.apply(&change.edits);
        }
        Ok(planned.reply)
    }

    /// Plans an operation as somebody, with the practice account's time, and applies it.
    pub fn run_as(&mut self, caller: &Caller, operation: impl Into<Operation>) -> Result<Reply, Refusal> {
        let operation = with_shown_codes(&self.account, operation.into());
        self.env.now = self.account.time_at(self.env.real_now);
        let planned = self.account.plan(caller, &operation, &mut self.env).inspect_err(|refusal| self.account.apply(refusal.used()))?;
        if let Some(change) = planned.change {
            self.account.apply(&change.edits);
        }
        Ok(planned.reply)
    }

    /// A user who may sign in with `PASSWORD`, and nothing else.
    pub fn user(&mut self, name: &str) -> Caller {
        self.run(CreateUser { user_name: name.into(), ..Default::default() }).expect("a user");
        let password = Some(Secret::new(PASSWORD));
        self.run(CreateLoginProfile { user_name: Some(name.into()), password, ..Default::default() }).expect("a password");
        Caller::owner_as(Asker::User(self.account.user_named(name).expect("the user").id))
    }

    /// Who is signed in.
    pub fn signed_in(&self) -> Option<Caller> {
        self.account.signed_in(self.account.time_at(self.env.real_now))
    }

    /// Plans an operation that changes something, and applies it.
    pub fn change(&mut self, operation: impl Into<Operation>) -> Change {
        let change = self.plan(operation).expect("accepted").change.expect("a change");
        self.account.apply(&change.edits);
        change
    }
}

/// A password that every policy of these tests accepts.
pub const PASSWORD: &str = "Correct-Horse-9";

/// Two codes in a row that a device would show now, `later` steps on.
pub fn codes(account: &Account, device: &str, later: i64) -> [Secret; 2] {
    codes_at(account, device, now() + (30 * later).seconds())
}

/// Two codes in a row that a device would show at a time.
pub fn codes_at(account: &Account, device: &str, time: Timestamp) -> [Secret; 2] {
    let seed = Seed::read(&account.mfa_seed_of(device).unwrap().seed).unwrap();
    [0, 1].map(|step| Secret::new(seed.code(step_at(time) + step)))
}

/// Codes that stand for the next two which a device shows: they are known only once its seed is.
const SHOWN: [&str; 2] = ["111111", "222222"];

/// The operation with the codes that its device shows in the place of those that stand for them.
fn with_shown_codes(account: &Account, mut operation: Operation) -> Operation {
    let (Operation::EnableMFADevice(EnableMFADevice { serial_number, authentication_code_1, authentication_code_2, .. })
    | Operation::ResyncMFADevice(ResyncMFADevice { serial_number, authentication_code_1, authentication_code_2, .. })) = &mut operation
    else {
        return operation;
    };
    let stands_for = [&*authentication_code_1, &*authentication_code_2].map(Secret::reveal) == SHOWN;
    if let Some(device) = account.mfa_device_with_serial(serial_number).filter(|_| stands_for) {
        let used = account.mfa_use_of(&device.name).map_or(0, |mfa_use| mfa_use.last_step + 1 - step_at(now()));
        [*authentication_code_1, *authentication_code_2] = codes(account, &device.name, used.max(0));
    }
    operation
}

fn pick(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(names).prop_map(str::to_owned)
}

fn user() -> impl Strategy<Value = String> {
    pick(&["alice", "Bob", "BOB", "carol+1", "dan@example.com"])
}

fn group() -> impl Strategy<Value = String> {
    pick(&["Developers", "developers", "Ops"])
}

fn role() -> impl Strategy<Value = String> {
    pick(&["app", "ci"])
}

fn path() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(pick(&["/", "/team/", "/a//b/"]))
}

fn device() -> impl Strategy<Value = String> {
    pick(&["phone", "tablet"])
}

fn policy() -> impl Strategy<Value = String> {
    let of_aws = pick(&[
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "arn:aws:iam::aws:policy/job-function/Billing",
        "arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy",
        "arn:aws:iam::aws:policy/NoSuchPolicy",
    ]);
    prop_oneof![1 => of_aws, 1 => own_policy()]
}

/// The account's own, which may be there.
fn own_policy() -> impl Strategy<Value = String> {
    pick(&["Buckets", "Keys", "team/Keys"]).prop_map(|place| format!("arn:aws:iam::{}:policy/{place}", fresh().id()))
}

fn policy_name() -> impl Strategy<Value = String> {
    pick(&["Buckets", "buckets", "Keys"])
}

fn document() -> impl Strategy<Value = String> {
    pick(&[
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#,
        "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": {\"Effect\": \"Deny\", \"Action\": [\"iam:*\"], \"Resource\": \"*\"}\n}",
        r#"{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3","Resource":"*"}]}"#,
    ])
}

fn version() -> impl Strategy<Value = String> {
    pick(&["v1", "v2", "v3", "v9"])
}

fn tags() -> impl Strategy<Value = Vec<Tag>> {
    let tag = (pick(&["team", "Team", "cost centre", "größe", "a=b,c"]), pick(&["", "x", "it's \"x\"", "a,b=c {d}"]));
    proptest::collection::vec(tag.prop_map(|(key, value)| Tag { key, value }), 0..3)
}

fn password() -> impl Strategy<Value = Secret> {
    pick(&["short", "Correct-Horse-9", "aB3$ 'quoted' \"x\""]).prop_map(Secret::new)
}

fn codes_given() -> impl Strategy<Value = [Secret; 2]> {
    proptest::sample::select(vec![SHOWN, ["123456", "654321"]]).prop_map(|codes| codes.map(Secret::new))
}

/// Root's first key, and one that is not there.
fn key_id() -> impl Strategy<Value = String> {
    let root = fresh().access_keys_of(Owner::Root)[0].id.to_string();
    proptest::sample::select(vec![root, "AKIAIOSFODNN7EXAMPLE".to_owned()])
}

/// A few operations of every kind that writes, on names that meet each other.
pub fn any_write() -> impl Strategy<Value = Operation> {
    let owner = || proptest::option::of(user());
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let identities = prop_oneof![
        (user(), path(), proptest::option::of(tags()))
            .prop_map(|(user_name, path, tags)| { Operation::from(CreateUser { user_name, path, tags, permissions_boundary: None }) }),
        (user(), policy()).prop_map(|(user_name, boundary)| CreateUser {
            user_name,
            permissions_boundary: Some(boundary),
            ..Default::default()
        }
        .into()),
        (user(), proptest::option::of(user()), path())
            .prop_map(|(user_name, new_user_name, new_path)| { UpdateUser { user_name, new_user_name, new_path }.into() }),
        user().prop_map(|user_name| DeleteUser { user_name }.into()),
        (user(), tags()).prop_map(|(user_name, tags)| TagUser { user_name, tags }.into()),
        user().prop_map(|user_name| UntagUser { user_name, tag_keys: vec!["TEAM".into(), "team".into(), "größe".into()] }.into()),
        (group(), path()).prop_map(|(group_name, path)| CreateGroup { group_name, path }.into()),
        (group(), proptest::option::of(group()))
            .prop_map(|(group_name, new_group_name)| { UpdateGroup { group_name, new_group_name, ..Default::default() }.into() }),
        group().prop_map(|group_name| DeleteGroup { group_name }.into()),
        (group(), user()).prop_map(|(group_name, user_name)| AddUserToGroup { group_name, user_name }.into()),
        (group(), user()).prop_map(|(group_name, user_name)| RemoveUserFromGroup { group_name, user_name }.into()),
        (role(), proptest::option::of(tags())).prop_map(move |(role_name, tags)| {
            CreateRole { role_name, tags, assume_role_policy_document: trust.into(), ..Default::default() }.into()
        }),
        role().prop_map(|role_name| DeleteRole { role_name }.into()),
        role_write(),
    ];
    let attachments = prop_oneof![
        (user(), policy()).prop_map(|(user_name, policy_arn)| Operation::from(AttachUserPolicy { user_name, policy_arn })),
        (user(), policy()).prop_map(|(user_name, policy_arn)| DetachUserPolicy { user_name, policy_arn }.into()),
        (group(), policy()).prop_map(|(group_name, policy_arn)| AttachGroupPolicy { group_name, policy_arn }.into()),
        (group(), policy()).prop_map(|(group_name, policy_arn)| DetachGroupPolicy { group_name, policy_arn }.into()),
        (role(), policy()).prop_map(|(role_name, policy_arn)| AttachRolePolicy { role_name, policy_arn }.into()),
        (role(), policy()).prop_map(|(role_name, policy_arn)| DetachRolePolicy { role_name, policy_arn }.into()),
    ];
    let serial = || device().prop_map(|name| format!("{}{name}", serial_prefix()));
    let credentials = prop_oneof![
        (owner(), proptest::option::of(password())).prop_map(|(user_name, password)| {
            Operation::from(CreateLoginProfile { user_name, password, password_reset_required: Some(true) })
        }),
        (user(), proptest::option::of(password()))
            .prop_map(|(user_name, password)| { UpdateLoginProfile { user_name, password, password_reset_required: None }.into() }),
        user().prop_map(|user_name| DeleteLoginProfile { user_name: Some(user_name) }.into()),
        password().prop_map(|new_password| ChangePassword { old_password: Secret::new(PASSWORD), new_password }.into()),
        (1_u32..100_000_000).prop_map(|seconds| AdvanceClock { seconds }.into()),
        password().prop_map(|new_password| SetRootPassword { new_password }.into()),
        owner().prop_map(|user_name| CreateAccessKey { user_name }.into()),
        (key_id(), pick(&["Active", "Inactive", "Expired"])).prop_map(|(access_key_id, status)| UpdateAccessKey {
            user_name: None,
            access_key_id,
            status
        }
        .into()),
        key_id().prop_map(|access_key_id| DeleteAccessKey { user_name: None, access_key_id }.into()),
        (device(), path())
            .prop_map(|(virtual_mfa_device_name, path)| { CreateVirtualMFADevice { virtual_mfa_device_name, path, tags: None }.into() }),
        (owner(), serial(), codes_given()).prop_map(|(user_name, serial_number, [authentication_code_1, authentication_code_2])| {
            EnableMFADevice { user_name, serial_number, authentication_code_1, authentication_code_2 }.into()
        }),
        (owner(), serial(), codes_given()).prop_map(|(user_name, serial_number, [authentication_code_1, authentication_code_2])| {
            ResyncMFADevice { user_name, serial_number, authentication_code_1, authentication_code_2 }.into()
        }),
        (owner(), serial()).prop_map(|(user_name, serial_number)| DeactivateMFADevice { user_name, serial_number }.into()),
        serial().prop_map(|serial_number| DeleteVirtualMFADevice { serial_number }.into()),
        (serial(), tags()).prop_map(|(serial_number, tags)| TagMFADevice { serial_number, tags }.into()),
        serial().prop_map(|serial_number| UntagMFADevice { serial_number, tag_keys: vec!["team".into()] }.into()),
    ];
    let settings = prop_oneof![
        (proptest::option::of(4_u32..20), any::<bool>(), proptest::option::of(0_u32..30)).prop_map(|(length, symbols, reuse)| {
            Operation::from(UpdateAccountPasswordPolicy {
                minimum_password_length: length,
                require_symbols: Some(symbols),
                password_reuse_prevention: reuse,
                ..Default::default()
            })
        }),
        Just(DeleteAccountPasswordPolicy {}.into()),
        pick(&["acme", "acme-2", "Not-Ok"]).prop_map(|account_alias| CreateAccountAlias { account_alias }.into()),
        pick(&["acme", "acme-2"]).prop_map(|account_alias| DeleteAccountAlias { account_alias }.into()),
    ];
    prop_oneof![4 => identities, 2 => profile_write(), 2 => provider_write(), 2 => attachments, 3 => managed_write(), 2 => inline_write(), 2 => credentials, 1 => settings, 4 => estate::any_estate_write()]
}

/// Operations on instance profiles and service-linked roles.
fn profile_write() -> BoxedStrategy<Operation> {
    let profile = || pick(&["app", "APP", "web"]);
    let service = pick(&["autoscaling.amazonaws.com", "ecs.amazonaws.com", "nothing.amazonaws.com"]);
    let any_role = || prop_oneof![3 => role(), 1 => pick(&["AWSServiceRoleForECS", "AWSServiceRoleForAutoScaling_x"])];
    prop_oneof![
        2 => (profile(), path(), proptest::option::of(tags())).prop_map(|(instance_profile_name, path, tags)| {
            Operation::from(CreateInstanceProfile { instance_profile_name, path, tags })
        }),
        1 => profile().prop_map(|instance_profile_name| DeleteInstanceProfile { instance_profile_name }.into()),
        3 => (profile(), any_role())
            .prop_map(|(instance_profile_name, role_name)| AddRoleToInstanceProfile { instance_profile_name, role_name }.into()),
        1 => (profile(), any_role())
            .prop_map(|(instance_profile_name, role_name)| RemoveRoleFromInstanceProfile { instance_profile_name, role_name }.into()),
        1 => (profile(), tags()).prop_map(|(instance_profile_name, tags)| TagInstanceProfile { instance_profile_name, tags }.into()),
        1 => profile().prop_map(|instance_profile_name| {
            UntagInstanceProfile { instance_profile_name, tag_keys: vec!["team".into(), "TEAM".into()] }.into()
        }),
        2 => (service, proptest::option::of(pick(&["x"]))).prop_map(|(aws_service_name, custom_suffix)| {
            CreateServiceLinkedRole { aws_service_name, custom_suffix, description: None }.into()
        }),
        1 => any_role().prop_map(|role_name| DeleteServiceLinkedRole { role_name }.into()),
        1 => any_role().prop_map(|role_name| DeleteRole { role_name }.into()),
    ]
    .boxed()
}

/// Metadata of a SAML provider, as long as they must be at least; with more attributes of its root.
pub fn saml_metadata(attributes: &str) -> String {
    let filling = "x".repeat(1000);
    format!(
        "<?xml version=\"1.0\"?>\n<EntityDescriptor entityID=\"https://idp.example.com\" {attributes}><IDPSSODescriptor>{filling}\
         </IDPSSODescriptor></EntityDescriptor>"
    )
}

/// Operations on identity providers.
fn provider_write() -> BoxedStrategy<Operation> {
    let saml = || pick(&["Idp", "idp"]);
    let saml_arn = || saml().prop_map(|name| format!("arn:aws:iam::{}:saml-provider/{name}", fresh().id()));
    let oidc = || pick(&["a.example.com", "b.example.com/x/", "b c"]);
    let oidc_arn = || oidc().prop_map(|url| format!("arn:aws:iam::{}:oidc-provider/{url}", fresh().id()));
    let keys = || vec!["team".to_owned()];
    let key = || pick(&["-----BEGIN PRIVATE KEY-----\nquoted\n-----END PRIVATE KEY-----", "short"]).prop_map(Secret::new);
    let mode = || proptest::option::of(pick(&["Required", "Allowed"]));
    let thumbprints = || proptest::collection::vec(pick(&["abcdefabcdefabcdefabcdefabcdefabcdefabcd", "none"]), 0..3);
    let client = || pick(&["sts.amazonaws.com", "a,b c"]);
    prop_oneof![
        (saml(), mode(), proptest::option::of(key()), proptest::option::of(tags())).prop_map(
            |(name, assertion_encryption_mode, add_private_key, tags)| Operation::from(CreateSAMLProvider {
                saml_metadata_document: saml_metadata(""),
                name,
                tags,
                assertion_encryption_mode,
                add_private_key,
            })
        ),
        (saml_arn(), mode(), proptest::option::of(key())).prop_map(|(saml_provider_arn, assertion_encryption_mode, add_private_key)| {
            UpdateSAMLProvider { saml_provider_arn, assertion_encryption_mode, add_private_key, ..Default::default() }.into()
        }),
        saml_arn().prop_map(|saml_provider_arn| DeleteSAMLProvider { saml_provider_arn }.into()),
        (saml_arn(), tags()).prop_map(|(saml_provider_arn, tags)| TagSAMLProvider { saml_provider_arn, tags }.into()),
        saml_arn().prop_map(move |saml_provider_arn| UntagSAMLProvider { saml_provider_arn, tag_keys: keys() }.into()),
        (oidc(), proptest::collection::vec(client(), 0..3), thumbprints(), proptest::option::of(tags())).prop_map(
            |(url, clients, thumbprints, tags)| CreateOpenIDConnectProvider {
                url: format!("https://{url}"),
                client_id_list: Some(clients),
                thumbprint_list: Some(thumbprints),
                tags,
            }
            .into()
        ),
        oidc_arn().prop_map(|open_id_connect_provider_arn| DeleteOpenIDConnectProvider { open_id_connect_provider_arn }.into()),
        (oidc_arn(), client()).prop_map(|(open_id_connect_provider_arn, client_id)| {
            AddClientIDToOpenIDConnectProvider { open_id_connect_provider_arn, client_id }.into()
        }),
        (oidc_arn(), client()).prop_map(|(open_id_connect_provider_arn, client_id)| {
            RemoveClientIDFromOpenIDConnectProvider { open_id_connect_provider_arn, client_id }.into()
        }),
        (oidc_arn(), thumbprints()).prop_map(|(open_id_connect_provider_arn, thumbprint_list)| {
            UpdateOpenIDConnectProviderThumbprint { open_id_connect_provider_arn, thumbprint_list }.into()
        }),
        (oidc_arn(), tags()).prop_map(|(open_id_connect_provider_arn, tags)| TagOpenIDConnectProvider {
            open_id_connect_provider_arn,
            tags
        }
        .into()),
        oidc_arn().prop_map(move |open_id_connect_provider_arn| {
            UntagOpenIDConnectProvider { open_id_connect_provider_arn, tag_keys: keys() }.into()
        }),
    ]
    .boxed()
}

/// Operations that change a role.
fn role_write() -> BoxedStrategy<Operation> {
    let trust = pick(&["root", "user/alice", "role/app", "role/ci"]).prop_map(|whom| {
        let arn = format!("arn:aws:iam::{}:{whom}", fresh().id());
        format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{arn}"}},"Action":"sts:AssumeRole"}}]}}"#)
    });
    let words = || pick(&["", "Reads buckets"]);
    prop_oneof![
        (role(), proptest::option::of(words()), proptest::option::of(3600_u32..50_000)).prop_map(
            |(role_name, description, max_session_duration)| Operation::from(UpdateRole { role_name, description, max_session_duration })
        ),
        (role(), words()).prop_map(|(role_name, description)| UpdateRoleDescription { role_name, description }.into()),
        (role(), trust).prop_map(|(role_name, policy_document)| UpdateAssumeRolePolicy { role_name, policy_document }.into()),
        (role(), tags()).prop_map(|(role_name, tags)| TagRole { role_name, tags }.into()),
        role().prop_map(|role_name| UntagRole { role_name, tag_keys: vec!["TEAM".into(), "größe".into()] }.into()),
    ]
    .boxed()
}

/// Operations on managed policies, their versions and boundaries.
fn managed_write() -> impl Strategy<Value = Operation> {
    prop_oneof![
        2 => (policy_name(), document(), proptest::option::of(pick(&["/", "/team/"])), proptest::option::of(tags())).prop_map(
            |(policy_name, policy_document, path, tags)| Operation::from(CreatePolicy {
                policy_name, path, policy_document, description: Some("Reads buckets".into()), tags
            })
        ),
        1 => policy().prop_map(|policy_arn| DeletePolicy { policy_arn }.into()),
        2 => (policy(), document(), proptest::option::of(any::<bool>())).prop_map(|(policy_arn, policy_document, set_as_default)| {
            CreatePolicyVersion { policy_arn, policy_document, set_as_default }.into()
        }),
        1 => (policy(), version()).prop_map(|(policy_arn, version_id)| SetDefaultPolicyVersion { policy_arn, version_id }.into()),
        1 => (policy(), version()).prop_map(|(policy_arn, version_id)| DeletePolicyVersion { policy_arn, version_id }.into()),
        1 => (policy(), tags()).prop_map(|(policy_arn, tags)| TagPolicy { policy_arn, tags }.into()),
        1 => policy().prop_map(|policy_arn| UntagPolicy { policy_arn, tag_keys: vec!["team".into()] }.into()),
        1 => (user(), policy())
            .prop_map(|(user_name, permissions_boundary)| PutUserPermissionsBoundary { user_name, permissions_boundary }.into()),
        1 => user().prop_map(|user_name| DeleteUserPermissionsBoundary { user_name }.into()),
        1 => (role(), policy())
            .prop_map(|(role_name, permissions_boundary)| PutRolePermissionsBoundary { role_name, permissions_boundary }.into()),
        1 => role().prop_map(|role_name| DeleteRolePermissionsBoundary { role_name }.into()),
    ]
}

/// Operations on inline policies.
fn inline_write() -> impl Strategy<Value = Operation> {
    prop_oneof![
        2 => (user(), policy_name(), document()).prop_map(|(user_name, policy_name, policy_document)| {
            Operation::from(PutUserPolicy { user_name, policy_name, policy_document })
        }),
        1 => (user(), policy_name()).prop_map(|(user_name, policy_name)| DeleteUserPolicy { user_name, policy_name }.into()),
        2 => (group(), policy_name(), document()).prop_map(|(group_name, policy_name, policy_document)| {
            PutGroupPolicy { group_name, policy_name, policy_document }.into()
        }),
        1 => (group(), policy_name()).prop_map(|(group_name, policy_name)| DeleteGroupPolicy { group_name, policy_name }.into()),
        2 => (role(), policy_name(), document()).prop_map(|(role_name, policy_name, policy_document)| {
            PutRolePolicy { role_name, policy_name, policy_document }.into()
        }),
        1 => (role(), policy_name()).prop_map(|(role_name, policy_name)| DeleteRolePolicy { role_name, policy_name }.into()),
    ]
}

fn serial_prefix() -> String {
    format!("arn:aws:iam::{}:mfa/", fresh().id())
}

pub mod company;
pub mod console;
