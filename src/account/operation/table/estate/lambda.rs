//! Lambda.

macro_rules! lambda {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a function that runs as the role it is given. Here it has no code: it answers what it is called with.
            Write(lambda) CreateFunction {
                required function_name: String = "FunctionName" FUNCTION_NAME,
                optional runtime: String = "Runtime" ESTATE_TEXT,
                required role: String = "Role" ROLE_ARN,
                optional handler: String = "Handler" ESTATE_TEXT,
                optional description: String = "Description" FUNCTION_DESCRIPTION,
                optional tags: BTreeMap<String, String> = "Tags" TAG_MAP,
            }

            /// Shows a function.
            Read(lambda) GetFunction {
                required function_name: String = "FunctionName" FUNCTION_NAME,
            }

            /// Lists the functions.
            Read(lambda) ListFunctions {
            }

            /// Calls a function. Here it answers what it was called with.
            Read(lambda) Invoke {
                required function_name: String = "FunctionName" FUNCTION_NAME,
                optional payload: String = "Payload" PAYLOAD,
            }

            /// Changes a function's role, or what else is given.
            Write(lambda) UpdateFunctionConfiguration {
                required function_name: String = "FunctionName" FUNCTION_NAME,
                optional role: String = "Role" ROLE_ARN,
                optional handler: String = "Handler" ESTATE_TEXT,
                optional description: String = "Description" FUNCTION_DESCRIPTION,
                optional runtime: String = "Runtime" ESTATE_TEXT,
            }

            /// Deletes a function.
            Write(lambda) DeleteFunction {
                required function_name: String = "FunctionName" FUNCTION_NAME,
            }

            /// Adds a statement to a function's policy: a service or an account may use it.
            Write(lambda) AddPermission {
                required function_name: String = "FunctionName" FUNCTION_NAME,
                required statement_id: String = "StatementId" STATEMENT_ID,
                required action: String = "Action" ESTATE_NAME,
                required principal: String = "Principal" ESTATE_NAME,
                optional source_arn: String = "SourceArn" ESTATE_NAME,
                optional source_account: String = "SourceAccount" ESTATE_NAME,
                optional principal_org_id: String = "PrincipalOrgID" ESTATE_NAME,
            }

            /// Removes a statement from a function's policy.
            Write(lambda) RemovePermission {
                required function_name: String = "FunctionName" FUNCTION_NAME,
                required statement_id: String = "StatementId" STATEMENT_ID,
            }

            /// Shows a function's policy.
            Read(lambda) GetFunctionPolicy = "GetPolicy" {
                required function_name: String = "FunctionName" FUNCTION_NAME,
            }

            /// Adds tags to a function, or changes the value of those it has.
            Write(lambda) TagFunction = "TagResource" {
                required resource: String = "Resource" FUNCTION_NAME,
                required tags: BTreeMap<String, String> = "Tags" TAG_MAP,
            }

            /// Removes tags from a function.
            Write(lambda) UntagFunction = "UntagResource" {
                required resource: String = "Resource" FUNCTION_NAME,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a function's tags.
            Read(lambda) ListFunctionTags = "ListTags" {
                required resource: String = "Resource" FUNCTION_NAME,
            }
        }
    };
}
