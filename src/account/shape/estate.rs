//! The shapes of the practice estate's members. Lengths are those of the services' API models where they are small, and else
//! ours; what a name is made of, the operation checks in its service's words.

use super::table::{CONTEXT_KEY_VALUE, TAG_KEY, TAG_VALUE, shapes, structures, text};
use super::{Part, Pattern, Rule, Shape, Structure};

/// 64 KiB: the longest content of an object, payload, message or secret.
const CONTENT: usize = 65_536;

shapes! {
    /// Attributes of a table's key.
    ATTRIBUTE_DEFINITIONS = "AttributeDefinitions": Rule::Structures(10, &ATTRIBUTE_DEFINITION);
    /// What an attribute of an instance is to be: a type, or user data in Base64.
    ATTRIBUTE_TEXT = "AttributeText": text(0, 21_848, Pattern::Any);
    /// The same, in a structure.
    ATTRIBUTE_VALUE_MEMBER = "AttributeValueType": Rule::Structure(&ATTRIBUTE_VALUE);
    /// How a table is paid for.
    BILLING_MODE = "BillingMode": Rule::Choice(&["PROVISIONED", "PAY_PER_REQUEST"]);
    /// Where a bucket is to lie.
    BUCKET_CONFIGURATION_MEMBER = "CreateBucketConfigurationType": Rule::Structure(&BUCKET_CONFIGURATION);
    /// A bucket's name.
    BUCKET_NAME = "BucketName": text(1, 255, Pattern::Any);
    /// What was encrypted.
    CIPHERTEXT = "CiphertextType": Rule::Blob { min: 1, max: 6144 };
    /// What divides keys into folders.
    DELIMITER = "Delimiter": text(1, 32, Pattern::Any);
    /// A switch.
    ESTATE_FLAG = "Boolean": Rule::Flag;
    /// A name, id, ARN or URL.
    ESTATE_NAME = "Name": text(1, 512, Pattern::Any);
    /// A text that may be empty.
    ESTATE_TEXT = "Text": text(0, 256, Pattern::Any);
    /// What a function is for.
    FUNCTION_DESCRIPTION = "FunctionDescription": text(0, 256, Pattern::Any);
    /// A function's name or ARN.
    FUNCTION_NAME = "FunctionName": text(1, 140, Pattern::Any);
    /// Instances by id.
    INSTANCE_IDS = "InstanceIdStringList": Rule::Texts(50, &ESTATE_NAME);
    /// How many instances.
    INSTANCE_COUNT = "InstanceCount": Rule::Number { min: 1, max: 10 };
    /// Which attribute of an instance.
    INSTANCE_ATTRIBUTE = "InstanceAttributeName": Rule::Choice(&["userData", "instanceType"]);
    /// An instance profile.
    INSTANCE_PROFILE_MEMBER = "IamInstanceProfileSpecificationType": Rule::Structure(&INSTANCE_PROFILE);
    /// What a key is for.
    KEY_DESCRIPTION = "DescriptionType": text(0, 8192, Pattern::Any);
    /// The beginning of objects' keys.
    KEY_PREFIX = "Prefix": text(0, 1024, Pattern::Any);
    /// A table's key.
    KEY_SCHEMA = "KeySchema": Rule::Structures(2, &KEY_SCHEMA_ELEMENT);
    /// A KMS key's tags.
    KEY_TAGS = "KeyTagList": Rule::Structures(50, &KEY_TAG);
    /// What a message says.
    MESSAGE_BODY = "MessageBody": text(1, CONTENT, Pattern::Any);
    /// How many messages.
    MESSAGE_COUNT = "MessageCount": Rule::Number { min: 1, max: 10 };
    /// What an object holds.
    OBJECT_BODY = "Body": Rule::Blob { min: 0, max: CONTENT };
    /// An object's key.
    OBJECT_KEY = "ObjectKey": text(1, 1024, Pattern::Any);
    /// What a function is called with.
    PAYLOAD = "Payload": Rule::Blob { min: 0, max: CONTENT };
    /// Days until a key is gone: the service itself asks for 7 to 30.
    PENDING_WINDOW = "PendingWindowInDaysType": Rule::Number { min: 1, max: 365 };
    /// What is to be encrypted.
    PLAINTEXT = "PlaintextType": Rule::Blob { min: 1, max: 4096 };
    /// Days until a secret is gone: the service itself asks for 7 to 30. The limits are ours, AWS's model has none.
    RECOVERY_WINDOW = "LongType": Rule::Number { min: 0, max: 365 };
    /// The switches of S3 Block Public Access.
    PUBLIC_ACCESS_BLOCK_MEMBER = "PublicAccessBlockConfigurationType": Rule::Structure(&PUBLIC_ACCESS_BLOCK);
    /// An attribute of a queue.
    QUEUE_ATTRIBUTE_NAME = "QueueAttributeName": text(1, 64, Pattern::Any);
    /// Attributes of a queue by name.
    QUEUE_ATTRIBUTE_NAMES = "AttributeNameList": Rule::Texts(25, &QUEUE_ATTRIBUTE_NAME);
    /// Attributes of a queue.
    QUEUE_ATTRIBUTES = "QueueAttributeMap": Rule::Map { max: 25, name: &QUEUE_ATTRIBUTE_NAME, value: &RESOURCE_POLICY };
    /// The policy of a resource.
    RESOURCE_POLICY = "ResourcePolicyType": text(0, 32_768, Pattern::Any);
    /// A role's ARN.
    ROLE_ARN = "RoleArn": text(1, 2048, Pattern::Any);
    /// What a secret is for.
    SECRET_DESCRIPTION = "SecretDescriptionType": text(0, 2048, Pattern::Any);
    /// A secret's name.
    SECRET_NAME = "SecretNameType": text(1, 512, Pattern::Any);
    /// What a secret holds.
    SECRET_STRING = "SecretStringType": text(1, CONTENT, Pattern::Any);
    /// A statement's id.
    STATEMENT_ID = "StatementId": text(1, 100, Pattern::Any);
    /// An item of a table.
    TABLE_ITEM = "AttributeMap": Rule::Item;
    /// Tags by key.
    TAG_MAP = "TagMap": Rule::Map { max: 50, name: &TAG_KEY, value: &TAG_VALUE };
    /// A bucket's tags.
    TAGGING_MEMBER = "TaggingType": Rule::Structure(&TAGGING);
    /// Tags that are to be removed.
    TAGS_TO_DELETE = "TagToDeleteList": Rule::Structures(50, &TAG_TO_DELETE);
    /// Tags for what is made.
    TAG_SPECIFICATIONS = "TagSpecificationList": Rule::Structures(10, &TAG_SPECIFICATION);
    /// Tags in a structure.
    TAGS_WITHIN = "TagListType": Rule::Tags(50);
    /// What an instance does at its first start.
    USER_DATA = "UserData": text(0, 16_384, Pattern::Any);
}

structures! {
    /// An attribute of a table's key, with its type.
    ATTRIBUTE_DEFINITION = "AttributeDefinition" {
        required "AttributeName" CONTEXT_KEY_VALUE,
        required "AttributeType" CONTEXT_KEY_VALUE,
    };
    /// What an attribute of an instance is to be.
    ATTRIBUTE_VALUE = "AttributeValue" {
        optional "Value" ATTRIBUTE_TEXT,
    };
    /// Where a bucket is to lie.
    BUCKET_CONFIGURATION = "CreateBucketConfiguration" {
        optional "LocationConstraint" CONTEXT_KEY_VALUE,
    };
    /// An instance profile, by one of the two.
    INSTANCE_PROFILE = "IamInstanceProfileSpecification" {
        optional "Arn" CONTEXT_KEY_VALUE,
        optional "Name" CONTEXT_KEY_VALUE,
    };
    /// An attribute's part in a table's key.
    KEY_SCHEMA_ELEMENT = "KeySchemaElement" {
        required "AttributeName" CONTEXT_KEY_VALUE,
        required "KeyType" CONTEXT_KEY_VALUE,
    };
    /// A KMS key's tag.
    KEY_TAG = "KeyTag" {
        required "TagKey" TAG_KEY,
        required "TagValue" TAG_VALUE,
    };
    /// The switches of S3 Block Public Access.
    PUBLIC_ACCESS_BLOCK = "PublicAccessBlockConfiguration" {
        optional "BlockPublicAcls" ESTATE_FLAG,
        optional "IgnorePublicAcls" ESTATE_FLAG,
        optional "BlockPublicPolicy" ESTATE_FLAG,
        optional "RestrictPublicBuckets" ESTATE_FLAG,
    };
    /// A bucket's tags.
    TAGGING = "Tagging" {
        required "TagSet" TAGS_WITHIN,
    };
    /// A tag that is to be removed.
    TAG_TO_DELETE = "TagToDelete" {
        required "Key" TAG_KEY,
        optional "Value" TAG_VALUE,
    };
    /// Tags for what is made.
    TAG_SPECIFICATION = "TagSpecification" {
        optional "ResourceType" CONTEXT_KEY_VALUE,
        optional "Tags" TAGS_WITHIN,
    };
}
