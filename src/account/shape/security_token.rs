//! The shapes of STS's members (`sts` model of 2011-06-15). Some have IAM's names and other rules.

use super::table::{shapes, structures, text};
use super::{Part, Pattern, Rule, Shape, Structure};

shapes! {
    /// The assertion of a SAML provider.
    SAML_ASSERTION = "SAMLAssertionType": text(4, 100_000, Pattern::Any);
    /// The token of an OIDC provider.
    CLIENT_TOKEN = "clientTokenType": text(4, 20_000, Pattern::Any);
    /// How long a session of a user lasts, in seconds.
    DURATION_SECONDS = "durationSecondsType": Rule::Number { min: 900, max: 129_600 };
    /// What a third party has to say to assume a role.
    EXTERNAL_ID = "externalIdType": text(2, 1224, Pattern::ExternalId);
    /// The name of a federated user.
    FEDERATED_USER_NAME = "userNameType": text(2, 32, Pattern::PerhapsName);
    /// The name of a provider that has no ARN.
    PROVIDER_ID = "urlType": text(4, 2048, Pattern::Any);
    /// Managed policies that narrow a session.
    SESSION_POLICY_ARNS = "policyDescriptorListType": Rule::Structures(usize::MAX, &POLICY_DESCRIPTOR);
    /// How long a session of a role lasts, in seconds.
    ROLE_DURATION_SECONDS = "roleDurationSecondsType": Rule::Number { min: 900, max: 43_200 };
    /// The name of a session.
    ROLE_SESSION_NAME = "roleSessionNameType": text(2, 64, Pattern::PerhapsName);
    /// A policy that narrows a session.
    SESSION_POLICY = "sessionPolicyDocumentType": text(1, 2048, Pattern::Document);
    /// Who acts, whatever roles are assumed on the way.
    SOURCE_IDENTITY = "sourceIdentityType": text(2, 64, Pattern::PerhapsName);
    /// An access key's id.
    STS_ACCESS_KEY_ID = "accessKeyIdType": text(16, 128, Pattern::PerhapsWord);
    /// An ARN: checked in full where it is read.
    STS_ARN = "arnType": text(20, 2048, Pattern::XmlText);
    /// An MFA device's serial number.
    STS_SERIAL_NUMBER = "serialNumberType": text(9, 256, Pattern::PerhapsSerialNumber);
    /// A code from an authenticator.
    TOKEN_CODE = "tokenCodeType": text(6, 6, Pattern::PerhapsDigits);
    /// A policy that narrows a session; how long it may be, the operation says.
    UNRESTRICTED_SESSION_POLICY = "unrestrictedSessionPolicyDocumentType": text(1, usize::MAX, Pattern::Document);
}

structures! {
    /// A managed policy that narrows a session.
    POLICY_DESCRIPTOR = "PolicyDescriptorType" {
        optional "arn" STS_ARN,
    };
}
