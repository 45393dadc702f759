//! Groups and who is in them.

macro_rules! groups {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a group: a set of users that carries policies for them.
            Write CreateGroup {
                optional path: String = "Path" PATH,
                required group_name: String = "GroupName" GROUP_NAME,
            }

            /// Shows a group and its members.
            Read GetGroup {
                required group_name: String = "GroupName" GROUP_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Lists the groups, perhaps only those under a path.
            Read ListGroups {
                optional path_prefix: String = "PathPrefix" PATH_PREFIX,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Changes a group's name or path.
            Write UpdateGroup {
                required group_name: String = "GroupName" GROUP_NAME,
                optional new_path: String = "NewPath" PATH,
                optional new_group_name: String = "NewGroupName" GROUP_NAME,
            }

            /// Deletes a group that has neither members nor policies.
            Write DeleteGroup {
                required group_name: String = "GroupName" GROUP_NAME,
            }

            /// Adds a user to a group; the user gains what the group's policies grant.
            Write AddUserToGroup {
                required group_name: String = "GroupName" GROUP_NAME,
                required user_name: String = "UserName" EXISTING_USER_NAME,
            }

            /// Removes a user from a group; the user loses what only this group granted.
            Write RemoveUserFromGroup {
                required group_name: String = "GroupName" GROUP_NAME,
                required user_name: String = "UserName" EXISTING_USER_NAME,
            }

            /// Lists the groups that a user is in.
            Read ListGroupsForUser {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }
        }
    };
}
