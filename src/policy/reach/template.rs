//! The reference's ARN templates: which resource types of a service a pattern may name.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::catalog::{ResourceType, SERVICE_REFERENCE, Service};

use super::shape::Mark;
use super::token::{Class, Token};
use super::{Pattern, Shape};

/// Those of every service, made when they are first asked for.
static KNOWN: LazyLock<HashMap<&'static str, OnceLock<ResourceTypes>>> =
    LazyLock::new(|| SERVICE_REFERENCE.services().iter().map(|service| (service.prefix, OnceLock::new())).collect());

/// A service's resource types, ready to be compared with patterns.
#[derive(Debug)]
pub struct ResourceTypes {
    kinds: Vec<(&'static str, Pattern)>,
    /// The same in the partition `aws`, made when it is first asked for.
    in_aws: OnceLock<Vec<(&'static str, Pattern)>>,
    service: &'static Service,
}

impl ResourceTypes {
    /// Those of a service.
    pub fn of(service: &'static Service) -> Self {
        let all = service.resource_types();
        let kinds = all.iter().map(|kind| (kind.name, Pattern::of(tokens(kind.arn, is_prefix(kind, all)), false))).collect();
        Self { kinds, in_aws: OnceLock::new(), service }
    }

    /// Those of a service of the reference, kept for the next time.
    pub fn known(service: &'static Service) -> Option<&'static Self> {
        KNOWN.get(service.prefix).map(|types| types.get_or_init(|| Self::of(service)))
    }

    /// How many types there are.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether the service has no type of resources.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Whether a pattern may name a resource of a type; yes for a type that the service does not have.
    pub fn may_name(&self, pattern: &Pattern, resource_type: &str) -> bool {
        let mut of_type = self.kinds.iter().filter(|(name, _)| *name == resource_type).peekable();
        of_type.peek().is_none() || of_type.any(|(_, template)| pattern.overlaps(template))
    }

    /// The ARNs of a type; one has several where the reference lists it so.
    pub fn shapes_of(&self, resource_type: &str) -> impl Iterator<Item = Shape> {
        let mark = |token: &Token| match token {
            Token::Byte(byte) => Mark::Char(char::from(*byte)),
            Token::One(class) => Mark::One(*class),
            Token::Star(class) => Mark::Star(*class),
            Token::Variable(_) => Mark::Star(Class::ANY),
        };
        self.kinds
            .iter()
            .filter(move |(name, _)| *name == resource_type)
            .map(move |(_, template)| Shape(template.tokens.iter().map(mark).collect()))
    }

    /// The types of which patterns surely name all resources of the partition `aws`.
    pub fn covered_by(&self, patterns: &[Pattern]) -> Vec<&'static str> {
        let kinds = self.in_aws.get_or_init(|| in_aws(self.service));
        let is_covered = |template: &Pattern| patterns.iter().any(|pattern| pattern.covers(template));
        // One type may have several templates.
        let open: Vec<&str> = kinds.iter().filter(|(_, template)| !is_covered(template)).map(|(name, _)| *name).collect();
        kinds.iter().map(|(name, _)| *name).filter(|name| !open.contains(name)).collect()
    }

    /// The types of which a pattern may name a resource.
    pub fn named_by(&self, pattern: &Pattern) -> impl Iterator<Item = &'static str> {
        self.kinds.iter().filter(move |(_, template)| pattern.overlaps(template)).map(|(name, _)| *name)
    }
}

/// The templates of a service's resource types in the partition `aws`.
fn in_aws(service: &'static Service) -> Vec<(&'static str, Pattern)> {
    let all = service.resource_types();
    let template = |kind: &ResourceType| Pattern::of(tokens(&kind.arn.replacen("${Partition}", "aws", 1), is_prefix(kind, all)), false);
    all.iter().map(|kind| (kind.name, template(kind))).collect()
}

/// Whether another type's template goes on behind this one's with a slash.
fn is_prefix(kind: &ResourceType, all: &[ResourceType]) -> bool {
    all.iter().any(|other| other.arn.strip_prefix(kind.arn).is_some_and(|rest| rest.starts_with('/')))
}

/// A template as a pattern: what varies is one character or more.
///
/// A part with a slash right behind it is a name without slashes: `table/books/index/x` is an index, not a backup of a table
/// `books/index`. So is the last part where another type's template goes on behind it with one: what follows
/// `${BucketName}/` is an object, never a bucket.
fn tokens(arn: &str, is_prefix: bool) -> Vec<Token> {
    let last = if is_prefix { Class::NAME } else { Class::ANY };
    let mut tokens = Vec::new();
    let mut rest = arn;
    // One template has a part in braces without the dollar sign.
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((_, behind)) = behind.split_once('}') else { break };
        tokens.extend(literal(before.strip_suffix('$').unwrap_or(before)));
        let in_head = tokens.iter().filter(|token| **token == Token::Byte(b':')).count() < 5;
        let class = if behind.is_empty() {
            last
        } else if in_head || behind.starts_with('/') {
            Class::NAME
        } else {
            Class::ANY
        };
        tokens.extend([Token::One(class), Token::Star(class)]);
        rest = behind;
    }
    tokens.extend(literal(rest));
    tokens
}

fn literal(text: &str) -> impl Iterator<Item = Token> {
    text.bytes().map(|byte| if byte == b'*' { Token::Star(Class::PART) } else { Token::Byte(byte) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::SERVICE_REFERENCE;

    fn named(service: &str, pattern: &str) -> Vec<&'static str> {
        let types = ResourceTypes::of(SERVICE_REFERENCE.service(service).unwrap());
        types.named_by(&Pattern::of_resource(pattern)).collect()
    }

    #[test]
    fn patterns_name_types() {
        for (service, pattern, types) in [
            ("s3", "arn:aws:s3:::reports", &["bucket"][..]),
            ("s3", "arn:aws:s3:::reports/*", &["object"]),
            ("s3", "arn:aws:s3:::reports/${aws:username}/*", &["object"]),
            ("s3", "arn:aws:s3:::reports*", &["bucket", "object"]),
            ("s3", "arn:aws:s3:::${bucket}", &["bucket", "object"]),
            ("s3", "arn:aws:ec2:us-east-1:111122223333:instance/i-1", &[]),
            ("iam", "arn:aws:iam::111122223333:role/team/*", &["role"]),
            ("iam", "arn:aws:iam::aws:policy/ReadOnlyAccess", &["policy"]),
            ("dynamodb", "arn:aws:dynamodb:*:*:table/books", &["table"]),
            ("dynamodb", "arn:aws:dynamodb:*:*:table/books/index/*", &["index"]),
            ("ec2", "arn:aws:ec2:us-east-1:111122223333:instance/*", &["instance"]),
            ("s3", "not an arn", &[]),
            ("s3", "", &[]),
        ] {
            assert_eq!(named(service, pattern), types, "{service} {pattern}");
        }
        assert_eq!(named("s3", "*").len(), 13);
        assert_eq!(named("sqs", "arn:aws:sqs:*"), ["queue"]);
    }

    #[test]
    fn patterns_cover_types() {
        for (service, patterns, types) in [
            ("sqs", &["arn:aws:sqs:*"][..], &["queue"][..]),
            ("sqs", &["arn:aws:sqs:*:*:*"], &["queue"]),
            ("sqs", &["arn:aws:sqs:*:*:?*"], &["queue"]),
            ("sqs", &["arn:aws:sqs:us-east-1:*:*"], &[]),
            ("sqs", &["arn:aws:sqs:*:*:a*", "arn:aws:sqs:*:*:b*"], &[]),
            ("s3", &["arn:aws:s3:::*/*"], &["object"]),
            ("iam", &["arn:aws:iam::*:user/*", "arn:aws:iam::*:group/*"], &["group", "user"]),
            ("iam", &["arn:aws:iam::*:user/team/*"], &[]),
        ] {
            let known = ResourceTypes::known(SERVICE_REFERENCE.service(service).unwrap()).unwrap();
            let patterns: Vec<Pattern> = patterns.iter().map(|pattern| Pattern::of_resource(pattern)).collect();
            let mut covered = known.covered_by(&patterns);
            covered.sort_unstable();
            assert_eq!(covered, types, "{service}");
        }
    }

    #[test]
    fn every_template_names_its_own_type() {
        for service in SERVICE_REFERENCE.services() {
            let types = ResourceTypes::of(service);
            for kind in service.resource_types() {
                let arn = kind.arn.replace(['$', '{', '}'], "");
                assert!(types.may_name(&Pattern::of_resource(&arn), kind.name), "{arn}");
            }
        }
    }
}
