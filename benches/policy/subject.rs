//! A request with its policies, for the engine and for the interpreter.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Level, Policies};
use iam_console::policy::document::Document;
use iam_console::policy::request::{Context, Request, Value as KeyValue};
use serde_json::{Value, json};

use crate::documents;
use crate::interpreter::{Asked, Layers};

/// A request of alice.
pub struct Subject {
    pub name: &'static str,
    pub request: Request,
    pub policies: Policies,
    pub layers: Layers,
    context: Value,
}

/// The representative case and what else may be asked of its policies.
pub fn subjects() -> Vec<Subject> {
    documents::REQUESTS.iter().map(Subject::new).collect()
}

impl Subject {
    fn new([name, action, resource, region]: &[&'static str; 4]) -> Self {
        let layers = Layers {
            identity: documents::identity(),
            boundary: vec![documents::boundary()],
            resource: resource.starts_with("arn:aws:s3:").then(documents::bucket_policy),
            service_control: documents::service_control(),
        };
        let level = |level: &Vec<Value>| Level { name: "level".into(), policies: compiled(level) };
        let policies = Policies {
            identity: compiled(&layers.identity),
            boundary: compiled(&layers.boundary),
            resource: layers.resource.as_ref().map(policy),
            service_control: layers.service_control.iter().map(level).collect(),
            ..Policies::default()
        };
        let context = documents::context("alice", "red", region);
        let request = request(&documents::user("alice"), action, resource, &context);
        Self { name, request, policies, layers, context }
    }

    pub fn asked(&self) -> Asked<'_> {
        Asked {
            principal: self.request.principal.text(),
            action: self.request.action.text(),
            resource: self.request.resource.text(),
            context: &self.context,
        }
    }

    /// As a line of a file of cases.
    pub fn line(&self) -> String {
        let named = |policies: &[Value]| -> Vec<Value> { policies.iter().map(|policy| json!({ "name": "p", "policy": policy })).collect() };
        let layers = &self.layers;
        let levels: Vec<Value> =
            layers.service_control.iter().map(|level| json!({ "orgIdentifier": "o", "policies": named(level) })).collect();
        let asked = self.asked();
        json!({
            "id": self.name,
            "principal": asked.principal,
            "action": asked.action,
            "resource": asked.resource,
            "context": self.context,
            "identityPolicies": named(&layers.identity),
            "permissionBoundaryPolicies": named(&layers.boundary),
            "resourcePolicy": layers.resource,
            "serviceControlPolicies": levels,
        })
        .to_string()
    }
}

/// A request with a context of JSON.
pub fn request(principal: &str, action: &str, resource: &str, context: &Value) -> Request {
    let keys = context.as_object().expect("keys").iter();
    let keys = keys.map(|(key, value)| (key.clone(), KeyValue::Single(value.as_str().expect("a text").to_owned())));
    Request::parse(principal, action, resource).expect("a request").with_context(Context::of(keys).expect("each key once"))
}

/// A document, compiled.
pub fn policy(document: &Value) -> Policy {
    Policy::compile("p", &Document::read(&document.to_string()).expect("a document"))
}

fn compiled(documents: &[Value]) -> Vec<Policy> {
    documents.iter().map(policy).collect()
}
