//! What was used, and reports on it.

macro_rules! usage {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Tells when an access key was last used, and for which service.
            Read GetAccessKeyLastUsed {
                required access_key_id: String = "AccessKeyId" ACCESS_KEY_ID,
            }

            /// Makes the credential report: who can sign in with what. One that is younger than four hours stays.
            Use GenerateCredentialReport {
            }

            /// Shows the credential report that was made last.
            Read GetCredentialReport {
            }

            /// Makes a report on the services that the policies of a user, group, role or managed policy allow.
            Use GenerateServiceLastAccessedDetails {
                required arn: String = "Arn" ARN,
                optional granularity: String = "Granularity" ACCESS_GRANULARITY,
            }

            /// Shows such a report: when each service was last used.
            Read GetServiceLastAccessedDetails {
                required job_id: String = "JobId" JOB_ID,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
                optional marker: String = "Marker" MARKER,
            }

            /// Shows who used a service with what such a report is about, and when.
            Read GetServiceLastAccessedDetailsWithEntities {
                required job_id: String = "JobId" JOB_ID,
                required service_namespace: String = "ServiceNamespace" SERVICE_NAMESPACE,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
                optional marker: String = "Marker" MARKER,
            }

            /// Lists the policies that allow services to a user, group or role.
            Read ListPoliciesGrantingServiceAccess {
                optional marker: String = "Marker" MARKER,
                required arn: String = "Arn" ARN,
                required service_namespaces: Vec<String> = "ServiceNamespaces" SERVICE_NAMESPACE_LIST,
            }
        }
    };
}
