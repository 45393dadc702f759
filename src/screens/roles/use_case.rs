//! What a role for an AWS service is for, and the trust policy that goes with it.

use crate::policy::document::{Document, PrincipalKind};

/// An AWS service that can act with a role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UseCase {
    Ec2,
    Lambda,
}

impl UseCase {
    /// In the order of the wizard's choice.
    pub(super) const ALL: [Self; 2] = [Self::Ec2, Self::Lambda];

    /// What the console calls it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ec2 => "EC2",
            Self::Lambda => "Lambda",
        }
    }

    /// What acts with the role.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Ec2 => "for programs on instances",
            Self::Lambda => "for functions",
        }
    }

    /// What that means.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Ec2 => "An instance carries it in an instance profile, which the console on AWS makes along with it; no key is stored.",
            Self::Lambda => "Lambda hands its credentials to the function for as long as that runs; no key is stored.",
        }
    }

    const fn service(self) -> &'static str {
        match self {
            Self::Ec2 => "ec2.amazonaws.com",
            Self::Lambda => "lambda.amazonaws.com",
        }
    }

    /// The trust policy that lets the service assume the role.
    pub(super) fn trust_policy(self) -> String {
        Document::trusting(PrincipalKind::Service, self.service()).to_string()
    }
}
