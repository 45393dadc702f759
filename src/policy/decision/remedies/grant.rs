//! Statements about exactly what a request asks for.

use crate::policy::decision::Layer;
use crate::policy::document::{Condition, Document, Effect, Operator, Patterns, PrincipalKind, Principals, Span, Statement, Test};
use crate::policy::pattern::is_literal;
use crate::policy::request::{CallerKind, Request, Value};

/// Whom a statement of a resource's policy names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Whom {
    /// The key of the `Principal` object, or everyone.
    pub kind: PrincipalKind,
    /// The principal.
    pub principal: String,
}

/// How a resource's policy could name the caller, the best way first: a role rather than one of its sessions.
pub(super) fn names(request: &Request) -> Vec<Whom> {
    let caller = &request.principal;
    let aws = |principal: String| Whom { kind: PrincipalKind::Aws, principal };
    let own = || caller.text().to_owned();
    match caller.kind() {
        CallerKind::User | CallerKind::FederatedUser | CallerKind::Role | CallerKind::Root => vec![aws(own())],
        CallerKind::RoleSession => role(request).into_iter().chain([own()]).map(aws).collect(),
        CallerKind::Service => vec![Whom { kind: PrincipalKind::Service, principal: own() }],
        CallerKind::Provider => vec![Whom { kind: PrincipalKind::Federated, principal: own() }],
        CallerKind::Anonymous => vec![Whom { kind: PrincipalKind::Everyone, principal: "*".to_owned() }],
    }
}

/// The ARN of the role of a session: as the context has it, else as if the role had no path.
fn role(request: &Request) -> Option<String> {
    let caller = &request.principal;
    match request.context.value_of("aws:PrincipalArn") {
        Some(Value::Single(arn)) if arn.contains(":role/") => Some(arn.clone()),
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

/// Whether the resource of a request is of a kind that has a policy of its own.
pub fn takes_policies(request: &Request) -> bool {
    let service = request.action.service();
    request.effective_resource().is_some()
        && (WITH_POLICIES.binary_search(&service).is_ok() || request.resource.is_role() && service == "sts")
}

/// The resource of a statement about the request: its ARN. A star in it stays one: who asks about it means what it stands for, and
/// would write it so; a dollar sign is written as itself.
pub(super) fn resource(request: &Request) -> String {
    let Some(arn) = request.effective_resource() else { return "*".to_owned() };
    arn.chars().fold(String::new(), |mut text, letter| {
        match letter {
            '$' => text.push_str("${$}"),
            _ => text.push(letter),
        }
        text
    })
}

/// Everything beside the resource: all that has the same path.
pub(super) fn wider(request: &Request) -> Option<String> {
    let resource = resource(request);
    let (path, name) = resource.rsplit_once('/')?;
    (!name.is_empty() && name != "*").then(|| format!("{path}/*"))
}

/// What tells callers of one provider apart, or whose doing a service's is: without it a statement is about all of them.
const TELLS_APART: [&str; 4] = [":aud", ":sub", "aws:sourceaccount", "aws:sourcearn"];

/// Conditions on what the token of a provider says of who asks, or a service of whom it asks for, as the request has it.
fn said_by_token(request: &Request) -> Vec<Condition> {
    if !matches!(request.principal.kind(), CallerKind::Provider | CallerKind::Service) {
        return Vec::new();
    }
    let operator = Operator { set: None, test: Test::StringEquals, if_exists: false };
    let tells = |key: &str| TELLS_APART.iter().any(|end| key.to_ascii_lowercase().ends_with(end));
    let said = request.context.iter().filter_map(|(key, value)| match value {
        Value::Single(value) if tells(key) && is_literal(value) => Some((key, value)),
        _ => None,
    });
    let condition = |(key, value): (&str, &String)| Condition {
        operator,
        operator_span: Span::default(),
        key: key.into(),
        values: vec![value.as_str().into()],
    };
    said.map(condition).collect()
}

/// A policy of a layer with one statement about the request.
pub(super) fn document(request: &Request, layer: Layer, effect: Effect, principal: Option<&Whom>) -> Document {
    let of_resource = layer == Layer::Resource;
    let is_trust = of_resource && request.resource.is_role() && request.action.service() == "sts";
    let of_key = of_resource && request.resource.is_key();
    let resource = if of_key { "*".to_owned() } else { resource(request) };
    let conditions = if of_resource && effect == Effect::Allow { said_by_token(request) } else { Vec::new() };
    // These policies must have the element, and tell callers apart by conditions.
    let is_of_everyone = matches!(layer, Layer::Endpoint | Layer::ResourceControl(_));
    let everyone = || is_of_everyone.then(|| Principals::one(PrincipalKind::Everyone, "*"));
    let principals = principal.map(|whom| Principals::one(whom.kind, &whom.principal)).or_else(everyone);
    Document::composed(vec![Statement {
        conditions,
        principals,
        actions: Some(Patterns::one(request.action.spelling())),
        resources: (!is_trust).then(|| Patterns::one(&resource)),
        ..Statement::about_nothing(effect)
    }])
}
