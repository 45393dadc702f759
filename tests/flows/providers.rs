//! Flows through identity providers: the list, adding one of either kind, a provider's page, its deletion.

use crate::common::console::{Console, Setup};
use crate::common::{PASSWORD, World, saml_metadata};
use iam_console::account::operation::*;
use iam_console::account::secret::Secret;

const GITHUB: &str = "token.actions.githubusercontent.com";

/// GitHub, which a role trusts, and a directory that none does.
fn console() -> Console {
    let mut world = World::fresh();
    let client_id_list = Some(vec!["sts.amazonaws.com".to_owned()]);
    world.change(CreateOpenIDConnectProvider { url: format!("https://{GITHUB}"), client_id_list, ..Default::default() });
    world.change(CreateSAMLProvider { name: "Directory".into(), saml_metadata_document: saml_metadata(""), ..Default::default() });
    let federated = format!("arn:aws:iam::{}:oidc-provider/{GITHUB}", world.account.id());
    let assume_role_policy_document = format!(
        r#"{{"Statement":[{{"Effect":"Allow","Principal":{{"Federated":"{federated}"}},"Action":"sts:AssumeRoleWithWebIdentity"}}]}}"#
    );
    world.change(CreateRole { role_name: "deploy".into(), assume_role_policy_document, ..Default::default() });
    Console::on(world.account, Setup::default())
}

#[test]
fn an_empty_list_says_what_providers_are_for() {
    let mut console = Console::fresh();
    console.keys(":providers<enter>").see("There are no identity providers yet.").keys("d").see("There is no provider here. c adds one.");
}

#[test]
fn a_saml_provider_is_added_with_its_metadata() {
    let mut console = Console::fresh();
    console.keys(":providers<enter>c").see("Add identity provider").keys("<tab>Staff<tab>").paste("<no>").keys("<enter>");
    console.see("✖").keys("<ctrl-u>").paste(&saml_metadata("")).keys("<enter>").see("Identity providers › Staff").see("SAML");
    assert_eq!(console.open.account().saml_provider_count(), 1);
    console.keys("<tab>").see("EntityDescriptor").keys("a").see("A SAML provider has no audiences.");
    console.keys("u").see("This provider is not there any more.");
}

#[test]
fn a_saml_provider_is_added_without_a_directory() {
    let mut console = Console::sized(80, 24);
    console.keys(":providers<enter>c").see("f4 practice document").keys("<f4><enter>").see("Identity providers › Directory");
    console.keys("<tab>").see("A practice document");
}

#[test]
fn an_openid_connect_provider_is_added_with_its_audience() {
    let mut console = Console::fresh();
    console.keys(":providers<enter>c<right><tab>http://x<tab>sts.amazonaws.com<enter>").see("✖").keys("<ctrl-u>");
    console.keys("https://idp.example.com/one<enter>");
    console.see("idp.example.com/one").see("No role trusts this provider yet.").keys("<tab>").see("sts.amazonaws.com");
    console.keys("aother<enter>").see("other").keys("x").see("Remove audience").keys("<tab><enter>");
    let provider = console.open.account().oidc_provider_of("idp.example.com/one").unwrap();
    assert_eq!(provider.client_ids.len(), 1);
    console.keys("E12<enter>").see("✖").keys("<ctrl-u>").keys(&"ab".repeat(20)).keys("<enter>").see("Thumbprints  abab");
}

#[test]
fn a_page_tells_which_roles_trust_the_provider() {
    let mut console = console();
    console.keys(":providers<enter>").see("OpenID Connect").see("SAML").see(GITHUB).keys("/token<enter><enter>");
    console.see("Roles that let in whom this provider vouches for.").see("deploy").keys("<enter>").see("Roles › deploy");
    console.keys("[<backtab>").see("This provider has no tags.").keys("ateam<tab>web<enter>").see("web");
}

#[test]
fn a_provider_is_deleted_once_its_name_is_typed() {
    let mut console = console();
    console.keys(":providers<enter>/token<enter>d").see("vouches for").see("  deploy").keys("no<enter>").see("to confirm.");
    console.keys("<ctrl-u>").keys(GITHUB).keys("<enter>").see("Deleted OIDC provider");
    assert_eq!(console.open.account().oidc_provider_count(), 0);
    console.keys("u");
    assert_eq!(console.open.account().oidc_provider_count(), 1);
}

/// The number of providers stands by itself in the navigation, however many they are.
#[test]
fn the_number_of_providers_does_not_touch_the_line_beside_it() {
    for (count, shown) in [(0, "Identity providers 0 │"), (12, "Identity providers 12 │"), (101, "Identity providers 101 │")] {
        let mut world = World::fresh();
        if count > 100 {
            let client_id_list = Some(vec!["sts.amazonaws.com".to_owned()]);
            world.change(CreateOpenIDConnectProvider { url: format!("https://{GITHUB}"), client_id_list, ..Default::default() });
        }
        for number in 0..count.min(100) {
            let name = format!("directory-{number}");
            world.change(CreateSAMLProvider { name, saml_metadata_document: saml_metadata(""), ..Default::default() });
        }
        for size in [(100, 24), (120, 40)] {
            Console::on(world.account.clone(), Setup { size, ..Setup::default() }).see(shown);
        }
    }
}

/// Each type is listed by an operation of its own, and denied by itself.
#[test]
fn either_type_is_seen_without_the_other() {
    for (action, seen, unseen, denied) in
        [("iam:ListSAMLProviders", "Directory", GITHUB, "OpenID Connect"), ("iam:ListOpenIDConnectProviders", GITHUB, "Directory", "SAML")]
    {
        let mut console = console();
        let caller = &iam_console::account::caller::Caller::ROOT;
        let policy_document = format!(r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"*"}}}}"#);
        let operations: [Operation; 3] = [
            CreateUser { user_name: "alice".into(), ..Default::default() }.into(),
            CreateLoginProfile { user_name: Some("alice".into()), password: Some(Secret::new(PASSWORD)), ..Default::default() }.into(),
            PutUserPolicy { user_name: "alice".into(), policy_name: "own".into(), policy_document }.into(),
        ];
        for operation in operations {
            console.open.submit(caller, &[operation]).unwrap();
        }
        console.keys(":clock +1m<enter>:sign-in<enter>").keys("alice<tab>").keys(PASSWORD).keys("<enter>").miss("root user ▲");
        console.keys(":providers<enter>").see(seen).miss(unseen).see("Not to be listed by you").see(denied).keys("D").see("iam:List");
        console.keys("<esc>").see(seen).keys(&format!(":provider {unseen}")).miss("Identity provider  ");
    }
}
