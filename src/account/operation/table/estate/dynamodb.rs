//! `DynamoDB`.

macro_rules! dynamodb {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a table with a partition key.
            Write(dynamodb) CreateTable {
                required attribute_definitions: Vec<AttributeDefinition> = "AttributeDefinitions" ATTRIBUTE_DEFINITIONS,
                required table_name: String = "TableName" ESTATE_NAME,
                required key_schema: Vec<KeySchemaElement> = "KeySchema" KEY_SCHEMA,
                optional billing_mode: String = "BillingMode" BILLING_MODE,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Lists the tables.
            Read(dynamodb) ListTables {
            }

            /// Puts an item into a table, or in the place of the one with the same key.
            Write(dynamodb) PutItem {
                required table_name: String = "TableName" ESTATE_NAME,
                required item: Map<String, Json> = "Item" TABLE_ITEM,
            }

            /// Reads an item by its key.
            Read(dynamodb) GetItem {
                required table_name: String = "TableName" ESTATE_NAME,
                required key: Map<String, Json> = "Key" TABLE_ITEM,
            }

            /// Deletes an item. Where there is none, there is none to delete.
            Write(dynamodb) DeleteItem {
                required table_name: String = "TableName" ESTATE_NAME,
                required key: Map<String, Json> = "Key" TABLE_ITEM,
            }

            /// Reads all items of a table.
            Read(dynamodb) Scan {
                required table_name: String = "TableName" ESTATE_NAME,
            }

            /// Deletes a table and all items in it.
            Write(dynamodb) DeleteTable {
                required table_name: String = "TableName" ESTATE_NAME,
            }

            /// Adds tags to a table, or changes the value of those it has.
            Write(dynamodb) TagTable = "TagResource" {
                required resource_arn: String = "ResourceArn" ESTATE_NAME,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a table.
            Write(dynamodb) UntagTable = "UntagResource" {
                required resource_arn: String = "ResourceArn" ESTATE_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a table's tags.
            Read(dynamodb) ListTagsOfResource {
                required resource_arn: String = "ResourceArn" ESTATE_NAME,
            }
        }
    };
}
