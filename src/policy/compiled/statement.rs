//! A compiled statement, and whether it matches a request.

use super::{Named, NoPrincipal, Principals};
use crate::policy::condition::{Condition, Unmet};
use crate::policy::document::{self, Effect, Span, Version};
use crate::policy::pattern::{Actions, Resources, Template};
use crate::policy::request::{Arn, CallerKind, Context, Request, Value};

/// A statement.
#[derive(Clone, Debug)]
pub struct Statement {
    effect: Effect,
    sid: Option<Box<str>>,
    span: Span,
    principals: Option<Principals>,
    actions: Option<Actions>,
    resources: Option<Resources>,
    conditions: Box<[Condition]>,
    /// Whether a `${…}` in it is ordinary text, since its document is of the old version.
    hides_variables: bool,
}

/// Whether a statement matches a request, or the first part of it that does not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// It matches, and names the caller in this way.
    Matched(Named),
    /// It is not about the caller.
    Principal(NoPrincipal),
    /// It is not about the action; for `NotAction` the place of the entry that leaves it out.
    Action(Option<u32>),
    /// It is not about the resource; for `NotResource` the place of the entry that leaves it out.
    Resource(Option<u32>),
    /// The condition at this place does not hold.
    Condition(u32, Unmet),
}

/// A request with what statements ask of it again and again.
#[derive(Clone, Copy, Debug)]
pub(in crate::policy) struct Asked<'a> {
    pub request: &'a Request,
    /// The context, in which another may be supposed than the request's.
    pub context: &'a Context,
    /// The ARN that resources are compared with.
    pub resource: Option<&'a str>,
    /// The ARN of the role of which the caller is a session, where it is known.
    pub role_arn: Option<&'a str>,
    /// Whether the caller has a permissions boundary.
    pub has_boundary: bool,
}

/// What a statement without principals means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::policy) enum WithoutPrincipal {
    /// It is about everyone that the policy holds for.
    Applies,
    /// It is about nobody: policies of resources must name somebody.
    AppliesToNobody,
}

impl<'a> Asked<'a> {
    pub(in crate::policy) fn new(request: &'a Request, has_boundary: bool) -> Self {
        Self::in_context(request, &request.context, has_boundary)
    }

    /// As if the request came with this context.
    pub(in crate::policy) fn in_context(request: &'a Request, context: &'a Context, has_boundary: bool) -> Self {
        let principal = &request.principal;
        let role_arn = match principal.kind() {
            CallerKind::Role => Some(principal.text()),
            CallerKind::RoleSession => match context.value_of("aws:PrincipalArn") {
                Some(Value::Single(arn)) if Arn::parse(arn).is_ok_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/")) => {
                    Some(arn.as_str())
                }
                _ => None,
            },
            _ => None,
        };
        Self { request, context, resource: request.effective_resource(), role_arn, has_boundary: has_boundary && principal.has_identity() }
    }
}

impl Statement {
    /// Compiles a statement of a document in this version.
    pub fn compile(statement: &document::Statement, version: Version) -> Self {
        let resources = statement.resources.as_ref().map(|resources| Resources::compile(resources, version));
        let conditions: Box<[Condition]> = statement.conditions.iter().map(|condition| Condition::compile(condition, version)).collect();
        Self {
            hides_variables: hide_variables(resources.as_ref(), &conditions),
            effect: statement.effect,
            sid: statement.sid.as_ref().map(|sid| sid.value.as_str().into()),
            span: statement.span,
            principals: statement.principals.as_ref().map(Principals::compile),
            actions: statement.actions.as_ref().map(Actions::compile),
            resources,
            conditions,
        }
    }

    /// The same without its conditions.
    pub(super) fn unconditional(&self) -> Self {
        Self { conditions: Box::default(), hides_variables: hide_variables(self.resources.as_ref(), &[]), ..self.clone() }
    }

    /// The same in a document of version 2012-10-17; `None` where its document is of that, or it has no `${…}`.
    pub fn with_variables(&self) -> Option<Self> {
        self.hides_variables.then(|| Self {
            resources: self.resources.as_ref().map(Resources::with_variables),
            conditions: self.conditions.iter().map(Condition::with_variables).collect(),
            hides_variables: false,
            ..self.clone()
        })
    }

    /// What it does to what it matches.
    pub const fn effect(&self) -> Effect {
        self.effect
    }

    /// `Sid`, where there is one.
    pub fn sid(&self) -> Option<&str> {
        self.sid.as_deref()
    }

    /// Where it stands in the document's text.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// `Principal` or `NotPrincipal`.
    pub const fn principals(&self) -> Option<&Principals> {
        self.principals.as_ref()
    }

    /// `Action` or `NotAction`.
    pub const fn actions(&self) -> Option<&Actions> {
        self.actions.as_ref()
    }

    /// `Resource` or `NotResource`; a trust policy's statement has none and is about the role.
    pub const fn resources(&self) -> Option<&Resources> {
        self.resources.as_ref()
    }

    /// The conditions.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// How it names the caller.
    ///
    /// # Errors
    /// Why it is not about the caller.
    #[inline]
    pub(in crate::policy) fn named(&self, asked: &Asked<'_>, without: WithoutPrincipal) -> Result<Named, NoPrincipal> {
        match (&self.principals, without) {
            (Some(principals), _) => principals.check(self.effect, asked),
            (None, WithoutPrincipal::Applies) => Ok(Named::Unasked),
            (None, WithoutPrincipal::AppliesToNobody) => Err(NoPrincipal::Missing),
        }
    }

    /// How it names who makes a request, as a statement of a resource's policy; `None` where it is not about them.
    pub fn names(&self, request: &Request, has_boundary: bool) -> Option<Named> {
        self.named(&Asked::new(request, has_boundary), WithoutPrincipal::AppliesToNobody).ok()
    }

    /// Whether it matches.
    #[inline]
    pub(in crate::policy) fn check(&self, asked: &Asked<'_>, without: WithoutPrincipal) -> Outcome {
        let named = match self.named(asked, without) {
            Ok(named) => named,
            Err(why) => return Outcome::Principal(why),
        };
        match &self.actions {
            Some(actions) => {
                if let Err(entry) = actions.check(&asked.request.action) {
                    return Outcome::Action(entry);
                }
            }
            None => return Outcome::Action(None),
        }
        if let Some(resources) = &self.resources
            && let Err(entry) = resources.check(asked.resource, asked.context)
        {
            return Outcome::Resource(entry);
        }
        self.check_conditions(asked.context, named)
    }

    /// Whether it matches where it is about the action and the resource, and names the caller in this way.
    #[inline]
    pub(in crate::policy) fn check_conditions(&self, context: &Context, named: Named) -> Outcome {
        for (condition, at) in self.conditions.iter().zip(0..) {
            if let Err(unmet) = condition.check(context) {
                return Outcome::Condition(at, unmet);
            }
        }
        Outcome::Matched(named)
    }
}

/// Whether a `${…}` in one of these patterns is ordinary text.
fn hide_variables(resources: Option<&Resources>, conditions: &[Condition]) -> bool {
    let of_conditions = conditions.iter().flat_map(Condition::templates);
    resources.into_iter().flat_map(Resources::templates).chain(of_conditions).any(Template::hides_variables)
}
