//! What can be done with KMS keys and secrets.

use super::deed::Deed;
use crate::account::entity::KeyState;
use crate::account::operation::{
    CancelKeyDeletion, CreateAlias, CreateKey, CreateSecret, DeleteAlias, DescribeKey, DisableKey, EnableKey, GetSecretValue, ListAliases,
    ListSecrets, PutSecretValue, RestoreSecret,
};
use crate::account::secret::Secret;
use crate::app::cx::Cx;
use crate::widgets::form::Field;

/// Why a key can't be brought into a state: it is in it, and that may be seen.
fn is_in(cx: &Cx<'_>, name: &str, state: KeyState, why: &'static str) -> Option<&'static str> {
    let is_seen = cx.may(&DescribeKey { key_id: name.to_owned() }.into());
    cx.account.kms_key(name).filter(|key| is_seen && key.state() == state).map(|_| why)
}

/// Why no deletion can be cancelled: there is none.
const NOT_SCHEDULED: &str = "Its deletion is not scheduled.";

pub(super) static KEY: Deed = Deed {
    title: "KMS key",
    button: "Create key",
    about: "Encrypts and decrypts for whom its key policy lets",
    fields: |_, _| vec![Field::text_line(0, "Description", "").of(CreateKey::SPEC.member("Description")).optional()],
    operations: |making| Ok(vec![CreateKey { description: making.optional(0), ..Default::default() }.into()]),
    ..Deed::BARE
};

/// The first name that a key has besides its id, where that may be seen.
fn first_alias(cx: &Cx<'_>, key: &str) -> String {
    let alias = cx.account.key_aliases().find(|alias| alias.key == key).filter(|_| cx.may(&ListAliases {}.into()));
    format!("alias/{}", alias.map_or("", |alias| &alias.name))
}

pub(super) static ON_KEY: &[Deed] = &[
    Deed {
        title: "Create alias",
        button: "Create alias",
        about: "Gives the key another name",
        fields: |_, _| vec![Field::text_line(0, "Alias", "alias/").of(CreateAlias::SPEC.member("AliasName"))],
        operations: |making| Ok(vec![CreateAlias { alias_name: making.text(0), target_key_id: making.name() }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Delete alias",
        button: "Delete alias",
        about: "Takes another name from the key",
        fields: |cx, name| vec![Field::text_line(0, "Alias", first_alias(cx, name)).of(DeleteAlias::SPEC.member("AliasName"))],
        operations: |making| Ok(vec![DeleteAlias { alias_name: making.text(0) }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Disable",
        moot: |cx, name| is_in(cx, name, KeyState::Disabled, "The key is disabled."),
        button: "Disable",
        about: "Nobody can encrypt and decrypt with it, until it is enabled again",
        operations: |making| Ok(vec![DisableKey { key_id: making.name() }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Enable",
        moot: |cx, name| is_in(cx, name, KeyState::Enabled, "The key is enabled."),
        button: "Enable",
        about: "Lets the key be used again",
        operations: |making| Ok(vec![EnableKey { key_id: making.name() }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Cancel key deletion",
        moot: |cx, name| {
            let is_not = |state| is_in(cx, name, state, NOT_SCHEDULED);
            is_not(KeyState::Enabled).or_else(|| is_not(KeyState::Disabled))
        },
        button: "Cancel key deletion",
        about: "Keeps the key; it is disabled then",
        operations: |making| Ok(vec![CancelKeyDeletion { key_id: making.name() }.into()]),
        ..Deed::BARE
    },
];

pub(super) static SECRET: Deed = Deed {
    title: "Secret",
    button: "Store secret",
    about: "A password or the like that programs ask for when they need it",
    fields: |_, _| {
        let member = |name| CreateSecret::SPEC.member(name);
        vec![
            Field::text_line(0, "Secret name", "").of(member("Name")),
            Field::secret(1, "Secret value").of(member("SecretString")),
            Field::text_line(2, "Description", "").of(member("Description")).optional(),
        ]
    },
    operations: |making| {
        let secret_string = making.optional(1).map(Secret::new);
        Ok(vec![CreateSecret { name: making.text(0), description: making.optional(2), secret_string, tags: None }.into()])
    },
    ..Deed::BARE
};

pub(super) static ON_SECRET: &[Deed] = &[
    Deed {
        title: "Retrieve secret value",
        button: "Retrieve",
        about: "Shows what the secret holds; whoever looks over your shoulder sees it, too",
        operations: |making| Ok(vec![GetSecretValue { secret_id: making.name() }.into()]),
        ..Deed::BARE
    },
    Deed {
        title: "Set secret value",
        button: "Save",
        about: "Puts another value in the place of the one before",
        fields: |_, _| vec![Field::secret(0, "Secret value").of(PutSecretValue::SPEC.member("SecretString"))],
        operations: |making| {
            let secret_string = making.optional(0).map(Secret::new);
            Ok(vec![PutSecretValue { secret_id: making.name(), secret_string }.into()])
        },
        ..Deed::BARE
    },
    Deed {
        title: "Cancel deletion",
        moot: |cx, name| {
            let is_seen = cx.may(&ListSecrets {}.into());
            cx.account.stored_secret(name).filter(|secret| is_seen && secret.deletion.is_none()).map(|_| NOT_SCHEDULED)
        },
        button: "Cancel deletion",
        about: "Keeps the secret that was to be deleted",
        operations: |making| Ok(vec![RestoreSecret { secret_id: making.name() }.into()]),
        ..Deed::BARE
    },
];
