//! The codes of errors, as the API spells them.

use std::fmt;

/// The codes, each with what it says and how the API spells it.
macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident $text:literal,)*) => {
        /// The API's error codes that an account can answer with.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum ErrorCode {
            $($(#[$doc])* $code,)*
        }

        impl ErrorCode {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// The code as the API spells it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => $text,)*
                }
            }
        }
    };
}

codes! {
    /// The name is taken.
    EntityAlreadyExists "EntityAlreadyExists",
    /// Nothing is there under the name.
    NoSuchEntity "NoSuchEntity",
    /// Something must go first.
    DeleteConflict "DeleteConflict",
    /// A quota is reached.
    LimitExceeded "LimitExceeded",
    /// A member breaks its shape.
    ValidationError "ValidationError",
    /// A member is well-formed but can't be right.
    InvalidInput "InvalidInput",
    /// A policy document is no policy.
    MalformedPolicyDocument "MalformedPolicyDocument",
    /// A password breaks the password policy.
    PasswordPolicyViolation "PasswordPolicyViolation",
    /// MFA codes don't prove possession.
    InvalidAuthenticationCode "InvalidAuthenticationCode",
    /// The policy belongs to a service.
    PolicyNotAttachable "PolicyNotAttachable",
    /// The role belongs to a service.
    UnmodifiableEntity "UnmodifiableEntity",
    /// No bucket is there under the name.
    NoSuchBucket "NoSuchBucket",
    /// The bucket is another account's.
    BucketAlreadyExists "BucketAlreadyExists",
    /// The bucket is there already.
    BucketAlreadyOwnedByYou "BucketAlreadyOwnedByYou",
    /// The bucket holds objects.
    BucketNotEmpty "BucketNotEmpty",
    /// The name is none for a bucket.
    InvalidBucketName "InvalidBucketName",
    /// The region is none for a bucket.
    InvalidLocationConstraint "InvalidLocationConstraint",
    /// No object is there under the key.
    NoSuchKey "NoSuchKey",
    /// An object's key is too long.
    KeyTooLongError "KeyTooLongError",
    /// The bucket has no policy.
    NoSuchBucketPolicy "NoSuchBucketPolicy",
    /// The bucket has no tags.
    NoSuchTagSet "NoSuchTagSet",
    /// The bucket has no public access block.
    NoSuchPublicAccessBlockConfiguration "NoSuchPublicAccessBlockConfiguration",
    /// A bucket policy is no policy.
    MalformedPolicy "MalformedPolicy",
    /// There are as many buckets as there may be.
    TooManyBuckets "TooManyBuckets",
    /// A text is no instance's id.
    InvalidInstanceIdMalformed "InvalidInstanceID.Malformed",
    /// No instance is there under the id.
    InvalidInstanceIdNotFound "InvalidInstanceID.NotFound",
    /// A text is no image's id.
    InvalidAmiIdMalformed "InvalidAMIID.Malformed",
    /// No association of an instance profile is there under the id.
    InvalidAssociationIdNotFound "InvalidAssociationID.NotFound",
    /// The instance has an instance profile already.
    IncorrectState "IncorrectState",
    /// The instance would have to be in another state for it.
    IncorrectInstanceState "IncorrectInstanceState",
    /// User data is no Base64.
    InvalidUserDataMalformed "InvalidUserData.Malformed",
    /// There are as many instances as there may be.
    InstanceLimitExceeded "InstanceLimitExceeded",
    /// A member's value is wrong (EC2, SQS).
    InvalidParameterValue "InvalidParameterValue",
    /// Members that don't go together (EC2).
    InvalidParameterCombination "InvalidParameterCombination",
    /// A member is missing (EC2).
    MissingParameter "MissingParameter",
    /// A member's value is wrong.
    InvalidParameterValueException "InvalidParameterValueException",
    /// Nothing is there under the name.
    ResourceNotFoundException "ResourceNotFoundException",
    /// The name is taken (Lambda).
    ResourceConflictException "ResourceConflictException",
    /// The name is taken (Secrets Manager).
    ResourceExistsException "ResourceExistsException",
    /// The name is taken (`DynamoDB`).
    ResourceInUseException "ResourceInUseException",
    /// A member breaks its shape (all but IAM and STS).
    ValidationException "ValidationException",
    /// A quota is reached.
    LimitExceededException "LimitExceededException",
    /// A quota is reached (SQS).
    OverLimit "OverLimit",
    /// No queue is there under the URL.
    QueueDoesNotExist "AWS.SimpleQueueService.NonExistentQueue",
    /// A queue of the name has other attributes.
    QueueNameExists "QueueAlreadyExists",
    /// A queue has no such attribute.
    InvalidAttributeName "InvalidAttributeName",
    /// An attribute can't have this value.
    InvalidAttributeValue "InvalidAttributeValue",
    /// The handle is of no message.
    ReceiptHandleIsInvalid "ReceiptHandleIsInvalid",
    /// No key is there (KMS).
    NotFoundException "NotFoundException",
    /// The alias is taken (KMS).
    AlreadyExistsException "AlreadyExistsException",
    /// A name is AWS's own (KMS).
    NotAuthorizedException "NotAuthorizedException",
    /// The key is disabled.
    DisabledException "DisabledException",
    /// The key is to be deleted.
    KmsInvalidStateException "KMSInvalidStateException",
    /// What is to be decrypted was not encrypted here.
    InvalidCiphertextException "InvalidCiphertextException",
    /// Another key encrypted it.
    IncorrectKeyException "IncorrectKeyException",
    /// A policy of a key or secret is no policy.
    MalformedPolicyDocumentException "MalformedPolicyDocumentException",
    /// What a function is called with is no JSON.
    InvalidRequestContentException "InvalidRequestContentException",
    /// Members that don't go together (Secrets Manager).
    InvalidParameterException "InvalidParameterException",
    /// A function's policy is too long.
    PolicyLengthExceededException "PolicyLengthExceededException",
    /// The secret can't have that done to it now.
    InvalidRequestException "InvalidRequestException",
    /// The caller may not do it; on what is not the account's own, nobody may.
    AccessDenied "AccessDenied",
    /// The caller may not do it (EC2).
    UnauthorizedOperation "UnauthorizedOperation",
    /// The caller may not do it (Lambda, `DynamoDB`, KMS, Secrets Manager).
    AccessDeniedException "AccessDeniedException",
    /// The credentials are not good: the key is inactive or gone, or whoever they are of is.
    InvalidClientTokenId "InvalidClientTokenId",
    /// Nobody has signed the request.
    MissingAuthenticationToken "MissingAuthenticationToken",
    /// Nobody has signed the request (Lambda, `DynamoDB`, KMS, Secrets Manager).
    MissingAuthenticationTokenException "MissingAuthenticationTokenException",
    /// The session is over.
    ExpiredToken "ExpiredToken",
    /// The credentials are not good (S3).
    InvalidAccessKeyId "InvalidAccessKeyId",
    /// The credentials are not good (EC2).
    AuthFailure "AuthFailure",
    /// The credentials are not good (Lambda, `DynamoDB`, KMS, Secrets Manager).
    UnrecognizedClientException "UnrecognizedClientException",
    /// The session is over (EC2).
    RequestExpired "RequestExpired",
    /// No credential report was made.
    ReportNotPresent "ReportNotPresent",
    /// The credential report is too old.
    ReportExpired "ReportExpired",
    /// A session's policies take more room than there is.
    PackedPolicyTooLarge "PackedPolicyTooLarge",
    /// A token of an identity provider is none, or not for this account.
    InvalidIdentityToken "InvalidIdentityToken",
    /// A token of an identity provider is too old, or the session is over (Lambda, `DynamoDB`, KMS, Secrets Manager).
    ExpiredTokenException "ExpiredTokenException",
    /// Signing in failed.
    FailedAuthentication "FailedAuthentication",
    /// The operation is not for callers of this kind.
    InvalidUserType "InvalidUserType",
    /// Who would ask has no credentials to ask with. The AWS CLI says so before it asks.
    NoCredentialsError "NoCredentialsError",
}

impl ErrorCode {
    /// Whether it says that what an operation names is not there.
    pub const fn is_missing(self) -> bool {
        matches!(
            self,
            Self::NoSuchEntity
                | Self::NoSuchBucket
                | Self::NoSuchKey
                | Self::InvalidInstanceIdNotFound
                | Self::InvalidAssociationIdNotFound
                | Self::ResourceNotFoundException
                | Self::QueueDoesNotExist
                | Self::NotFoundException
        )
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a service refuses with this code what policies deny.
pub fn is_denial(code: &str) -> bool {
    [ErrorCode::AccessDenied, ErrorCode::AccessDeniedException, ErrorCode::UnauthorizedOperation]
        .iter()
        .any(|denial| denial.as_str() == code)
}
