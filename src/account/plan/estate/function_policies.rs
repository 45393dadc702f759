//! The policies of Lambda functions, statement by statement.

use serde_json::{Map, Value as Json, json};

use super::{absent, answer};
use crate::account::arn::root_arn_of;
use crate::account::entity::{EntityKey, Function, NamedPrincipal, PolicyOn, ResourcePolicy};
use crate::account::operation::{AddPermission, GetFunctionPolicy, RemovePermission};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;
use crate::policy::request::is_account_id;

/// The longest policy of a function, in bytes.
const LONGEST: usize = 20_480;

impl Plan for AddPermission {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let function = planning.function(&self.function_name)?;
        if !super::is_made_of(&self.statement_id, b"-_") {
            let message = "1 validation error detected: Value at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)";
            return Err(Refusal::new(ErrorCode::ValidationException, message).member("StatementId"));
        }
        let action = self.action.strip_prefix("lambda:").unwrap_or_default();
        if self.action != "*" && action != "*" && (action.is_empty() || !action.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            let message = "1 validation error detected: Value at 'action' failed to satisfy constraint: Member must satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])";
            let remedy = "To let somebody call the function, the action is lambda:InvokeFunction.";
            return Err(Refusal::new(ErrorCode::ValidationException, message).member("Action").remedy(remedy));
        }
        let mut statements = planning.statements_on(function);
        if statements.iter().any(|statement| statement["Sid"] == self.statement_id.as_str()) {
            let message = format!(
                "The statement id ({}) provided already exists. Please provide a new statement id, or remove the existing statement.",
                self.statement_id
            );
            return Err(Refusal::new(ErrorCode::ResourceConflictException, message).member("StatementId"));
        }
        let statement = self.statement(planning, function);
        let named = planning.named_in(&statement)?;
        statements.push(statement.clone());
        planning.put_statements(function, &statements, &named)?;
        Ok(answer(json!({"Statement": statement.to_string()})))
    }
}

impl AddPermission {
    /// The statement that this adds, as Lambda writes it.
    fn statement(&self, planning: &Planning<'_>, function: &Function) -> Json {
        let principal = match self.principal.as_str() {
            "*" => json!("*"),
            account if is_account_id(account) => json!({"AWS": root_arn_of(account)}),
            arn if arn.starts_with("arn:") => json!({"AWS": arn}),
            service => json!({"Service": service}),
        };
        let mut statement = json!({
            "Sid": self.statement_id,
            "Effect": "Allow",
            "Principal": principal,
            "Action": self.action,
            "Resource": planning.account.resource_arn(&function.resource()),
        });
        let mut conditions = Map::new();
        let mut equals = Map::new();
        equals.extend(self.source_account.iter().map(|account| ("AWS:SourceAccount".to_owned(), json!(account))));
        equals.extend(self.principal_org_id.iter().map(|id| ("aws:PrincipalOrgID".to_owned(), json!(id))));
        if !equals.is_empty() {
            conditions.insert("StringEquals".into(), equals.into());
        }
        if let Some(arn) = &self.source_arn {
            conditions.insert("ArnLike".into(), json!({"AWS:SourceArn": arn}));
        }
        if !conditions.is_empty() {
            statement["Condition"] = conditions.into();
        }
        statement
    }
}

impl Plan for RemovePermission {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let function = planning.function(&self.function_name)?;
        let mut statements = planning.statements_on(function);
        let before = statements.len();
        statements.retain(|statement| statement["Sid"] != self.statement_id.as_str());
        if statements.len() == before {
            return Err(absent(format!("Statement {} is not found in resource policy.", self.statement_id), "StatementId"));
        }
        planning.put_statements(function, &statements, &[])?;
        Ok(Reply::Nothing {})
    }
}

impl Plan for GetFunctionPolicy {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let function = planning.function(&self.function_name)?;
        let policy = planning.account.policy_on(&function.resource()).ok_or_else(|| {
            let remedy = "The function has no policy: nobody but the account's own principals can be let in.";
            absent("The resource you requested does not exist.", "FunctionName").remedy(remedy)
        })?;
        Ok(answer(json!({"Policy": policy.as_str()})))
    }
}

impl Planning<'_> {
    /// The statements of a function's policy.
    fn statements_on(&self, function: &Function) -> Vec<Json> {
        let document = self.account.policy_on(&function.resource()).map(|policy| policy.as_json());
        document.and_then(|document| document["Statement"].as_array().cloned()).unwrap_or_default()
    }

    /// The users and roles of the account that a new statement names.
    fn named_in(&self, statement: &Json) -> Result<Vec<NamedPrincipal>, Refusal> {
        let message = "The provided principal was invalid. Please check the principal and try again.";
        let in_lambda_words = |refusal: Refusal| Refusal { message: message.into(), ..refusal };
        let text = document(std::slice::from_ref(statement));
        let refused = (ErrorCode::InvalidParameterValueException, message);
        let (policy, _) = self.resource_document("Principal", &text, refused).map_err(in_lambda_words)?;
        Ok(policy.principals().to_vec())
    }

    /// Makes these the statements of a function's policy; without any, there is none. Those that were there stand for whom they
    /// named then; who is gone is in them by unique id, and has what it had should it come back by an undo.
    fn put_statements(&mut self, function: &Function, statements: &[Json], added: &[NamedPrincipal]) -> Result<(), Refusal> {
        let resource = function.resource();
        if statements.is_empty() {
            self.remove(&EntityKey::PolicyOn(resource));
            return Ok(());
        }
        let text = document(statements);
        if text.len() > LONGEST {
            let message = format!("The final policy size ({}) is bigger than the limit ({LONGEST}).", text.len());
            return Err(Refusal::new(ErrorCode::PolicyLengthExceededException, message));
        }
        let mut named = added.to_vec();
        for NamedPrincipal { id, .. } in self.account.resource_policy_on(&resource).map_or(&[][..], ResourcePolicy::principals) {
            if named.iter().all(|known| known.id != *id) {
                let written = self.account.principal_arn(*id).unwrap_or_else(|| id.to_string());
                named.push(NamedPrincipal { written, id: *id });
            }
        }
        self.put(PolicyOn { resource, document: ResourcePolicy::new(text.as_str(), named) });
        Ok(())
    }
}

fn document(statements: &[Json]) -> String {
    json!({"Version": "2012-10-17", "Id": "default", "Statement": statements}).to_string()
}
