//! A request and its policies, put together in few words.

use iam_console::policy::compiled::Policy;
use iam_console::policy::decision::{Decision, Explanation, Layer, Level, Policies, decide, explain};
use iam_console::policy::document::Document;
use iam_console::policy::request::{Request, Value};

pub const ACCOUNT: &str = "111122223333";
pub const OTHER: &str = "444455556666";
pub const ALICE: &str = "arn:aws:iam::111122223333:user/team/alice";
pub const STRANGER: &str = "arn:aws:iam::444455556666:user/sam";
pub const ROOT: &str = "arn:aws:iam::111122223333:root";
pub const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/deploy/ci-7";
pub const ROLE: &str = "arn:aws:iam::111122223333:role/deploy";
pub const FEDERATED: &str = "arn:aws:sts::111122223333:federated-user/bob";
pub const OBJECT: &str = "arn:aws:s3:::reports/2026/q1.pdf";
pub const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd";

pub const ALLOWED: Decision = Decision::Allowed;
pub const DENY: Decision = Decision::ExplicitDeny;
pub const NONE: Decision = Decision::ImplicitDeny;

/// What is asked and what has a say.
#[derive(Clone)]
pub struct Case {
    pub request: Request,
    pub policies: Policies,
}

/// A statement that allows.
pub fn allow(action: &str, resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}"#)
}

/// A statement that allows everything under conditions.
pub fn allow_if(conditions: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{conditions}}}"#)
}

/// A statement that denies everything under conditions.
pub fn deny_if(conditions: &str) -> String {
    format!(r#"{{"Effect":"Deny","Action":"*","Resource":"*","Condition":{conditions}}}"#)
}

/// A statement of a resource's policy that allows somebody everything; `whom` is the element with its value.
pub fn grant(whom: &str) -> String {
    format!(r#"{{"Effect":"Allow","Principal":{whom},"Action":"*","Resource":"*"}}"#)
}

/// A statement of a role's trust policy.
pub fn trust(whom: &str, action: &str) -> String {
    format!(r#"{{"Effect":"Allow","Principal":{whom},"Action":"{action}"}}"#)
}

/// `{"AWS": …}`
pub fn aws(principal: &str) -> String {
    format!(r#"{{"AWS":"{principal}"}}"#)
}

/// A policy of statements, in the version with variables.
pub fn policy(statements: &str) -> Policy {
    document(&format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#))
}

/// A policy from its whole text.
pub fn document(text: &str) -> Policy {
    Policy::compile("p", &Document::read(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}")))
}

/// One request without any policies.
pub fn ask(principal: &str, action: &str, resource: &str) -> Case {
    Case { request: Request::parse(principal, action, resource).unwrap(), policies: Policies::default() }
}

/// A user who wants to get an object.
pub fn get() -> Case {
    ask(ALICE, "s3:GetObject", OBJECT)
}

impl Case {
    pub fn identity(mut self, statements: &str) -> Self {
        self.policies.identity.push(policy(statements));
        self
    }

    pub fn boundary(mut self, statements: &str) -> Self {
        self.policies.boundary.push(policy(statements));
        self
    }

    pub fn session(mut self, statements: &str) -> Self {
        self.policies.session.push(policy(statements));
        self
    }

    pub fn resource(mut self, statements: &str) -> Self {
        self.policies.resource = Some(policy(statements));
        self
    }

    pub fn endpoint(mut self, statements: &str) -> Self {
        self.policies.endpoint.push(policy(statements));
        self
    }

    /// A further level of service control policies, one policy for each text.
    pub fn scp(mut self, texts: &[&str]) -> Self {
        self.policies.service_control.push(level(texts));
        self
    }

    /// A further level of resource control policies.
    pub fn rcp(mut self, texts: &[&str]) -> Self {
        self.policies.resource_control.push(level(texts));
        self
    }

    pub fn owner(mut self, account: &str) -> Self {
        self.request = self.request.owned_by(account).unwrap();
        self
    }

    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.request.context.insert(key, Value::Single(value.to_owned()));
        self
    }

    pub fn with_all(mut self, key: &str, values: &[&str]) -> Self {
        self.request.context.insert(key, Value::Multi(values.iter().map(|value| (*value).to_owned()).collect()));
        self
    }

    /// The decision, which explaining must not change.
    pub fn decision(&self) -> Decision {
        let decision = decide(&self.request, &self.policies);
        assert_eq!(self.explanation().decision, decision, "{self:?}");
        decision
    }

    pub fn explanation(&self) -> Explanation {
        explain(&self.request, &self.policies)
    }

    /// Which layer decided.
    pub fn layer(&self) -> Option<Layer> {
        self.explanation().deciding_layer()
    }
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let explanation = self.explanation();
        let telling = explanation.tell(&self.request, &self.policies);
        let report = iam_console::policy::decision::report::Report::new(
            telling,
            &explanation.remedies(&self.request, &self.policies),
            &explanation.revocations(&self.request, &self.policies),
        );
        f.write_str(&serde_json::to_string_pretty(&report).unwrap_or_default())
    }
}

fn level(texts: &[&str]) -> Level {
    Level { name: "level".into(), policies: texts.iter().map(|text| policy(text)).collect() }
}

/// Asserts a decision and shows everything where it is another.
#[track_caller]
pub fn expect(case: &Case, decision: Decision, what: &str) {
    assert_eq!(case.decision(), decision, "{what}: {case:#?}");
}
