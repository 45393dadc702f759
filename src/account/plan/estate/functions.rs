//! Lambda functions. They have no code: what matters is who may call them, and which role they have.

use serde_json::{Value as Json, json};

use super::{absent, answer, is_made_of, runtimes};
use crate::account::Account;
use crate::account::entity::{Function, LAMBDA, Passed, ResourceKind, TagHolder};
use crate::account::operation::{CreateFunction, DeleteFunction, GetFunction, Invoke, ListFunctions, UpdateFunctionConfiguration};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{EstateReply, Reply};

impl Plan for CreateFunction {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let name = &self.function_name;
        if !is_made_of(name, b"-_") || name.len() > 64 {
            let message = format!(
                "1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular \
                 expression pattern: [a-zA-Z0-9-_]+"
            );
            let remedy = "A function's name has 1 to 64 letters, digits, hyphens and underscores.";
            return Err(Refusal::new(ErrorCode::ValidationException, message).member("FunctionName").remedy(remedy));
        }
        runtimes::check(self.runtime.as_ref())?;
        if planning.account.function(name).is_some() {
            let refusal = Refusal::new(ErrorCode::ResourceConflictException, format!("Function already exist: {name}"));
            return Err(refusal.member("FunctionName").remedy("Choose another name."));
        }
        let function = Function {
            name: name.clone(),
            role: planning.execution_role(&self.role)?,
            runtime: self.runtime.clone(),
            handler: self.handler.clone(),
            description: self.description.clone(),
            modified: planning.env.now,
        };
        planning.put_tag_map(function.resource(), self.tags.as_ref())?;
        let reply = answer(planning.account.function_detail(&function));
        planning.put(function);
        Ok(reply)
    }
}

impl Plan for GetFunction {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let function = planning.function(&self.function_name)?;
        let tags = account.tags_of(&TagHolder::Resource(function.resource()));
        let tags: serde_json::Map<String, Json> = tags.map(|tag| (tag.key.clone(), json!(tag.value))).collect();
        Ok(answer(json!({"Configuration": account.function_detail(function), "Tags": (!tags.is_empty()).then_some(tags)})))
    }
}

impl Plan for ListFunctions {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let functions = account.resources(ResourceKind::Function).filter_map(|entity| <&Function>::try_from(entity).ok());
        let functions: Vec<Json> = functions.map(|function| account.function_detail(function)).collect();
        Ok(answer(json!({"Functions": functions})))
    }
}

impl Plan for Invoke {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        planning.function(&self.function_name)?;
        let payload = self.payload.clone().filter(|payload| !payload.is_empty()).unwrap_or_else(|| "{}".into());
        if serde_json::from_str::<Json>(&payload).is_err() {
            let message = "Could not parse request body into json: Could not parse payload into json";
            return Err(Refusal::new(ErrorCode::InvalidRequestContentException, message).member("Payload").remedy("The payload is JSON."));
        }
        let Reply::Estate(reply) = answer(json!({"StatusCode": 200, "ExecutedVersion": "$LATEST"})) else { return Ok(Reply::Nothing {}) };
        Ok(Reply::Estate(EstateReply { content: Some(payload), ..reply }))
    }
}

impl Plan for UpdateFunctionConfiguration {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let mut function = planning.function(&self.function_name)?.clone();
        runtimes::check(self.runtime.as_ref())?;
        if let Some(role) = &self.role {
            function.role = planning.execution_role(role)?;
        }
        for (given, kept) in
            [(&self.handler, &mut function.handler), (&self.description, &mut function.description), (&self.runtime, &mut function.runtime)]
        {
            if given.is_some() {
                kept.clone_from(given);
            }
        }
        function.modified = planning.env.now;
        let reply = answer(planning.account.function_detail(&function));
        planning.end_service_sessions(&function.resource());
        planning.put(function);
        Ok(reply)
    }
}

impl Plan for DeleteFunction {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let function = planning.function(&self.function_name)?;
        planning.remove_resource(&function.resource());
        Ok(Reply::Nothing {})
    }
}

impl<'a> Planning<'a> {
    /// The function of this name or ARN.
    pub(super) fn function(&self, name: &str) -> Result<&'a Function, Refusal> {
        let function = match self.account.resource_with_arn(name) {
            Some(resource) => self.account.function(&resource.name).filter(|_| resource.kind == ResourceKind::Function),
            None => self.account.function(name),
        };
        function.ok_or_else(|| {
            let arn = || self.account.resource_arn(&crate::account::entity::ResourceKey::new(ResourceKind::Function, name));
            let message = if name.starts_with("arn:") { name.to_owned() } else { arn() };
            absent(format!("Function not found: {message}"), "FunctionName").remedy("List the functions with: aws lambda list-functions")
        })
    }

    /// The role that a function is to run as.
    fn execution_role(&self, arn: &str) -> Result<Passed, Refusal> {
        let message = "The role defined for the function cannot be assumed by Lambda.";
        let remedy = "The role must be there, and its trust policy must let lambda.amazonaws.com assume it.";
        let refused = Refusal::new(ErrorCode::InvalidParameterValueException, message).member("Role").remedy(remedy);
        self.role_for(LAMBDA, arn, &refused)
    }
}

impl Account {
    fn function_detail(&self, function: &Function) -> Json {
        let mut detail = json!({
            "FunctionName": function.name,
            "FunctionArn": self.resource_arn(&function.resource()),
            "Runtime": function.runtime,
            "Role": self.passed_role_arn(&function.role),
            "Handler": function.handler,
            "Description": function.description.as_deref().unwrap_or_default(),
            "LastModified": function.modified.strftime("%Y-%m-%dT%H:%M:%S.000+0000").to_string(),
            "Version": "$LATEST",
            "State": "Active",
        });
        if let Some(members) = detail.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
        detail
    }
}
