//! EC2 instances. Nothing runs on them: what matters is which role they have, and what their user data gives away.

use serde_json::{Value as Json, json};

use super::instance_attributes::known_type;
use super::{answer, hexadecimal};
use crate::account::Account;
use crate::account::entity::{Instance, InstanceState, ResourceKind, TagHolder};
use crate::account::estate::{DEFAULT_INSTANCE_TYPE, HOME_ZONE};
use crate::account::operation::{DescribeInstances, RunInstances, StartInstances, StopInstances, Tag, TerminateInstances};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply};

impl Plan for RunInstances {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let image = self.image_id.as_deref().ok_or_else(|| {
            let message = "The request must contain the parameter ImageId";
            Refusal::new(ErrorCode::MissingParameter, message).member("ImageId").remedy("Any will do here, such as ami-0abcdef1234567890.")
        })?;
        if !is_id(image, "ami-") {
            let message = format!("Invalid id: \"{image}\" (expecting \"ami-...\")");
            let refusal = Refusal::new(ErrorCode::InvalidAmiIdMalformed, message).member("ImageId");
            return Err(refusal.remedy("An image's id is ami- and 8 or 17 digits; any will do here."));
        }
        let (least, most) = (self.min_count.unwrap_or(1), self.max_count.unwrap_or(1));
        if least > most {
            let message = format!("Value ({least}) for parameter minCount is invalid. It must not be greater than maxCount.");
            return Err(Refusal::new(ErrorCode::InvalidParameterValue, message).member("MinCount"));
        }
        let instance_type = known_type(self.instance_type.as_deref().unwrap_or(DEFAULT_INSTANCE_TYPE))?;
        let profile = self.iam_instance_profile.as_ref().map(|named| planning.passed_profile(named)).transpose()?;
        let tags = self.tags()?;
        let mut details = Vec::new();
        for _ in 0..most {
            let instance = Instance {
                id: format!("i-{}", hexadecimal(planning.env, 17)),
                image: image.to_owned(),
                instance_type: instance_type.to_owned(),
                profile: profile.clone(),
                user_data: self.user_data.clone().filter(|data| !data.is_empty()),
                state: InstanceState::Running,
                launched: planning.env.now,
            };
            planning.put_resource_tags(instance.resource(), &tags)?;
            details.push(planning.account.instance_detail(&instance, "pending", &tags));
            planning.put(instance);
        }
        let reservation = format!("r-{}", hexadecimal(planning.env, 17));
        Ok(answer(json!({
            "ReservationId": reservation,
            "OwnerId": planning.account.id().as_str(),
            "Groups": [],
            "Instances": details,
        })))
    }
}

impl RunInstances {
    /// The tags for the instances.
    fn tags(&self) -> Result<Vec<Tag>, Refusal> {
        let mut tags = Vec::new();
        for specification in self.tag_specifications.iter().flatten() {
            if specification.resource_type.as_deref() != Some("instance") {
                let message =
                    format!("'{}' is not a valid taggable resource type.", specification.resource_type.as_deref().unwrap_or_default());
                let refusal = Refusal::new(ErrorCode::InvalidParameterValue, message).member("TagSpecifications");
                return Err(refusal.remedy("Here only instances have tags: ResourceType is instance."));
            }
            tags.extend(specification.tags.iter().flatten().cloned());
        }
        Ok(tags)
    }
}

impl Plan for DescribeInstances {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let asked = self.instance_ids.as_deref().unwrap_or_default();
        let instances: Vec<&Instance> = if asked.is_empty() {
            account.resources(ResourceKind::Instance).filter_map(|entity| entity.try_into().ok()).collect()
        } else {
            planning.instances(asked)?
        };
        let detail = |instance: &&Instance| {
            let tags = account.tags_of(&TagHolder::Resource(instance.resource()));
            let tags: Vec<Tag> = tags.map(|tag| Tag { key: tag.key.clone(), value: tag.value.clone() }).collect();
            let detail = account.instance_detail(instance, instance.state.as_str(), &tags);
            json!({"OwnerId": account.id().as_str(), "Groups": [], "Instances": [detail]})
        };
        Ok(answer(json!({"Reservations": instances.iter().map(detail).collect::<Vec<_>>()})))
    }
}

impl Plan for StartInstances {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        planning.change_state(&self.instance_ids, "StartingInstances", InstanceState::Running, "pending")
    }
}

impl Plan for StopInstances {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        planning.change_state(&self.instance_ids, "StoppingInstances", InstanceState::Stopped, "stopping")
    }
}

impl Plan for TerminateInstances {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let instances = planning.instances(&self.instance_ids)?;
        let mut changes = Vec::new();
        for instance in instances {
            changes.push(change_of(instance, "shutting-down"));
            planning.remove_resource(&instance.resource());
        }
        Ok(answer(json!({"TerminatingInstances": changes})))
    }
}

/// A state with its number, as EC2 has it.
fn state(name: &str) -> Json {
    let code = match name {
        "pending" => 0,
        "running" => 16,
        "shutting-down" => 32,
        "stopping" => 64,
        _ => 80,
    };
    json!({"Code": code, "Name": name})
}

fn change_of(instance: &Instance, to: &str) -> Json {
    json!({"CurrentState": state(to), "InstanceId": instance.id, "PreviousState": state(instance.state.as_str())})
}

/// Whether a text is an id of EC2: 8 or 17 digits in base 16 behind its beginning.
fn is_id(text: &str, beginning: &str) -> bool {
    let digits = text.strip_prefix(beginning).unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl<'a> Planning<'a> {
    /// The instance with this id.
    pub(super) fn instance(&self, id: &str) -> Result<&'a Instance, Refusal> {
        if !is_id(id, "i-") {
            let message = format!("Invalid id: \"{id}\" (expecting \"i-...\")");
            return Err(Refusal::new(ErrorCode::InvalidInstanceIdMalformed, message));
        }
        self.account.instance(id).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::InvalidInstanceIdNotFound, format!("The instance ID '{id}' does not exist"));
            refusal.remedy("List the instances with: aws ec2 describe-instances")
        })
    }

    /// The instances with these ids, each once.
    pub(super) fn instances(&self, ids: &[String]) -> Result<Vec<&'a Instance>, Refusal> {
        let mut found: Vec<&Instance> = Vec::new();
        for id in ids {
            let instance = self.instance(id).map_err(|refusal| refusal.member("InstanceIds"))?;
            if found.iter().all(|other| other.id != instance.id) {
                found.push(instance);
            }
        }
        Ok(found)
    }

    /// Starts or stops instances; one that is there already is left as it is.
    fn change_state(&mut self, ids: &[String], list: &str, to: InstanceState, on_the_way: &str) -> Result<Reply, Refusal> {
        let mut changes = Vec::new();
        for instance in self.instances(ids)? {
            changes.push(change_of(instance, if instance.state == to { to.as_str() } else { on_the_way }));
            self.put(Instance { state: to, ..instance.clone() });
            if to == InstanceState::Stopped {
                self.end_service_sessions(&instance.resource());
            }
        }
        Ok(answer(json!({list: changes})))
    }
}

impl Account {
    fn instance_detail(&self, instance: &Instance, in_state: &str, tags: &[Tag]) -> Json {
        let mut detail = json!({
            "ImageId": instance.image,
            "InstanceId": instance.id,
            "InstanceType": instance.instance_type,
            "LaunchTime": Date(instance.launched),
            "Placement": {"AvailabilityZone": HOME_ZONE},
            "State": state(in_state),
        });
        if let Some(profile) = &instance.profile {
            detail["IamInstanceProfile"] = json!({"Arn": self.passed_profile_arn(profile), "Id": profile.id.as_str()});
        }
        if !tags.is_empty() {
            detail["Tags"] = json!(tags);
        }
        detail
    }
}
