//! A provider's page: which roles trust it, its audiences or its metadata, its tags.

use super::add;
use super::provider::Provider;
use crate::account::id::UniqueId;
use crate::account::operation::{
    AddClientIDToOpenIDConnectProvider, RemoveClientIDFromOpenIDConnectProvider, UpdateOpenIDConnectProviderThumbprint, UpdateSAMLProvider,
};
use crate::app::action::Action;
use crate::app::binding::Binding;
use crate::app::cx::Cx;
use crate::app::overlay::Overlay;
use crate::app::overlay::dialog::Dialog;
use crate::app::route::{Route, ScreenId, Subject};
use crate::app::screen::{Focus, Screen, ScreenSpec};
use crate::app::sight::denial::Denial;
use crate::app::step::Step;
use crate::app::words::date;
use crate::screens::parts::page::{self, Heading};
use crate::screens::roles::rows::RoleRows;
use crate::screens::sight::denied::{self, Asking as _, Unseen, denials};
use crate::screens::sight::needs;
use crate::screens::tags::tab::{self, TagsTab};
use crate::widgets::document::Scroll;
use crate::widgets::form::Field;
use crate::widgets::key::{Code, Key};
use crate::widgets::list::{Column, List, Listing, Rank};
use crate::widgets::{Canvas, Line};

pub(in crate::screens) const SPEC: ScreenSpec = ScreenSpec {
    id: ScreenId::Provider,
    names: &[],
    title: |_| "Identity provider".into(),
    about: "An identity provider, and which roles trust it",
    parent: Some(ScreenId::Providers),
    needs: needs::provider,
    bindings: BINDINGS,
    open: |route, _| Box::new(ProviderPage::new(route)),
};

const ADD: Key = Key::char('a');
const REMOVE: Key = Key::char('x');
const CHANGE: Key = Key::char('E');

const BINDINGS: &[Binding] = &[
    Binding::new(&[Key::plain(Code::Enter)], Action::Open, "open", "Open the selected role; edit the selected tag"),
    Binding::new(&[ADD], Action::Add, "add…", "Add an audience or a tag: what the tab is about"),
    Binding::new(&[REMOVE], Action::Remove, "remove…", "Remove the selected audience or tag"),
    Binding::new(&[Key::char('e')], Action::Edit, "edit…", "Change the selected tag's value"),
    Binding::new(
        &[CHANGE],
        Action::Describe,
        "change…",
        "Replace a SAML provider's metadata, or the thumbprints of an OpenID Connect provider",
    ),
    Binding::new(&[Key::char('d'), Key::plain(Code::Delete)], Action::Delete, "delete…", "Delete the provider"),
    Binding::new(&[Key::char('y')], Action::Copy, "copy ARN", "Copy the provider's ARN"),
];

/// The tabs, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::screens) enum Tab {
    Roles,
    Trust,
    Tags,
}

impl Tab {
    pub(in crate::screens) const ALL: [Self; 3] = [Self::Roles, Self::Trust, Self::Tags];
}

struct ProviderPage {
    id: UniqueId,
    tab: Tab,
    roles: List<UniqueId>,
    audiences: List<String>,
    metadata: Scroll,
    tags: TagsTab,
}

/// Audiences as rows: each is its own key.
struct Audiences;

impl Listing for Audiences {
    type Key = String;

    fn columns(&self) -> &[Column] {
        const COLUMNS: &[Column] = &[Column::text("Audience", 20, 80, 10)];
        COLUMNS
    }

    fn words(&self, audience: &String) -> String {
        audience.clone()
    }

    fn cell(&self, audience: &String, _column: usize) -> Line {
        Line::new().text(audience.clone())
    }

    fn rank(&self, audience: &String, _column: usize) -> Rank {
        Rank::words(audience)
    }
}

impl ProviderPage {
    fn new(route: &Route) -> Self {
        let id = match route.subject {
            Some(Subject::Provider(id)) => id,
            // No provider has this id: the page says that there is none.
            _ => UniqueId::FIRST,
        };
        Self {
            id,
            tab: Tab::Roles,
            roles: List::new("roles that trust a provider"),
            audiences: List::new("audiences of a provider"),
            metadata: Scroll::default(),
            tags: TagsTab::of(Some(id.into()), "tags of a provider"),
        }
    }

    fn provider(&self, cx: &Cx<'_>) -> Option<Provider> {
        Provider::of(cx.account, self.id)
    }

    fn titles(&self, cx: &Cx<'_>) -> Vec<String> {
        let is_saml = self.provider(cx).is_some_and(|provider| provider.is_saml());
        ["Trusted by", if is_saml { "Metadata" } else { "Audiences" }, "Tags"].map(str::to_owned).into()
    }

    fn metadata_lines(&self, cx: &Cx<'_>) -> Vec<Line> {
        let text = cx.account.saml_provider(self.id).map_or("", |provider| &provider.metadata);
        text.lines().map(|line| Line::new().text(line.replace('\t', "  "))).collect()
    }

    /// What asks before an action is done.
    fn question(&self, action: Action, cx: &Cx<'_>, provider: &Provider) -> Option<Box<dyn Overlay>> {
        Some(match (action, self.tab) {
            (Action::Delete, _) => Box::new(provider.deletion(cx).done(|_, _, _| vec![Step::Up])),
            (Action::Describe, _) if provider.is_saml() => Box::new(replace_metadata(provider)),
            (Action::Describe, _) => Box::new(thumbprints(cx, provider)?),
            (action, Tab::Tags) => self.tags.question(action, cx)?,
            (Action::Add, _) => Box::new(add_audience(provider)),
            (Action::Remove, Tab::Trust) => Box::new(remove_audience(provider, self.audiences.selected()?)),
            _ => return None,
        })
    }

    fn heading<'a>(&self, cx: &Cx<'_>, provider: &'a Provider) -> Heading<'a> {
        let mut facts = vec![("Provider type", Line::from(provider.type_words().to_owned()))];
        if let Some(saml) = cx.account.saml_provider(self.id) {
            facts.push(("Valid until", Line::from(date(saml.valid_until))));
        }
        if let Some(oidc) = cx.account.oidc_provider(self.id) {
            let thumbprints = if oidc.thumbprints.is_empty() { "none".into() } else { oidc.thumbprints.join(", ") };
            facts.push(("Thumbprints", Line::from(thumbprints)));
        }
        Heading { name: &provider.name, arn: provider.arn.clone(), created: Some(provider.created), facts, unseen: Vec::new() }
    }

    fn draw_roles(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let row = page::draw_about(canvas, "Roles that let in whom this provider vouches for.", &[]);
        let empty = [Line::new().text("No role trusts this provider yet."), Line::new().quiet("A role is made for it under :create-role.")];
        denied::draw_beside(&mut canvas.rows(row, usize::MAX), &self.unseen_of_role(cx), self.roles.rows_wanted(), |canvas| {
            self.roles.draw(canvas, "Roles", &RoleRows { cx }, &empty, true);
        });
    }

    /// What may not be seen of the selected role.
    fn unseen_of_role(&self, cx: &Cx<'_>) -> Vec<Unseen> {
        RoleRows { cx }.unseen_of(self.roles.selected())
    }

    fn draw_trust(&self, cx: &Cx<'_>, provider: &Provider, canvas: &mut Canvas<'_>) {
        if provider.is_saml() {
            let row = page::draw_about(canvas, "What the provider has published about itself.", &[(CHANGE, "Replace")]);
            return self.metadata.draw(&mut canvas.rows(row, usize::MAX), "metadata", &self.metadata_lines(cx));
        }
        let row = page::draw_about(canvas, "Whom the provider's tokens may be for.", &[(ADD, "Add audience"), (REMOVE, "Remove")]);
        let empty = [Line::new().text("There is no audience: every token is refused."), Line::new().key("a", "Add audience")];
        self.audiences.draw(&mut canvas.rows(row, usize::MAX), "Audiences", &Audiences, &empty, true);
    }
}

fn add_audience(provider: &Provider) -> Dialog {
    let arn = provider.arn.clone();
    let field = Field::text_line(0, "Audience", "").of(AddClientIDToOpenIDConnectProvider::SPEC.member("ClientID"));
    let dialog = Dialog::new(format!("Add an audience to {}", provider.name), "Add audience", move |form, _| {
        let (open_id_connect_provider_arn, client_id) = (arn.clone(), form.text(0).to_owned());
        Ok(vec![Step::submit(AddClientIDToOpenIDConnectProvider { open_id_connect_provider_arn, client_id })])
    });
    dialog.fields(vec![field])
}

fn remove_audience(provider: &Provider, audience: &str) -> Dialog {
    let remove =
        RemoveClientIDFromOpenIDConnectProvider { open_id_connect_provider_arn: provider.arn.clone(), client_id: audience.to_owned() };
    let title = format!("Remove audience {audience} from {}?", provider.name);
    let dialog = Dialog::new(title, "Remove", move |_, _| Ok(vec![Step::submit(remove.clone())]));
    dialog.line(Line::new().text("Tokens for it are refused from then on, whatever a role's trust policy says."))
}

fn replace_metadata(provider: &Provider) -> Dialog {
    let arn = provider.arn.clone();
    let field = Field::text_line(0, "Metadata document", "").hint("Paste the XML, or name its file: file://metadata.xml");
    let dialog = Dialog::new(format!("Replace the metadata of {}", provider.name), "Save changes", move |form, cx| {
        let document = add::metadata(form.text(0), cx).map_err(|error| (0, error))?;
        let update = UpdateSAMLProvider { saml_provider_arn: arn.clone(), saml_metadata_document: Some(document), ..Default::default() };
        Ok(vec![Step::submit(update)])
    });
    dialog.fields(vec![field])
}

fn thumbprints(cx: &Cx<'_>, provider: &Provider) -> Option<Dialog> {
    let (arn, before) = (provider.arn.clone(), cx.account.oidc_provider(provider.id)?.thumbprints.join(", "));
    let field =
        Field::text_line(0, "Thumbprints", before).hint("Up to five, of 40 hexadecimal digits each, with commas between them.").optional();
    let dialog = Dialog::new(format!("Thumbprints of {}", provider.name), "Save changes", move |form, _| {
        let thumbprint_list = form.text(0).split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        let open_id_connect_provider_arn = arn.clone();
        Ok(vec![Step::submit(UpdateOpenIDConnectProviderThumbprint { open_id_connect_provider_arn, thumbprint_list })])
    });
    Some(dialog.line(Line::new().text("Of the certificates with which its keys may be fetched.")).fields(vec![field]))
}

impl Screen for ProviderPage {
    fn refresh(&mut self, cx: &Cx<'_>) {
        let trusted_by = self.provider(cx).map(|provider| provider.trusted_by(cx.account).iter().map(|role| role.id).collect());
        self.roles.refresh(trusted_by.unwrap_or_default(), &RoleRows { cx });
        let audiences = cx.account.oidc_provider(self.id).map(|provider| provider.client_ids.clone());
        self.audiences.refresh(audiences.unwrap_or_default(), &Audiences);
        self.tags.refresh(cx, true);
    }

    fn rearrange(&mut self, cx: &Cx<'_>) {
        self.roles.arrange(&RoleRows { cx });
        self.audiences.arrange(&Audiences);
        self.tags.arrange(cx);
    }

    fn focus(&mut self) -> Focus<'_> {
        match self.tab {
            Tab::Roles => Focus::List(self.roles.as_any()),
            Tab::Trust if self.audiences.is_empty() => Focus::Document(&mut self.metadata),
            Tab::Trust => Focus::List(self.audiences.as_any()),
            Tab::Tags => Focus::List(self.tags.list()),
        }
    }

    fn denied(&self, cx: &Cx<'_>) -> Vec<Denial> {
        if self.tab == Tab::Roles { denials(&self.unseen_of_role(cx)) } else { Vec::new() }
    }

    fn crumb(&self, cx: &Cx<'_>) -> Option<String> {
        self.provider(cx).map(|provider| provider.name)
    }

    fn tabs(&self, cx: &Cx<'_>) -> Option<(Vec<String>, usize)> {
        Some((self.titles(cx), self.tab as usize))
    }

    fn show_tab(&mut self, tab: usize, _cx: &Cx<'_>) {
        self.tab = Tab::ALL.get(tab).copied().unwrap_or(self.tab);
    }

    fn why_not(&self, action: Action, cx: &Cx<'_>) -> Option<String> {
        let Some(provider) = self.provider(cx) else { return Some("This provider is not there any more.".into()) };
        let reason = match (action, self.tab) {
            (Action::Open, Tab::Roles) if self.roles.selected().is_none() => self.roles.why_none("No role trusts this provider yet."),
            (Action::Add | Action::Remove | Action::Edit, Tab::Roles) => {
                "What a role trusts is said in its trust policy. enter opens the role."
            }
            (Action::Add | Action::Remove, Tab::Trust) if provider.is_saml() => {
                "A SAML provider has no audiences. E replaces its metadata."
            }
            (Action::Open | Action::Edit, Tab::Trust) => "An audience is added and removed, not changed.",
            (Action::Remove, Tab::Trust) if self.audiences.selected().is_none() => {
                self.audiences.why_none("There is no audience here. a adds one.")
            }
            (action, Tab::Tags) => return self.tags.why_not(action),
            _ => return None,
        };
        Some(reason.into())
    }

    fn label(&self, action: Action, _cx: &Cx<'_>) -> Option<&'static str> {
        if self.tab == Tab::Tags { TagsTab::label(action) } else { None }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Step> {
        let Some(provider) = self.provider(cx) else { return Vec::new() };
        match (action, self.tab) {
            (Action::Copy, _) => vec![Step::Copy { text: provider.arn, what: format!("the ARN of {}", provider.name) }],
            (Action::Open, Tab::Roles) => self.roles.selected().map(|role| Step::Go(Route::role(*role).tab(1))).into_iter().collect(),
            _ => self.question(action, cx, &provider).map(Step::Ask).into_iter().collect(),
        }
    }

    fn draw_head(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) -> Option<usize> {
        let provider = self.provider(cx)?;
        Some(page::draw(cx, canvas, &self.heading(cx, &provider), &self.titles(cx), self.tab as usize))
    }

    fn view(&self, cx: &Cx<'_>, canvas: &mut Canvas<'_>) {
        let Some((provider, row)) = self.provider(cx).zip(self.draw_head(cx, canvas)) else {
            return page::draw_gone(cx, canvas, "provider");
        };
        let mut body = canvas.rows(row, usize::MAX);
        match self.tab {
            Tab::Roles => self.draw_roles(cx, &mut body),
            Tab::Trust => self.draw_trust(cx, &provider, &mut body),
            Tab::Tags => self.tags.draw(cx, &mut body, "Words of your own, to sort and find providers by.", ("provider", tab::ABOUT)),
        }
    }
}
