//! The access levels of a service that are granted, in whole or in part.

use std::fmt;

use crate::catalog::{AccessLevel, Service};

/// How much of a service is granted: how many actions of each level, of how many.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access {
    granted: [usize; 5],
    there_are: [usize; 5],
}

impl Access {
    /// So many actions of each level, in the order of [`AccessLevel::ALL`].
    pub(super) fn of(service: &Service, granted: [usize; 5]) -> Self {
        let mut there_are = [0; 5];
        for action in service.actions() {
            for (level, count) in AccessLevel::ALL.iter().zip(&mut there_are) {
                *count += usize::from(*level == action.level);
            }
        }
        Self { granted, there_are }
    }

    /// Levels with how many of their actions are granted and how many there are; those that the service has.
    pub fn levels(&self) -> impl Iterator<Item = (AccessLevel, usize, usize)> {
        let counts = self.granted.into_iter().zip(self.there_are);
        let levels = AccessLevel::ALL.into_iter().zip(counts);
        levels.map(|(level, (granted, there_are))| (level, granted, there_are)).filter(|(_, _, there_are)| *there_are > 0)
    }

    /// How many actions are granted.
    pub fn granted(&self) -> usize {
        self.granted.iter().sum()
    }

    /// How many actions are not.
    pub fn remaining(&self) -> usize {
        self.there_are.iter().sum::<usize>().saturating_sub(self.granted())
    }

    /// Whether every action is granted.
    pub fn is_full(&self) -> bool {
        self.remaining() == 0 && self.granted() > 0
    }
}

/// The console's words: `Full access`, `Full: List, Read Limited: Write`, `None`.
impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.granted() == 0 {
            return f.write_str("None");
        }
        if self.is_full() {
            return f.write_str("Full access");
        }
        let listed = |wanted: fn(usize, usize) -> bool| {
            let levels = self.levels().filter(|(_, granted, there_are)| wanted(*granted, *there_are));
            levels.map(|(level, ..)| level.label()).collect::<Vec<_>>().join(", ")
        };
        let full = listed(|granted, there_are| granted == there_are);
        let limited = listed(|granted, there_are| granted > 0 && granted < there_are);
        match (full.as_str(), limited.as_str()) {
            (full, "") => write!(f, "Full: {full}"),
            ("", limited) => write!(f, "Limited: {limited}"),
            (full, limited) => write!(f, "Full: {full} Limited: {limited}"),
        }
    }
}
