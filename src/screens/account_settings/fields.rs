//! The fields of the password policy's form, and the operation that they make.

use crate::account::entity::PasswordPolicy;
use crate::account::operation::{DeleteAccountPasswordPolicy, Operation, UpdateAccountPasswordPolicy};
use crate::widgets::form::{ChoiceOption, Field, Form};

/// The fields.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Kind,
    Length,
    Strength,
    Uppercase,
    Lowercase,
    Numbers,
    Symbols,
    Expires,
    MaxAge,
    HardExpiry,
    OwnChange,
    PreventsReuse,
    Reuse,
    Save,
}

/// What belongs to a policy of the account's own.
const CUSTOM: [Part; 12] = [
    Part::Length,
    Part::Strength,
    Part::Uppercase,
    Part::Lowercase,
    Part::Numbers,
    Part::Symbols,
    Part::Expires,
    Part::MaxAge,
    Part::HardExpiry,
    Part::OwnChange,
    Part::PreventsReuse,
    Part::Reuse,
];

/// What *Custom* begins with where the account has no policy of its own, as in the console.
const BEGINNING: PasswordPolicy = PasswordPolicy {
    minimum_length: 8,
    require_symbols: false,
    require_numbers: false,
    require_uppercase: false,
    require_lowercase: false,
    allow_users_to_change: true,
    max_age: None,
    reuse_prevention: None,
    hard_expiry: false,
};

/// The days that *Turn on password expiration* begins with.
const DAYS: u32 = 90;
/// The passwords that *Prevent password reuse* begins with.
const REMEMBERED: u32 = 5;

/// The form for the policy that an account has, or `None`.
pub(super) fn form(policy: Option<&PasswordPolicy>) -> Form<Part> {
    let is_custom = policy.is_some();
    let policy = policy.unwrap_or(&BEGINNING);
    let option = |label: &str, about: &str| ChoiceOption { label: label.to_owned(), about: about.to_owned() };
    let kinds = vec![option("IAM default", "8 characters, three of four kinds"), option("Custom", "what you choose")];
    let number = |part, label, member, value: u32| {
        Field::digits(part, label, value.to_string()).of(UpdateAccountPasswordPolicy::SPEC.member(member))
    };
    let mut form = Form::new(vec![
        Field::choice(Part::Kind, "Password policy", kinds, usize::from(is_custom)),
        number(Part::Length, "Minimum length", "MinimumPasswordLength", policy.minimum_length).hint("6 to 128 characters"),
        Field::note(Part::Strength, "Password strength").joined(),
        Field::toggle(Part::Uppercase, "Require at least one uppercase letter (A-Z)", policy.require_uppercase).joined(),
        Field::toggle(Part::Lowercase, "Require at least one lowercase letter (a-z)", policy.require_lowercase).joined(),
        Field::toggle(Part::Numbers, "Require at least one number", policy.require_numbers).joined(),
        Field::toggle(Part::Symbols, "Require at least one symbol (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ')", policy.require_symbols),
        Field::toggle(Part::Expires, "Turn on password expiration", policy.max_age.is_some()).joined(),
        number(Part::MaxAge, "Expires after days", "MaxPasswordAge", policy.max_age.unwrap_or(DAYS)).hint("1 to 1095").joined(),
        Field::toggle(Part::HardExpiry, "Password expiration requires administrator reset", policy.hard_expiry).joined(),
        Field::toggle(Part::OwnChange, "Allow users to change their own password", policy.allow_users_to_change).joined(),
        Field::toggle(Part::PreventsReuse, "Prevent password reuse", policy.reuse_prevention.is_some()),
        number(Part::Reuse, "Passwords kept", "PasswordReusePrevention", policy.reuse_prevention.unwrap_or(REMEMBERED)).hint("1 to 24"),
        Field::button(Part::Save, "Save changes"),
    ]);
    show_what_counts(&mut form);
    form
}

/// Shows the fields that count for what is chosen.
pub(super) fn show_what_counts(form: &mut Form<Part>) {
    let is_custom = form.chosen(Part::Kind) == 1;
    for part in CUSTOM {
        form.show(part, is_custom);
    }
    form.show(Part::MaxAge, is_custom && form.is_on(Part::Expires));
    form.show(Part::Reuse, is_custom && form.is_on(Part::PreventsReuse));
}

/// The operation that sets what the form says; `None` while a number is none.
pub(super) fn operation(form: &Form<Part>) -> Option<Operation> {
    if form.chosen(Part::Kind) == 0 {
        return Some(DeleteAccountPasswordPolicy {}.into());
    }
    let number = |part| form.text(part).trim().parse::<u32>().ok();
    let number_if = |on, part| if form.is_on(on) { number(part).map(Some) } else { Some(None) };
    // The call sets every member at once: what it leaves out, it takes back.
    Some(
        UpdateAccountPasswordPolicy {
            minimum_password_length: Some(number(Part::Length)?),
            require_symbols: Some(form.is_on(Part::Symbols)),
            require_numbers: Some(form.is_on(Part::Numbers)),
            require_uppercase_characters: Some(form.is_on(Part::Uppercase)),
            require_lowercase_characters: Some(form.is_on(Part::Lowercase)),
            allow_users_to_change_password: Some(form.is_on(Part::OwnChange)),
            max_password_age: number_if(Part::Expires, Part::MaxAge)?,
            password_reuse_prevention: number_if(Part::PreventsReuse, Part::Reuse)?,
            hard_expiry: Some(form.is_on(Part::HardExpiry)),
        }
        .into(),
    )
}
