//! Groups and who is in them.

use crate::account::Account;
use crate::account::entity::{EntityKey, Group, Membership};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{
    AddUserToGroup, CreateGroup, DeleteGroup, GetGroup, ListGroups, ListGroupsForUser, Operation, RemoveUserFromGroup, UpdateGroup,
};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning, is_under};
use crate::account::refusal::Refusal;
use crate::account::reply::{Date, GroupDetail, Reply, UserDetail};

impl Plan for CreateGroup {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        if let Some(other) = account.group_named(&self.group_name) {
            return Err(Refusal::name_taken("Group", &self.group_name, &other.name).member("GroupName"));
        }
        let group = Group {
            id: UniqueId::random(IdKind::Group, &mut planning.env.rng),
            name: self.group_name.clone(),
            path: self.path.clone().unwrap_or_else(|| "/".into()),
            created: planning.env.now,
        };
        let reply = account.group_detail(&group);
        planning.put(group);
        Ok(Reply::Group { group: reply })
    }
}

impl Plan for GetGroup {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let group = planning.group(&self.group_name)?;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let members = account.users_after(page.after()).filter(|user| account.is_member(user.id, group.id));
        let (members, paging) = page.cut(members, |user| place(&user.name));
        let users =
            members.into_iter().map(|user| UserDetail { permissions_boundary: None, tags: Vec::new(), ..account.user_detail(user) });
        Ok(Reply::GroupWithUsers { group: account.group_detail(group), users: users.collect(), paging })
    }
}

impl Plan for ListGroups {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let groups = account.groups_after(page.after()).filter(|group| is_under(&group.path, self.path_prefix.as_deref()));
        let (groups, paging) = page.cut(groups, |group| place(&group.name));
        Ok(Reply::Groups { groups: groups.into_iter().map(|group| account.group_detail(group)).collect(), paging })
    }
}

impl Plan for UpdateGroup {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let group = planning.group(&self.group_name)?;
        let name = self.new_group_name.as_ref().unwrap_or(&group.name);
        if let Some(other) = planning.account.group_named(name).filter(|other| other.id != group.id) {
            return Err(Refusal::name_taken("Group", name, &other.name).member("NewGroupName"));
        }
        let path = self.new_path.as_ref().unwrap_or(&group.path);
        planning.put(Group { name: name.clone(), path: path.clone(), ..group.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteGroup {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let group = planning.group(&self.group_name)?;
        planning.account.check_deletable(&Operation::from(self.clone()))?;
        planning.remove(&EntityKey::Group(group.id));
        Ok(Reply::Nothing {})
    }
}

impl Plan for AddUserToGroup {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let (group, user) = (planning.group(&self.group_name)?, planning.user(&self.user_name)?);
        planning.put(Membership { user: user.id, group: group.id });
        Ok(Reply::Nothing {})
    }
}

impl Plan for RemoveUserFromGroup {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let (group, user) = (planning.group(&self.group_name)?, planning.user(&self.user_name)?);
        planning.remove(&EntityKey::Membership { user: user.id, group: group.id });
        Ok(Reply::Nothing {})
    }
}

impl Plan for ListGroupsForUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let groups = account.groups_of(planning.user(&self.user_name)?.id).into_iter();
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let (groups, paging) = page.cut(groups, |group| place(&group.name));
        Ok(Reply::Groups { groups: groups.into_iter().map(|group| account.group_detail(group)).collect(), paging })
    }
}

impl Account {
    /// The API's view of a group.
    pub(in crate::account::plan) fn group_detail(&self, group: &Group) -> GroupDetail {
        GroupDetail {
            path: group.path.clone(),
            group_name: group.name.clone(),
            group_id: group.id.to_string(),
            arn: self.group_arn(group),
            create_date: Date(group.created),
        }
    }
}
