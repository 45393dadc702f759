//! *Add provider*: a SAML provider with its metadata, or an OIDC provider with its audience.

use crate::account::operation::{CreateOpenIDConnectProvider, CreateSAMLProvider};
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::Route;
use crate::app::step::Step;
use crate::widgets::Line;
use crate::widgets::form::{ChoiceOption, Field, Form};
use crate::widgets::key::{Code, Key};

/// The dialog's fields.
const TYPE: usize = 0;
const NAME: usize = 1;
const METADATA: usize = 2;
const URL: usize = 3;
const AUDIENCE: usize = 4;

/// The key that fills in what a company's directory would give.
const PRACTICE: Key = Key::plain(Code::F(4));

/// What a company's directory gives out about itself, of one that is not there.
const PRACTICE_METADATA: &str = include_str!("../../../assets/estate/saml-metadata.xml");

/// Asks for a new provider; its page is shown once it is there.
pub(super) fn dialog(cx: &Cx<'_>) -> Dialog {
    let types = [("SAML", "a company's directory"), ("OpenID Connect", "such as GitHub Actions")];
    let types = types.map(|(label, about)| ChoiceOption { label: label.into(), about: about.into() });
    let fields = vec![
        Field::choice(TYPE, "Provider type", types.into(), 0),
        Field::text_line(NAME, "Provider name", "").of(CreateSAMLProvider::SPEC.member("Name")).hint("Letters, digits and . _ -"),
        // The member's own check would count the letters of a file's name.
        Field::text_line(METADATA, "Metadata document", "")
            .hint("Paste the XML, or name its file: file://metadata.xml. No directory? f4 fills in a practice document."),
        Field::text_line(URL, "Provider URL", "")
            .of(CreateOpenIDConnectProvider::SPEC.member("Url"))
            .hint("As in https://token.actions.githubusercontent.com"),
        Field::text_line(AUDIENCE, "Audience", "").hint("Whom its tokens are for: sts.amazonaws.com for programs that ask AWS for a role."),
    ];
    let dialog = Dialog::new(
        "Add identity provider",
        "Add provider",
        |form, cx| {
            if form.chosen(TYPE) == 0 { saml(form, cx) } else { Ok(oidc(form)) }
        },
    );
    dialog
        .line(Line::new().quiet("Nothing is asked of it: the practice account knows no network."))
        .fields(fields)
        .filled_by(PRACTICE, "practice document", |form, _| {
            form.choose(TYPE, 0);
            form.set_text(METADATA, PRACTICE_METADATA.trim_end());
            if form.text(NAME).is_empty() {
                form.set_text(NAME, "Directory");
            }
        })
        .following(cx, |form, _| {
            let is_saml = form.chosen(TYPE) == 0;
            for (field, shown) in [(NAME, is_saml), (METADATA, is_saml), (URL, !is_saml), (AUDIENCE, !is_saml)] {
                form.show(field, shown);
            }
        })
        .done(|form, _, cx| {
            let made = if form.chosen(TYPE) == 0 {
                cx.account.saml_provider_named(form.text(NAME)).map(|provider| provider.id)
            } else {
                form.text(URL).strip_prefix("https://").and_then(|url| cx.account.oidc_provider_of(url)).map(|provider| provider.id)
            };
            made.map(|id| Step::Go(Route::provider(id))).into_iter().collect()
        })
}

fn saml(form: &Form<usize>, cx: &Cx<'_>) -> Result<Vec<Step>, (usize, String)> {
    let create = CreateSAMLProvider {
        name: form.text(NAME).to_owned(),
        saml_metadata_document: metadata(form.text(METADATA), cx).map_err(|error| (METADATA, error))?,
        ..Default::default()
    };
    // A refusal of the document has a member that no field here is of.
    if let Err(refused) = cx.plan_all(&[create.clone().into()])
        && refused.refusal.member == Some("SAMLMetadataDocument")
    {
        return Err((METADATA, refused.refusal.remedy.unwrap_or(refused.refusal.message)));
    }
    Ok(vec![Step::submit(create)])
}

/// Metadata as they are pasted, or those of the file that is named.
pub(super) fn metadata(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match text.trim().strip_prefix("file://") {
        Some(path) => cx.files.read(path),
        None => Ok(text.to_owned()),
    }
}

fn oidc(form: &Form<usize>) -> Vec<Step> {
    let create = CreateOpenIDConnectProvider {
        url: form.text(URL).to_owned(),
        client_id_list: Some(vec![form.text(AUDIENCE).to_owned()]),
        ..Default::default()
    };
    vec![Step::submit(create)]
}
