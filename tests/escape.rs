//! Esc closes exactly one thing each time it is pressed, and pressed again and again it leads to the dashboard.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
#[path = "screens/scenes/mod.rs"]
mod scenes;

use common::company::company;
use common::console::{Console, Setup};
use iam_console::app::route::{Route, ScreenId};
use iam_console::screens::SCREENS;

/// Room enough for the whole breadcrumb of the longest name.
const SIZE: (u16, u16) = (200, 50);
/// The question of a page that has unsaved input.
const LEAVE: &str = "Leave this page?";

/// What esc has closed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Closed {
    /// What lay over the screen.
    Overlay,
    /// The filter of a list.
    Filter,
    /// A part of the screen that was opened within it.
    Part,
    /// The screen; what it belongs to is shown.
    Screen,
    /// Nothing yet: a secret that nobody has seen asks for another esc.
    Warned,
    /// Nothing yet: a question lies over the screen, whether what was entered may be lost.
    Asked,
    /// Nothing: this is the top.
    Nothing,
}

/// What there is to close.
#[derive(Clone, PartialEq, Debug)]
struct Standing {
    overlays: usize,
    route: Route,
    crumbs: Vec<String>,
    filters: bool,
    warned: bool,
    /// The screen without what is said below it.
    picture: String,
}

impl Standing {
    fn of(console: &Console) -> Self {
        let picture = console.screen();
        let brand = picture.lines().next().unwrap();
        let crumbs = brand.trim_start_matches(" IAM").trim_start().split("  ").next().unwrap();
        let crumbs = crumbs.split('›').map(|crumb| crumb.trim().to_owned()).filter(|crumb| crumb != "Dashboard").collect();
        Self {
            overlays: console.model.overlay_count(),
            route: console.model.route().unwrap().clone(),
            crumbs,
            filters: picture.contains("   filter: "),
            warned: picture.contains("Once more, and it is lost."),
            picture,
        }
    }

    /// Whether nothing is above: the dashboard, or the sign-in screen while nobody is signed in.
    fn is_top(&self) -> bool {
        self.route.screen == ScreenId::Dashboard || self.route.screen == ScreenId::SignIn && self.picture.contains("not signed in")
    }

    /// What was closed between then and now; fails where it is not exactly one thing.
    fn closed(&self, now: &Self) -> Closed {
        let same_place = now.route == self.route && now.crumbs == self.crumbs;
        match now.overlays.cmp(&self.overlays) {
            std::cmp::Ordering::Less => {
                assert!(same_place && now.overlays + 1 == self.overlays, "more than one thing is closed");
                Closed::Overlay
            }
            std::cmp::Ordering::Greater => {
                assert!(same_place && now.overlays == 1 && now.picture.contains(LEAVE), "something opens");
                Closed::Asked
            }
            std::cmp::Ordering::Equal if !same_place => {
                let [above @ .., _] = &self.crumbs[..] else { panic!("there is nothing above") };
                assert_eq!(now.crumbs, above, "it leads elsewhere than one step up");
                Closed::Screen
            }
            std::cmp::Ordering::Equal if self.filters && !now.filters => Closed::Filter,
            std::cmp::Ordering::Equal if now.warned && !self.warned => Closed::Warned,
            std::cmp::Ordering::Equal if self.is_top() => Closed::Nothing,
            std::cmp::Ordering::Equal => {
                assert_ne!(now.picture, self.picture, "nothing is closed, and this is not the top");
                Closed::Part
            }
        }
    }
}

/// Presses esc until there is nothing left to close; answers the question of a page with unsaved input in favour of leaving.
/// Returns what was closed, in order.
fn close_all(console: &mut Console) -> Vec<Closed> {
    let mut all = Vec::new();
    loop {
        let before = Standing::of(console);
        console.keys("<esc>");
        let closed = before.closed(&Standing::of(console));
        all.push(closed);
        match closed {
            Closed::Nothing => break,
            Closed::Asked => leave(console, &before),
            _ => {}
        }
        assert!(all.len() < 12, "esc leads nowhere: {all:?}\n{}", console.screen());
    }
    all
}

/// Esc closes the question only; the next one asks again, and *Leave* leads a step up.
fn leave(console: &mut Console, before: &Standing) {
    let asked = Standing::of(console);
    console.keys("<esc>");
    assert_eq!(asked.closed(&Standing::of(console)), Closed::Overlay);
    console.keys("<esc>").see(LEAVE).keys("<tab><enter>");
    assert_eq!(before.closed(&Standing::of(console)), Closed::Screen);
}

#[test]
fn from_every_scene_esc_leads_to_the_dashboard_step_by_step() {
    let setup = Setup { size: SIZE, ..Setup::default() };
    for scene in scenes::all() {
        let mut console = scene.console(&setup);
        // Filters and folds of the dashboard stay; only what is open is closed.
        let all = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| close_all(&mut console)));
        let all = all.unwrap_or_else(|_| panic!("{}:\n{}", scene.name, console.screen()));
        assert!(Standing::of(&console).is_top(), "{}: {all:?}", scene.name);
        assert!(!console.quit, "{}", scene.name);
    }
}

#[test]
fn from_every_screen_by_name_esc_leads_one_step_up() {
    for spec in SCREENS.iter().filter(|spec| !spec.names.is_empty()) {
        let mut console = Console::on(company(), Setup { size: SIZE, ..Setup::default() });
        console.keys(":").keys(spec.names[0]).keys("<enter>");
        assert_eq!(console.model.route().map(|route| route.screen), Some(spec.id));
        // A question about access begins with its form, which is closed by itself.
        console.keys(if spec.id == ScreenId::Access { "<esc><esc>" } else { "<esc>" });
        assert_eq!(console.model.route().map(|route| route.screen), Some(spec.parent.unwrap_or(ScreenId::Dashboard)), "{:?}", spec.id);
    }
}

/// What esc closes, from these keys on, until nothing is left.
#[track_caller]
fn closes(keys: &str, expected: &[Closed]) {
    let mut console = Console::on(company(), Setup { size: SIZE, ..Setup::default() });
    console.keys(keys);
    assert_eq!(close_all(&mut console), [expected, &[Closed::Nothing]].concat(), "{keys}");
}

#[test]
fn what_was_opened_last_is_closed_first() {
    use Closed::*;
    closes("", &[]);
    closes(":users<enter>", &[Screen]);
    closes(":users<enter>/a", &[Filter, Screen]);
    closes(":users<enter>/a<enter>?", &[Overlay, Filter, Screen]);
    closes(":users<enter>/ali<enter><enter><tab>x", &[Overlay, Screen, Filter, Screen]);
    closes(":user alice<enter>a<right><right><enter>/s3<enter>", &[Filter, Overlay, Screen, Screen]);
    closes(":user alice<enter><backtab><backtab>a", &[Screen, Screen, Screen]);
    closes(":user carol<enter><backtab><backtab>c<tab><space><enter>", &[Warned, Overlay, Screen, Screen]);
    closes(":create-user<enter>dave<enter>b/read<enter>?", &[Overlay, Filter, Part, Asked, Screen]);
    closes(":create-group<enter>Analysts<enter>/a", &[Filter, Asked, Screen]);
    closes(":assign-mfa<enter><enter>a", &[Screen, Screen]);
    closes(":history<enter>:aws iam list-users<enter>", &[Overlay, Screen]);
}

#[test]
fn esc_does_not_go_back_through_the_places_one_has_been() {
    let mut console = Console::on(company(), Setup { size: SIZE, ..Setup::default() });
    console.keys(":groups<enter>:roles<enter>:user alice<enter>");
    assert_eq!(close_all(&mut console), [Closed::Screen, Closed::Screen, Closed::Nothing]);
    console.keys("[[[[[").keys("<esc>");
    assert_eq!(console.model.route(), Some(&Route::to(ScreenId::Dashboard)));
}
