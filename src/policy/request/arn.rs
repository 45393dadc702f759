//! Amazon resource names.

use super::{RequestError, quoted};

/// An ARN's parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, `aws-us-gov`, …
    pub partition: &'a str,
    /// `s3`
    pub service: &'a str,
    /// The region; empty where the resource has none.
    pub region: &'a str,
    /// The account id; empty where the ARN has none, as those of buckets.
    pub account: &'a str,
    /// Everything behind the fifth colon.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Reads an ARN.
    ///
    /// # Errors
    /// What is missing.
    pub fn parse(text: &'a str) -> Result<Self, RequestError> {
        const LAYOUT: &str = "an ARN is arn:partition:service:region:account:resource";
        let wrong = |what: &str| RequestError::new(format!("{LAYOUT}; {what}: {}", quoted(text)));
        let Some(mut rest) = text.strip_prefix("arn:") else { return Err(wrong("this does not begin with arn")) };
        // Parts are short: they are passed sooner byte by byte than searched.
        let mut part = |next: &str| {
            let at = rest.bytes().position(|byte| byte == b':');
            let (part, behind) = at
                .and_then(|at| Some((rest.get(..at)?, rest.get(at + 1..)?)))
                .ok_or_else(|| wrong(&format!("it ends before the {next}")))?;
            rest = behind;
            Ok(part)
        };
        let (partition, service) = (part("service")?, part("region")?);
        let (region, account) = (part("account")?, part("resource")?);
        let arn = Self { partition, service, region, account, resource: rest };
        for (part, name) in [(arn.partition, "partition"), (arn.service, "service"), (arn.resource, "resource")] {
            if part.is_empty() {
                return Err(wrong(&format!("the {name} is empty")));
            }
        }
        Ok(arn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_have_six_parts() {
        let arn = Arn::parse("arn:aws:sns:eu-west-1:111122223333:orders:1a2b").unwrap();
        assert_eq!((arn.partition, arn.service, arn.region), ("aws", "sns", "eu-west-1"));
        assert_eq!((arn.account, arn.resource), ("111122223333", "orders:1a2b"));
        assert_eq!(Arn::parse("arn:aws:s3:::reports").unwrap().account, "");
    }

    #[test]
    fn what_is_missing_is_said() {
        for (text, what) in [
            ("", "does not begin with arn:"),
            ("urn:x", "does not begin with arn:"),
            ("arn:", "it ends before the service"),
            ("arn:aws:s3", "it ends before the region"),
            ("arn:aws:s3::", "it ends before the resource"),
            ("arn:aws:s3:::", "the resource is empty"),
            ("arn::s3:::b", "the partition is empty"),
            ("arn:aws::::b", "the service is empty"),
        ] {
            let error = Arn::parse(text).unwrap_err().to_string();
            assert!(error.contains(what), "{text}: {error}");
        }
    }
}
