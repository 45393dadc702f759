//! Questions about an account, put to the policy engine: may she, who can, what can, what does a change give and take.
//!
//! Pure: an account goes in, answers come out. Knows neither how operations are written nor where accounts lie. Questions over
//! all principals look once at those who have equal policies, and compare patterns, never one action after the other.

mod administrators;
mod asked;
mod change;
mod clauses;
mod given;
mod helping;
mod inquiry;
mod may;
mod progress;
mod question;
mod shares;
mod what_can;
mod who_can;

pub use administrators::NO_ADMINISTRATOR;
pub use change::assuming::is_about_assuming;
pub use change::difference::{Affected, Difference, Effect, difference};
pub use change::gains::shift::Shift;
pub use change::outside::OutsideShift;
pub use change::parts::exemption::{Exempt, Exemption};
pub use change::telling::told::Told;
pub use change::telling::unchanged::Unchanged;
pub use change::telling::words::actions_in_words;
pub use clauses::demand::Demand;
pub use clauses::named_sessions::NamedSession;
pub use clauses::outsiders::{KeptOut, account_of_anybody};
pub use clauses::scope::Scope;
pub use given::{check_value, given};
pub use helping::{Help, Helper, WhoCould, is_helped, who_could};
pub use inquiry::{About, Found, Inquiry};
pub use may::notes::{meant, misfit, notes_on_all};
pub use may::refused::{is_let, refused};
pub use may::ways::Way;
pub use may::{Advice, Answer, Lacking, Made, Misfit, TaggedSession, Written, is_written_whole, may, may_with};
pub use progress::{Cancelled, Progress};
pub use question::{Question, decided_on};
pub use what_can::excess::{Excess, Meant};
pub use what_can::guards::LetIn;
pub use what_can::{Cut, CutBy, InVain, LetThrough, Row, WhatCan, Whose, what_can};
pub use who_can::breadth::{Breadth, Within};
pub use who_can::wide::is_pattern;
pub use who_can::{Access, Grantee, WhoCan, who_can};
