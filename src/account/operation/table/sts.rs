//! STS: temporary credentials, and who calls.

macro_rules! sts {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Tells who calls: account, id and ARN. Nobody can be denied this.
            Read(sts) GetCallerIdentity {
            }

            /// Tells which account an access key is of.
            Read(sts) GetAccessKeyInfo {
                required access_key_id: String = "AccessKeyId" STS_ACCESS_KEY_ID,
            }

            /// Opens a session of a role that trusts the caller. It has the role's permissions in place of the caller's.
            Use(sts) AssumeRole {
                required role_arn: String = "RoleArn" STS_ARN,
                required role_session_name: String = "RoleSessionName" ROLE_SESSION_NAME,
                optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
                optional policy: String = "Policy" UNRESTRICTED_SESSION_POLICY,
                optional duration_seconds: u32 = "DurationSeconds" ROLE_DURATION_SECONDS,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
                optional transitive_tag_keys: Vec<String> = "TransitiveTagKeys" TAG_KEY_LIST,
                optional external_id: String = "ExternalId" EXTERNAL_ID,
                optional serial_number: String = "SerialNumber" STS_SERIAL_NUMBER,
                optional token_code: Secret = "TokenCode" TOKEN_CODE,
                optional source_identity: String = "SourceIdentity" SOURCE_IDENTITY,
            }

            /// Opens a session of a role for whoever a SAML provider vouches for.
            Use(sts) AssumeRoleWithSAML {
                required role_arn: String = "RoleArn" STS_ARN,
                required principal_arn: String = "PrincipalArn" STS_ARN,
                required saml_assertion: Secret = "SAMLAssertion" SAML_ASSERTION,
                optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
                optional policy: String = "Policy" SESSION_POLICY,
                optional duration_seconds: u32 = "DurationSeconds" ROLE_DURATION_SECONDS,
            }

            /// Opens a session of a role for whoever an OIDC provider vouches for.
            Use(sts) AssumeRoleWithWebIdentity {
                required role_arn: String = "RoleArn" STS_ARN,
                required role_session_name: String = "RoleSessionName" ROLE_SESSION_NAME,
                required web_identity_token: Secret = "WebIdentityToken" CLIENT_TOKEN,
                optional provider_id: String = "ProviderId" PROVIDER_ID,
                optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
                optional policy: String = "Policy" SESSION_POLICY,
                optional duration_seconds: u32 = "DurationSeconds" ROLE_DURATION_SECONDS,
            }

            /// Opens a session for somebody else: with what both the caller's policies and the session's allow.
            Use(sts) GetFederationToken {
                required name: String = "Name" FEDERATED_USER_NAME,
                optional policy: String = "Policy" SESSION_POLICY,
                optional policy_arns: Vec<PolicyDescriptor> = "PolicyArns" SESSION_POLICY_ARNS,
                optional duration_seconds: u32 = "DurationSeconds" DURATION_SECONDS,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Opens a session of the caller's own: mostly to show an MFA code once for many calls.
            Use(sts) GetSessionToken {
                optional duration_seconds: u32 = "DurationSeconds" DURATION_SECONDS,
                optional serial_number: String = "SerialNumber" STS_SERIAL_NUMBER,
                optional token_code: Secret = "TokenCode" TOKEN_CODE,
            }
        }
    };
}
