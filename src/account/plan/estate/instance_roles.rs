//! Which instance profile an EC2 instance has, and through it which role.

use serde_json::{Value as Json, json};
use xxhash_rust::xxh3::xxh3_128;

use super::answer;
use crate::account::Account;
use crate::account::entity::{Instance, Passed, ResourceKind};
use crate::account::operation::{
    AssociateIamInstanceProfile, DescribeIamInstanceProfileAssociations, DisassociateIamInstanceProfile, InstanceProfileSpecification,
    ReplaceIamInstanceProfileAssociation,
};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

impl Plan for AssociateIamInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let instance = planning.instance(&self.instance_id).map_err(|refusal| refusal.member("InstanceId"))?;
        if instance.profile.is_some() {
            let message = format!("There is an existing association for instance {}", instance.id);
            let refusal = Refusal::new(ErrorCode::IncorrectState, message).member("InstanceId");
            return Err(refusal.remedy("Disassociate the instance profile that it has first."));
        }
        let profile = planning.passed_profile(&self.iam_instance_profile)?;
        let instance = Instance { profile: Some(profile), ..instance.clone() };
        let reply = answer(json!({"IamInstanceProfileAssociation": planning.account.association(&instance, "associating")}));
        planning.put(instance);
        Ok(reply)
    }
}

impl Plan for DisassociateIamInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let instance = planning.instance_associated(&self.association_id)?;
        let reply = answer(json!({"IamInstanceProfileAssociation": planning.account.association(instance, "disassociating")}));
        planning.end_service_sessions(&instance.resource());
        planning.put(Instance { profile: None, ..instance.clone() });
        Ok(reply)
    }
}

impl Plan for ReplaceIamInstanceProfileAssociation {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let instance = planning.instance_associated(&self.association_id)?;
        let profile = planning.passed_profile(&self.iam_instance_profile)?;
        planning.end_service_sessions(&instance.resource());
        let instance = Instance { profile: Some(profile), ..instance.clone() };
        let reply = answer(json!({"IamInstanceProfileAssociation": planning.account.association(&instance, "associating")}));
        planning.put(instance);
        Ok(reply)
    }
}

impl Plan for DescribeIamInstanceProfileAssociations {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let instances = account.resources(ResourceKind::Instance).filter_map(|entity| <&Instance>::try_from(entity).ok());
        let asked = self.association_ids.as_deref().unwrap_or_default();
        let is_asked = |instance: &&Instance| association_id(instance).is_some_and(|id| asked.is_empty() || asked.contains(&id));
        let associations: Vec<Json> = instances.filter(is_asked).map(|instance| account.association(instance, "associated")).collect();
        Ok(answer(json!({"IamInstanceProfileAssociations": associations})))
    }
}

/// The id of an instance's having its profile: the same as long as it has that one.
fn association_id(instance: &Instance) -> Option<String> {
    let profile = instance.profile.as_ref()?;
    let digits = format!("{:032x}", xxh3_128(format!("{}/{}", instance.id, profile.id).as_bytes()));
    Some(format!("iip-assoc-{}", digits.get(..17).unwrap_or_default()))
}

impl<'a> Planning<'a> {
    /// The instance whose having its profile has this id.
    fn instance_associated(&self, association: &str) -> Result<&'a Instance, Refusal> {
        self.account.instance_associated(association).ok_or_else(|| {
            let message = format!("The association ID '{association}' does not exist");
            let refusal = Refusal::new(ErrorCode::InvalidAssociationIdNotFound, message).member("AssociationId");
            refusal.remedy("List the associations with: aws ec2 describe-iam-instance-profile-associations")
        })
    }

    /// The instance profile that is named, to be handed to an instance.
    pub(super) fn passed_profile(&self, named: &InstanceProfileSpecification) -> Result<Passed, Refusal> {
        let account = self.account;
        let (profile, parameter, given) = match (&named.arn, &named.name) {
            (Some(arn), None) => (account.instance_profile_with_arn(arn), "arn", arn.as_str()),
            (None, Some(name)) => (account.instance_profile_named(name), "name", name.as_str()),
            _ => (None, "name", ""),
        };
        let profile = profile.ok_or_else(|| {
            let message = format!(
                "Value ({given}) for parameter iamInstanceProfile.{parameter} is invalid. Invalid IAM Instance Profile {}",
                if parameter == "arn" { "ARN" } else { "name" }
            );
            let remedy = if account.instance_profiles_after("").next().is_some() {
                "Name an instance profile that is there, by Name or Arn: an instance gets no role directly. List them with: aws iam list-instance-profiles"
            } else {
                "There is no instance profile yet. Create a role with EC2 as its use case: in the console one of the same name comes with it."
            };
            Refusal::new(ErrorCode::InvalidParameterValue, message).member("IamInstanceProfile").remedy(remedy)
        })?;
        if account.role_in_profile(profile.id).is_none() {
            let arn = account.instance_profile_arn(profile);
            let refusal =
                Refusal::new(ErrorCode::InvalidParameterValue, format!("IAM Instance Profile \"{arn}\" has no associated IAM Roles"));
            let remedy = "Put a role into it first: aws iam add-role-to-instance-profile";
            return Err(refusal.member("IamInstanceProfile").remedy(remedy));
        }
        Ok(Passed { id: profile.id, place: format!("{}{}", profile.path, profile.name) })
    }
}

impl Account {
    /// The ARN of an instance profile that an instance has.
    pub(in crate::account) fn passed_profile_arn(&self, profile: &Passed) -> String {
        self.iam_arn("instance-profile", &profile.place, "")
    }

    /// The instance whose having its profile has this id.
    pub(in crate::account) fn instance_associated(&self, association: &str) -> Option<&Instance> {
        let mut instances = self.resources(ResourceKind::Instance).filter_map(|entity| <&Instance>::try_from(entity).ok());
        instances.find(|instance| association_id(instance).as_deref() == Some(association))
    }

    /// The id of an instance's having its profile, by the instance's id.
    pub fn association_of(&self, instance: &str) -> Option<String> {
        association_id(self.instance(instance)?)
    }

    fn association(&self, instance: &Instance, state: &str) -> Json {
        let profile = instance.profile.as_ref();
        json!({
            "AssociationId": association_id(instance),
            "InstanceId": instance.id,
            "IamInstanceProfile": profile.map(|profile| json!({"Arn": self.passed_profile_arn(profile), "Id": profile.id.as_str()})),
            "State": state,
        })
    }
}
