//! What can be tried on a resource of the estate, in words.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::account::authorization::Asker;
use crate::account::caller::Caller;
use crate::account::entity::{Entity, PolicyText, ResourceKey, ResourceKind, Role, Table};
use crate::account::operation::{
    AssumeRole, Decrypt, DeleteItem, DeleteObject, DescribeInstanceAttribute, DescribeInstances, DescribeKey, Encrypt, GetBucketPolicy,
    GetFunction, GetItem, GetObject, GetQueueAttributes, GetSecretValue, Invoke, ListBuckets, ListFunctions, ListKeys, ListObjectsV2,
    ListQueues, ListSecrets, ListTables, Operation, PutItem, PutObject, PutSecretValue, ReceiveMessage, Scan, SendMessage, StartInstances,
    StopInstances, TerminateInstances,
};
use crate::account::plan::ciphertext;
use crate::account::secret::Secret;
use crate::policy::document::{Condition, Document, Effect, SetQualifier, Test};
use crate::policy::request::Resource;

/// Of the account's roles so many are offered, and any other by its name. A bucket and a table hold no more than that.
const MOST: usize = 50;

/// What is put where nothing else is said.
const HELLO: &str = "hello";

/// The object that is tried where no other is named.
const SOME_OBJECT: &str = "hello.txt";

/// The item that is tried where no other is named.
const SOME_ITEM: &str = "99";

/// What stands for the name of a role until one is given.
const SOME_ROLE: &str = "NAME";

/// Something to try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// In words: `read object q1.csv`.
    pub words: String,
    /// What it comes to.
    pub operation: Operation,
    /// Whether whoever tries it names the object, item or role; until then it is about one that stands for any.
    pub is_open: bool,
    /// How many there are that can only be named, since those before them are offered.
    pub more: usize,
}

impl Offer {
    fn new(words: impl Into<String>, operation: impl Into<Operation>) -> Self {
        Self { words: words.into(), operation: operation.into(), is_open: false, more: 0 }
    }

    /// About an object, item or role that is still to be named.
    fn open(words: impl Into<String>, operation: impl Into<Operation>) -> Self {
        Self { is_open: true, ..Self::new(words, operation) }
    }

    /// The name that is proposed for an open offer; none for a role, of which those that are there are offered by name.
    pub const fn some_name(&self) -> &'static str {
        match self.operation {
            Operation::GetItem(_) | Operation::PutItem(_) | Operation::DeleteItem(_) => SOME_ITEM,
            Operation::AssumeRole(_) => "",
            _ => SOME_OBJECT,
        }
    }

    /// What is given with the name, and what it is called: an object's content, or an external ID.
    pub fn beside(&self) -> Option<(&'static str, &str)> {
        match &self.operation {
            Operation::PutObject(put) => Some(("Content", put.body.as_deref()?)),
            Operation::AssumeRole(_) => Some(("External ID", "")),
            _ => None,
        }
    }
}

impl Account {
    /// What can be tried on a resource; without one, on none in particular.
    pub fn offers(&self, on: Option<&ResourceKey>) -> Vec<Offer> {
        let Some(ResourceKey { kind, name }) = on else { return lists().into_iter().chain(self.offers_of_roles()).collect() };
        match kind {
            ResourceKind::Bucket => self.offers_on_bucket(name),
            ResourceKind::Instance => on_instance(name),
            ResourceKind::Function => vec![
                Offer::new("invoke the function", Invoke { function_name: name.clone(), payload: Some("{\"hello\": \"world\"}".into()) }),
                Offer::new("see its configuration", GetFunction { function_name: name.clone() }),
            ],
            ResourceKind::Queue => self.offers_on_queue(name),
            ResourceKind::Table => self.offers_on_table(name),
            ResourceKind::Key => vec![
                Offer::new("encrypt \"hello\"", Encrypt { key_id: name.clone(), plaintext: Secret::new(HELLO) }),
                Offer::new("decrypt", Decrypt { ciphertext_blob: Secret::new(ciphertext(name, HELLO)), key_id: None }),
                Offer::new("describe the key", DescribeKey { key_id: name.clone() }),
            ],
            ResourceKind::Secret => vec![
                Offer::new("read the secret", GetSecretValue { secret_id: name.clone() }),
                Offer::new(
                    "set another value",
                    PutSecretValue { secret_id: name.clone(), secret_string: Some(Secret::new("another-value")) },
                ),
            ],
        }
    }

    /// What an instance would most likely be used for: to read an object, of a bucket that it may read where there is one.
    pub fn offer_to_instance(&self, instance: &str, now: Timestamp) -> Option<(ResourceKey, Offer)> {
        let role = self.instance(instance).and_then(|instance| self.role_in_profile(instance.profile.as_ref()?.id));
        let caller = role.map(|role| Caller::owner_as(Asker::RoleSession { role: role.id, session: instance.to_owned() }));
        let reads = self.resources(ResourceKind::Bucket).filter_map(Entity::resource).flat_map(|bucket| {
            let reads = self.offers_on_bucket(&bucket.name).into_iter();
            let reads = reads.filter(|offer| !offer.is_open && matches!(offer.operation, Operation::GetObject(_)));
            reads.map(|offer| (bucket.clone(), offer)).collect::<Vec<_>>()
        });
        let mut reads: Vec<_> = reads.collect();
        reads.sort_by_key(|(_, offer)| offer.words.contains('/'));
        let may = |(_, offer): &&(ResourceKey, Offer)| {
            caller.as_ref().is_some_and(|caller| self.authorise(caller, &offer.operation, now).is_ok())
        };
        reads.iter().find(may).or(reads.first()).cloned()
    }

    fn offers_on_bucket(&self, bucket: &str) -> Vec<Offer> {
        let name = || bucket.to_owned();
        let partners = self.partners_objects(bucket).unwrap_or_default();
        let keys: Vec<&str> = partners.iter().chain(self.objects_in(bucket)).map(|object| object.key.as_str()).collect();
        let list = Offer::new(format!("list bucket {bucket}"), ListObjectsV2 { bucket: name(), delimiter: None, prefix: None });
        let read = |key: &&str| Offer::new(format!("read object {key}"), GetObject { bucket: name(), key: (*key).to_owned() });
        let delete = |key: &&str| Offer::new(format!("delete object {key}"), DeleteObject { bucket: name(), key: (*key).to_owned() });
        let key = || SOME_OBJECT.to_owned();
        let put = PutObject { bucket: name(), key: key(), body: Some(HELLO.into()) };
        let mut offers = vec![list];
        offers.extend(keys.iter().map(read));
        offers.push(Offer::open("read an object…", GetObject { bucket: name(), key: key() }));
        offers.push(Offer::open("put an object…", put));
        offers.extend(keys.iter().map(delete));
        offers.push(Offer::open("delete an object…", DeleteObject { bucket: name(), key: key() }));
        offers.push(Offer::new("read the bucket policy", GetBucketPolicy { bucket: name() }));
        offers
    }

    fn offers_on_queue(&self, name: &str) -> Vec<Offer> {
        let queue_url = self.queue_url(name);
        vec![
            Offer::new("send a message", SendMessage { queue_url: queue_url.clone(), message_body: HELLO.into() }),
            Offer::new("receive messages", ReceiveMessage { queue_url: queue_url.clone(), max_number_of_messages: Some(10) }),
            Offer::new("see its attributes", GetQueueAttributes { queue_url, attribute_names: Some(vec!["All".into()]) }),
        ]
    }

    fn offers_on_table(&self, name: &str) -> Vec<Offer> {
        let Some(table) = self.table(name) else { return Vec::new() };
        let key_of = |value: &str| item_key(table, value);
        let keys: Vec<&str> = self.items_in(name).map(|item| item.key.as_str()).collect();
        let mut offers = vec![Offer::new("read all items", Scan { table_name: name.to_owned() })];
        offers.extend(
            keys.iter().map(|key| Offer::new(format!("read item {key}"), GetItem { table_name: name.to_owned(), key: key_of(key) })),
        );
        offers.push(Offer::open("read an item…", GetItem { table_name: name.to_owned(), key: key_of(SOME_ITEM) }));
        offers.push(Offer::open("put an item…", PutItem { table_name: name.to_owned(), item: key_of(SOME_ITEM) }));
        offers.extend(
            keys.iter().map(|key| Offer::new(format!("delete item {key}"), DeleteItem { table_name: name.to_owned(), key: key_of(key) })),
        );
        offers.push(Offer::open("delete an item…", DeleteItem { table_name: name.to_owned(), key: key_of(SOME_ITEM) }));
        offers
    }

    /// An offer about the object, item or role of this name, with what is given beside it.
    pub fn named_offer(&self, offer: &Offer, name: &str, beside: &str) -> Offer {
        let item = |table: &str| self.table(table).map(|table| item_key(table, name)).unwrap_or_default();
        let key = name.to_owned();
        match offer.operation.clone() {
            Operation::GetObject(get) => Offer::new(format!("read object {name}"), GetObject { key, ..get }),
            Operation::PutObject(put) => Offer::new(format!("put object {name}"), PutObject { key, body: Some(beside.to_owned()), ..put }),
            Operation::DeleteObject(delete) => Offer::new(format!("delete object {name}"), DeleteObject { key, ..delete }),
            Operation::GetItem(get) => Offer::new(format!("read item {name}"), GetItem { key: item(&get.table_name), ..get }),
            Operation::PutItem(put) => Offer::new(format!("put item {name}"), PutItem { item: item(&put.table_name), ..put }),
            Operation::DeleteItem(delete) => {
                Offer::new(format!("delete item {name}"), DeleteItem { key: item(&delete.table_name), ..delete })
            }
            Operation::AssumeRole(_) => {
                let external_id = Some(beside.to_owned()).filter(|id| !id.is_empty());
                Offer::new(format!("assume role {name}"), Self::assuming_arn(self.arn_of_role(name), external_id))
            }
            _ => offer.clone(),
        }
    }

    /// Assuming each role: as it is, and with the external ID where its trust policy asks for one.
    fn offers_of_roles(&self) -> impl Iterator<Item = Offer> + use<'_> {
        let any = Offer::open("assume a role…", Self::assuming_arn(self.arn_of_role(SOME_ROLE), None));
        self.roles()
            .take(MOST)
            .flat_map(|role| {
                let as_it_is = Offer::new(format!("assume role {}", role.name), self.assuming(role, None));
                let external_id = external_id_asked(&self.current_policy(&role.trust_policy));
                let with_id = external_id.map(|id| {
                    let words = format!("assume role {} with the external ID {id}", role.name);
                    Offer::new(words, self.assuming(role, Some(id)))
                });
                std::iter::once(as_it_is).chain(with_id)
            })
            .chain([
                Offer::new("assume role partner-guest of the other account", Self::assuming_arn(self.partners_role_arn(), None)),
                Offer { more: self.roles().count().saturating_sub(MOST), ..any },
            ])
    }

    /// The ARN of the role of this name, whether it is there or not, or the ARN that was given.
    fn arn_of_role(&self, name: &str) -> String {
        let there = self.role_named(name).map(|role| self.role_arn(role));
        there.unwrap_or_else(|| if name.starts_with("arn:") { name.to_owned() } else { self.iam_arn("role", "/", name) })
    }

    fn assuming(&self, role: &Role, external_id: Option<String>) -> AssumeRole {
        Self::assuming_arn(self.role_arn(role), external_id)
    }

    fn assuming_arn(role_arn: String, external_id: Option<String>) -> AssumeRole {
        AssumeRole { role_arn, role_session_name: "try".into(), external_id, ..Default::default() }
    }

    /// The operation that an action on a resource is, as policies write both; `None` where nothing here is that.
    pub fn operation_for(&self, action: &str, resource: &str) -> Option<Operation> {
        let partners = || Resource::parse(resource).is_ok_and(|resource| self.is_partners(&resource)).then(|| self.partners_bucket());
        let on = self.resource_with_arn(resource).or_else(partners);
        let is_it = |operation: &Operation| {
            operation.action().eq_ignore_ascii_case(action)
                && self.requests_of(&Caller::ROOT, operation).first().is_some_and(|asked| asked.resource == resource)
        };
        let role = self.role_with_arn(resource).and_then(|id| self.role(id)).map(|role| self.assuming(role, None).into());
        let named = object_operations(on.as_ref(), resource).into_iter().chain(role);
        let offered = self.offers(on.as_ref()).into_iter().chain(lists()).map(|offer| offer.operation);
        offered.chain(named).find(is_it).or_else(|| self.operation_on(action, resource).filter(is_it))
    }
}

/// An item of a table as its key alone.
fn item_key(table: &Table, value: &str) -> Map<String, Value> {
    Map::from_iter([(table.key.clone(), json!({ table.key_type.as_str(): value }))])
}

fn on_instance(id: &str) -> Vec<Offer> {
    let ids = || vec![id.to_owned()];
    let user_data = DescribeInstanceAttribute { attribute: "userData".into(), instance_id: id.to_owned() };
    vec![
        Offer::new("see the instance", DescribeInstances { instance_ids: Some(ids()) }),
        Offer::new("read its user data", user_data),
        Offer::new("stop it", StopInstances { instance_ids: ids() }),
        Offer::new("start it", StartInstances { instance_ids: ids() }),
        Offer::new("terminate it", TerminateInstances { instance_ids: ids() }),
    ]
}

/// The external ID with which a trust policy lets a role be assumed, if it asks for one: a value that is only likened to, or that
/// is denied, is none to try.
fn external_id_asked(trust: &PolicyText) -> Option<String> {
    let document = Document::read(trust).ok()?;
    let allowing = document.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let is_one = |condition: &&Condition| {
        let operator = condition.operator;
        condition.key.value.eq_ignore_ascii_case("sts:ExternalId")
            && matches!(operator.test, Test::StringEquals | Test::StringEqualsIgnoreCase)
            && !operator.if_exists
            && operator.set != Some(SetQualifier::ForAllValues)
    };
    let asked = allowing.flat_map(|statement| &statement.conditions).find(is_one)?;
    asked.values.first().map(|value| value.value.clone())
}

/// What can be done with an object that an ARN names, whether it is there or not.
fn object_operations(on: Option<&ResourceKey>, arn: &str) -> Vec<Operation> {
    let Some((bucket, key)) = arn.strip_prefix("arn:aws:s3:::").and_then(|rest| rest.split_once('/')) else { return Vec::new() };
    if on.is_none_or(|on| on.kind != ResourceKind::Bucket) {
        return Vec::new();
    }
    let (bucket, key) = (bucket.to_owned(), key.to_owned());
    vec![
        GetObject { bucket: bucket.clone(), key: key.clone() }.into(),
        PutObject { bucket: bucket.clone(), key: key.clone(), body: Some(HELLO.into()) }.into(),
        DeleteObject { bucket, key }.into(),
    ]
}

/// What there is, kind by kind.
fn lists() -> Vec<Offer> {
    vec![
        Offer::new("list the buckets", ListBuckets {}),
        Offer::new("see all instances", DescribeInstances { instance_ids: None }),
        Offer::new("list the functions", ListFunctions {}),
        Offer::new("list the queues", ListQueues { queue_name_prefix: None }),
        Offer::new("list the tables", ListTables {}),
        Offer::new("list the keys", ListKeys {}),
        Offer::new("list the secrets", ListSecrets {}),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_external_id_that_lets_a_role_be_assumed_is_offered() {
        let asked = |effect: &str, operator: &str| {
            let statement = json!({
                "Effect": effect, "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {operator: {"sts:ExternalId": "id-7"}}
            });
            external_id_asked(&PolicyText::from(json!({"Version": "2012-10-17", "Statement": [statement]}).to_string().as_str()))
        };
        for operator in ["StringEquals", "StringEqualsIgnoreCase", "ForAnyValue:StringEquals"] {
            assert_eq!(asked("Allow", operator).as_deref(), Some("id-7"), "{operator}");
        }
        for operator in ["StringNotEquals", "StringLike", "StringEqualsIfExists", "ForAllValues:StringEquals"] {
            assert_eq!(asked("Allow", operator), None, "{operator}");
        }
        assert_eq!(asked("Deny", "StringEquals"), None);
    }
}
