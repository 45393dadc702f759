//! What works on every screen: the menu, the help, the palette, the command line, what is said below.

use super::Scene;
use crate::common::console::Console;
use iam_console::app::message::{Message, Opened};
use iam_console::app::route::ScreenId::{CreateUser, Dashboard, EditPasswordPolicy, Users};

/// Opens the account again, with something to say.
fn opened(console: &mut Console, notices: &[&str], read_only: Option<&str>) {
    let opened = Opened {
        name: "practice".into(),
        account: console.open.account().clone(),
        history: console.open.history().clone(),
        notices: notices.iter().map(|notice| (*notice).to_owned()).collect(),
        read_only: read_only.map(str::to_owned),
        lesson: None,
    };
    console.send(Message::Opened(Box::new(opened)));
}

pub const SCENES: &[Scene] = &[
    Scene::new("shell_menu", Dashboard, "", "m"),
    Scene::new("shell_keys", Users, "users", "?"),
    Scene::new("shell_keys_further_down", Users, "users", "?<pgdn><pgdn>"),
    Scene::new("shell_keys_by_word", Users, "users", "?undo"),
    Scene::new("shell_keys_nothing_found", Users, "users", "?zebra"),
    Scene::new("shell_keys_in_a_form", EditPasswordPolicy, "password-policy", "e?"),
    Scene::new("shell_actions", Dashboard, "", "<ctrl-p>"),
    Scene::new("shell_actions_by_word", Dashboard, "", "<ctrl-p>policy"),
    Scene::new("shell_command_line", Dashboard, "", ":"),
    Scene::new("shell_command_line_names", Dashboard, "", ":a"),
    Scene::new("shell_command_line_unknown", Dashboard, "", ":qqq<enter>"),
    Scene::new("shell_command_line_operations", Dashboard, "", ":aws iam create-"),
    Scene::new("shell_command_line_options", Dashboard, "", ":aws iam add-user-to-group --<down><down>"),
    Scene::new("shell_command_line_values", Dashboard, "", ":aws iam delete-user --user-name "),
    Scene::new("shell_command_line_wrong", Dashboard, "", ":aws iam creat-user<enter>"),
    Scene::new("shell_command_line_refused", Dashboard, "", ":aws iam delete-user --user-name bob<enter>"),
    Scene::new("shell_answer", Dashboard, "", ":aws iam list-users<enter>"),
    Scene::new("shell_answer_end", Dashboard, "", ":aws iam list-users<enter>G"),
    Scene::new("shell_help_of_an_operation", Dashboard, "", ":aws iam create-user help<enter>"),
    Scene::new("shell_done", Users, "users", ":aws iam create-user --user-name dave<enter><esc>"),
    Scene::new(
        "shell_done_at_length",
        Users,
        "users",
        ":aws iam create-role --role-name x --assume-role-policy-document '{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}'<enter><esc>",
    ),
    Scene::new("shell_refused", Users, "users", ":aws iam delete-user --user-name bob<enter><esc>"),
    Scene::new("shell_undone", Users, "users", ":aws iam create-user --user-name dave<enter><esc>u"),
    Scene::new("shell_nothing_to_undo", Users, "users", "u"),
    Scene::new("shell_key_without_meaning", Users, "users", "z"),
    Scene::new("shell_mouse_off", Users, "users", "M"),
    Scene::new("shell_quit", CreateUser, "create-user", "dave<ctrl-c>"),
    Scene::by("shell_repaired", Dashboard, |console| {
        opened(console, &["The last entry of the journal was cut off and is left out; it had not been acknowledged."], None);
    }),
    Scene::by("shell_read_only", Dashboard, |console| opened(console, &[], Some("the disk is full."))),
];
