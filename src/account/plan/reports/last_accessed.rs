//! Reports on the services that policies allow, and when they were last used.

use crate::account::Account;
use crate::account::entity::{AccessJob, Accessor, EntityKey};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::account::identity::holdings::{HeldPolicy, Holding};
use crate::account::identity::last_accessed::{ServiceAccess, tracked};
use crate::account::operation::{
    GenerateServiceLastAccessedDetails, GetServiceLastAccessedDetails, GetServiceLastAccessedDetailsWithEntities,
    ListPoliciesGrantingServiceAccess,
};
use crate::account::plan::estate::uuid;
use crate::account::plan::page::Page;
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::{
    ActionLastAccessed, Date, EntityAccess, EntityInfo, GrantingPolicy, JobError, Paging, Reply, ServiceGrants, ServiceLastAccessed,
};
use crate::policy::actions::{ActionSet, ServiceId};

const BY_ACTION: &str = "ACTION_LEVEL";

impl Plan for GenerateServiceLastAccessedDetails {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let about = planning.account.accessor_with_arn(&self.arn)?;
        let now = planning.env.now;
        let account = planning.account;
        for old in account.access_jobs().filter(|job| job.has_expired(now)) {
            planning.remove(&EntityKey::AccessJob(old.id.clone()));
        }
        let id = uuid(planning.env);
        let by_action = self.granularity.as_deref() == Some(BY_ACTION);
        planning.put(AccessJob { id: id.clone(), about, by_action, created: now });
        Ok(Reply::AccessJob { job_id: id })
    }
}

impl Plan for GetServiceLastAccessedDetails {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let job = planning.access_job(&self.job_id)?;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let error = account.error_of(job);
        let allowed = account.allowed_to(&job.about);
        let accessed = account.services_accessed(&allowed, &account.users_and_roles_of(&job.about));
        let (accessed, paging) = page.cut(accessed.into_iter(), |access| prefix(access.service).to_owned());
        let detail = |access: &ServiceAccess<'_>| account.service_detail(access, job.by_action.then_some(&allowed));
        Ok(Reply::ServicesLastAccessed {
            job_status: status(error.as_ref()),
            job_type: if job.by_action { BY_ACTION } else { "SERVICE_LEVEL" },
            job_creation_date: Date(job.created),
            services_last_accessed: accessed.iter().filter_map(detail).collect(),
            job_completion_date: Date(job.created),
            paging,
            error,
        })
    }
}

impl Plan for GetServiceLastAccessedDetailsWithEntities {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        let job = planning.access_job(&self.job_id)?;
        let page = Page::asked(self.marker.as_deref(), self.max_items)?;
        let error = account.error_of(job);
        let service = ServiceId::of_prefix(&self.service_namespace).filter(|service| account.allowed_to(&job.about).has_any_of(*service));
        let Some(service) = service.filter(|_| error.is_none()) else {
            if error.is_some() {
                return Ok(entities(job, Vec::new(), Paging::default(), error));
            }
            let refusal = Refusal::new(ErrorCode::InvalidInput, format!("The report has no service {}.", self.service_namespace));
            return Err(refusal.member("ServiceNamespace").remedy("Name one of its services as policies do: s3."));
        };
        let users = account.users_and_roles_of(&job.about);
        let (users, paging) = page.cut(users.into_iter().enumerate(), |(at, _)| format!("{at:09}"));
        let detail = |(_, id): (usize, UniqueId)| {
            let used = account.services_used_by(id).find(|service_use| service_use.service == prefix(service));
            Some(EntityAccess { entity_info: account.entity_info(id)?, last_authenticated: used.map(|used| Date(used.at)) })
        };
        Ok(entities(job, users.into_iter().filter_map(detail).collect(), paging, None))
    }
}

fn entities(job: &AccessJob, entity_details_list: Vec<EntityAccess>, paging: Paging, error: Option<JobError>) -> Reply {
    Reply::EntitiesLastAccessed {
        job_status: status(error.as_ref()),
        job_creation_date: Date(job.created),
        job_completion_date: Date(job.created),
        entity_details_list,
        paging,
        error,
    }
}

const fn status(error: Option<&JobError>) -> &'static str {
    if error.is_some() { "FAILED" } else { "COMPLETED" }
}

impl Plan for ListPoliciesGrantingServiceAccess {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let account = planning.account;
        if self.service_namespaces.is_empty() {
            let message = "1 validation error detected: Value at 'serviceNamespaces' failed to satisfy constraint: Member must have length greater than or equal to 1";
            return Err(Refusal::new(ErrorCode::ValidationError, message).member("ServiceNamespaces").remedy("Name a service: s3."));
        }
        let Accessor::Identity(identity) = account.accessor_with_arn(&self.arn)? else {
            let refusal = Refusal::new(ErrorCode::InvalidInput, "The ARN must be of a user, a group or a role.").member("Arn");
            return Err(refusal.remedy("What a policy allows stands in it: aws iam get-policy-version."));
        };
        let policies = account.allowing_policies(identity);
        let page = Page::asked(self.marker.as_deref(), None)?;
        let (services, paging) = page.cut(self.service_namespaces.iter().enumerate(), |(at, _)| format!("{at:09}"));
        let granting = |(_, namespace): (usize, &String)| {
            let service = ServiceId::of_prefix(namespace);
            let grants = |allowed: &ActionSet| service.is_some_and(|service| allowed.has_any_of(service));
            let policies = policies.iter().filter(|(_, allowed)| grants(allowed)).map(|(holding, _)| account.granting_policy(holding));
            ServiceGrants { service_namespace: namespace.clone(), policies: policies.collect() }
        };
        Ok(Reply::PoliciesGrantingServiceAccess { policies_granting_service_access: services.into_iter().map(granting).collect(), paging })
    }
}

impl<'a> Planning<'a> {
    fn access_job(&self, id: &str) -> Result<&'a AccessJob, Refusal> {
        let now = self.env.now;
        self.account.access_job(id).filter(|job| !job.has_expired(now)).ok_or_else(|| {
            let refusal = Refusal::new(ErrorCode::NoSuchEntity, format!("Job {id} cannot be found.")).member("JobId");
            refusal.remedy("Make a report first: aws iam generate-service-last-accessed-details. It can be read for seven days.")
        })
    }
}

impl Account {
    /// The user, group, role or managed policy of an ARN.
    fn accessor_with_arn(&self, arn: &str) -> Result<Accessor, Refusal> {
        if arn.splitn(6, ':').nth(5).is_some_and(|resource| resource.starts_with("policy/")) {
            let policy =
                self.policy_with_arn(arn, |arn| format!("Policy {arn} was not found.")).map_err(|refusal| refusal.member("Arn"))?;
            return Ok(Accessor::Policy(policy));
        }
        self.policy_source_with_arn(arn).map(Accessor::Identity).map_err(|refusal| refusal.member("Arn"))
    }

    /// Why a report tells nothing: what it was about is gone.
    fn error_of(&self, job: &AccessJob) -> Option<JobError> {
        (!self.has_accessor(&job.about)).then(|| JobError {
            message: "What the report was to be about has been deleted.".into(),
            code: ErrorCode::NoSuchEntity.as_str().into(),
        })
    }

    /// A service's use, and that of its actions where those that are allowed are told of.
    fn service_detail(&self, access: &ServiceAccess<'_>, allowed: Option<&ActionSet>) -> Option<ServiceLastAccessed> {
        let service = access.service.service()?;
        let last = access.last();
        let action = |name: &'static str| {
            let used = access.last_use_of(name);
            let (by, used) = used.map_or((None, None), |(by, used)| (Some(by), Some(used)));
            ActionLastAccessed {
                action_name: name,
                last_accessed_entity: by.and_then(|by| self.principal_arn(by)),
                last_accessed_time: used.as_ref().map(|used| Date(used.at)),
                last_accessed_region: used.map(|used| used.region),
            }
        };
        let actions = allowed.into_iter().flat_map(|allowed| tracked(allowed, access.service));
        Some(ServiceLastAccessed {
            service_name: service.name,
            last_authenticated: last.map(|last| Date(last.at)),
            service_namespace: service.prefix,
            last_authenticated_entity: last.and_then(|last| self.principal_arn(last.by)),
            last_authenticated_region: last.map(|last| last.region.clone()),
            total_authenticated_entities: access.uses.len(),
            tracked_actions_last_accessed: actions.map(|known| action(known.name)).collect(),
        })
    }

    /// A user or role.
    fn entity_info(&self, id: UniqueId) -> Option<EntityInfo> {
        let of = Identity::of(self, id)?;
        Some(EntityInfo {
            arn: of.arn(self),
            name: of.name().to_owned(),
            kind: of.policy_owner_type(),
            id: id.to_string(),
            path: of.path().to_owned(),
        })
    }

    fn granting_policy(&self, holding: &Holding<'_>) -> GrantingPolicy {
        let policy_name = holding.policy.name(self).to_owned();
        match holding.policy {
            HeldPolicy::Managed(policy) => GrantingPolicy {
                policy_name,
                policy_type: "MANAGED",
                policy_arn: Some(self.policy_arn(policy)),
                entity_type: None,
                entity_name: None,
            },
            HeldPolicy::Inline(policy) => {
                let of = Identity::of(self, policy.of);
                GrantingPolicy {
                    policy_name,
                    policy_type: "INLINE",
                    policy_arn: None,
                    entity_type: of.map(Identity::policy_owner_type),
                    entity_name: of.map(|of| of.name().to_owned()),
                }
            }
        }
    }
}

fn prefix(service: ServiceId) -> &'static str {
    service.service().map_or("", |service| service.prefix)
}
