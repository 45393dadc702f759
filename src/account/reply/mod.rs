//! Replies: what operations answer, member for member as the API does, in the model's order.

mod access;
mod authorization;
mod credentials;
mod estate;
mod identities;
mod masked;
mod policies;
mod session;
mod simulation;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::caller::Caller;
use super::operation::Tag;

pub use access::{ActionLastAccessed, EntityAccess, EntityInfo, GrantingPolicy, JobError, ServiceGrants, ServiceLastAccessed};
pub use authorization::{GroupAuthorization, InlinePolicyDetail, PolicyAuthorization, RoleAuthorization, UserAuthorization};
pub use credentials::{
    AccessKeyDetail, AccessKeyMetadata, KeyLastUsedDetail, LoginProfileDetail, MfaDeviceDetail, PasswordPolicyDetail,
    VirtualMfaDeviceDetail,
};
pub use estate::{DecryptedDetail, EstateReply, SecretDetail};
pub use identities::{
    AttachedBoundary, GroupDetail, InstanceProfileDetail, OidcProviderEntry, RoleDetail, RoleLastUsedDetail, SamlKeyDetail,
    SamlProviderEntry, UserDetail,
};
pub use policies::{AttachedPolicy, PolicyDetail, PolicyGroup, PolicyRole, PolicyUser, PolicyVersionDetail};
pub use session::{AssumedRoleDetail, CredentialsDetail, FederatedUserDetail, SessionDetail};
pub use simulation::{
    BoundaryDecision, EvaluationResult, MatchedStatement, OrganizationsDecision, ResourceSpecificResult, StatementPosition,
};

/// What signing in asks for next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub enum SignInStep {
    /// A code of an MFA device.
    MfaCode,
    /// A new password: the present one must be changed, or has expired.
    NewPassword,
    /// Nothing: one is signed in.
    Done,
}

/// What an operation answers. Serialises as the AWS CLI prints it.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(untagged, rename_all_fields = "PascalCase")]
#[allow(missing_docs, reason = "the API's shapes; the members' names say all")]
pub enum Reply {
    /// Operations that answer nothing print nothing.
    Nothing {},
    SignIn {
        next: SignInStep,
    },
    /// A session is open: who calls in it.
    Opened {
        caller: Caller,
    },
    User {
        user: UserDetail,
    },
    Users {
        users: Vec<UserDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    Group {
        group: GroupDetail,
    },
    GroupWithUsers {
        group: GroupDetail,
        users: Vec<UserDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    Groups {
        groups: Vec<GroupDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    Role {
        role: RoleDetail,
    },
    Roles {
        roles: Vec<RoleDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    InstanceProfile {
        instance_profile: InstanceProfileDetail,
    },
    InstanceProfiles {
        instance_profiles: Vec<InstanceProfileDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    CreatedSamlProvider {
        #[serde(rename = "SAMLProviderArn")]
        saml_provider_arn: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    },
    UpdatedSamlProvider {
        #[serde(rename = "SAMLProviderArn")]
        saml_provider_arn: String,
    },
    SamlProvider {
        #[serde(rename = "SAMLProviderUUID")]
        saml_provider_uuid: String,
        #[serde(rename = "SAMLMetadataDocument")]
        saml_metadata_document: String,
        create_date: Date,
        valid_until: Date,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
        #[serde(skip_serializing_if = "Option::is_none")]
        assertion_encryption_mode: Option<&'static str>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        private_key_list: Vec<SamlKeyDetail>,
    },
    SamlProviders {
        #[serde(rename = "SAMLProviderList")]
        saml_provider_list: Vec<SamlProviderEntry>,
    },
    CreatedOidcProvider {
        #[serde(rename = "OpenIDConnectProviderArn")]
        open_id_connect_provider_arn: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    },
    OidcProvider {
        url: String,
        #[serde(rename = "ClientIDList")]
        client_id_list: Vec<String>,
        thumbprint_list: Vec<String>,
        create_date: Date,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        tags: Vec<Tag>,
    },
    OidcProviders {
        #[serde(rename = "OpenIDConnectProviderList")]
        open_id_connect_provider_list: Vec<OidcProviderEntry>,
    },
    DeletionTask {
        deletion_task_id: String,
    },
    DeletionStatus {
        status: &'static str,
    },
    Tags {
        tags: Vec<Tag>,
        #[serde(flatten)]
        paging: Paging,
    },
    Policy {
        policy: PolicyDetail,
    },
    Policies {
        policies: Vec<PolicyDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    PolicyVersion {
        policy_version: PolicyVersionDetail,
    },
    PolicyVersions {
        versions: Vec<PolicyVersionDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    UserPolicy {
        user_name: String,
        #[serde(flatten)]
        policy: InlinePolicyDetail,
    },
    GroupPolicy {
        group_name: String,
        #[serde(flatten)]
        policy: InlinePolicyDetail,
    },
    RolePolicy {
        role_name: String,
        #[serde(flatten)]
        policy: InlinePolicyDetail,
    },
    InlinePolicies {
        policy_names: Vec<String>,
        #[serde(flatten)]
        paging: Paging,
    },
    AttachedPolicies {
        attached_policies: Vec<AttachedPolicy>,
        #[serde(flatten)]
        paging: Paging,
    },
    EntitiesForPolicy {
        policy_groups: Vec<PolicyGroup>,
        policy_users: Vec<PolicyUser>,
        policy_roles: Vec<PolicyRole>,
        #[serde(flatten)]
        paging: Paging,
    },
    LoginProfile {
        login_profile: LoginProfileDetail,
    },
    AccessKey {
        access_key: AccessKeyDetail,
    },
    AccessKeys {
        access_key_metadata: Vec<AccessKeyMetadata>,
        #[serde(flatten)]
        paging: Paging,
    },
    VirtualMfaDevice {
        #[serde(rename = "VirtualMFADevice")]
        virtual_mfa_device: VirtualMfaDeviceDetail,
    },
    VirtualMfaDevices {
        #[serde(rename = "VirtualMFADevices")]
        virtual_mfa_devices: Vec<VirtualMfaDeviceDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    MfaDevices {
        #[serde(rename = "MFADevices")]
        mfa_devices: Vec<MfaDeviceDetail>,
        #[serde(flatten)]
        paging: Paging,
    },
    PasswordPolicy {
        password_policy: PasswordPolicyDetail,
    },
    AccountAliases {
        account_aliases: Vec<String>,
        #[serde(flatten)]
        paging: Paging,
    },
    EvaluationResults {
        evaluation_results: Vec<EvaluationResult>,
        #[serde(flatten)]
        paging: Paging,
    },
    ContextKeyNames {
        context_key_names: Vec<String>,
    },
    AuthorizationDetails {
        user_detail_list: Vec<UserAuthorization>,
        group_detail_list: Vec<GroupAuthorization>,
        role_detail_list: Vec<RoleAuthorization>,
        policies: Vec<PolicyAuthorization>,
        #[serde(flatten)]
        paging: Paging,
    },
    AccountSummary {
        summary_map: serde_json::Map<String, serde_json::Value>,
    },
    AccessKeyLastUsed {
        #[serde(skip_serializing_if = "Option::is_none")]
        user_name: Option<String>,
        access_key_last_used: KeyLastUsedDetail,
    },
    ReportState {
        state: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<&'static str>,
    },
    AccessJob {
        job_id: String,
    },
    ServicesLastAccessed {
        job_status: &'static str,
        job_type: &'static str,
        job_creation_date: Date,
        services_last_accessed: Vec<ServiceLastAccessed>,
        job_completion_date: Date,
        #[serde(flatten)]
        paging: Paging,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<JobError>,
    },
    EntitiesLastAccessed {
        job_status: &'static str,
        job_creation_date: Date,
        job_completion_date: Date,
        entity_details_list: Vec<EntityAccess>,
        #[serde(flatten)]
        paging: Paging,
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<JobError>,
    },
    PoliciesGrantingServiceAccess {
        policies_granting_service_access: Vec<ServiceGrants>,
        #[serde(flatten)]
        paging: Paging,
    },
    CredentialReport {
        content: String,
        report_format: &'static str,
        generated_time: Date,
    },
    CallerIdentity {
        user_id: String,
        account: String,
        arn: String,
    },
    KeyAccount {
        account: String,
    },
    Session(Box<SessionDetail>),
    /// Of the practice estate.
    Estate(EstateReply),
    Secret(SecretDetail),
    Decrypted(DecryptedDetail),
}

/// Whether a list goes on, and behind what.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Paging {
    /// Whether there is more.
    pub is_truncated: bool,
    /// What to ask for more with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub marker: Option<String>,
}

/// The date as the AWS CLI prints it: `2026-11-23T21:14:05+00:00`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Date(pub Timestamp);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.strftime("%Y-%m-%dT%H:%M:%S+00:00"))
    }
}

/// Declares the API's structures: members in the model's order, optional ones left out where absent.
macro_rules! structures {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Debug, serde::Serialize)]
        #[serde(rename_all = "PascalCase")]
        #[allow(missing_docs, reason = "the API's shapes; the members' names say all")]
        pub struct $name {
            $($(#[$attribute])* pub $field: $type,)*
        }
    )*};
}

use structures;
