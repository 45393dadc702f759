//! A provider of either kind, as the screens show it, and as rows of a list.

use std::rc::Rc;

use jiff::Timestamp;

use crate::account::Account;
use crate::account::entity::Role;
use crate::account::id::{IdKind, UniqueId};
use crate::account::operation::{DeleteOpenIDConnectProvider, DeleteSAMLProvider, GetOpenIDConnectProvider, ListRoles, Operation};
use crate::account::refusal::Refusal;
use crate::app::cx::Cx;
use crate::app::overlay::dialog::Dialog;
use crate::app::step::Step;
use crate::app::words::{ago, plural};
use crate::screens::roles::trust;
use crate::screens::sight::denied::{Asking, CELL};
use crate::widgets::Line;
use crate::widgets::list::{Column, Listing, Rank};

const COLUMNS: &[Column] = &[
    Column::text("Provider", 24, 60, 10),
    Column::fixed("Type", 14, 9),
    Column::number("Trusted by", 10, 5),
    Column::fixed("Created", 16, 4),
];

/// The console's words for the types.
pub(super) const SAML: &str = "SAML";
pub(super) const OIDC: &str = "OpenID Connect";

/// A provider.
pub(super) struct Provider {
    pub id: UniqueId,
    /// A SAML provider's name, an OIDC provider's address.
    pub name: String,
    pub arn: String,
    pub created: Timestamp,
}

impl Provider {
    /// The provider of this id; `None` once it is gone.
    pub(super) fn of(account: &Account, id: UniqueId) -> Option<Self> {
        if let Some(saml) = account.saml_provider(id) {
            return Some(Self { id, name: saml.name.clone(), arn: account.saml_provider_arn(saml), created: saml.created });
        }
        let oidc = account.oidc_provider(id)?;
        Some(Self { id, name: oidc.url.clone(), arn: account.oidc_provider_arn(oidc), created: oidc.created })
    }

    /// Those of the kinds that whoever is signed in may list, by name.
    pub(super) fn listed(account: &Account, denied: &[(&'static str, Refusal)]) -> Vec<UniqueId> {
        let may_list = |kind: &str| denied.iter().all(|(denied, _)| *denied != kind);
        let saml = account.saml_providers().filter(|_| may_list(SAML)).map(|provider| (provider.name.to_lowercase(), provider.id));
        let oidc = account.oidc_providers().filter(|_| may_list(OIDC)).map(|provider| (provider.url.to_lowercase(), provider.id));
        let mut all: Vec<(String, UniqueId)> = saml.chain(oidc).collect();
        all.sort();
        all.into_iter().map(|(_, id)| id).collect()
    }

    pub(super) fn is_saml(&self) -> bool {
        self.id.kind() == Some(IdKind::SamlProvider)
    }

    /// The console's word for its type.
    pub(super) fn type_words(&self) -> &'static str {
        if self.is_saml() { SAML } else { OIDC }
    }

    /// The roles that trust it, by name.
    pub(super) fn trusted_by<'a>(&self, account: &'a Account) -> Vec<&'a Role> {
        account.roles().filter(|role| trust::lets_provider_in(&account.current_policy(&role.trust_policy), &self.arn)).collect()
    }

    /// Asks before it is deleted; the roles that trust it are named.
    pub(super) fn deletion(&self, cx: &Cx<'_>) -> Dialog {
        let operation: Operation = if self.is_saml() {
            DeleteSAMLProvider { saml_provider_arn: self.arn.clone() }.into()
        } else {
            DeleteOpenIDConnectProvider { open_id_connect_provider_arn: self.arn.clone() }.into()
        };
        let unlisted = cx.sight.refusal("ListRoles");
        let roles = if unlisted.is_none() { self.trusted_by(cx.account) } else { Vec::new() };
        let dialog = Dialog::new(format!("Delete identity provider {}?", self.name), "Delete", move |_, _| {
            Ok(vec![Step::submit(operation.clone())])
        });
        let dialog = if unlisted.is_some() {
            let dialog = dialog.line(Line::new().text("Roles that trust it stay, and nobody enters them through it any more."));
            dialog.unseen("which roles trust it", unlisted.cloned().map(Rc::new))
        } else if roles.is_empty() {
            dialog.line(Line::new().text("No role trusts it."))
        } else {
            let names = roles.iter().map(|role| Line::new().text(format!("  {}", role.name)));
            let stay = format!("{} that it vouches for nobody enters any more, though they stay:", plural(roles.len(), "role"));
            dialog.line(Line::new().text(stay)).lines(names)
        };
        dialog.line(Line::new().quiet("Sessions that are open go on until they end.")).typed(&self.name)
    }
}

/// Providers as rows.
pub(super) struct ProviderRows<'a> {
    /// What is seen of them.
    pub cx: &'a Cx<'a>,
}

/// The column that counts the roles that trust a provider, which their trust policies say.
const ROLES: usize = 2;

/// When a provider was made. The list of `OpenID` Connect providers does not tell it.
const CREATED: usize = 3;

impl Asking for ProviderRows<'_> {
    fn cx(&self) -> &Cx<'_> {
        self.cx
    }

    fn needs(&self, id: &UniqueId, column: usize) -> Vec<Operation> {
        let oidc = || self.cx.account.oidc_provider(*id).map(|provider| self.cx.account.oidc_provider_arn(provider));
        match column {
            ROLES => vec![ListRoles::default().into()],
            CREATED => {
                let get = |open_id_connect_provider_arn| GetOpenIDConnectProvider { open_id_connect_provider_arn }.into();
                oidc().map(get).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Listing for ProviderRows<'_> {
    type Key = UniqueId;

    fn columns(&self) -> &[Column] {
        COLUMNS
    }

    fn words(&self, id: &UniqueId) -> String {
        Provider::of(self.cx.account, *id).map_or_else(String::new, |provider| format!("{} {}", provider.name, provider.type_words()))
    }

    fn cell(&self, id: &UniqueId, column: usize) -> Line {
        let Some(provider) = Provider::of(self.cx.account, *id) else { return Line::new() };
        match column {
            0 => Line::new().text(provider.name),
            1 => Line::new().text(provider.type_words()),
            ROLES | CREATED if !self.may_see(id, column) => Line::new().quiet(CELL),
            ROLES => Line::new().text(provider.trusted_by(self.cx.account).len().to_string()),
            _ => Line::new().quiet(ago(provider.created, self.cx.now)),
        }
    }

    fn rank(&self, id: &UniqueId, column: usize) -> Rank {
        match (column, Provider::of(self.cx.account, *id)) {
            // The order would tell what the cells don't.
            (ROLES | CREATED, _) if !self.may_see(id, column) => Rank::Number(i64::MIN),
            (ROLES, Some(provider)) => Rank::count(provider.trusted_by(self.cx.account).len()),
            (CREATED, Some(provider)) => Rank::Number(provider.created.as_second()),
            _ => Rank::words(&self.cell(id, column).plain()),
        }
    }
}
