//! SQS queues. A queue's policy is one of its attributes.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{answer, is_made_of};
use crate::account::Account;
use crate::account::entity::{EntityKey, PolicyOn, Queue, ResourceKind};
use crate::account::estate::{HOME_REGION, SETTABLE};
use crate::account::operation::{CreateQueue, DeleteQueue, GetQueueAttributes, ListQueues, SetQueueAttributes};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::policy::document::Text;
use crate::policy::reach::Pattern;

/// The attribute that is the queue's policy.
const POLICY: &str = "Policy";

impl Plan for CreateQueue {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let name = &self.queue_name;
        if !is_made_of(name, b"-_") || name.len() > 80 {
            let message = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
            return Err(Refusal::new(ErrorCode::InvalidParameterValue, message).member("QueueName"));
        }
        let none = BTreeMap::new();
        let given = self.attributes.as_ref().unwrap_or(&none);
        let now = planning.env.now;
        let queue = Queue { name: name.clone(), created: now, modified: now, attributes: BTreeMap::new(), latest_message: 0 };
        let reply = answer(json!({"QueueUrl": planning.account.queue_url(name)}));
        if let Some(there) = planning.account.queue(name) {
            // Making a queue anew as it is changes nothing.
            let same =
                |(attribute, value): (&String, &String)| planning.account.queue_attributes(there).get(attribute) == Some(&json!(value));
            let other = given.iter().find(|pair| !same(*pair)).map(|(attribute, _)| attribute);
            return other.map_or(Ok(reply), |attribute| {
                let message = format!("A queue already exists with the same name and a different value for attribute {attribute}");
                Err(Refusal::new(ErrorCode::QueueNameExists, message).member("QueueName"))
            });
        }
        planning.put_attributes(queue, given)?;
        planning.put_tag_map(crate::account::entity::ResourceKey::new(ResourceKind::Queue, name), self.tags.as_ref())?;
        Ok(reply)
    }
}

impl Plan for ListQueues {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let prefix = self.queue_name_prefix.as_deref().unwrap_or_default();
        let queues = account.resources(ResourceKind::Queue).filter_map(|entity| <&Queue>::try_from(entity).ok());
        let urls: Vec<String> = queues.filter(|queue| queue.name.starts_with(prefix)).map(|queue| account.queue_url(&queue.name)).collect();
        Ok(answer(json!({"QueueUrls": (!urls.is_empty()).then_some(urls)})))
    }
}

impl Plan for DeleteQueue {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let queue = planning.queue(&self.queue_url)?;
        for message in planning.account.messages_in(&queue.name) {
            planning.remove(&EntityKey::Message { queue: queue.name.clone(), number: message.number });
        }
        planning.remove_resource(&queue.resource());
        Ok(Reply::Nothing {})
    }
}

impl Plan for SetQueueAttributes {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let queue = planning.queue(&self.queue_url)?;
        let queue = Queue { modified: planning.env.now, ..queue.clone() };
        planning.put_attributes(queue, &self.attributes)?;
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetQueueAttributes {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let all = planning.account.queue_attributes(planning.queue(&self.queue_url)?);
        let asked = self.attribute_names.as_deref().unwrap_or_default();
        if let Some(unknown) = asked.iter().find(|name| *name != "All" && *name != POLICY && !all.contains_key(name.as_str())) {
            return Err(unknown_attribute(unknown).member("AttributeNames"));
        }
        let is_asked = |name: &String| asked.iter().any(|asked| asked == "All" || asked == name);
        let shown: Map<String, Json> = all.into_iter().filter(|(name, _)| is_asked(name)).collect();
        Ok(answer(json!({"Attributes": (!shown.is_empty()).then_some(shown)})))
    }
}

impl<'a> Planning<'a> {
    /// The queue of this URL.
    pub(super) fn queue(&self, url: &str) -> Result<&'a Queue, Refusal> {
        let queue = self.account.queue(url.rsplit('/').next().unwrap_or_default());
        queue.filter(|queue| self.account.queue_url(&queue.name) == url).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::QueueDoesNotExist, "The specified queue does not exist.").member("QueueUrl");
            refusal.remedy("A queue is named by its URL. List them with: aws sqs list-queues")
        })
    }

    /// Puts a queue with these attributes changed.
    fn put_attributes(&mut self, mut queue: Queue, given: &BTreeMap<String, String>) -> Result<(), Refusal> {
        for (name, value) in given {
            if name == POLICY {
                self.put_queue_policy(&queue, value)?;
                continue;
            }
            let (_, least, most, _) = SETTABLE.iter().find(|(known, ..)| known == name).ok_or_else(|| unknown_attribute(name))?;
            if !value.parse::<u32>().is_ok_and(|number| (*least..=*most).contains(&number)) {
                let refusal = Refusal::new(ErrorCode::InvalidAttributeValue, format!("Invalid value for the parameter {name}."));
                return Err(refusal.member("Attributes").remedy(format!("{name} is a whole number from {least} to {most}.")));
            }
            queue.attributes.insert(name.clone(), value.clone());
        }
        self.put(queue);
        Ok(())
    }

    fn put_queue_policy(&mut self, queue: &Queue, policy: &str) -> Result<(), Refusal> {
        let resource = queue.resource();
        if policy.is_empty() {
            self.remove(&EntityKey::PolicyOn(resource));
            return Ok(());
        }
        let message = "Invalid value for the parameter Policy.";
        let in_sqs_words = |refusal| Refusal { message: message.into(), ..refusal };
        let refused = (ErrorCode::InvalidAttributeValue, message);
        let (kept, document) = self.resource_document("Attributes", policy, refused).map_err(in_sqs_words)?;
        let own = self.account.resource_arn(&resource);
        let named = document.statements.iter().flat_map(|statement| &statement.resources).flat_map(|resources| &resources.entries);
        let reaches = |entry: &Text| Pattern::of_resource(&entry.value).overlaps(&Pattern::of_resource(&own));
        if !named.into_iter().all(reaches) {
            let refusal = Refusal::new(ErrorCode::InvalidAttributeValue, message).member("Attributes");
            return Err(refusal.remedy(format!("The resource of this policy is the queue, {own}.")));
        }
        self.put(PolicyOn { resource, document: kept });
        Ok(())
    }
}

impl Account {
    /// The URL that a queue is named by.
    pub fn queue_url(&self, name: &str) -> String {
        format!("https://sqs.{HOME_REGION}.amazonaws.com/{}/{name}", self.id())
    }

    /// All attributes of a queue.
    fn queue_attributes(&self, queue: &Queue) -> Map<String, Json> {
        let mut attributes = Map::new();
        let mut add = |name: &str, value: String| attributes.insert(name.to_owned(), Json::String(value));
        add("QueueArn", self.resource_arn(&queue.resource()));
        add("ApproximateNumberOfMessages", self.messages_in(&queue.name).count().to_string());
        add("CreatedTimestamp", queue.created.as_second().to_string());
        add("LastModifiedTimestamp", queue.modified.as_second().to_string());
        for setting in self.queue_settings(queue) {
            add(setting.name, setting.value);
        }
        if let Some(policy) = self.policy_on(&queue.resource()) {
            add(POLICY, policy.as_str().to_owned());
        }
        attributes
    }
}

fn unknown_attribute(name: &str) -> Refusal {
    let names: Vec<&str> = SETTABLE.iter().map(|(name, ..)| *name).collect();
    let refusal = Refusal::new(ErrorCode::InvalidAttributeName, format!("Unknown Attribute {name}.")).member("Attributes");
    refusal.remedy(format!("These can be set here: {POLICY}, {}.", names.join(", ")))
}
