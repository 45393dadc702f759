//! Names: the API's as the AWS CLI spells them, and those that a misspelt word may have meant.

use crate::account::operation::{OPERATIONS, OperationSpec};

/// A word longer than this is no misspelt name, and comparing it would take long.
const LONGEST_NAME: usize = 80;
/// From this likeness on (1 is equality), a name may have been meant.
const LIKENESS: f64 = 0.75;
/// So many names are offered at most, as the AWS CLI does.
const MOST_OFFERED: usize = 3;

/// An API name as the AWS CLI spells it: `CreateVirtualMFADevice` is `create-virtual-mfa-device`, `AuthenticationCode1` is
/// `authentication-code1`.
pub fn cli_name(api_name: &str) -> String {
    let letters: Vec<char> = api_name.chars().collect();
    let mut name = String::with_capacity(api_name.len() + 8);
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        // A word begins behind a small letter or a digit, and an abbreviation's last capital begins the word behind it.
        let begins = before.is_some_and(|before| !before.is_ascii_uppercase() || letters.get(at + 1).is_some_and(char::is_ascii_lowercase));
        if letter.is_ascii_uppercase() && begins {
            name.push('-');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// A service as the AWS CLI calls it: its `s3` is one of commands of its own, and the API's operations are below `s3api`.
pub(super) fn cli_service(service: &'static str) -> &'static str {
    if service == "s3" { "s3api" } else { service }
}

/// The services that have operations here, as the AWS CLI calls them, each once.
pub(super) fn services() -> Vec<&'static str> {
    let mut services: Vec<&str> = OPERATIONS.iter().map(|spec| cli_service(spec.service)).collect();
    services.sort_unstable();
    services.dedup();
    services
}

/// A service's operations in the table's order.
pub(super) fn operations_of(service: &str) -> impl Iterator<Item = &'static OperationSpec> {
    OPERATIONS.iter().copied().filter(move |spec| cli_service(spec.service) == service)
}

/// The operation of this CLI name.
pub(super) fn operation_named(service: &str, name: &str) -> Option<&'static OperationSpec> {
    operations_of(service).find(|spec| cli_name(spec.name) == name)
}

/// Those of the choices that a word may have meant, the likeliest first.
pub(super) fn nearest(word: &str, choices: impl IntoIterator<Item = String>) -> Vec<String> {
    if word.len() > LONGEST_NAME {
        return Vec::new();
    }
    let likeness = |choice: &str| strsim::normalized_damerau_levenshtein(word, choice);
    let mut near: Vec<(f64, String)> =
        choices.into_iter().map(|choice| (likeness(&choice), choice)).filter(|(like, _)| *like >= LIKENESS).collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.into_iter().map(|(_, choice)| choice).take(MOST_OFFERED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_the_aws_cli_spells_them() {
        for (api, cli) in [
            ("CreateUser", "create-user"),
            ("CreateVirtualMFADevice", "create-virtual-mfa-device"),
            ("ListMFADevices", "list-mfa-devices"),
            ("ListVirtualMFADevices", "list-virtual-mfa-devices"),
            ("AddClientIDToOpenIDConnectProvider", "add-client-id-to-open-id-connect-provider"),
            ("UploadSSHPublicKey", "upload-ssh-public-key"),
            ("CreateSAMLProvider", "create-saml-provider"),
            ("ListSTSRegionalEndpointsStatus", "list-sts-regional-endpoints-status"),
            ("AuthenticationCode1", "authentication-code1"),
            ("VirtualMFADeviceName", "virtual-mfa-device-name"),
            ("PathPrefix", "path-prefix"),
            ("AccessKeyId", "access-key-id"),
            ("", ""),
        ] {
            assert_eq!(cli_name(api), cli);
        }
    }

    #[test]
    fn near_names_are_offered_and_far_ones_are_not() {
        let near = |word: &str| nearest(word, operations_of("iam").map(|spec| cli_name(spec.name)));
        assert_eq!(near("creat-user"), ["create-user"]);
        assert_eq!(near("list-user").first().map(String::as_str), Some("list-users"));
        assert_eq!(near("frobnicate"), Vec::<String>::new());
        assert_eq!(near(&"x".repeat(100_000)), Vec::<String>::new());
        assert!(near("list-attached-policies").len() <= MOST_OFFERED);
    }
}
