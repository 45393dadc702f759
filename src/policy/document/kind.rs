//! What a document is for: each kind of policy has its own rules.

/// The kind of policy that a document is to be.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DocumentKind {
    /// An inline policy of a user, group or role, or a session policy.
    Identity,
    /// A customer managed policy, which may be a permissions boundary too: as [`Self::Identity`], and of version 2012-10-17.
    Managed,
    /// A role's trust policy.
    Trust,
    /// A policy on a bucket, queue, key or other resource.
    Resource,
    /// A service control policy of AWS Organizations.
    ServiceControl,
    /// A resource control policy of AWS Organizations.
    ResourceControl,
    /// The policy of a VPC endpoint.
    VpcEndpoint,
}

impl DocumentKind {
    /// Whether it says what its holder may do: a policy without principals.
    pub const fn is_identity(self) -> bool {
        matches!(self, Self::Identity | Self::Managed)
    }
}
