//! Who one is: signing in, switching to a role, changing the own password.
//!
//! The screens only ask: the account itself keeps who is signed in, and the shell shows what that one may see.

pub(super) mod change_password;
pub(super) mod root_password;
pub(super) mod sign_in;
pub(super) mod switch_role;
