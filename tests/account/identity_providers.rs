//! SAML and OIDC providers.

use iam_console::account::change::inverse;
use iam_console::account::operation::*;
use iam_console::account::quotas::Quotas;
use iam_console::account::refusal::ErrorCode;
use iam_console::account::secret::{MASK, Secret};
use serde_json::{Value, json};

use super::common::{World, saml_metadata};
use super::quotas::with_quotas;
use super::{assert_whole, entities};

const KEY: &str = "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n";

fn saml(name: &str) -> CreateSAMLProvider {
    CreateSAMLProvider { name: name.into(), saml_metadata_document: saml_metadata(""), ..Default::default() }
}

fn oidc(url: &str) -> CreateOpenIDConnectProvider {
    CreateOpenIDConnectProvider { url: url.into(), ..Default::default() }
}

fn arn(world: &World, of: &str) -> String {
    format!("arn:aws:iam::{}:{of}", world.account.id())
}

fn shown(world: &mut World, operation: impl Into<Operation>) -> Value {
    serde_json::to_value(world.run(operation).unwrap()).unwrap()
}

#[test]
fn a_saml_provider_is_made_shown_changed_and_deleted() {
    let mut world = World::fresh();
    let tags = Some(vec![Tag { key: "team".into(), value: "red".into() }]);
    let made = shown(&mut world, CreateSAMLProvider { tags, ..saml("Example") });
    let provider = arn(&world, "saml-provider/Example");
    assert_eq!(made, json!({"SAMLProviderArn": provider, "Tags": [{"Key": "team", "Value": "red"}]}));
    let get = GetSAMLProvider { saml_provider_arn: provider.clone() };
    let first = shown(&mut world, get.clone());
    assert_eq!(first["SAMLMetadataDocument"], saml_metadata(""));
    assert_eq!((&first["CreateDate"], &first["ValidUntil"]), (&json!("2026-11-23T21:14:05+00:00"), &json!("2126-11-24T21:14:05+00:00")));
    let uuid = first["SAMLProviderUUID"].as_str().unwrap();
    assert!(uuid.len() >= 22 && uuid.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));

    let before = entities(&world.account);
    let update = UpdateSAMLProvider { saml_provider_arn: provider.clone(), ..Default::default() };
    let metadata = saml_metadata("validUntil=\"2027-01-31T00:00:00Z\"");
    let new = UpdateSAMLProvider {
        saml_metadata_document: Some(metadata),
        add_private_key: Some(Secret::new(KEY)),
        assertion_encryption_mode: Some("Required".into()),
        ..update.clone()
    };
    let changed = world.change(new);
    let written = serde_json::to_string(&changed).unwrap();
    assert!(!written.contains("bm90IGEga2V5") && written.contains(MASK), "the key is kept nowhere");
    let second = shown(&mut world, get);
    assert_eq!((&second["ValidUntil"], &second["AssertionEncryptionMode"]), (&json!("2027-01-31T00:00:00+00:00"), &json!("Required")));
    let key = second["PrivateKeyList"][0]["KeyId"].as_str().unwrap().to_owned();
    let remove = UpdateSAMLProvider { remove_private_key: Some(key), ..update };
    assert_eq!(world.run(remove.clone()).unwrap_err().message, "Assertion encryption requires a private key.");
    world.change(UpdateSAMLProvider { assertion_encryption_mode: Some("Allowed".into()), ..remove });
    let listed = shown(&mut world, ListSAMLProviders {});
    assert_eq!((&listed["SAMLProviderList"][0]["Arn"], listed["SAMLProviderList"].as_array().unwrap().len()), (&json!(provider), 1));

    let deleted = world.change(DeleteSAMLProvider { saml_provider_arn: provider });
    assert_whole(&world.account);
    assert_eq!(shown(&mut world, ListSAMLProviders {}), json!({"SAMLProviderList": []}));
    world.account.try_apply(&inverse(&deleted.edits)).unwrap();
    assert_eq!(shown(&mut world, GetAccountSummary {})["SummaryMap"]["Providers"], 1);
    assert_eq!(entities(&world.account).len(), before.len());
}

#[test]
fn an_oidc_provider_is_made_shown_changed_and_deleted() {
    let mut world = World::fresh();
    let (url, thumbprint) = ("https://oidc.example.com/id/a/", "0123456789abcdefABCD0123456789abcdefABCD");
    let texts = |texts: &[&str]| Some(texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>());
    let create = CreateOpenIDConnectProvider {
        client_id_list: texts(&["sts.amazonaws.com", "app", "app"]),
        thumbprint_list: texts(&[thumbprint]),
        ..oidc(url)
    };
    let made = shown(&mut world, create);
    let provider = arn(&world, "oidc-provider/oidc.example.com/id/a/");
    assert_eq!(made, json!({"OpenIDConnectProviderArn": provider}));
    let get = GetOpenIDConnectProvider { open_id_connect_provider_arn: provider.clone() };
    assert_eq!(
        shown(&mut world, get.clone()),
        json!({"Url": "oidc.example.com/id/a/", "ClientIDList": ["sts.amazonaws.com", "app"], "ThumbprintList": [thumbprint], "CreateDate": "2026-11-23T21:14:05+00:00"})
    );
    let id = |client_id: &str| (provider.clone(), client_id.to_owned());
    let add = |(open_id_connect_provider_arn, client_id)| AddClientIDToOpenIDConnectProvider { open_id_connect_provider_arn, client_id };
    let remove =
        |(open_id_connect_provider_arn, client_id)| RemoveClientIDFromOpenIDConnectProvider { open_id_connect_provider_arn, client_id };
    assert!(world.plan(add(id("app"))).unwrap().change.is_none(), "added again is no error");
    assert!(world.plan(remove(id("none"))).unwrap().change.is_none(), "and nor is removing what is not there");
    let before = entities(&world.account);
    let mut changes = vec![world.change(add(id("web"))), world.change(remove(id("app")))];
    changes.push(
        world.change(UpdateOpenIDConnectProviderThumbprint { open_id_connect_provider_arn: provider.clone(), thumbprint_list: Vec::new() }),
    );
    let after = shown(&mut world, get);
    assert_eq!((&after["ClientIDList"], &after["ThumbprintList"]), (&json!(["sts.amazonaws.com", "web"]), &json!([])));
    let tags = vec![Tag { key: "team".into(), value: "red".into() }];
    changes.push(world.change(TagOpenIDConnectProvider { open_id_connect_provider_arn: provider.clone(), tags }));
    assert_eq!(shown(&mut world, ListOpenIDConnectProviders {}), json!({"OpenIDConnectProviderList": [{"Arn": provider}]}));
    let delete = DeleteOpenIDConnectProvider { open_id_connect_provider_arn: provider };
    changes.push(world.change(delete.clone()));
    assert!(world.plan(delete).unwrap().change.is_none(), "deleted again is no error");
    assert_whole(&world.account);
    for change in changes.iter().rev() {
        world.account.try_apply(&inverse(&change.edits)).unwrap();
    }
    assert_eq!(entities(&world.account), before);
}

#[test]
fn errors_are_aws_own() {
    let mut world = World::fresh();
    world.change(saml("Example"));
    world.change(oidc("https://example.com"));
    let (no_saml, no_oidc) = (arn(&world, "saml-provider/None"), arn(&world, "oidc-provider/none.example.com"));
    let get_saml = |saml_provider_arn: &str| Operation::from(GetSAMLProvider { saml_provider_arn: saml_provider_arn.into() });
    let get_oidc = |arn: &str| Operation::from(GetOpenIDConnectProvider { open_id_connect_provider_arn: arn.into() });
    let thumbprints = |thumbprints: &[&str]| {
        let thumbprint_list = Some(thumbprints.iter().map(|&one| one.to_owned()).collect());
        Operation::from(CreateOpenIDConnectProvider { thumbprint_list, ..oidc("https://other.example.com") })
    };
    let ids = (0..101).map(|n| n.to_string()).collect();
    let cases: Vec<(Operation, ErrorCode, String)> = vec![
        (saml("example").into(), ErrorCode::EntityAlreadyExists, "SAMLProvider with name example already exists.".into()),
        (
            CreateSAMLProvider { saml_metadata_document: "x".repeat(1000), ..saml("Other") }.into(),
            ErrorCode::InvalidInput,
            "Could not parse metadata".into(),
        ),
        (
            CreateSAMLProvider { saml_metadata_document: "x".into(), ..saml("a/b") }.into(),
            ErrorCode::ValidationError,
            "2 validation errors detected: Value at 'sAMLMetadataDocument' failed to satisfy constraint: Member must have length greater than or equal \
             to 1000; Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w._-]+"
                .into(),
        ),
        (
            CreateSAMLProvider { add_private_key: Some(Secret::new("x")), ..saml("Other") }.into(),
            ErrorCode::InvalidInput,
            "Could not parse private key".into(),
        ),
        (get_saml(&no_saml), ErrorCode::NoSuchEntity, format!("Manifest not found for arn {no_saml}")),
        (get_saml("not-an-arn-of-anything"), ErrorCode::ValidationError, "Invalid ARN:  Could not be parsed!".into()),
        (get_oidc(&no_oidc), ErrorCode::NoSuchEntity, format!("OpenIDConnect Provider not found for arn {no_oidc}")),
        (oidc("https://EXAMPLE.com").into(), ErrorCode::EntityAlreadyExists, "Provider with url https://EXAMPLE.com already exists.".into()),
        (thumbprints(&["x".repeat(40).as_str()]), ErrorCode::InvalidInput, "Thumbprints must be SHA-1 hashes in hexadecimal.".into()),
        (thumbprints(&["0".repeat(40).as_str(); 6]), ErrorCode::InvalidInput, "Thumbprint list must contain fewer than 5 entries.".into()),
        (
            CreateOpenIDConnectProvider { client_id_list: Some(ids), ..oidc("https://other.example.com") }.into(),
            ErrorCode::LimitExceeded,
            "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100".into(),
        ),
    ];
    for (operation, code, message) in cases {
        let refusal = world.run(operation.clone()).unwrap_err();
        assert_eq!((refusal.code, refusal.message), (code, message), "{operation:?}");
    }
    for url in
        ["example.org", "http://example.org", "https://", "https://a b", "https://a:80", "https://u@a", "https://a/?b", "https://a/\u{1b}"]
    {
        let refusal = world.run(oidc(url)).unwrap_err();
        let expected = (ErrorCode::ValidationError, "Invalid Open ID Connect Provider URL");
        assert_eq!((refusal.code, refusal.message.as_str()), expected, "{url}");
    }
}

#[test]
fn there_are_no_more_providers_than_the_quotas_allow() {
    let mut world = World::fresh();
    world.account = with_quotas(&world.account, Quotas { saml_providers: 1, oidc_providers: 1, ..Quotas::default() });
    world.change(saml("One"));
    world.change(oidc("https://one.example.com"));
    assert_eq!(world.run(saml("Two")).unwrap_err().message, "Cannot exceed quota for SAMLProvidersPerAccount: 1");
    let refusal = world.run(oidc("https://two.example.com")).unwrap_err();
    assert_eq!(refusal.message, "Cannot exceed quota for OpenIDConnectProvidersPerAccount: 1");
}
