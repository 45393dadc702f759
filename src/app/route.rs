//! Where one can be: a screen, and what it is about.

use super::sight::denial::Denial;
use crate::account::authorization::Credentials;
use crate::account::entity::{Owner, PolicyKey, ResourceKey};
use crate::account::id::UniqueId;
use crate::account::identity::Identity;
use crate::policy::request::Value;
use crate::training::quiz::Scope;

/// A screen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the screens' own specs say what they are")]
pub enum ScreenId {
    Dashboard,
    Users,
    User,
    CreateUser,
    Groups,
    Group,
    CreateGroup,
    Roles,
    Role,
    CreateRole,
    Providers,
    Provider,
    Policies,
    Policy,
    EditPolicy,
    AccountSettings,
    EditPasswordPolicy,
    SecurityCredentials,
    AssignMfa,
    Authenticator,
    Tags,
    Access,
    WhoCould,
    Simulator,
    Decisions,
    Resources,
    Resource,
    Try,
    CredentialReport,
    History,
    Settings,
    Accounts,
    Quiz,
    Sitting,
    Walkthroughs,
    Walkthrough,
    SignIn,
    SwitchRole,
    ChangePassword,
}

impl ScreenId {
    /// Whether it is open to whoever is not signed in: it shows nothing of what is in the account, or it is a tool of the owner's
    /// that explains a denial, which signing in may end with as well.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::SignIn
                | Self::Access
                | Self::WhoCould
                | Self::Accounts
                | Self::Settings
                | Self::Authenticator
                | Self::Decisions
                | Self::Walkthroughs
                | Self::Walkthrough
                | Self::Quiz
                | Self::Sitting
        )
    }

    /// Whether it is a way of several steps, or a form, that ends with a change.
    pub const fn is_wizard(self) -> bool {
        matches!(
            self,
            Self::CreateUser | Self::CreateGroup | Self::CreateRole | Self::EditPolicy | Self::EditPasswordPolicy | Self::AssignMfa
        )
    }
}

/// What a screen is about. Ids stay through renames.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A user.
    User(UniqueId),
    /// A group.
    Group(UniqueId),
    /// A role.
    Role(UniqueId),
    /// A managed policy.
    Policy(PolicyKey),
    /// An inline policy of a user, group or role; without a name, one that is to be made.
    InlinePolicy {
        /// Whose.
        of: UniqueId,
        /// Its name.
        name: Option<String>,
    },
    /// An identity provider.
    Provider(UniqueId),
    /// The trust policy of a role.
    TrustPolicy(UniqueId),
    /// Whose credentials.
    Owner(Owner),
    /// The tags of what has no page.
    Tags(TagsOf),
    /// A resource of the practice estate.
    Resource(ResourceKey),
    /// A question about access.
    Question(Question),
    /// What was denied, and to whom.
    Denial(Box<Denial>),
    /// Which questions are asked.
    Sitting(Scope),
    /// A change of a policy that was advised elsewhere.
    Advice(Box<Advice>),
    /// A lesson, by its id.
    Lesson(String),
    /// A file of the user's folder of lessons, by its name: one that gives no lesson.
    LessonFile(String),
}

/// What has tags and no page of its own, with whose it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TagsOf {
    /// An MFA device.
    MfaDevice {
        /// Its name.
        name: String,
        /// Whose it is.
        of: Owner,
    },
    /// An instance profile.
    InstanceProfile {
        /// Which.
        id: UniqueId,
        /// The role in it.
        role: UniqueId,
    },
}

/// A change of a policy that was advised elsewhere: the editor begins with it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice {
    /// The policy.
    pub of: Subject,
    /// The document with the change; without one, it is for whoever writes to change it.
    pub document: Option<String>,
    /// The statement that it is about, from 0.
    pub statement: usize,
}

/// A question about access, as it is typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Who asks; empty where the question is who may.
    pub who: String,
    /// For which action.
    pub action: String,
    /// On which resource.
    pub resource: String,
    /// With which credentials.
    pub credentials: Credentials,
    /// Condition keys that are given, with their values.
    pub keys: Vec<(String, Value)>,
}

/// A screen and what it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// The screen.
    pub screen: ScreenId,
    /// What it is about, where it is about one thing.
    pub subject: Option<Subject>,
    /// Which of its tabs is shown first, from 0.
    pub tab: usize,
}

impl Route {
    /// A screen that is about nothing in particular.
    pub const fn to(screen: ScreenId) -> Self {
        Self { screen, subject: None, tab: 0 }
    }

    /// A screen about something.
    pub const fn about(screen: ScreenId, subject: Subject) -> Self {
        Self { screen, subject: Some(subject), tab: 0 }
    }

    /// A user's page.
    pub const fn user(id: UniqueId) -> Self {
        Self::about(ScreenId::User, Subject::User(id))
    }

    /// The tab of a user's page that has its credentials.
    const USER_CREDENTIALS: usize = 3;

    /// Where somebody's credentials are: on root's own page, on a user's page.
    pub const fn credentials_of(owner: Owner) -> Self {
        match owner {
            Owner::Root => Self::to(ScreenId::SecurityCredentials),
            Owner::User(id) => Self::user(id).tab(Self::USER_CREDENTIALS),
        }
    }

    /// A group's page.
    pub const fn group(id: UniqueId) -> Self {
        Self::about(ScreenId::Group, Subject::Group(id))
    }

    /// A role's page.
    pub const fn role(id: UniqueId) -> Self {
        Self::about(ScreenId::Role, Subject::Role(id))
    }

    /// The page of a user, group or role.
    pub const fn identity(identity: Identity<'_>) -> Self {
        match identity {
            Identity::Group(group) => Self::group(group.id),
            Identity::User(user) => Self::user(user.id),
            Identity::Role(role) => Self::role(role.id),
        }
    }

    /// A policy's page.
    pub const fn policy(key: PolicyKey) -> Self {
        Self::about(ScreenId::Policy, Subject::Policy(key))
    }

    /// The editor on an inline policy; without a name, on a new one.
    pub const fn inline_policy(of: UniqueId, name: Option<String>) -> Self {
        Self::about(ScreenId::EditPolicy, Subject::InlinePolicy { of, name })
    }

    /// The page of a resource of the practice estate.
    pub const fn resource(key: ResourceKey) -> Self {
        Self::about(ScreenId::Resource, Subject::Resource(key))
    }

    /// Trying something on a resource.
    pub const fn try_on(key: ResourceKey) -> Self {
        Self::about(ScreenId::Try, Subject::Resource(key))
    }

    /// An identity provider's page.
    pub const fn provider(id: UniqueId) -> Self {
        Self::about(ScreenId::Provider, Subject::Provider(id))
    }

    /// The editor on a role's trust policy.
    pub const fn trust_policy(role: UniqueId) -> Self {
        Self::about(ScreenId::EditPolicy, Subject::TrustPolicy(role))
    }

    /// The editor on a policy with a change that was advised.
    pub fn advice(of: Subject, document: Option<String>, statement: usize) -> Self {
        Self::about(ScreenId::EditPolicy, Subject::Advice(Box::new(Advice { of, document, statement })))
    }

    /// What it is about, whether that was advised or not.
    pub fn about_what(&self) -> Option<&Subject> {
        match &self.subject {
            Some(Subject::Advice(advice)) => Some(&advice.of),
            subject => subject.as_ref(),
        }
    }

    /// The page where an MFA device is assigned to someone.
    pub const fn assign_mfa(owner: Owner) -> Self {
        Self::about(ScreenId::AssignMfa, Subject::Owner(owner))
    }

    /// The codes of somebody's practice devices.
    pub const fn codes_of(owner: Owner) -> Self {
        Self::about(ScreenId::Authenticator, Subject::Owner(owner))
    }

    /// Root's own credentials, and not those of whoever is signed in.
    pub const fn root_credentials() -> Self {
        Self::about(ScreenId::SecurityCredentials, Subject::Owner(Owner::Root))
    }

    /// With this tab shown.
    #[must_use]
    pub const fn tab(mut self, tab: usize) -> Self {
        self.tab = tab;
        self
    }
}
