//! What comes from outside: keys one by one, and in the order that leads deep into the console; pastes, clicks, other windows.

use super::common::codes_at;
use super::common::console::{Console, parse_keys};
use super::line::line;
use iam_console::app::message::{Message, Mouse};
use iam_console::screens::SCREENS;
use iam_console::widgets::key::{Code, Key};
use jiff::ToSpan;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Something that comes from outside.
#[derive(Clone, Debug)]
pub enum Input {
    /// A key.
    Key(Key),
    /// Keys behind `:`, with what [`fill`] fills in; perhaps so fast that nothing is drawn between them.
    Deep { keys: &'static str, picks: [Index; 2], fast: bool },
    /// A few keys in a row.
    Short(&'static str),
    /// A screen by its name.
    Go(Index),
    /// A line of the AWS CLI, run and what it answers closed.
    Line(Vec<Index>),
    /// Pasted text.
    Paste(String),
    /// A click, as parts of the window's width and height.
    Click(Index, Index),
    /// The wheel.
    Wheel { down: bool },
    /// A window of another size.
    Resize(u16, u16),
    /// Seconds that pass.
    Wait(i64),
    /// The store becomes slow, or answers all that it was asked.
    Slow(bool),
}

/// Behind `:`, what makes, changes and deletes things, or opens what is hard to come by.
const DEEP: &[&str] = &[
    "user {user}<enter>d{user}<enter>",
    "user {user}<enter>n<ctrl-u>{new}<enter>",
    "user {user}<enter>a<enter><space><enter>",
    "user {user}<enter>a<right><right><enter>/s3<enter><space><enter>",
    "user {user}<enter>x<tab><enter>",
    "user {user}<enter><tab>x<tab><enter>",
    "user {user}<enter><tab><tab>a{new}<tab>x<enter>",
    "user {user}<enter><backtab><backtab>p<enter>",
    "user {user}<enter><backtab><backtab>c<tab><space><enter>",
    "user {user}<enter><backtab><backtab>Gt<tab><enter>",
    "user {user}<enter><backtab><backtab>a<enter>{codes}<enter>",
    "create-user<enter>{new}<enter><space><enter><enter>",
    "create-user<enter>{new}<tab><space><enter><space><enter><enter>",
    "create-user<enter>{new}<enter>b/readonly<enter><space>",
    "create-user<enter>{new}<enter>c{new}<enter>",
    "group {group}<enter>",
    "group {group}<enter>a<space><down><space><enter>",
    "group {group}<enter><space>x<tab><enter>",
    "group {group}<enter><tab>a/ec2<enter><space><enter>",
    "group {group}<enter>n<ctrl-u>{new}<enter>",
    "group {group}<enter>d{group}<enter>",
    "create-group<enter>{new}<enter><space><enter><space><enter>",
    "role {role}<enter>",
    "role {role}<enter>a<space><enter>",
    "role {role}<enter>x<tab><enter>",
    "role {role}<enter>d{role}<enter>",
    "create-role<enter><enter><space><enter>{new}<enter>",
    "create-role<enter><right><enter>/lambda<enter><space><enter>{new}<tab>x<tab>team<enter>web<enter><enter>",
    "policy {policy}<enter><tab>",
    "policies<enter>/{policy}<enter>a<space><enter>",
    "create-policy<enter>\"s3:getob<enter><down><home><end><left>\"*\"<ctrl-s>{new}<enter>",
    "create-policy<enter><ctrl-o><down><enter><f4>nt<down>x<ctrl-s>{new}<enter>",
    "create-policy<enter><ctrl-o>/own<enter><enter><ctrl-s>{new}<tab>about<enter>",
    "create-policy<enter><f4>a/sqs<enter><enter><space><down><space><enter>r<enter>c<enter>",
    "policy {policy}<enter>e<ctrl-t><ctrl-s><enter>",
    "policies<enter>ff<enter>e<ctrl-n><ctrl-f><enter><ctrl-s><enter>",
    "password-policy<enter>e<tab><ctrl-u>16<enter>",
    "password-policy<enter>d<tab><enter>",
    "root<enter>c<space><enter>",
    "root<enter>xconfirm<enter>",
    "assign-mfa<enter><enter>{codes}<enter>",
    "assign-mfa<enter><enter>a",
    "home<enter>c<ctrl-u>{new}<enter>",
    "history<enter><down><enter>",
    "history<enter><down><down>z",
    "history<enter>Gz",
    "accounts<enter>c{new}<enter>",
    "simulate<enter>c/{user}<enter><enter><tab>es3:Get* iam:*User<enter>r<down><enter>",
    "simulate<enter>a{new}<esc>b<tab>es3:PutObject<enter><tab>a<down><enter>arn:aws:s3:::{new}<enter>r",
    "simulate<enter>p/password<enter><enter><esc><space><tab><tab><tab><enter>{new}<enter>x",
    "simulate<enter>c/{user}<enter><enter>e<ctrl-s><tab>e*:List*<enter><backtab><backtab>w<enter>",
    "aws iam list-users<enter>",
    "aws iam create-access-key<enter>",
];

/// What takes back, makes again, closes or opens something wherever one is.
const SHORT: &[&str] = &["u", "u<ctrl-r>", "<esc><esc><esc>", "<tab><enter>", "?", "<ctrl-p>", "m", "/a<enter>", "["];

/// Text that means harm, or is much.
const PASTES: &[&str] = &[
    "alice",
    "al ice\r\n",
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m",
    "\u{202e}ecila\u{2066}\u{200b}\u{feff}\u{ad}",
    "\0\0\u{7f}\u{85}",
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} 👩‍👩‍👧‍👦🇩🇪️",
    "部署部署部署",
    "\u{e0041}\u{e007f}\u{f8ff}\u{fffd}",
    "{\"Version\":\"2012-10-17\",\n\t\"Statement\":[]}",
    ":aws iam delete-user --user-name alice\r",
    "aws iam create-user --user-name 'unclosed",
    "arn:aws:iam::aws:policy/AdministratorAccess",
];

fn key() -> impl Strategy<Value = Key> {
    use Code::*;
    let named = [Enter, Esc, Tab, BackTab, Backspace, Delete, Up, Down, Left, Right, Home, End, PageUp, PageDown, F(1), F(2), F(5)];
    let letters: Vec<char> = (' '..='~').chain(['é', '部', '👩', '\u{301}', '\u{202e}']).collect();
    // Ctrl-c quits, and what comes behind it would not be tried.
    let control: Vec<char> = ('a'..='z').filter(|letter| *letter != 'c').collect();
    prop_oneof![
        8 => select(letters).prop_map(Key::char),
        8 => select(named.to_vec()).prop_map(Key::plain),
        1 => select(control).prop_map(Key::ctrl),
        1 => select(named.to_vec()).prop_map(Key::alt),
    ]
}

fn paste() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => select(PASTES).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => select(PASTES).prop_map(|text| text.repeat(2_000)),
    ]
}

/// Anything that comes from outside.
pub fn input() -> impl Strategy<Value = Input> {
    let picks = || proptest::collection::vec(any::<Index>(), 10);
    prop_oneof![
        60 => key().prop_map(Input::Key),
        30 => (select(DEEP), any::<[Index; 2]>(), any::<bool>()).prop_map(|(keys, picks, fast)| Input::Deep { keys, picks, fast }),
        8 => select(SHORT).prop_map(Input::Short),
        10 => any::<Index>().prop_map(Input::Go),
        12 => picks().prop_map(Input::Line),
        5 => paste().prop_map(Input::Paste),
        12 => any::<(Index, Index)>().prop_map(|(column, row)| Input::Click(column, row)),
        4 => any::<bool>().prop_map(|down| Input::Wheel { down }),
        2 => (1_u16..=200, 1_u16..=60).prop_map(|(columns, rows)| Input::Resize(columns, rows)),
        3 => select(vec![(80, 24), (120, 36), (60, 16), (200, 60), (1, 1)]).prop_map(|(columns, rows)| Input::Resize(columns, rows)),
        4 => select(vec![1, 7, 30, 86_400]).prop_map(Input::Wait),
        3 => any::<bool>().prop_map(Input::Slow),
    ]
}

impl Input {
    /// Lets it come. Returns how many keys it was.
    pub fn perform(&self, console: &mut Console) -> usize {
        match self {
            Self::Key(key) => press(console, &[*key], false),
            Self::Short(keys) => press(console, &parse_keys(keys), true),
            Self::Deep { keys, picks, fast } => {
                let mut pressed = open_command_line(console);
                for (at, keys) in keys.split("{codes}").enumerate() {
                    // The device was made by the keys before.
                    let codes = if at == 0 { String::new() } else { codes(console) };
                    pressed += press(console, &parse_keys(&(codes + &fill(keys, console, *picks))), *fast);
                }
                pressed
            }
            Self::Go(which) => {
                let names: Vec<&str> = SCREENS.iter().flat_map(|spec| spec.names).copied().collect();
                open_command_line(console) + press(console, &parse_keys(&format!("{}<enter>", which.get(&names))), false)
            }
            Self::Line(picks) => {
                let line = line(console.open.account(), console.now, picks);
                let keys: Vec<Key> = line.chars().map(Key::char).chain(parse_keys("<enter><esc>")).collect();
                open_command_line(console) + press(console, &keys, true)
            }
            Self::Paste(text) => {
                console.paste(text);
                0
            }
            Self::Click(column, row) => {
                let area = console.buffer().area;
                let (column, row) = (column.index(area.width.into()), row.index(area.height.into()));
                let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
                console.send(Message::Mouse(Mouse::Click { column, row }));
                0
            }
            Self::Wheel { down } => {
                console.send(Message::Mouse(Mouse::Wheel { down: *down }));
                0
            }
            Self::Resize(columns, rows) => {
                console.resize(*columns, *rows);
                0
            }
            Self::Wait(seconds) => {
                console.now += seconds.seconds();
                console.send(Message::Woke);
                0
            }
            Self::Slow(is_slow) => {
                console.is_slow = *is_slow;
                console.let_through();
                0
            }
        }
    }
}

/// Closes what lies over the screen, which may ask once more, and opens the command line; even while a field is typed in.
fn open_command_line(console: &mut Console) -> usize {
    let mut pressed = 0;
    while console.model.overlay_count() > 0 && pressed < 4 {
        pressed += press(console, &[Key::plain(Code::Esc)], false);
    }
    pressed + press(console, &[Key::plain(Code::F(2))], false)
}

/// Presses keys until one quits.
fn press(console: &mut Console, keys: &[Key], fast: bool) -> usize {
    for (pressed, key) in keys.iter().enumerate() {
        if console.quit {
            return pressed;
        }
        console.take(Message::Key(*key));
        if !fast || pressed + 1 == keys.len() {
            console.draw();
        }
    }
    keys.len()
}

/// Puts names from the account, or new ones, into keys.
fn fill(keys: &str, console: &Console, [first, second]: [Index; 2]) -> String {
    let account = console.open.account();
    let name = |names: Vec<&str>| if names.is_empty() { "nobody".to_owned() } else { (*first.get(&names)).to_owned() };
    let user = name(account.users().map(|user| user.name.as_str()).collect());
    let group = name(account.groups().map(|group| group.name.as_str()).collect());
    let role = name(account.roles().map(|role| role.name.as_str()).collect());
    let new = *second.get(&["dana", "erin", "Frank", "grace", "acme-3", "al ice", "OPS"]);
    let policy = *second.get(&["AmazonS3ReadOnlyAccess", "ReadOnlyAccess", "AWSSupportServiceRolePolicy"]);
    let filled = keys.replace("{user}", &user).replace("{group}", &group).replace("{role}", &role);
    filled.replace("{new}", new).replace("{policy}", policy)
}

/// Two codes of the device that waits for them.
fn codes(console: &Console) -> String {
    let account = console.open.account();
    let waiting = account.mfa_devices().find(|device| device.assigned.is_none());
    waiting.map_or_else(String::new, |device| codes_at(account, &device.name, console.now).map(|code| code.reveal().to_owned()).concat())
}
