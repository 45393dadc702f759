//! What services look at before they ask policies: whether there can be what they are asked about.

use crate::account::Account;
use crate::account::operation::{Operation, Value};
use crate::account::plan::name_of_alias;
use crate::account::refusal::Refusal;

impl Account {
    /// S3 looks for the bucket first, whoever asks; and what has not the form of an alias is no resource of KMS.
    pub(super) fn check_named(&self, operation: &Operation) -> Result<(), Refusal> {
        match operation {
            Operation::CreateBucket(_) => Ok(()),
            Operation::CreateAlias(alias) => name_of_alias(&alias.alias_name).map(|_| ()),
            Operation::DeleteAlias(alias) => name_of_alias(&alias.alias_name).map(|_| ()),
            _ if operation.spec().service == "s3" => match operation.members().into_iter().find(|(member, _)| member.name == "Bucket") {
                Some((_, Value::Text(bucket))) if self.bucket(bucket).is_none() && !self.is_partners_bucket(bucket) => {
                    Err(Refusal::no_such_bucket())
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }
}
