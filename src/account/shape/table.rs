//! The table of shapes (`iam-api` model of 2010-05-08).

use super::{Pattern, Rule, Shape};

macro_rules! shapes {
    ($($(#[$doc:meta])* $constant:ident = $name:literal: $rule:expr;)*) => {$(
        $(#[$doc])*
        pub static $constant: Shape = Shape { name: $name, rule: $rule };
    )*};
}

const fn text(min: usize, max: usize, pattern: Pattern) -> Rule {
    Rule::Text { min, max, pattern }
}

shapes! {
    /// An access key's id.
    ACCESS_KEY_ID = "accessKeyIdType": text(16, 128, Pattern::Word);
    /// The account alias: 3 to 63 characters.
    ACCOUNT_ALIAS = "accountAliasType": text(3, 63, Pattern::Alias);
    /// An ARN: checked in full where it is read.
    ARN = "arnType": text(20, 2048, Pattern::Any);
    /// Which virtual devices to list.
    ASSIGNMENT_STATUS = "assignmentStatusType": Rule::Choice(&["Assigned", "Unassigned", "Any"]);
    /// A code from an authenticator.
    AUTHENTICATION_CODE = "authenticationCodeType": text(6, 6, Pattern::Digits);
    /// True or false.
    BOOLEAN = "booleanType": Rule::Flag;
    /// True or false, or left out to keep what is.
    BOOLEAN_OBJECT = "booleanObjectType": Rule::Flag;
    /// What kind of entity a policy is attached to.
    ENTITY_TYPE = "EntityType": Rule::Choice(&["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]);
    /// The name of a user that is there already; longer than a new one may be.
    EXISTING_USER_NAME = "existingUserNameType": text(1, 128, Pattern::Name);
    /// A group's name.
    GROUP_NAME = "groupNameType": text(1, 128, Pattern::Name);
    /// The marker of a page.
    MARKER = "markerType": text(1, 320, Pattern::Marker);
    /// Items on a page.
    MAX_ITEMS = "maxItemsType": Rule::Number { min: 1, max: 1000 };
    /// Days until a password expires.
    MAX_PASSWORD_AGE = "maxPasswordAgeType": Rule::Number { min: 1, max: 1095 };
    /// Shortest password.
    MINIMUM_PASSWORD_LENGTH = "minimumPasswordLengthType": Rule::Number { min: 6, max: 128 };
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
    /// A role's description.
    ROLE_DESCRIPTION = "roleDescriptionType": text(0, 1000, Pattern::Description);
    /// A role's longest session, in seconds.
    ROLE_MAX_SESSION_DURATION = "roleMaxSessionDurationType": Rule::Number { min: 3600, max: 43200 };
    /// A role's name.
    ROLE_NAME = "roleNameType": text(1, 64, Pattern::Name);
    /// An MFA device's serial number.
    SERIAL_NUMBER = "serialNumberType": text(9, 256, Pattern::SerialNumber);
    /// An access key's status. `Expired` is AWS's own to set.
    STATUS = "statusType": Rule::Choice(&["Active", "Inactive", "Expired"]);
    /// A tag's key.
    TAG_KEY = "tagKeyType": text(1, 128, Pattern::TagKey);
    /// A tag's value, perhaps empty.
    TAG_VALUE = "tagValueType": text(0, 256, Pattern::TagValue);
    /// Keys of tags.
    TAG_KEY_LIST = "tagKeyListType": Rule::TagKeys(50);
    /// Tags.
    TAG_LIST = "tagListType": Rule::Tags(50);
    /// A new user's name.
    USER_NAME = "userNameType": text(1, 64, Pattern::Name);
    /// A virtual MFA device's name; how long it may be follows from the serial number's shape.
    VIRTUAL_MFA_DEVICE_NAME = "virtualMFADeviceName": text(1, usize::MAX, Pattern::Name);
}
