//! Users.

macro_rules! users {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a user. It can do nothing until something is granted, and sign in nowhere until it has a password.
            Write CreateUser {
                optional path: String = "Path" PATH,
                required user_name: String = "UserName" USER_NAME,
                optional permissions_boundary: String = "PermissionsBoundary" ARN,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Shows a user; without a name, the caller.
            Read GetUser {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
            }

            /// Lists the users, perhaps only those under a path.
            Read ListUsers {
                optional path_prefix: String = "PathPrefix" PATH_PREFIX,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Changes a user's name or path. Policies that name the old ARN stop matching.
            Write UpdateUser {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                optional new_path: String = "NewPath" PATH,
                optional new_user_name: String = "NewUserName" USER_NAME,
            }

            /// Deletes a user that holds nothing any more.
            Write DeleteUser {
                required user_name: String = "UserName" EXISTING_USER_NAME,
            }

            /// Adds tags to a user, or changes the value of those it has.
            Write TagUser {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a user.
            Write UntagUser {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a user's tags.
            Read ListUserTags {
                required user_name: String = "UserName" EXISTING_USER_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }
        }
    };
}
