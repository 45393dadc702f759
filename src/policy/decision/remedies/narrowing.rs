//! How a statement leaves out what was asked, and stays about all else.

use super::grant::{self, Whom};
use crate::policy::compiled::Statement;
use crate::policy::document::{
    Amendment, ConditionOutline, Effect, Element, Operator, Outline, Patterns, PrincipalKind, Test, amended, laid_out,
};
use crate::policy::pattern::{Actions, Resources, is_literal};
use crate::policy::request::{Request, USER_ID, Value};

/// The key that tells who asks, of whoever has an ARN.
const PRINCIPAL: &str = "aws:PrincipalArn";

/// Keys that tell who asks, of which a list of values leaves out just one more.
const WHO_ASKS: [&str; 3] = [PRINCIPAL, "aws:username", USER_ID];

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
    /// A condition comes that leaves the entry out.
    Excepted,
}

/// Who comes under a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Under {
    /// Who asks, and nobody else.
    Caller,
    /// Others as well.
    Others,
    /// Nobody by name: what it says by itself is asked about.
    Nobody,
}

impl Under {
    /// Who comes under a statement of a policy under which these come: a resource's may name who asks, and nobody else.
    pub(in crate::policy::decision) fn statement(self, statement: &Statement, request: &Request) -> Self {
        if is_about_caller_alone(statement, request) { Self::Caller } else { self }
    }
}

/// What is known of who asks, beside the request.
#[derive(Clone, Copy, Default, Debug)]
pub struct WhoAsks {
    /// Whether they have a permissions boundary.
    pub is_bound: bool,
    /// Whether any session of a role is meant, and the one that is named only stands for them.
    pub is_any_session: bool,
}

/// How much more than what was asked a change lets go, or takes along: whether it comes to others than who asks, then whether to
/// other actions, then whether to other resources. The less the better.
type Measure = (bool, bool, bool);

impl Narrowing {
    /// The narrowing of a statement that matches a request which changes the least besides: least for others than who asks, then
    /// for the fewest other actions, then on the fewest other resources. None where only a pattern is about it that stands for
    /// more, so that no list says all but this, and where nobody else comes under it who would have to stay.
    pub fn of(statement: &Statement, request: &Request, under: Under, asks: WhoAsks) -> Option<Self> {
        let under = under.statement(statement, request);
        let by_who = || {
            let listed = Self::of_values(statement, request, asks.is_any_session);
            let listed = listed.or_else(|| Self::of_those_left_out(statement, request, asks.is_bound));
            listed.or_else(|| Self::of_principals(statement, request))
        };
        let by_who = if under == Under::Nobody { None } else { by_who() };
        let ways = [
            by_who,
            Self::of_actions(statement, request),
            Self::of_resources(statement, request),
            if under == Under::Others { Self::by_exception(statement, request) } else { None },
        ];
        ways.into_iter().flatten().min_by_key(|way| way.measure(statement, request, under))
    }

    fn measure(&self, statement: &Statement, request: &Request, under: Under) -> Measure {
        let actions = || !statement.actions().is_some_and(|actions| actions.is_just(&request.action));
        let resources = || statement.resources().is_some_and(|resources| !names_just(resources, request));
        match self.list {
            List::Principals | List::Values { .. } => (false, actions(), resources()),
            List::Actions => (under == Under::Others, false, resources()),
            List::Resources => (under == Under::Others, actions(), false),
        }
    }

    /// A document whose statement at this place is changed so; `None` where it has no such list.
    pub fn written(&self, text: &str, statement: usize) -> Option<String> {
        let set = |element| Amendment::SetEntries(statement, element, self.entries.clone());
        let negate = |element| (self.how == How::AllBut).then_some(Amendment::Negate(statement, element));
        let changes: Vec<Amendment> = match &self.list {
            List::Actions => negate(Element::Action).into_iter().chain([set(Element::Action)]).collect(),
            List::Resources => negate(Element::Resource).into_iter().chain([set(Element::Resource)]).collect(),
            List::Principals if self.how == How::LeftOut => vec![Amendment::LeavePrincipalOut(statement, self.entry.clone())],
            List::Principals => vec![Amendment::RemovePrincipal(statement, self.entry.clone())],
            List::Values { operator, key } => {
                let new = || ConditionOutline { operator: operator.to_string(), key: key.clone(), values: Vec::new() };
                let outline = Outline::of(text)?;
                let there = outline.statements.get(statement).and_then(|outline| outline.condition(*operator, key));
                let there = there.cloned().unwrap_or_else(new);
                vec![Amendment::AddCondition(statement, ConditionOutline { values: vec![self.entry.clone()], ..there })]
            }
        };
        amended(text, &changes).map(|text| laid_out(&text))
    }

    /// A condition more by which a denial leaves out who asks.
    fn by_exception(statement: &Statement, request: &Request) -> Option<Self> {
        let Some(Value::Single(entry)) = request.context.value_of(PRINCIPAL).filter(|_| statement.effect() == Effect::Deny) else {
            return None;
        };
        let operator = Operator { set: None, test: Test::ArnNotEquals, if_exists: false };
        let list = List::Values { operator, key: PRINCIPAL.to_owned() };
        is_literal(entry).then(|| Self { list, how: How::Excepted, entry: entry.clone(), entries: vec![entry.clone()] })
    }

    /// One value more of a condition by which a denial is about all but some who ask. What is a session's own leaves no other out.
    fn of_values(statement: &Statement, request: &Request, is_any_session: bool) -> Option<Self> {
        if statement.effect() != Effect::Deny {
            return None;
        }
        statement.conditions().iter().find_map(|condition| {
            let (operator, key) = (condition.operator(), condition.key());
            let is_of_session = is_any_session && key.name().eq_ignore_ascii_case(USER_ID);
            if !is_about_who(key.name()) || is_of_session || !operator.test.is_negated() || operator.set.is_some() {
                return None;
            }
            let Some(Value::Single(entry)) = request.context.get(key) else { return None };
            let entries = condition.texts().iter().map(ToString::to_string).chain([entry.clone()]).collect();
            let list = List::Values { operator, key: key.name().to_owned() };
            is_literal(entry).then(|| Self { list, how: How::LeftOut, entry: entry.clone(), entries })
        })
    }

    /// One more of `NotPrincipal`. Who has a permissions boundary is denied by it all the same.
    fn of_those_left_out(statement: &Statement, request: &Request, is_bound: bool) -> Option<Self> {
        let left_out = statement.principals().filter(|principals| principals.is_negated())?;
        // A session would have to be listed by its name, and its role, too.
        if statement.effect() != Effect::Deny || is_bound || request.principal.is_role_session() {
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
        let narrowing =
            Self::listed(List::Resources, (texts, resources.is_negated()), statement.effect(), asked, |entry| entry == asked, is_other)?;
        // S3 takes no statement in a bucket's policy that is left without a bucket, or an object, for an action about such.
        let is_alike = |entry: &String| entry.contains('/') == asked.contains('/');
        let is_taken = narrowing.how != How::TakenOut || statement.principals().is_none() || narrowing.entries.iter().any(is_alike);
        is_taken.then_some(narrowing)
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

/// Whether a condition key tells who asks.
pub(super) fn is_about_who(key: &str) -> bool {
    WHO_ASKS.iter().any(|who| who.eq_ignore_ascii_case(key))
}

/// Whether a statement of a resource's policy names who asks, and nobody else.
fn is_about_caller_alone(statement: &Statement, request: &Request) -> bool {
    let principals = statement.principals().filter(|principals| !principals.is_negated());
    principals.is_some_and(|principals| principals.texts().all(|text| text == request.principal.text()))
}

/// Whether a list has just the resource that was asked about.
fn names_just(resources: &Resources, request: &Request) -> bool {
    let is_it = |text: &str| request.effective_resource() == Some(text);
    !resources.is_negated() && resources.templates().all(|template| is_it(template.text()))
}
