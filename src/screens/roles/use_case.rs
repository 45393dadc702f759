//! What a role for an AWS service is for, and the trust policy that goes with it.

use crate::account::entity::{EC2, LAMBDA};
use crate::policy::document::{Document, PrincipalKind};

/// An AWS service that can act with a role.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum UseCase {
    Ec2,
    Lambda,
    EcsTask,
    ApiGateway,
    CloudFormation,
    StepFunctions,
}

impl UseCase {
    /// In the order of the wizard's choice.
    pub(super) const ALL: [Self; 6] = [Self::Ec2, Self::Lambda, Self::EcsTask, Self::ApiGateway, Self::CloudFormation, Self::StepFunctions];

    /// What the console calls it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Ec2 => "EC2",
            Self::Lambda => "Lambda",
            Self::EcsTask => "Elastic Container Service Task",
            Self::ApiGateway => "API Gateway",
            Self::CloudFormation => "CloudFormation",
            Self::StepFunctions => "Step Functions",
        }
    }

    /// What acts with the role.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::Ec2 => "for programs on instances",
            Self::Lambda => "for functions",
            Self::EcsTask => "",
            Self::ApiGateway => "for its logs",
            Self::CloudFormation => "for stacks",
            Self::StepFunctions => "for workflows",
        }
    }

    /// What that means.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Ec2 => "An instance carries it in an instance profile of the same name, which is made along with it; no key is stored.",
            Self::Lambda => "Lambda hands its credentials to the function for as long as that runs; no key is stored.",
            Self::EcsTask => "The containers of a task get its credentials; no key is stored.",
            Self::ApiGateway => "API Gateway writes its logs with it.",
            Self::CloudFormation => "CloudFormation makes and changes what a stack holds with it, whoever starts that.",
            Self::StepFunctions => "A workflow calls other services with it.",
        }
    }

    const fn service(self) -> &'static str {
        match self {
            Self::Ec2 => EC2,
            Self::Lambda => LAMBDA,
            Self::EcsTask => "ecs-tasks.amazonaws.com",
            Self::ApiGateway => "apigateway.amazonaws.com",
            Self::CloudFormation => "cloudformation.amazonaws.com",
            Self::StepFunctions => "states.amazonaws.com",
        }
    }

    /// Whether the console makes an instance profile with the role, under its name.
    pub(super) fn makes_profile(self) -> bool {
        self == Self::Ec2
    }

    /// The trust policy that lets the service assume the role.
    pub(super) fn trust_policy(self) -> String {
        Document::trusting(PrincipalKind::Service, self.service()).to_string()
    }
}
