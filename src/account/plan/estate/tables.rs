//! `DynamoDB` tables with a partition key and nothing else.

use serde_json::{Value as Json, json};

use super::{absent, answer, is_made_of, uuid};
use crate::account::Account;
use crate::account::entity::{EntityKey, KeyType, ResourceKind, Table};
use crate::account::operation::{CreateTable, DeleteTable, ListTables};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, Reply};

impl Plan for CreateTable {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let name = &self.table_name;
        if !is_made_of(name, b"_-.") || !(3..=255).contains(&name.len()) {
            let message =
                "TableName must be at least 3 characters long and at most 255 characters long, and contain only a-z, A-Z, 0-9, _, -, .";
            return Err(invalid(message).member("TableName"));
        }
        if planning.account.table(name).is_some() {
            return Err(Refusal::new(ErrorCode::ResourceInUseException, format!("Table already exists: {name}")).member("TableName"));
        }
        let (key, key_type) = self.partition_key()?;
        let table = Table { name: name.clone(), key, key_type, created: planning.env.now, id: uuid(planning.env) };
        planning.put_resource_tags(table.resource(), self.tags.as_deref().unwrap_or_default())?;
        let reply = answer(json!({"TableDescription": planning.account.table_detail(&table, "CREATING")}));
        planning.put(table);
        Ok(reply)
    }
}

impl CreateTable {
    /// The one attribute of the key, with its type.
    fn partition_key(&self) -> Result<(String, KeyType), Refusal> {
        let [element] = self.key_schema.as_slice() else {
            return Err(invalid("A practice table has a partition key alone.").member("KeySchema").remedy("Give one key of KeyType HASH."));
        };
        if element.key_type.as_deref() != Some("HASH") {
            let message = "Invalid KeySchema: The first KeySchemaElement is not a HASH key type";
            return Err(invalid(message).member("KeySchema"));
        }
        let key = element.attribute_name.clone().unwrap_or_default();
        let mut definitions = self.attribute_definitions.iter();
        let defined = definitions.find(|definition| definition.attribute_name.as_ref() == Some(&key)).filter(|_| !key.is_empty());
        let key_type = match defined.map(|definition| definition.attribute_type.as_deref().unwrap_or_default()) {
            Some("S") => KeyType::S,
            Some("N") => KeyType::N,
            Some(_) => return Err(invalid("The key of a practice table is of type S or N.").member("AttributeDefinitions")),
            None => {
                let message =
                    "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions.";
                return Err(invalid(format!("{message} Keys: [{key}]")).member("AttributeDefinitions"));
            }
        };
        if self.attribute_definitions.len() > 1 || key.len() > 255 {
            let message = "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions";
            return Err(invalid(message).member("AttributeDefinitions"));
        }
        Ok((key, key_type))
    }
}

impl Plan for ListTables {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let tables = planning.account.resources(ResourceKind::Table).filter_map(|entity| <&Table>::try_from(entity).ok());
        let names: Vec<&str> = tables.map(|table| table.name.as_str()).collect();
        Ok(answer(json!({"TableNames": names})))
    }
}

impl Plan for DeleteTable {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let table = planning.table(&self.table_name)?;
        let reply = answer(json!({"TableDescription": planning.account.table_detail(table, "DELETING")}));
        for item in planning.account.items_in(&table.name) {
            planning.remove(&EntityKey::item(&table.name, &item.key));
        }
        planning.remove_resource(&table.resource());
        Ok(reply)
    }
}

impl<'a> Planning<'a> {
    /// The table of this name or ARN.
    pub(super) fn table(&self, name: &str) -> Result<&'a Table, Refusal> {
        let table = match self.account.resource_with_arn(name) {
            Some(resource) => self.account.table(&resource.name).filter(|_| resource.kind == ResourceKind::Table),
            None => self.account.table(name),
        };
        let message = || format!("Requested resource not found: Table: {name} not found");
        table.ok_or_else(|| absent(message(), "TableName").remedy("List the tables with: aws dynamodb list-tables"))
    }
}

impl Account {
    fn table_detail(&self, table: &Table, status: &str) -> Json {
        let items: Vec<usize> = self.items_in(&table.name).map(|item| json!(item.attributes).to_string().len()).collect();
        json!({
            "AttributeDefinitions": [{"AttributeName": table.key, "AttributeType": table.key_type.as_str()}],
            "TableName": table.name,
            "KeySchema": [{"AttributeName": table.key, "KeyType": "HASH"}],
            "TableStatus": status,
            "CreationDateTime": Date(table.created),
            "TableSizeBytes": items.iter().sum::<usize>(),
            "ItemCount": items.len(),
            "TableArn": self.resource_arn(&table.resource()),
            "TableId": table.id,
        })
    }
}

/// A member that can't be right.
pub(super) fn invalid(message: impl Into<String>) -> Refusal {
    Refusal::new(ErrorCode::ValidationException, message)
}
