//! Identity providers: the list, adding one, a provider's page with the roles that trust it.
//!
//! Whom a provider vouches for needs no user in the account: a role that trusts the provider lets them in.

mod add;
pub(super) mod list;
pub(super) mod page;
mod provider;
