//! The services whose service-linked roles can be made here, with the name and the policy of each role.

use crate::policy::document::{Document, PrincipalKind};

/// A service that has a role of its own in accounts.
#[derive(Debug)]
pub struct LinkedService {
    /// The service principal.
    pub service: &'static str,
    /// What follows `AWSServiceRoleFor` in the role's name.
    name: &'static str,
    /// The AWS managed policy that the role has.
    pub policy: &'static str,
    /// Whether there may be several, told apart by a suffix.
    pub takes_suffix: bool,
}

impl LinkedService {
    /// The service of this principal.
    pub fn named(service: &str) -> Option<&'static Self> {
        LINKED_SERVICES.iter().find(|linked| linked.service == service)
    }

    /// The role's name: `AWSServiceRoleForAutoScaling`, `AWSServiceRoleForAutoScaling_mine`.
    pub fn role_name(&self, suffix: Option<&str>) -> String {
        let suffix = suffix.map(|suffix| format!("_{suffix}")).unwrap_or_default();
        format!("{SERVICE_LINKED_NAME}{}{suffix}", self.name)
    }

    /// Who may assume the role: the service alone.
    pub fn trust_policy(&self) -> String {
        Document::trusting(PrincipalKind::Service, self.service).to_string()
    }
}

/// What the names of service-linked roles begin with.
pub const SERVICE_LINKED_NAME: &str = "AWSServiceRoleFor";

const fn one(service: &'static str, name: &'static str, policy: &'static str) -> LinkedService {
    LinkedService { service, name, policy, takes_suffix: false }
}

const fn several(service: &'static str, name: &'static str, policy: &'static str) -> LinkedService {
    LinkedService { service, name, policy, takes_suffix: true }
}

/// All of them.
static LINKED_SERVICES: &[LinkedService] = &[
    one("access-analyzer.amazonaws.com", "AccessAnalyzer", "AccessAnalyzerServiceRolePolicy"),
    several("autoscaling.amazonaws.com", "AutoScaling", "AutoScalingServiceRolePolicy"),
    one("backup.amazonaws.com", "Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
    one("batch.amazonaws.com", "Batch", "BatchServiceRolePolicy"),
    one("cks.kms.amazonaws.com", "KeyManagementServiceCustomKeyStores", "AWSKeyManagementServiceCustomKeyStoresServiceRolePolicy"),
    one("cloudtrail.amazonaws.com", "CloudTrail", "CloudTrailServiceRolePolicy"),
    one("config.amazonaws.com", "Config", "AWSConfigServiceRolePolicy"),
    several("connect.amazonaws.com", "AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"),
    one("dax.amazonaws.com", "DAX", "DAXServiceRolePolicy"),
    one("ec2fleet.amazonaws.com", "EC2Fleet", "AWSEC2FleetServiceRolePolicy"),
    one("ecs.amazonaws.com", "ECS", "AmazonECSServiceRolePolicy"),
    one("eks.amazonaws.com", "AmazonEKS", "AmazonEKSServiceRolePolicy"),
    one("eks-fargate.amazonaws.com", "AmazonEKSForFargate", "AmazonEKSForFargateServiceRolePolicy"),
    one("eks-nodegroup.amazonaws.com", "AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
    one("elasticache.amazonaws.com", "ElastiCache", "ElastiCacheServiceRolePolicy"),
    one("elasticbeanstalk.amazonaws.com", "ElasticBeanstalk", "AWSElasticBeanstalkServiceRolePolicy"),
    one("elasticfilesystem.amazonaws.com", "AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
    one("elasticloadbalancing.amazonaws.com", "ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
    one("email.cognito-idp.amazonaws.com", "AmazonCognitoIdpEmailService", "AmazonCognitoIdpEmailServiceRolePolicy"),
    one("es.amazonaws.com", "AmazonElasticsearchService", "AmazonElasticsearchServiceRolePolicy"),
    one("events.amazonaws.com", "CloudWatchEvents", "CloudWatchEventsServiceRolePolicy"),
    one("fsx.amazonaws.com", "AmazonFSx", "AmazonFSxServiceRolePolicy"),
    one("globalaccelerator.amazonaws.com", "GlobalAccelerator", "AWSGlobalAcceleratorSLRPolicy"),
    one("guardduty.amazonaws.com", "AmazonGuardDuty", "AmazonGuardDutyServiceRolePolicy"),
    one("inspector2.amazonaws.com", "AmazonInspector2", "AmazonInspector2ServiceRolePolicy"),
    one("kafka.amazonaws.com", "Kafka", "KafkaServiceRolePolicy"),
    several("lexv2.amazonaws.com", "LexV2Bots", "AmazonLexV2BotPolicy"),
    one("macie.amazonaws.com", "AmazonMacie", "AmazonMacieServiceRolePolicy"),
    one("mq.amazonaws.com", "AmazonMQ", "AmazonMQServiceRolePolicy"),
    one("opensearchservice.amazonaws.com", "AmazonOpenSearchService", "AmazonOpenSearchServiceRolePolicy"),
    one("ops.apigateway.amazonaws.com", "APIGateway", "APIGatewayServiceRolePolicy"),
    one("organizations.amazonaws.com", "Organizations", "AWSOrganizationsServiceTrustPolicy"),
    one("ram.amazonaws.com", "ResourceAccessManager", "AWSResourceAccessManagerServiceRolePolicy"),
    one("rds.amazonaws.com", "RDS", "AmazonRDSServiceRolePolicy"),
    one("redshift.amazonaws.com", "Redshift", "AmazonRedshiftServiceLinkedRolePolicy"),
    one("replication.dynamodb.amazonaws.com", "DynamoDBReplication", "DynamoDBReplicationServiceRolePolicy"),
    one("replication.ecr.amazonaws.com", "ECRReplication", "ECRReplicationServiceRolePolicy"),
    one("replicator.lambda.amazonaws.com", "LambdaReplicator", "AWSLambdaReplicator"),
    one("securityhub.amazonaws.com", "SecurityHub", "AWSSecurityHubServiceRolePolicy"),
    one("spot.amazonaws.com", "EC2Spot", "AWSEC2SpotServiceRolePolicy"),
    one("spotfleet.amazonaws.com", "EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
    one("ssm.amazonaws.com", "AmazonSSM", "AmazonSSMServiceRolePolicy"),
    one("sso.amazonaws.com", "SSO", "AWSSSOServiceRolePolicy"),
    one("support.amazonaws.com", "Support", "AWSSupportServiceRolePolicy"),
    one("transitgateway.amazonaws.com", "VPCTransitGateway", "AWSVPCTransitGatewayServiceRolePolicy"),
    one("trustedadvisor.amazonaws.com", "TrustedAdvisor", "AWSTrustedAdvisorServiceRolePolicy"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::AWS_MANAGED_POLICIES;
    use crate::policy::document::{DocumentKind, validate};

    #[test]
    fn every_role_has_a_policy_of_the_catalogue_and_a_good_trust_policy() {
        for linked in LINKED_SERVICES {
            let policy = AWS_MANAGED_POLICIES.named(linked.policy).unwrap_or_else(|| panic!("{}", linked.policy));
            assert_eq!(policy.path, "/aws-service-role/", "{}", linked.policy);
            assert!(validate(&linked.trust_policy(), DocumentKind::Trust).is_ok(), "{}", linked.service);
            assert!(linked.role_name(None).len() <= 64);
        }
        assert!(LINKED_SERVICES.is_sorted_by(|one, other| one.service < other.service || one.service.starts_with("eks")));
    }
}
