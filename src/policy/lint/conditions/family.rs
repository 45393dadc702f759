//! What an operator compares, and what it lets through.

use crate::policy::document::{Condition, Test};

/// What an operator compares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Family {
    String,
    Numeric,
    Date,
    Bool,
    Binary,
    Ip,
    Arn,
    Null,
}

impl Family {
    pub(super) fn of(test: Test) -> Self {
        let name = test.name();
        match test {
            Test::Bool => Self::Bool,
            Test::Null => Self::Null,
            Test::BinaryEquals => Self::Binary,
            Test::IpAddress | Test::NotIpAddress => Self::Ip,
            _ if name.starts_with("String") => Self::String,
            _ if name.starts_with("Numeric") => Self::Numeric,
            _ if name.starts_with("Date") => Self::Date,
            _ => Self::Arn,
        }
    }
}

/// Whether a condition is met whatever value its key has.
pub(in crate::policy::lint) fn takes_any_value(condition: &Condition) -> bool {
    let test = condition.operator.test;
    let is_any = |value: &str| match Family::of(test) {
        Family::String => test == Test::StringLike && value.starts_with('*') && value.bytes().all(|byte| byte == b'*'),
        Family::Ip => test == Test::IpAddress && value.ends_with("/0"),
        _ => false,
    };
    condition.values.iter().any(|value| is_any(&value.value))
}
