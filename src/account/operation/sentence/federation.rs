//! What operations on instance profiles, service-linked roles and identity providers do, in a short sentence: all by which
//! somebody who is no user of the account acts in it.

use super::names::{keys, short};
use crate::account::operation::Operation;

/// The address in the ARN of an OIDC provider, which may have a path.
fn issuer(arn: &str) -> &str {
    arn.split_once(":oidc-provider/").map_or(arn, |(_, address)| address)
}

/// The sentence; `None` for other operations, and for those that only read.
pub(super) fn sentence(operation: &Operation) -> Option<String> {
    Some(match operation {
        Operation::CreateInstanceProfile(op) => format!("Create instance profile {}", op.instance_profile_name),
        Operation::DeleteInstanceProfile(op) => format!("Delete instance profile {}", op.instance_profile_name),
        Operation::AddRoleToInstanceProfile(op) => format!("Add role {} to instance profile {}", op.role_name, op.instance_profile_name),
        Operation::RemoveRoleFromInstanceProfile(op) => {
            format!("Remove role {} from instance profile {}", op.role_name, op.instance_profile_name)
        }
        Operation::TagInstanceProfile(op) => format!("Tag instance profile {} with {}", op.instance_profile_name, keys(&op.tags)),
        Operation::UntagInstanceProfile(op) => {
            format!("Remove the tags {} from instance profile {}", op.tag_keys.join(", "), op.instance_profile_name)
        }
        Operation::CreateServiceLinkedRole(op) => format!("Create the service-linked role of {}", op.aws_service_name),
        Operation::DeleteServiceLinkedRole(op) => format!("Delete service-linked role {}", op.role_name),
        Operation::CreateSAMLProvider(op) => format!("Create SAML provider {}", op.name),
        Operation::UpdateSAMLProvider(op) => format!("Change SAML provider {}", short(&op.saml_provider_arn)),
        Operation::DeleteSAMLProvider(op) => format!("Delete SAML provider {}", short(&op.saml_provider_arn)),
        Operation::TagSAMLProvider(op) => format!("Tag SAML provider {} with {}", short(&op.saml_provider_arn), keys(&op.tags)),
        Operation::UntagSAMLProvider(op) => {
            format!("Remove the tags {} from SAML provider {}", op.tag_keys.join(", "), short(&op.saml_provider_arn))
        }
        Operation::CreateOpenIDConnectProvider(op) => format!("Create OIDC provider {}", op.url),
        Operation::DeleteOpenIDConnectProvider(op) => format!("Delete OIDC provider {}", issuer(&op.open_id_connect_provider_arn)),
        Operation::AddClientIDToOpenIDConnectProvider(op) => {
            format!("Add audience {} to OIDC provider {}", op.client_id, issuer(&op.open_id_connect_provider_arn))
        }
        Operation::RemoveClientIDFromOpenIDConnectProvider(op) => {
            format!("Remove audience {} from OIDC provider {}", op.client_id, issuer(&op.open_id_connect_provider_arn))
        }
        Operation::UpdateOpenIDConnectProviderThumbprint(op) => {
            format!("Set the thumbprints of OIDC provider {}", issuer(&op.open_id_connect_provider_arn))
        }
        Operation::TagOpenIDConnectProvider(op) => {
            format!("Tag OIDC provider {} with {}", issuer(&op.open_id_connect_provider_arn), keys(&op.tags))
        }
        Operation::UntagOpenIDConnectProvider(op) => {
            let provider = issuer(&op.open_id_connect_provider_arn);
            format!("Remove the tags {} from OIDC provider {provider}", op.tag_keys.join(", "))
        }
        _ => return None,
    })
}
