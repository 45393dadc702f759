//! The table of shapes (`iam-api` model of 2010-05-08).

use super::{Part, Pattern, Rule, Shape, Structure};

/// Where the model states no greatest number.
const ANY_NUMBER: usize = usize::MAX;

macro_rules! shapes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal: $rule:expr;)*) => {$(
        $(#[$doc])*
        pub static $constant: Shape = Shape { name: $name, rule: $rule };
    )*};
}

pub(super) use shapes;

pub(super) const fn text(min: usize, max: usize, pattern: Pattern) -> Rule {
    Rule::Text { min, max, pattern }
}

shapes! {
    /// An access key's id.
    ACCESS_KEY_ID = "accessKeyIdType": text(16, 128, Pattern::Word);
    /// An action that is asked about.
    ACTION_NAME = "ActionNameType": text(3, 128, Pattern::Any);
    /// Actions that are asked about.
    ACTION_NAME_LIST = "ActionNameListType": Rule::Texts(ANY_NUMBER, &ACTION_NAME);
    /// The account alias: 3 to 63 characters.
    ACCOUNT_ALIAS = "accountAliasType": text(3, 63, Pattern::Alias);
    /// An ARN: checked in full where it is read.
    ARN = "arnType": text(20, 2048, Pattern::Any);
    /// Which virtual devices to list.
    ASSIGNMENT_STATUS = "assignmentStatusType": Rule::Choice(&["Assigned", "Unassigned", "Any"]);
    /// The name of a user, group or role that has an inline policy.
    ATTACHMENT_NAME = "AttachmentName": text(1, 128, Pattern::Name);
    /// What an inline policy is part of.
    ATTACHMENT_TYPE = "AttachmentType": Rule::Choice(&["user", "group", "role"]);
    /// A code from an authenticator.
    AUTHENTICATION_CODE = "authenticationCodeType": text(6, 6, Pattern::Digits);
    /// Whether a provider's assertions are encrypted.
    ASSERTION_ENCRYPTION_MODE = "assertionEncryptionModeType": Rule::Choice(&["Required", "Allowed"]);
    /// True or false.
    BOOLEAN = "booleanType": Rule::Flag;
    /// True or false, or left out to keep what is.
    BOOLEAN_OBJECT = "booleanObjectType": Rule::Flag;
    /// Condition keys of a request that is simulated.
    CONTEXT_ENTRY_LIST = "ContextEntryListType": Rule::Structures(ANY_NUMBER, &CONTEXT_ENTRY);
    /// Whether a report on used services tells of actions, too.
    ACCESS_GRANULARITY = "AccessAdvisorUsageGranularityType": Rule::Choice(&["SERVICE_LEVEL", "ACTION_LEVEL"]);
    /// The id of a report on used services.
    JOB_ID = "jobIDType": text(36, 36, Pattern::Any);
    /// A service, as policies name it.
    SERVICE_NAMESPACE = "serviceNamespaceType": text(1, 64, Pattern::Namespace);
    /// Services, as policies name them.
    SERVICE_NAMESPACE_LIST = "serviceNamespaceListType": Rule::Texts(200, &SERVICE_NAMESPACE);
    /// A condition key's name.
    CONTEXT_KEY_NAME = "ContextKeyNameType": text(5, 256, Pattern::Any);
    /// The type of a condition key's values.
    CONTEXT_KEY_TYPE = "ContextKeyTypeEnum": Rule::Choice(&[
        "string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary", "binaryList", "date",
        "dateList",
    ]);
    /// A value of a condition key.
    CONTEXT_KEY_VALUE = "ContextKeyValueType": text(0, usize::MAX, Pattern::Any);
    /// The values of a condition key.
    CONTEXT_KEY_VALUE_LIST = "ContextKeyValueListType": Rule::Texts(ANY_NUMBER, &CONTEXT_KEY_VALUE);
    /// Kinds of entities to list.
    ENTITY_LIST = "entityListType": Rule::Texts(ANY_NUMBER, &ENTITY_TYPE);
    /// What kind of entity a policy is attached to.
    ENTITY_TYPE = "EntityType": Rule::Choice(&["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]);
    /// The name of a user that is there already; longer than a new one may be.
    EXISTING_USER_NAME = "existingUserNameType": text(1, 128, Pattern::Name);
    /// A group's name.
    GROUP_NAME = "groupNameType": text(1, 128, Pattern::Name);
    /// An inline policy that a simulation leaves out.
    INLINE_POLICY_IDENTIFIER = "InlinePolicyIdentifierType": Rule::Structure(&INLINE_POLICY);
    /// An audience of an OIDC provider.
    CLIENT_ID = "clientIDType": text(1, 255, Pattern::Any);
    /// Audiences of an OIDC provider.
    CLIENT_ID_LIST = "clientIDListType": Rule::Texts(ANY_NUMBER, &CLIENT_ID);
    /// What tells several roles of one service apart.
    CUSTOM_SUFFIX = "customSuffixType": text(1, 64, Pattern::Name);
    /// The id of a deletion that is asked after.
    DELETION_TASK_ID = "DeletionTaskIdType": text(1, 1000, Pattern::Any);
    /// An instance profile's name.
    INSTANCE_PROFILE_NAME = "instanceProfileNameType": text(1, 128, Pattern::Name);
    /// The marker of a page.
    MARKER = "markerType": text(1, 320, Pattern::Marker);
    /// Items on a page.
    MAX_ITEMS = "maxItemsType": Rule::Number { min: 1, max: 1000 };
    /// Days until a password expires.
    MAX_PASSWORD_AGE = "maxPasswordAgeType": Rule::Number { min: 1, max: 1095 };
    /// Shortest password.
    MINIMUM_PASSWORD_LENGTH = "minimumPasswordLengthType": Rule::Number { min: 6, max: 128 };
    /// The policies of the levels of an organization.
    ORGANIZATION_POLICY_LIST = "OrganizationPolicyListType": Rule::Structures(7, &ORDERED_ORGANIZATION_POLICY);
    /// The address of an OIDC provider.
    OIDC_PROVIDER_URL = "OpenIDConnectProviderUrlType": text(1, 255, Pattern::Any);
    /// A new console password.
    PASSWORD = "passwordType": text(1, 128, Pattern::Password);
    /// Passwords remembered against reuse.
    PASSWORD_REUSE_PREVENTION = "passwordReusePreventionType": Rule::Number { min: 1, max: 24 };
    /// A path.
    PATH = "pathType": text(1, 512, Pattern::Path);
    /// The beginning of a path, to list by.
    PATH_PREFIX = "pathPrefixType": text(1, 512, Pattern::PathPrefix);
    /// What a managed policy is for.
    POLICY_DESCRIPTION = "policyDescriptionType": text(0, 1000, Pattern::Any);
    /// A policy document.
    POLICY_DOCUMENT = "policyDocumentType": text(1, 131_072, Pattern::Document);
    /// Policies that a simulation leaves out.
    POLICY_EXCLUSION_LIST = "PolicyExclusionsListType": Rule::Structures(256, &POLICY_IDENTIFIER);
    /// Which sort of policy is left out.
    POLICY_IDENTIFIER_TYPE = "PolicyIdentifierPolicyType": Rule::Choice(&[
        "inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp",
    ]);
    /// The name of a managed policy or an inline one.
    POLICY_NAME = "policyNameType": text(1, 128, Pattern::Name);
    /// A path of managed policies.
    POLICY_PATH = "policyPathType": text(1, 512, Pattern::PolicyPath);
    /// Which managed policies to list.
    POLICY_SCOPE = "policyScopeType": Rule::Choice(&["All", "AWS", "Local"]);
    /// How a managed policy is used.
    POLICY_USAGE = "PolicyUsageType": Rule::Choice(&["PermissionsPolicy", "PermissionsBoundary"]);
    /// A version of a managed policy.
    POLICY_VERSION_ID = "policyVersionIdType": text(0, usize::MAX, Pattern::VersionId);
    /// A private key that encrypted assertions are read with.
    PRIVATE_KEY = "privateKeyType": text(1, 16_384, Pattern::Document);
    /// The id of such a key.
    PRIVATE_KEY_ID = "privateKeyIdType": text(22, 64, Pattern::KeyId);
    /// How simulated EC2 requests are put together.
    RESOURCE_HANDLING_OPTION = "ResourceHandlingOptionType": text(1, 64, Pattern::Any);
    /// A resource, or an account, of a request that is simulated.
    RESOURCE_NAME = "ResourceNameType": text(1, 2048, Pattern::Any);
    /// Resources that are asked about.
    RESOURCE_NAME_LIST = "ResourceNameListType": Rule::Texts(ANY_NUMBER, &RESOURCE_NAME);
    /// A role's description.
    ROLE_DESCRIPTION = "roleDescriptionType": text(0, 1000, Pattern::Description);
    /// A role's longest session, in seconds.
    ROLE_MAX_SESSION_DURATION = "roleMaxSessionDurationType": Rule::Number { min: 3600, max: 43200 };
    /// A role's name.
    ROLE_NAME = "roleNameType": text(1, 64, Pattern::Name);
    /// How far the practice clock is moved at once: up to ten years.
    CLOCK_SECONDS = "clockSecondsType": Rule::Number { min: 1, max: 315_360_000 };
    /// A new password of root, which no password policy is for.
    ROOT_PASSWORD = "rootPasswordType": text(8, 128, Pattern::Password);
    /// The account that one signs in to, by id or alias.
    SIGN_IN_ACCOUNT = "signInAccountType": text(1, 63, Pattern::Any);
    /// The address that root signs in with.
    SIGN_IN_EMAIL = "signInEmailType": text(1, 254, Pattern::Any);
    /// The user name that is typed to sign in; whether it is one, signing in doesn't tell.
    SIGN_IN_NAME = "signInNameType": text(1, 128, Pattern::Any);
    /// A password that is typed to sign in.
    SIGN_IN_PASSWORD = "signInPasswordType": text(1, 128, Pattern::Any);
    /// A role with its path, as one switches to it.
    SWITCH_ROLE_NAME = "switchRoleNameType": text(1, 576, Pattern::Any);
    /// What a role that one switched to is called in the header.
    DISPLAY_NAME = "displayNameType": text(1, 64, Pattern::Any);
    /// The color of a role that one switched to.
    ROLE_COLOR = "roleColorType": Rule::Choice(&["None", "Red", "Orange", "Yellow", "Green", "Blue"]);
    /// A SAML provider's metadata.
    SAML_METADATA_DOCUMENT = "SAMLMetadataDocumentType": text(1000, 10_000_000, Pattern::Any);
    /// A SAML provider's name.
    SAML_PROVIDER_NAME = "SAMLProviderNameType": text(1, 128, Pattern::ProviderName);
    /// An MFA device's serial number.
    SERIAL_NUMBER = "serialNumberType": text(9, 256, Pattern::SerialNumber);
    /// Policies that are simulated.
    SIMULATION_POLICY_LIST = "SimulationPolicyListType": Rule::Texts(ANY_NUMBER, &POLICY_DOCUMENT);
    /// An access key's status. `Expired` is AWS's own to set.
    STATUS = "statusType": Rule::Choice(&["Active", "Inactive", "Expired"]);
    /// A tag's key.
    TAG_KEY = "tagKeyType": text(1, 128, Pattern::TagKey);
    /// A tag's value, perhaps empty.
    TAG_VALUE = "tagValueType": text(0, 256, Pattern::TagValue);
    /// Keys of tags.
    TAG_KEY_LIST = "tagKeyListType": Rule::Texts(50, &TAG_KEY);
    /// Tags.
    TAG_LIST = "tagListType": Rule::Tags(50);
    /// The SHA-1 thumbprint of a certificate, in hexadecimal.
    THUMBPRINT = "thumbprintType": text(40, 40, Pattern::Any);
    /// Thumbprints of certificates.
    THUMBPRINT_LIST = "thumbprintListType": Rule::Texts(ANY_NUMBER, &THUMBPRINT);
    /// A new user's name.
    USER_NAME = "userNameType": text(1, 64, Pattern::Name);
    /// A virtual MFA device's name; how long it may be follows from the serial number's shape.
    VIRTUAL_MFA_DEVICE_NAME = "virtualMFADeviceName": text(1, usize::MAX, Pattern::Name);
}

macro_rules! structures {
    ($($(#[$doc:meta])* $constant:ident = $name:literal { $($need:ident $part:literal $shape:ident,)* };)*) => {$(
        $(#[$doc])*
        pub static $constant: Structure = Structure {
            name: $name,
            parts: &[$(Part { name: $part, required: structures!(@required $need), shape: &$shape }),*],
        };
    )*};
    (@required required) => { true };
    (@required optional) => { false };
}

pub(super) use structures;

structures! {
    /// A condition key with its values.
    CONTEXT_ENTRY = "ContextEntry" {
        optional "ContextKeyName" CONTEXT_KEY_NAME,
        optional "ContextKeyValues" CONTEXT_KEY_VALUE_LIST,
        optional "ContextKeyType" CONTEXT_KEY_TYPE,
    };
    /// An inline policy by its name and what it is part of.
    INLINE_POLICY = "InlinePolicyIdentifierType" {
        required "PolicyName" POLICY_NAME,
        required "AttachmentType" ATTACHMENT_TYPE,
        required "AttachmentName" ATTACHMENT_NAME,
    };
    /// The service control policies of a level of an organization.
    ORDERED_ORGANIZATION_POLICY = "OrderedOrganizationPolicyType" {
        optional "ServiceControlPolicyInputList" SIMULATION_POLICY_LIST,
    };
    /// A policy that a simulation leaves out.
    POLICY_IDENTIFIER = "PolicyIdentifier" {
        optional "PolicyType" POLICY_IDENTIFIER_TYPE,
        optional "PolicyArn" ARN,
        optional "InlinePolicyIdentifier" INLINE_POLICY_IDENTIFIER,
    };
}
