//! Questions about an account, put to the policy engine: may she, who can, what can, what does a change give and take.
//!
//! Pure: an account goes in, answers come out. Knows neither how operations are written nor where accounts lie. Questions over
//! all principals look once at those who have equal policies, and compare patterns, never one action after the other.

mod administrators;
mod alike;
mod asks;
mod besides;
mod breadth;
mod classes;
mod clause;
mod demand;
mod difference;
mod excess;
mod freed;
mod given;
mod helping;
mod hinges;
mod inquiry;
mod may;
mod notes;
mod outside_shift;
mod outsiders;
mod personal;
mod progress;
mod question;
mod reach;
mod reads;
mod refused;
mod renamed;
mod resource_policies;
mod scope;
mod shift;
mod statement_about;
mod tagged;
mod trust_shift;
mod unchanged;
mod ways;
mod what_can;
mod who_can;
mod wide;
mod words;

pub use administrators::{NO_ADMINISTRATOR, leaves_no_administrator};
pub use breadth::{Breadth, Within};
pub use demand::Demand;
pub use difference::{Affected, Difference, Effect, difference};
pub use excess::{Excess, Meant};
pub use given::{check_value, given};
pub use helping::{Help, Helper, WhoCould, is_helped, who_could};
pub use inquiry::{About, Found, Inquiry};
pub use may::{Advice, Answer, may, may_with};
pub use notes::{meant, misfit, notes_on_all};
pub use outside_shift::{Outside, OutsideShift};
pub use progress::{Cancelled, Progress};
pub use question::Question;
pub use refused::{is_let, refused};
pub use scope::Scope;
pub use shift::Shift;
pub use trust_shift::{TrustShift, is_about_assuming};
pub use unchanged::Unchanged;
pub use ways::Way;
pub use what_can::{Cut, LetThrough, Row, WhatCan, Whose, what_can};
pub use who_can::{Access, Grantee, WhoCan, who_can};
pub use wide::is_pattern;
pub use words::actions_in_words;
