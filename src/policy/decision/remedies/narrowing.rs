//! How a statement leaves out what was asked, and stays about all else.

use super::grant::{self, Whom};
use crate::policy::compiled::Statement;
use crate::policy::document::{Effect, Operator, Patterns, PrincipalKind};
use crate::policy::pattern::Actions;
use crate::policy::request::{Request, Value};

/// Keys that tell who asks, of which a list of values leaves out just one more.
const WHO_ASKS: [&str; 3] = ["aws:PrincipalArn", "aws:username", "aws:userid"];

/// A change of a statement that keeps it from being about a request, and that takes as little as can be from what else it is
/// about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Narrowing {
    /// Which of its lists changes.
    pub list: List,
    /// How.
    pub how: How,
    /// What is taken out of it, or what the statement is about all but.
    pub entry: String,
    /// What the list then has.
    pub entries: Vec<String>,
}

/// A list of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum List {
    /// `Action` or `NotAction`
    Actions,
    /// `Resource` or `NotResource`
    Resources,
    /// `Principal` or `NotPrincipal`
    Principals,
    /// The values of a condition on who asks that must not be one of them.
    Values {
        /// Its operator.
        operator: Operator,
        /// Its key, as written.
        key: String,
    },
}

/// How a list changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// An entry goes.
    TakenOut,
    /// The `Not…` list has one more.
    LeftOut,
    /// In the place of `*` comes the `Not…` list, with just the entry. Of a statement that denies it is exactly all but that.
    AllBut,
}

impl Narrowing {
    /// The narrowing of a statement that matches a request, where who asks has a permissions boundary or has none: by those whom it
    /// leaves out or names, which changes nothing for others, then by its actions, which lets go of no other, then by its resources.
    /// None where only a pattern is about it that stands for more, so that no list says all but this.
    pub fn of(statement: &Statement, request: &Request, is_bound: bool) -> Option<Self> {
        Self::of_values(statement, request)
            .or_else(|| Self::of_those_left_out(statement, request, is_bound))
            .or_else(|| Self::of_principals(statement, request))
            .or_else(|| Self::of_actions(statement, request))
            .or_else(|| Self::of_resources(statement, request))
    }

    /// One value more of a condition by which a denial is about all but some who ask.
    fn of_values(statement: &Statement, request: &Request) -> Option<Self> {
        if statement.effect() != Effect::Deny {
            return None;
        }
        statement.conditions().iter().find_map(|condition| {
            let (operator, key) = (condition.operator(), condition.key());
            let is_about_who = WHO_ASKS.iter().any(|who| who.eq_ignore_ascii_case(key.name()));
            if !is_about_who || !operator.test.is_negated() || operator.set.is_some() {
                return None;
            }
            let Some(Value::Single(entry)) = request.context.get(key) else { return None };
            let entries = condition.texts().iter().map(ToString::to_string).chain([entry.clone()]).collect();
            let is_literal = !entry.contains(['*', '?', '$']);
            let list = List::Values { operator, key: key.name().to_owned() };
            is_literal.then(|| Self { list, how: How::LeftOut, entry: entry.clone(), entries })
        })
    }

    /// One more of `NotPrincipal`. Who has a permissions boundary is denied by it all the same.
    fn of_those_left_out(statement: &Statement, request: &Request, is_bound: bool) -> Option<Self> {
        let left_out = statement.principals().filter(|principals| principals.is_negated())?;
        if statement.effect() != Effect::Deny || is_bound {
            return None;
        }
        let Whom { kind: PrincipalKind::Aws, principal: entry } = grant::names(request).into_iter().next()? else { return None };
        let entries = left_out.texts().map(str::to_owned).chain([entry.clone()]).collect();
        Some(Self { list: List::Principals, how: How::LeftOut, entry, entries })
    }

    fn of_actions(statement: &Statement, request: &Request) -> Option<Self> {
        let actions = statement.actions()?;
        let texts = actions.texts().iter().map(ToString::to_string).collect();
        let asked = request.action.spelling();
        let is_other = |entry: &String| Actions::compile(&Patterns::one(entry)).check(&request.action).is_err();
        Self::listed(
            List::Actions,
            (texts, actions.is_negated()),
            statement.effect(),
            asked,
            |entry| entry.eq_ignore_ascii_case(asked),
            is_other,
        )
    }

    fn of_resources(statement: &Statement, request: &Request) -> Option<Self> {
        let (resources, asked) = (statement.resources()?, request.effective_resource()?);
        // A wildcard or variable in an ARN that is asked about would stand for more in a policy.
        if asked.contains(['*', '?', '$']) {
            return None;
        }
        // Of a resource's own policy all but the resource is nothing, where there is nothing in it as objects are in a bucket.
        if statement.principals().is_some() && request.action.service() != "s3" {
            return None;
        }
        let texts = resources.templates().map(|template| template.text().to_owned()).collect();
        let is_other = |entry: &String| {
            entry != "*"
                && resources
                    .templates()
                    .filter(|template| template.text() == entry)
                    .all(|template| !template.matches(asked, &request.context))
        };
        Self::listed(List::Resources, (texts, resources.is_negated()), statement.effect(), asked, |entry| entry == asked, is_other)
    }

    fn of_principals(statement: &Statement, request: &Request) -> Option<Self> {
        let principals = statement.principals().filter(|principals| !principals.is_negated())?;
        let role = match request.context.value_of("aws:PrincipalArn") {
            Some(Value::Single(arn)) if request.principal.is_role_session() => Some(arn.as_str()),
            _ => None,
        };
        let asked = principals.texts().find(|text| *text == request.principal.text() || Some(*text) == role)?.to_owned();
        let entries: Vec<String> = principals.texts().filter(|text| **text != asked).map(str::to_owned).collect();
        // Everybody and a whole account have the caller among them.
        let is_of_many = |text: &String| text == "*" || text.ends_with(":root") || text.bytes().all(|byte| byte.is_ascii_digit());
        let is_enough = !entries.is_empty()
            && !entries.iter().any(|text| is_of_many(text) || Some(text.as_str()) == role || text == request.principal.text());
        is_enough.then_some(Self { list: List::Principals, how: How::TakenOut, entry: asked, entries })
    }

    /// How a list of patterns changes; none where a pattern would have to go that is more than what was asked.
    fn listed(
        list: List,
        (texts, is_negated): (Vec<String>, bool),
        effect: Effect,
        asked: &str,
        is_asked: impl Fn(&String) -> bool,
        is_other: impl Fn(&String) -> bool,
    ) -> Option<Self> {
        let entry = asked.to_owned();
        match (is_negated, effect) {
            (true, Effect::Deny) => {
                let entries = texts.into_iter().chain([entry.clone()]).collect();
                Some(Self { list, how: How::LeftOut, entry, entries })
            }
            (false, Effect::Deny) if texts == ["*"] => Some(Self { list, how: How::AllBut, entries: vec![entry.clone()], entry }),
            (false, _) => {
                let entries: Vec<String> = texts.into_iter().filter(|entry| !is_asked(entry)).collect();
                (!entries.is_empty() && entries.iter().all(is_other)).then_some(Self { list, how: How::TakenOut, entry, entries })
            }
            (true, Effect::Allow) => None,
        }
    }
}
