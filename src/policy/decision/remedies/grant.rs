//! Statements about exactly what a request asks for.

use serde_json::{Value, json};

use crate::policy::document::Effect;
use crate::policy::request::{CallerKind, Request, Value as Found};

/// Whom a statement of a resource's policy names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whom {
    /// The key of the `Principal` object; none for everyone.
    pub kind: Option<&'static str>,
    /// The principal.
    pub principal: String,
}

/// How a resource's policy could name the caller, the best way first: a role rather than one of its sessions.
pub(super) fn names(request: &Request) -> Vec<Whom> {
    let caller = &request.principal;
    let aws = |principal: String| Whom { kind: Some("AWS"), principal };
    let own = || caller.text().to_owned();
    match caller.kind() {
        CallerKind::User | CallerKind::FederatedUser | CallerKind::Role | CallerKind::Root => vec![aws(own())],
        CallerKind::RoleSession => role(request).into_iter().chain([own()]).map(aws).collect(),
        CallerKind::Service => vec![Whom { kind: Some("Service"), principal: own() }],
        CallerKind::Provider => vec![Whom { kind: Some("Federated"), principal: own() }],
        CallerKind::Anonymous => vec![Whom { kind: None, principal: "*".to_owned() }],
    }
}

/// The ARN of the role of a session: as the context has it, else as if the role had no path.
fn role(request: &Request) -> Option<String> {
    let caller = &request.principal;
    match request.context.value_of("aws:PrincipalArn") {
        Some(Found::Single(arn)) if arn.contains(":role/") => Some(arn.clone()),
        _ => Some(format!("arn:{}:iam::{}:role/{}", caller.partition()?, caller.account()?, caller.role_name()?)),
    }
}

/// Services whose resources have policies that grant.
const WITH_POLICIES: [&str; 34] = [
    "acm-pca",
    "apigateway",
    "backup",
    "codeartifact",
    "codebuild",
    "dynamodb",
    "ecr",
    "elasticfilesystem",
    "es",
    "events",
    "execute-api",
    "glacier",
    "glue",
    "iot",
    "kinesis",
    "kms",
    "lambda",
    "lex",
    "logs",
    "mediastore",
    "redshift-serverless",
    "s3",
    "s3-object-lambda",
    "s3-outposts",
    "s3express",
    "s3tables",
    "schemas",
    "secretsmanager",
    "serverlessrepo",
    "ses",
    "sns",
    "sqs",
    "ssm-incidents",
    "vpc-lattice",
];

/// Whether the resource is of a kind that has a policy of its own.
pub(super) fn takes_policies(request: &Request) -> bool {
    let service = request.action.service();
    request.effective_resource().is_some()
        && (WITH_POLICIES.binary_search(&service).is_ok() || request.resource.is_role() && service == "sts")
}

/// The resource of a statement about the request: its ARN, with the characters that would be wildcards written as themselves.
pub(super) fn resource(request: &Request) -> String {
    let Some(arn) = request.effective_resource() else { return "*".to_owned() };
    arn.chars().fold(String::new(), |mut text, letter| {
        match letter {
            '*' | '?' | '$' => text.extend(["${", letter.encode_utf8(&mut [0; 4]), "}"]),
            _ => text.push(letter),
        }
        text
    })
}

/// Everything beside the resource: all that has the same path.
pub(super) fn wider(request: &Request) -> Option<String> {
    let resource = resource(request);
    let (path, name) = resource.rsplit_once('/')?;
    (!name.is_empty() && name != "${*}").then(|| format!("{path}/*"))
}

/// A policy with one statement about the request.
pub(super) fn document(request: &Request, effect: Effect, principal: Option<&Whom>) -> String {
    let mut statement = serde_json::Map::new();
    statement.insert("Effect".to_owned(), effect.name().into());
    if let Some(whom) = principal {
        let named = whom.kind.map_or_else(|| Value::from("*"), |kind| json!({ kind: whom.principal }));
        statement.insert("Principal".to_owned(), named);
    }
    statement.insert("Action".to_owned(), request.action.text().into());
    let is_trust = principal.is_some() && request.resource.is_role() && request.action.service() == "sts";
    if !is_trust {
        let of_key = principal.is_some() && request.resource.is_key();
        statement.insert("Resource".to_owned(), if of_key { "*".into() } else { resource(request).into() });
    }
    let document = json!({ "Version": "2012-10-17", "Statement": [statement] });
    serde_json::to_string_pretty(&document).unwrap_or_default()
}
