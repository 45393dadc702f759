//! What a planned change gives and takes: the policies of before and after, compared clause by clause.

pub(super) mod affected;
pub(super) mod alike;
pub(super) mod assuming;
pub(super) mod before;
mod consented;
pub(super) mod difference;
pub(super) mod exempt;
pub(super) mod exemptions;
pub(super) mod freed;
pub(super) mod gates;
pub(super) mod joined;
pub(super) mod outside;
pub(super) mod part;
pub(super) mod recalled;
pub(super) mod relevant;
pub(super) mod renamed;
pub(super) mod sessions;
pub(super) mod settled;
pub(super) mod shift;
pub(super) mod shifts;
pub(super) mod tagged;
pub(super) mod told;
pub(super) mod unchanged;
pub(super) mod unknown;
pub(super) mod words;
