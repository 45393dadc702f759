//! What a planned change gives and takes: the policies of before and after, compared clause by clause.

pub(super) mod assuming;
pub(super) mod difference;
pub(super) mod gains;
pub(super) mod outside;
pub(super) mod parts;
pub(super) mod renamed;
pub(super) mod settled;
pub(super) mod telling;
pub(super) mod whom;
