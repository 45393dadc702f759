//! Flows through the wizard that makes a role, one for each kind of trusted entity.

use crate::common::World;
use crate::common::console::{Console, Setup};
use iam_console::account::operation::*;

const GITHUB: &str = "https://token.actions.githubusercontent.com";
/// What a role's trust policy says.
fn trust(console: &Console, name: &str) -> String {
    console.open.account().role_named(name).unwrap().trust_policy.as_written().to_string()
}

#[test]
fn the_ec2_use_case_makes_the_instance_profile_of_the_same_name() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><enter><enter>app").see("Instance profile   of the same name, made along with it");
    console.keys("<ctrl-l>").see("create-instance-profile").see("add-role-to-instance-profile").keys("<esc><enter>");
    console.see("Created role app").see("Instance profile ARN");
    let account = console.open.account();
    assert_eq!(account.role_in_profile(account.instance_profile_named("app").unwrap().id).unwrap().name, "app");
    console.keys("u");
    assert!(console.open.account().instance_profile_named("app").is_none());
}

#[test]
fn a_taken_instance_profile_is_told_at_the_name() {
    let mut world = World::fresh();
    world.change(CreateInstanceProfile { instance_profile_name: "App".into(), ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":create-role<enter><enter><enter>app<enter>").see("Instance Profile").see("3 Name, review, and create");
    assert_eq!(console.open.account().role_count(), 0);
    console.keys("2<enter>").see("Created role app2");
}

#[test]
fn another_account_is_trusted_with_external_id_and_mfa() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><right><tab><right><tab>1234<enter>").see("✖ An account id has twelve digits.");
    console.keys("<ctrl-u>111122223333<tab><space><tab>x<enter>").see("✖ An external ID has 2 to 1,224 characters.");
    console.keys("-77<tab><space><enter><enter>partner<enter>").see("Created role partner");
    assert_eq!(
        trust(&console, "partner"),
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x-77"},"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]}"#
    );
    console.keys("<tab>").see("external ID is x-77 and MFA was used.");
    // Both are needed of who asks from there.
    let tries = |console: &mut Console, who: &str, how: &str| {
        console.keys(":try<enter><home>").pick(who).pick("none in").pick(how).keys("<enter>");
    };
    let another = "a user of another account";
    tries(&mut console, another, "external");
    console.see("✖ AccessDenied");
    tries(&mut console, "the same, with an MFA code", "assume role partner");
    console.see("✖ AccessDenied");
    tries(&mut console, "the same, with an MFA code", "external");
    console.see("✔ allowed, and done").see("assumed-role/partner/try");
}

#[test]
fn this_account_is_trusted_as_it_is() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><right><enter><enter>own<enter>").see("Created role own");
    assert!(trust(&console, "own").contains(&format!("arn:aws:iam::{}:root", console.open.account().id())));
    assert!(console.open.account().instance_profile_named("own").is_none());
}

#[test]
fn a_web_identity_needs_a_provider_and_an_audience_of_its() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><right><right>").see("There is no such identity provider").miss("Whoever signs in").keys("<enter>");
    console.see("✖ There is no OpenID Connect provider yet.");
    let mut world = World::fresh();
    let client_id_list = Some(vec!["sts.amazonaws.com".to_owned()]);
    world.change(CreateOpenIDConnectProvider { url: GITHUB.into(), client_id_list, ..Default::default() });
    let mut console = Console::on(world.account, Setup::default());
    console.keys(":create-role<enter><right><right>").see("One of: sts.amazonaws.com.").see("GitHub organization");
    console.keys("<tab><tab>x<tab>acme<tab><tab>main<enter>").see("✖ The provider has no such audience.").keys("<backspace><enter>");
    console.see("✖ A branch is one of a repository's").keys("site<enter><enter>deploy<enter>").see("Created role deploy");
    let account = console.open.account().id().to_string();
    let expected = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"Federated":"arn:aws:iam::{account}:oidc-provider/token.actions.githubusercontent.com"}},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{{"StringEquals":{{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}},"StringLike":{{"token.actions.githubusercontent.com:sub":"repo:acme/site:ref:refs/heads/main"}}}}}}]}}"#
    );
    assert_eq!(trust(&console, "deploy"), expected);
}

#[test]
fn a_saml_provider_is_trusted_for_its_sign_in() {
    let mut world = World::fresh();
    world.change(CreateSAMLProvider {
        name: "Directory".into(),
        saml_metadata_document: crate::common::saml_metadata(""),
        ..Default::default()
    });
    let mut console = Console::on(world.account, Setup::default());
    console
        .keys(":create-role<enter><right><right><right>")
        .see("(•) Directory")
        .keys("<enter><enter>staff<enter>")
        .see("Created role staff");
    assert!(trust(&console, "staff").contains(r#""Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud""#));
}

#[test]
fn a_custom_trust_policy_is_written_with_its_lint() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><right><right><right><right>").see("enter write it").keys("<enter>").see("Custom trust policy");
    console.see("\"Action\": \"sts:AssumeRole\"").keys("<enter>").see("Custom trust policy");
    clear(&mut console);
    console.paste(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}]}"#,
    );
    console.keys("<ctrl-s>").see("Custom trust policy").see("Resource");
    clear(&mut console);
    console.paste(r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#);
    console.keys("<ctrl-s>").see("2 Add permissions").keys("<ctrl-b>").see("s.amazonaws.com").keys("<esc>").see("(•) Custom trust policy");
    console.keys("<enter>").see("s.amazonaws.com").keys("<ctrl-s><enter>bell<enter>").see("Created role bell");
    assert!(trust(&console, "bell").contains("sns.amazonaws.com"));
    assert!(console.open.account().instance_profile_named("bell").is_none());
}

#[test]
fn whom_there_is_not_leads_back_to_the_document() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><right><right><right><right><enter>");
    clear(&mut console);
    let nobody = format!("arn:aws:iam::{}:user/nobody", console.open.account().id());
    console.paste(&format!(r#"{{"Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{nobody}"}},"Action":"sts:AssumeRole"}}]}}"#));
    console.keys("<ctrl-s><enter>lost<enter>").see("Custom trust policy").see("Invalid principal in policy");
    assert_eq!(console.open.account().role_count(), 0);
}

#[test]
fn a_boundary_caps_the_role_from_the_beginning() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter>b").see("The permissions boundary is chosen at step 2.").keys("<enter>b");
    console
        .see("Permissions boundary – optional")
        .keys("/poweruseraccess<enter><space><esc><esc>")
        .see("Permissions boundary  PowerUserAccess");
    console.keys("<enter>").see("At most            PowerUserAccess").keys("capped<enter>").see("Created role capped");
    let account = console.open.account();
    assert!(account.boundary_of(account.role_named("capped").unwrap().id).is_some());
}

/// Deletes all that is written.
fn clear(console: &mut Console) {
    console.keys("<pgup><pgup><home><home>").keys(&"<ctrl-k>".repeat(80));
}

/// The options stand one below another, and up and down go through them.
#[test]
fn the_kind_of_entity_is_chosen_by_down() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter>").see("↑ ↓ choose").keys("<down>").see("(•) AWS account").keys("<up>").see("(•) AWS service");
}

#[test]
fn what_was_not_chosen_is_said_as_one_goes_on() {
    let mut console = Console::fresh();
    console.keys(":create-role<enter><enter><enter>").see("No policy was chosen").see("ctrl-b leads back");
}
