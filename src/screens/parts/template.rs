//! The ARNs of resource types as they are filled in: what is the same for all resources here is put in, the rest is left to type.

use crate::account::estate::HOME_REGION;

/// A template with what is the same for all resources of an account.
pub(in crate::screens) fn filled(arn: &str, account: &str) -> String {
    arn.replace("${Partition}", "aws").replace("${Region}", HOME_REGION).replace("${Account}", account)
}

/// What still stands for something in an ARN: `${BucketName}`.
pub(in crate::screens) fn blank(arn: &str) -> Option<&str> {
    let from = arn.find("${")?;
    let end = arn.get(from..)?.find('}')?;
    arn.get(from..=from + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_filled_in_is_found() {
        let template = "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}";
        let text = filled(template, "111122223333");
        assert_eq!(text, "arn:aws:dynamodb:us-east-1:111122223333:table/${TableName}");
        assert_eq!(blank(&text), Some("${TableName}"));
        assert_eq!([blank("arn:aws:s3:::reports"), blank("arn:aws:s3:::${")], [None, None]);
    }
}
