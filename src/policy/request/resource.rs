//! The resource of a request.

use std::sync::Arc;

use super::{Arn, RequestError, is_account_id};

/// One concrete ARN, or `*` where the action is about none. Wildcards in the ARN are ordinary characters. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Resource(Arc<Read>);

#[derive(Debug)]
struct Read {
    text: Box<str>,
    account: Option<Box<str>>,
    kind: Kind,
}

/// What some rules ask about a resource.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// `*`
    None,
    /// An IAM role: its trust policy must allow.
    Role,
    /// A KMS key: its key policy must allow.
    Key,
    Other,
}

impl Resource {
    /// Reads a resource.
    ///
    /// # Errors
    /// Where it is neither an ARN nor `*`.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        if text == "*" {
            return Ok(Self(Arc::new(Read { text: text.into(), account: None, kind: Kind::None })));
        }
        let arn = Arn::parse(text)
            .map_err(|error| RequestError::new(format!("a resource is an ARN, or * for an action that takes none; {error}")))?;
        let kind = match arn.service {
            "iam" if arn.resource.starts_with("role/") => Kind::Role,
            "kms" if arn.resource.starts_with("key/") => Kind::Key,
            _ => Kind::Other,
        };
        let account = is_account_id(arn.account).then(|| arn.account.into());
        Ok(Self(Arc::new(Read { text: text.into(), account, kind })))
    }

    /// As given.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The ARN; `None` for `*`.
    pub fn arn(&self) -> Option<&str> {
        (self.0.kind != Kind::None).then_some(&*self.0.text)
    }

    /// The account id in the ARN, where there is one.
    pub fn account(&self) -> Option<&str> {
        self.0.account.as_deref()
    }

    /// Whether it is an IAM role.
    pub fn is_role(&self) -> bool {
        self.0.kind == Kind::Role
    }

    /// Whether it is a KMS key.
    pub fn is_key(&self) -> bool {
        self.0.kind == Kind::Key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_are_arns_or_a_star() {
        assert_eq!(Resource::parse("*").unwrap().arn(), None);
        let bucket = Resource::parse("arn:aws:s3:::a*").unwrap();
        assert_eq!((bucket.arn(), bucket.account()), (Some("arn:aws:s3:::a*"), None));
        assert!(Resource::parse("arn:aws:iam::111122223333:role/team/R").unwrap().is_role());
        assert!(Resource::parse("arn:aws-cn:kms:cn-north-1:111122223333:key/1").unwrap().is_key());
        assert_eq!(Resource::parse("arn:aws:iam::aws:policy/ReadOnlyAccess").unwrap().account(), None);
        assert!(Resource::parse("bucket").unwrap_err().to_string().contains("or * for an action that takes none"));
    }
}
