//! Users, groups and roles, with the instance profiles that hand roles over.

mod groups;
mod instance_profiles;
mod roles;
mod service_linked_roles;
mod users;
