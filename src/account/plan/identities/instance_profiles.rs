//! Instance profiles: what hands a role to EC2 instances.

use crate::account::Account;
use crate::account::entity::{EntityKey, InstanceProfile, ProfileRole, Role, TagHolder};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    AddRoleToInstanceProfile, CreateInstanceProfile, DeleteInstanceProfile, GetInstanceProfile, ListInstanceProfiles,
    ListInstanceProfilesForRole, Operation, RemoveRoleFromInstanceProfile,
};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning, is_under};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{Date, InstanceProfileDetail, Reply, RoleDetail};

/// A profile hands out one role.
const ROLES_PER_PROFILE: usize = 1;

impl Plan for CreateInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let name = &self.instance_profile_name;
        if let Some(other) = account.instance_profile_named(name) {
            let refusal = Refusal::new(ErrorCode::EntityAlreadyExists, format!("Instance Profile {name} already exists."));
            let remedy = format!("Names are unique without regard to case. There is {} already.", other.name);
            return Err(refusal.member("InstanceProfileName").remedy(remedy));
        }
        let profile = InstanceProfile {
            id: UniqueId::random(IdKind::InstanceProfile, &mut planning.env.rng),
            name: name.clone(),
            path: self.path.clone().unwrap_or_else(|| "/".into()),
            created: planning.env.now,
        };
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Entity(profile.id), tags)?;
        let reply = InstanceProfileDetail { tags: tags.to_vec(), ..account.instance_profile_detail(&profile) };
        planning.put(profile);
        Ok(Reply::InstanceProfile { instance_profile: reply })
    }
}

impl Plan for GetInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let profile = planning.instance_profile(&self.instance_profile_name)?;
        Ok(Reply::InstanceProfile { instance_profile: planning.account.instance_profile_detail(profile) })
    }
}

impl Plan for ListInstanceProfiles {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let profiles = planning.account.instance_profiles_after(page.after());
        let profiles = profiles.filter(|profile| is_under(&profile.path, self.path_prefix.as_deref()));
        Ok(planning.account.listed_profiles(&page, profiles))
    }
}

impl Plan for ListInstanceProfilesForRole {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let profiles = planning.account.profiles_of_role(planning.role(&self.role_name)?.id);
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        Ok(planning.account.listed_profiles(&page, profiles.into_iter()))
    }
}

impl Plan for DeleteInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let profile = planning.instance_profile(&self.instance_profile_name)?;
        planning.account.check_deletable(&Operation::from(self.clone()))?;
        planning.remove_tags(&TagHolder::Entity(profile.id));
        planning.remove(&EntityKey::InstanceProfile(profile.id));
        Ok(Reply::Nothing {})
    }
}

impl Plan for AddRoleToInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let profile = planning.instance_profile(&self.instance_profile_name)?;
        let role = planning.changeable_role(&self.role_name)?;
        if let Some(there) = planning.account.role_in_profile(profile.id) {
            let refusal = Refusal::quota("InstanceSessionsPerInstanceProfile", ROLES_PER_PROFILE).member("InstanceProfileName");
            return Err(refusal.remedy(format!("The role {} is in it. Remove that first, or make another profile.", there.name)));
        }
        planning.put(ProfileRole { profile: profile.id, role: role.id });
        Ok(Reply::Nothing {})
    }
}

impl Plan for RemoveRoleFromInstanceProfile {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let profile = planning.instance_profile(&self.instance_profile_name)?;
        let role = planning.changeable_role(&self.role_name)?;
        if planning.account.role_in_profile(profile.id).is_none_or(|there| there.id != role.id) {
            let message = format!("The role with name {} cannot be found in instance profile {}.", role.name, profile.name);
            return Err(Refusal::new(ErrorCode::NoSuchEntity, message)
                .member("RoleName")
                .remedy("See which role it has with: aws iam get-instance-profile"));
        }
        planning.remove(&EntityKey::ProfileRole(profile.id));
        Ok(Reply::Nothing {})
    }
}

impl<'a> Planning<'a> {
    /// The instance profile of this name.
    pub(in crate::account::plan) fn instance_profile(&self, name: &str) -> Result<&'a InstanceProfile, Refusal> {
        self.account.instance_profile_named(name).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("Instance Profile {name} cannot be found."));
            refusal.member("InstanceProfileName").remedy("See which there are with: aws iam list-instance-profiles")
        })
    }
}

impl Account {
    /// The API's view of an instance profile.
    pub(in crate::account::plan) fn instance_profile_detail(&self, profile: &InstanceProfile) -> InstanceProfileDetail {
        InstanceProfileDetail {
            path: profile.path.clone(),
            instance_profile_name: profile.name.clone(),
            instance_profile_id: profile.id.to_string(),
            arn: self.instance_profile_arn(profile),
            create_date: Date(profile.created),
            roles: self.role_in_profile(profile.id).map(|role| self.role_in_detail(role)).into_iter().collect(),
            tags: self.tag_details(&TagHolder::Entity(profile.id)),
        }
    }

    /// A role as instance profiles show it: who it is and whom it trusts.
    fn role_in_detail(&self, role: &Role) -> RoleDetail {
        RoleDetail {
            description: None,
            max_session_duration: None,
            permissions_boundary: None,
            tags: Vec::new(),
            role_last_used: None,
            ..self.role_detail(role)
        }
    }

    /// A page of instance profiles; lists leave tags out.
    fn listed_profiles<'a>(&self, page: &Page, profiles: impl Iterator<Item = &'a InstanceProfile>) -> Reply {
        let (profiles, paging) = page.cut(profiles, |profile| place(&profile.name));
        let short = |profile| InstanceProfileDetail { tags: Vec::new(), ..self.instance_profile_detail(profile) };
        Reply::InstanceProfiles { instance_profiles: profiles.into_iter().map(short).collect(), paging }
    }
}
