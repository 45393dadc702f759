//! Questions about accounts: what is told from patterns agrees with deciding one request after the other.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod absent;
mod agreement;
mod beyond_policies;
mod circumstances;
#[path = "../common/mod.rs"]
mod common;
mod helping;
mod in_part;
mod in_vain;
mod named_sessions;
mod nothing_left;
mod of_resources;
mod on_keys;
mod on_patterns;
mod on_resources;
mod on_roles;
mod outsiders;
mod patterned_values;
mod random;
mod regions;
mod root_and_roles;
mod sessions;
mod settled;
mod settled_at_random;
mod together;
mod told_once;
mod ways;
mod ways_by_others;
mod ways_done;
mod ways_in_circumstances;
mod ways_in_session;
mod ways_of_others;
mod ways_told;
mod ways_with_room;
mod who_asks;
mod words;
