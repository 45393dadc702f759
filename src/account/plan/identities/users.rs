//! Users.

use crate::account::Account;
use crate::account::entity::{EntityKey, Owner, TagHolder, User};
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{CreateUser, DeleteUser, GetUser, ListUsers, Operation, UpdateUser};
use crate::account::plan::page::{Page, place};
use crate::account::plan::{Plan, Planning, is_under};
use crate::account::refusal::Refusal;
use crate::account::reply::{Date, Reply, UserDetail};

impl Plan for CreateUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        if let Some(other) = account.user_named(&self.user_name) {
            return Err(Refusal::name_taken("User", &self.user_name, &other.name).member("UserName"));
        }
        let user = User {
            id: UniqueId::random(IdKind::User, &mut planning.env.rng),
            name: self.user_name.clone(),
            path: self.path.clone().unwrap_or_else(|| "/".into()),
            created: planning.env.now,
        };
        let tags = self.tags.as_deref().unwrap_or_default();
        planning.put_tags(&TagHolder::Entity(user.id), tags)?;
        let boundary = self.permissions_boundary.as_deref().map(|arn| planning.put_boundary(user.id, arn)).transpose()?;
        let reply = UserDetail { permissions_boundary: boundary, tags: tags.to_vec(), ..account.user_detail(&user) };
        planning.put(user);
        Ok(Reply::User { user: reply })
    }
}

impl Plan for GetUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let owner = planning.owner(self.user_name.as_deref())?;
        let user = planning.account.owner_detail(owner).ok_or_else(|| Refusal::not_found("user", "root"))?;
        Ok(Reply::User { user })
    }
}

impl Plan for ListUsers {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let users = account.users_after(page.after()).filter(|user| is_under(&user.path, self.path_prefix.as_deref()));
        let (users, paging) = page.cut(users, |user| place(&user.name));
        // Lists leave boundary and tags out; GetUser shows them.
        let users = users.into_iter().map(|user| UserDetail { permissions_boundary: None, tags: Vec::new(), ..account.user_detail(user) });
        Ok(Reply::Users { users: users.collect(), paging })
    }
}

impl Plan for UpdateUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let user = planning.user(&self.user_name)?;
        let name = self.new_user_name.as_ref().unwrap_or(&user.name);
        if let Some(other) = planning.account.user_named(name).filter(|other| other.id != user.id) {
            return Err(Refusal::name_taken("User", name, &other.name).member("NewUserName"));
        }
        let path = self.new_path.as_ref().unwrap_or(&user.path);
        planning.put(User { name: name.clone(), path: path.clone(), ..user.clone() });
        Ok(Reply::Nothing {})
    }
}

impl Plan for DeleteUser {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let user = planning.user(&self.user_name)?;
        account.check_deletable(&Operation::from(self.clone()))?;
        planning.remove_tags(&TagHolder::Entity(user.id));
        planning.remove(&EntityKey::Boundary(user.id));
        planning.remove(&EntityKey::User(user.id));
        Ok(Reply::Nothing {})
    }
}

impl Account {
    /// The API's view of a user.
    pub(super) fn user_detail(&self, user: &User) -> UserDetail {
        UserDetail {
            path: Some(user.path.clone()),
            user_name: Some(user.name.clone()),
            user_id: user.id.to_string(),
            arn: self.user_arn(user),
            create_date: Date(user.created),
            password_last_used: self.password_last_used(Owner::User(user.id)).map(Date),
            permissions_boundary: self.boundary_of(user.id).map(|policy| self.boundary_detail(policy)),
            tags: self.tag_details(&TagHolder::Entity(user.id)),
        }
    }

    /// The API's view of a credential's owner. Root has the account's id and no name.
    pub(in crate::account::plan) fn owner_detail(&self, owner: Owner) -> Option<UserDetail> {
        match owner {
            Owner::User(id) => self.user(id).map(|user| self.user_detail(user)),
            Owner::Root => self.root().map(|root| UserDetail {
                path: None,
                user_name: None,
                user_id: self.id().to_string(),
                arn: self.root_arn(),
                create_date: Date(root.created),
                password_last_used: self.password_last_used(Owner::Root).map(Date),
                permissions_boundary: None,
                tags: Vec::new(),
            }),
        }
    }

    /// The user name of an owner in replies; root has none.
    pub(in crate::account::plan) fn user_name_of(&self, owner: Owner) -> Option<String> {
        match owner {
            Owner::Root => None,
            Owner::User(id) => self.user(id).map(|user| user.name.clone()),
        }
    }
}
