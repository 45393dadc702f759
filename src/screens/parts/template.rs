//! The ARNs of resource types as they are filled in: what is left to type.

/// What still stands for something in an ARN: `${BucketName}`.
pub(in crate::screens) fn blank(arn: &str) -> Option<&str> {
    let from = arn.find("${")?;
    let end = arn.get(from..)?.find('}')?;
    arn.get(from..=from + end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::SERVICE_REFERENCE;

    #[test]
    fn what_is_not_filled_in_is_found() {
        let table = SERVICE_REFERENCE.service("dynamodb").and_then(|service| service.resource_type("table")).unwrap();
        let text = table.filled("us-east-1", "111122223333");
        assert_eq!(text, "arn:aws:dynamodb:us-east-1:111122223333:table/${TableName}");
        assert_eq!(blank(&text), Some("${TableName}"));
        assert_eq!([blank("arn:aws:s3:::reports"), blank("arn:aws:s3:::${")], [None, None]);
    }
}
