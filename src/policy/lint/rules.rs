//! The table of all checks: a code, how bad it is, a title and the rule in one sentence.

/// How bad a finding is; the console's tabs *Errors*, *Security*, *Warnings* and *Suggestions*.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// IAM refuses the document, or a part of it can never do what it is there for.
    Error,
    /// It gives access that is wider than anybody should have.
    SecurityWarning,
    /// It does not do what it seems to do.
    Warning,
    /// It could be said better.
    Suggestion,
}

impl Severity {
    /// The console's word for one of them.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::SecurityWarning => "Security warning",
            Self::Warning => "Warning",
            Self::Suggestion => "Suggestion",
        }
    }
}

/// What a check is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Its name for programs; stays the same from release to release.
    pub code: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    /// Its name for people.
    pub title: &'static str,
    /// The rule, one sentence.
    pub about: &'static str,
}

macro_rules! rules {
    ($($name:ident, $severity:ident, $code:literal, $title:literal, $about:literal;)*) => {
        $(pub(super) const $name: Rule = Rule { code: $code, severity: Severity::$severity, title: $title, about: $about };)*

        /// All checks, by family.
        pub static RULES: &[Rule] = &[$($name),*];
    };
}

impl Rule {
    /// The rule of a code.
    pub fn of(code: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.code == code)
    }
}

rules! {
    // What IAM refuses.
    JSON, Error, "json", "Not JSON", "A policy document is JSON.";
    STRUCTURE, Error, "structure", "Wrong structure", "A document has the elements of the policy language, each once and of its type.";
    OLD_VERSION, Error, "old-version", "Version too old", "A managed policy is written in version 2012-10-17.";
    REFUSED_VALUE, Error, "refused-value", "Value refused", "IAM reads some values when a policy is made, and refuses what it can't read.";
    SID, Error, "sid", "Wrong Sid", "A Sid has letters and digits only and stands once in a document.";
    ELEMENT, Error, "element", "Element out of place", "Each kind of policy has elements that it must have and elements that it must not have.";
    NOTHING_NAMED, Error, "nothing-named", "Nothing named", "A statement names at least one action and, but in a trust policy, one resource.";
    RESOURCE_FORM, Error, "resource-form", "No resource", "A resource is an ARN or *.";
    ACTION_FORM, Error, "action-form", "No action", "An action is a service, a colon and a name, or *.";

    // The document.
    MISSING_VERSION, Warning, "missing-version", "Version missing", "A document without Version is of 2008-10-17, which has no policy variables.";
    EMPTY_SID, Suggestion, "empty-sid", "Empty Sid", "A Sid that is empty identifies nothing.";
    EMPTY_CONDITION, Suggestion, "empty-condition", "Empty condition", "A condition without a key is met by every request.";
    TOO_LONG, Warning, "too-long", "Over the size quota", "A policy's characters, white space left out, are limited by kind.";
    NEARLY_TOO_LONG, Suggestion, "nearly-too-long", "Near the size quota", "A policy's characters, white space left out, are limited by kind.";

    // Actions.
    UNKNOWN_SERVICE, Warning, "unknown-service", "Unknown service", "The part before the colon is the prefix of a service.";
    UNKNOWN_ACTION, Warning, "unknown-action", "Unknown action", "An action is one that its service has.";
    NO_SUCH_ACTIONS, Warning, "no-such-actions", "Pattern matches no action", "A pattern of actions matches one action at least.";
    MATCHES_NOTHING, Warning, "matches-nothing", "Statement matches nothing", "NotAction or NotResource with * leaves nothing over.";

    // Resources.
    RESOURCE_FITS_NOTHING, Warning, "resource-fits-nothing", "Resource fits no action", "A resource has the form of one that an action of the statement takes.";
    TYPE_NOT_TAKEN, Warning, "resource-type-not-taken", "Resource type not taken", "A resource is of a type that an action of the statement takes.";
    REGION_MISSING, Warning, "region-missing", "Region missing", "The fourth part of an ARN is the region, where resources are in one.";
    ACCOUNT_MISSING, Suggestion, "account-missing", "Account missing", "The fifth part of an ARN is the account, where resources belong to one.";
    ACCOUNT_REQUIRED, Warning, "account-required", "Account required", "A resource that AWS never owns itself is named with the account it belongs to.";
    REGION_FORM, Warning, "region-form", "No region", "A region is written as in eu-west-1.";
    ACCOUNT_FORM, Warning, "account-form", "No account ID", "An account ID has 12 digits.";
    PARTIAL_WILDCARD, Suggestion, "partial-account-wildcard", "Wildcard within an account ID", "An account ID stands whole, or * for all accounts.";

    // Actions with their resources.
    NOT_SCOPABLE, Warning, "not-scopable", "Action needs resource *", "An action that takes no resources is matched by the resource * alone.";
    PARTLY_NOT_SCOPABLE, Suggestion, "partly-not-scopable", "Part of a pattern needs resource *", "Of the actions that a pattern stands for, those that take no resources are matched by the resource * alone.";
    APPLIES_NOWHERE, Error, "action-applies-nowhere", "Action applies to no resource", "S3 refuses a bucket policy with an action that applies to no resource of its statement.";
    NEEDS_OTHER_RESOURCE, Warning, "needs-other-resource", "Action without its resource", "An action needs a resource of a type that it takes.";
    REQUIRED_RESOURCE, Suggestion, "required-resource-missing", "Required resource missing", "An action that needs several types of resources needs one of each.";

    // Conditions.
    NEVER_MET, Warning, "never-met", "Condition never met", "All tests of a condition must be met at once.";
    EMPTY_VALUES, Suggestion, "empty-values", "Condition without values", "A condition key without values equals nothing.";
    DUPLICATE_VALUE, Suggestion, "duplicate-value", "Value given twice", "A value of a condition stands once.";
    ALLOW_NEGATED, Suggestion, "allow-negated", "Allow passes absent key", "A negated operator is true where the request does not have the key.";
    MFA_WITHOUT_IF_EXISTS, SecurityWarning, "mfa-without-if-exists", "MFA rule misses access keys", "Requests with long-term keys do not have aws:MultiFactorAuthPresent, so Bool is false for them.";
    MFA_OF_SERVICE, Warning, "mfa-of-service", "Services have no MFA", "A service never signs in with MFA, so an Allow that asks for it lets no service in.";
    DENY_BY_NETWORK, Suggestion, "deny-by-network", "Deny hits services that act for users", "A service that acts for a user comes from an address of its own.";

    // Condition keys.
    UNKNOWN_GLOBAL_KEY, Warning, "unknown-global-key", "Unknown global condition key", "Keys that begin with aws: are those of the reference.";
    UNKNOWN_KEY, Warning, "unknown-key", "Unknown condition key", "A condition key is one that the service has.";
    KEY_NOT_SENT, Warning, "key-not-sent", "Key not sent", "A condition key is sent with an action of the statement.";
    DEPRECATED_KEY, Warning, "deprecated-key", "Deprecated key", "AWS has replaced the key by another.";

    // Operators.
    OPERATOR_TYPE, Warning, "operator-type", "Operator of another type", "An operator compares values of the key's type.";
    STRING_LIKE_FOR_ARN, SecurityWarning, "string-like-for-arn", "StringLike on an ARN", "A wildcard of StringLike runs over the colons between an ARN's parts.";
    STRING_FOR_ARN, Suggestion, "string-operator-for-arn", "String operator on an ARN", "ARNs are compared part by part with the ARN operators.";
    SET_OPERATOR_MISSING, Warning, "set-operator-missing", "Set operator missing", "A key with several values wants ForAllValues or ForAnyValue.";
    FOR_ALL_SINGLE, SecurityWarning, "for-all-values-single", "ForAllValues on one value", "ForAllValues is true where the request does not have the key.";
    FOR_ANY_SINGLE, Warning, "for-any-value-single", "ForAnyValue on one value", "A key with one value wants no set operator.";
    FOR_ALL_WITHOUT_NULL, SecurityWarning, "for-all-values-without-null", "ForAllValues passes absent key", "ForAllValues is true where the request does not have the key.";

    // Values.
    NOT_A_NUMBER, Error, "not-a-number", "No number", "Numeric operators compare numbers.";
    NOT_A_DATE, Error, "not-a-date", "No date", "Date operators compare dates of ISO 8601 or seconds since 1970.";
    NOT_A_BOOLEAN, Error, "not-a-boolean", "Neither true nor false", "Bool and Null compare true and false.";
    NOT_A_NETWORK, Error, "not-a-network", "No address", "IP operators compare addresses and networks in CIDR notation.";
    NOT_AN_ARN, Error, "not-an-arn", "No ARN", "ARN operators compare ARNs of six parts.";
    NOT_BASE64, Error, "not-base64", "Not base64", "BinaryEquals compares bytes in base64.";
    PRIVATE_ADDRESS, Warning, "private-address", "Private address", "aws:SourceIp is a public address; inside a VPC the key is aws:VpcSourceIp.";
    EVERY_ADDRESS, Warning, "every-address", "Network of every address", "A network of length 0 has every address of its family.";
    WILDCARD_WITHOUT_LIKE, Warning, "wildcard-without-like", "Wildcard without Like", "StringEquals takes * and ? for themselves.";
    UNQUOTED_VALUE, Suggestion, "unquoted-value", "Value without quotes", "A text that looks like a number loses zeros and digits without quotes.";

    // Policy variables.
    OLD_VARIABLE, Warning, "variable-in-old-version", "Variable in a 2008 document", "Only documents of version 2012-10-17 have policy variables.";
    UNKNOWN_VARIABLE, Warning, "unknown-variable", "Unknown policy variable", "A policy variable names a condition key.";
    MULTIVALUED_VARIABLE, Warning, "multivalued-variable", "Variable with several values", "A key with several values can't be used as a variable.";
    VARIABLE_NOT_REPLACED, Warning, "variable-not-replaced", "Variable is not replaced", "Variables are replaced in resources and in values of string and ARN operators.";
    UNCLOSED_VARIABLE, Warning, "unclosed-variable", "Variable without its brace", "A policy variable ends with a brace.";
    BLANKS_IN_VARIABLE, Warning, "blanks-in-variable", "Blanks in a variable", "A policy variable has nothing but its key, and perhaps a default, between its braces.";

    // What is given.
    FULL_ACCESS, SecurityWarning, "full-access", "Everything on everything", "Allow * on * gives administrator access.";
    WHOLE_SERVICE, Warning, "whole-service", "All of a service", "All actions of a service on all its resources are more than most tasks need.";
    PERMISSIONS_ON_ALL, SecurityWarning, "permissions-management-on-all", "Permissions management on everything", "Who may change permissions everywhere can give themselves everything.";
    ALLOW_NOT_ACTION, SecurityWarning, "allow-not-action", "Allow with NotAction", "Allow with NotAction gives every other action, also those to come.";
    ALLOW_NOT_RESOURCE, SecurityWarning, "allow-not-resource", "Allow with NotResource", "Allow with NotResource gives every other resource, also those to come.";
    PASS_ROLE, SecurityWarning, "pass-role-on-all", "Every role may be passed", "Who may pass every role to any service gets what those roles may do.";
    CREATE_LINKED_ROLE, Warning, "linked-role-on-all", "Every service-linked role may be made", "iam:AWSServiceName says for which services a linked role may be made.";

    // Principals.
    ALLOW_NOT_PRINCIPAL, SecurityWarning, "allow-not-principal", "Allow with NotPrincipal", "Allow with NotPrincipal gives access to everyone else, anonymous callers among them.";
    NOBODY_HAS_ARN, Warning, "nobody-has-arn", "Nobody has this ARN", "A condition on aws:PrincipalArn names a user or role that is there.";
    DENY_NOT_PRINCIPAL, Warning, "not-principal-account", "NotPrincipal without the account", "Who is left out of a Deny by NotPrincipal is left out with the account it belongs to.";
    PUBLIC, SecurityWarning, "public", "Everyone is allowed", "A principal * without condition is everyone in the world.";
    SERVICE_FOR_ANYONE, SecurityWarning, "service-for-anyone", "A service acts for anyone", "aws:SourceArn or aws:SourceAccount says for whom a service may act here.";
    ANY_WEB_IDENTITY, SecurityWarning, "any-web-identity", "Any user of a provider", "A condition says which users of an identity provider may assume the role.";
    TRUST_ACTION, Warning, "trust-action", "Action of other principals", "Providers use AssumeRoleWithSAML or AssumeRoleWithWebIdentity, all others AssumeRole.";

    // What could be left out.
    DUPLICATE_ENTRY, Suggestion, "duplicate-entry", "Entry given twice", "An entry of a list stands once.";
    COVERED_ENTRY, Suggestion, "covered-entry", "Entry covered by another", "An entry that another entry of its list covers adds nothing.";
    REDUNDANT_STATEMENT, Suggestion, "redundant-statement", "Statement covered by another", "A statement that another covers adds nothing.";
    SHADOWED_ENTRY, Warning, "shadowed-entry", "Action denied elsewhere", "An explicit deny wins over every allow.";
    SHADOWED_STATEMENT, Warning, "shadowed-statement", "Statement denied elsewhere", "An explicit deny wins over every allow.";
}
