//! A check whose names and kinds are known: what is decided.

use super::argument::Argument;
use super::names::Domain;
use super::predicate::Predicate;
use super::value::{Kind, Value};

/// An expression.
#[derive(Clone, Debug)]
pub(super) enum Expr {
    Value(Value),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare { sign: &'static str, left: Box<Expr>, right: Box<Expr> },
    Call(Call),
    Binder { how: How, over: Domain, body: Box<Expr> },
}

/// What a binder asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    Every,
    Some,
    None,
    Count,
}

impl How {
    /// The binder of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "every" => Some(Self::Every),
            "some" => Some(Self::Some),
            "none" => Some(Self::None),
            "count" => Some(Self::Count),
            _ => None,
        }
    }
}

/// A predicate with its arguments.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub predicate: &'static Predicate,
    pub arguments: Vec<Argument>,
    /// Of what kind it is.
    pub gives: Kind,
}

impl Expr {
    /// Its kind.
    pub(super) const fn kind(&self) -> Kind {
        match self {
            Self::Value(value) => value.kind(),
            Self::Call(call) => call.gives,
            Self::Binder { how: How::Count, .. } => Kind::Number,
            Self::Not(_) | Self::And(_) | Self::Or(_) | Self::Compare { .. } | Self::Binder { .. } => Kind::Truth,
        }
    }
}

impl Expr {
    /// Whether it comes to the same whatever account it is decided in.
    pub(super) fn asks_nothing(&self) -> bool {
        let mut asks = false;
        self.each_call(&mut |_| asks = true);
        self.each_domain(&mut |_| asks = true);
        !asks
    }

    /// Visits what the binders in it go over.
    pub(super) fn each_domain<'e>(&'e self, visit: &mut impl FnMut(&'e Domain)) {
        match self {
            Self::Value(_) | Self::Call(_) => {}
            Self::Not(inner) => inner.each_domain(visit),
            Self::Binder { over, body, .. } => {
                visit(over);
                body.each_domain(visit);
            }
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_domain(visit)),
            Self::Compare { left, right, .. } => [left, right].into_iter().for_each(|side| side.each_domain(visit)),
        }
    }

    /// Visits every predicate in it.
    pub(super) fn each_call<'e>(&'e self, visit: &mut impl FnMut(&'e Call)) {
        match self {
            Self::Value(_) => {}
            Self::Call(call) => visit(call),
            Self::Not(inner) | Self::Binder { body: inner, .. } => inner.each_call(visit),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.each_call(visit)),
            Self::Compare { left, right, .. } => [left, right].into_iter().for_each(|side| side.each_call(visit)),
        }
    }
}
