//! Colours by role: what a piece of text means decides how it looks, and the theme decides what that is.
//!
//! Knows ratatui's styles and nothing of screens.

mod palette;

use ratatui::style::{Modifier, Style};

use palette::{HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, Ink, LIGHT, PLAIN_DARK, Palette};

/// What a piece of text means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Role {
    /// What one reads.
    #[default]
    Text,
    /// Labels, counts, hints.
    Quiet,
    /// Titles.
    Title,
    /// A password, a key, a seed: it is masked where secrets are hidden.
    Secret,
    /// What can be acted on: keys, links.
    Accent,
    /// Done, allowed.
    Good,
    /// To do, take care; root is always on.
    Warning,
    /// Denied, refused, lost.
    Bad,
    /// Information.
    Info,
    /// Lines that divide.
    Rule,
    /// The brand bar.
    Brand,
    /// The bar's quiet part.
    BrandQuiet,
    /// The product's name on the bar.
    BrandMark,
    /// Root's name on the bar.
    BrandWarning,
    /// A role that one switched to, in the colour that was chosen for it; orange is [`Self::BrandMark`].
    BrandRed,
    /// The same in yellow.
    BrandYellow,
    /// The same in green.
    BrandGreen,
    /// The same in blue.
    BrandBlue,
    /// What stands out from the ground: dialogs, the command line.
    Raised,
    /// A field one can type in.
    Field,
    /// The field one types in.
    FieldFocused,
}

impl Role {
    /// All of them, in their order.
    const ALL: [Self; ROLES] = [
        Self::Text,
        Self::Quiet,
        Self::Title,
        Self::Secret,
        Self::Accent,
        Self::Good,
        Self::Warning,
        Self::Bad,
        Self::Info,
        Self::Rule,
        Self::Brand,
        Self::BrandQuiet,
        Self::BrandMark,
        Self::BrandWarning,
        Self::BrandRed,
        Self::BrandYellow,
        Self::BrandGreen,
        Self::BrandBlue,
        Self::Raised,
        Self::Field,
        Self::FieldFocused,
    ];
}

/// What the terminal's ground is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ground {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
}

/// How many colours the terminal shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Depth {
    /// 24 bits.
    True,
    /// The 256 of xterm.
    Indexed,
    /// The terminal's own sixteen.
    Sixteen,
    /// None: attributes only (`NO_COLOR`).
    None,
}

/// Which look is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Choice {
    /// As the terminal's ground is.
    #[default]
    Auto,
    /// For a dark ground.
    Dark,
    /// For a light ground.
    Light,
    /// Strong contrast, on whatever ground there is.
    HighContrast,
    /// No colours.
    None,
}

impl Choice {
    /// All of them, in the order of the settings screen.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Dark, Self::Light, Self::HighContrast, Self::None];

    /// The settings screen's words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Auto => "Follow the terminal",
            Self::Dark => "Dark, for a dark terminal",
            Self::Light => "Light, for a light terminal",
            Self::HighContrast => "High contrast",
            Self::None => "No colours",
        }
    }
}

/// How many roles there are; the last one is [`Role::FieldFocused`].
const ROLES: usize = Role::FieldFocused as usize + 1;

/// A look, made for one terminal: every role's style is worked out once.
#[derive(Clone, Debug)]
pub struct Theme {
    styles: [Style; ROLES],
    selected: [Style; ROLES],
    unicode: bool,
    hides_secrets: bool,
}

impl Theme {
    /// The look for a choice, on a ground, with so many colours.
    pub fn new(choice: Choice, ground: Ground, depth: Depth) -> Self {
        let palette = match (choice, ground) {
            (Choice::Light, _) | (Choice::Auto | Choice::None, Ground::Light) => &LIGHT,
            (Choice::Dark, _) | (Choice::Auto | Choice::None, Ground::Dark) => &PLAIN_DARK,
            (Choice::HighContrast, Ground::Dark) => &HIGH_CONTRAST_DARK,
            (Choice::HighContrast, Ground::Light) => &HIGH_CONTRAST_LIGHT,
        };
        let depth = if matches!(choice, Choice::None) { Depth::None } else { depth };
        let (mut styles, mut selected) = ([Style::new(); ROLES], [Style::new(); ROLES]);
        for role in Role::ALL {
            styles[role as usize] = palette.style(role, depth);
            selected[role as usize] = palette.selected(role, depth);
        }
        Self { styles, selected, unicode: true, hides_secrets: false }
    }

    /// For a terminal that shows letters beyond ASCII, or does not.
    #[must_use]
    pub const fn with_unicode(mut self, unicode: bool) -> Self {
        self.unicode = unicode;
        self
    }

    /// For a screen that others see, too, or for one's own.
    #[must_use]
    pub const fn hiding_secrets(mut self, hides: bool) -> Self {
        self.hides_secrets = hides;
        self
    }

    /// Whether secrets are masked.
    pub const fn hides_secrets(&self) -> bool {
        self.hides_secrets
    }

    /// Whether signs beyond ASCII can be shown.
    pub const fn is_unicode(&self) -> bool {
        self.unicode
    }

    /// How a role looks.
    pub const fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// How a role looks on the selected line.
    pub const fn selected(&self, role: Role) -> Style {
        self.selected[role as usize]
    }
}

/// What a palette makes of each role.
impl Palette {
    fn style(&self, role: Role, depth: Depth) -> Style {
        let style = Style::new().add_modifier(self.modifiers(role, depth));
        let (ink, ground) = self.of(role);
        let style = ink.color(depth).map_or(style, |ink| style.fg(ink));
        ground.and_then(|ground| ground.color(depth)).map_or(style, |ground| style.bg(ground))
    }

    fn selected(&self, role: Role, depth: Depth) -> Style {
        let style = self.style(role, depth);
        match depth {
            Depth::None | Depth::Sixteen => style.add_modifier(Modifier::REVERSED),
            Depth::True | Depth::Indexed => self.raised.color(depth).map_or(style, |ground| style.bg(ground)),
        }
    }

    const fn modifiers(&self, role: Role, depth: Depth) -> Modifier {
        let colourless = matches!(depth, Depth::None);
        match role {
            Role::Title | Role::Secret | Role::BrandMark => Modifier::BOLD,
            Role::Brand
            | Role::BrandQuiet
            | Role::BrandWarning
            | Role::BrandRed
            | Role::BrandYellow
            | Role::BrandGreen
            | Role::BrandBlue
                if !matches!(depth, Depth::True | Depth::Indexed) =>
            {
                Modifier::REVERSED
            }
            // The ground alone is too faint to tell where one can type.
            Role::Field => Modifier::UNDERLINED,
            Role::FieldFocused => Modifier::UNDERLINED.union(Modifier::BOLD),
            Role::Accent | Role::Bad | Role::Warning if colourless || self.strong => Modifier::BOLD,
            _ => Modifier::empty(),
        }
    }

    /// A role's ink, and its ground where it has one of its own.
    const fn of(&self, role: Role) -> (Ink, Option<Ink>) {
        match role {
            Role::Text | Role::Title | Role::Secret => (self.text, None),
            Role::Quiet => (self.quiet, None),
            Role::Rule => (self.rule, None),
            Role::Accent | Role::Info => (self.accent, None),
            Role::Good => (self.good, None),
            Role::Warning => (self.warning, None),
            Role::Bad => (self.bad, None),
            Role::Brand => (palette::BRAND_TEXT, Some(palette::BRAND)),
            Role::BrandQuiet => (palette::BRAND_QUIET, Some(palette::BRAND)),
            Role::BrandRed => (palette::BRAND_RED, Some(palette::BRAND)),
            Role::BrandYellow => (palette::BRAND_YELLOW, Some(palette::BRAND)),
            Role::BrandGreen => (palette::BRAND_GREEN, Some(palette::BRAND)),
            Role::BrandBlue => (palette::BRAND_BLUE, Some(palette::BRAND)),
            Role::BrandMark | Role::BrandWarning => (palette::BRAND_MARK, Some(palette::BRAND)),
            Role::Raised | Role::Field | Role::FieldFocused => (self.text, Some(self.raised)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG's relative luminance of a colour.
    fn luminance(ink: Ink) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = ink.rgb();
        0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
    }

    fn contrast(one: Ink, other: Ink) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// All palettes, with the grounds that terminals commonly have.
    fn palettes() -> [(&'static Palette, [Ink; 2]); 4] {
        let dark = [Ink::of(0x00_0000, 0), Ink::of(0x1e_1e1e, 0)];
        let light = [Ink::of(0xff_ffff, 15), Ink::of(0xfa_fafa, 15)];
        [(&PLAIN_DARK, dark), (&HIGH_CONTRAST_DARK, dark), (&LIGHT, light), (&HIGH_CONTRAST_LIGHT, light)]
    }

    #[test]
    fn fields_buttons_and_the_selected_row_are_seen() {
        for (palette, grounds) in palettes() {
            for ground in grounds {
                // The line under a field and a button is in the ink of its text; the bar of the selected row in the accent.
                for role in [Role::Field, Role::FieldFocused] {
                    assert!(palette.modifiers(role, Depth::True).contains(Modifier::UNDERLINED));
                    assert!(contrast(palette.of(role).0, ground) >= 3.0, "{role:?} in {palette:?}");
                }
                assert!(contrast(palette.accent, palette.raised) >= 3.0 && contrast(palette.accent, ground) >= 3.0, "{palette:?}");
                // What is raised differs at a glance, though it is never all that there is to see.
                assert!(contrast(palette.raised, ground) >= 1.2, "{:.2} in {palette:?}", contrast(palette.raised, ground));
            }
        }
    }

    #[test]
    fn every_pair_can_be_read() {
        for (palette, grounds) in palettes() {
            // Lines that divide hold no words.
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Rule) {
                let (ink, own_ground) = palette.of(role);
                let grounds: Vec<Ink> = own_ground.map_or_else(|| [grounds.as_slice(), &[palette.raised]].concat(), |ground| vec![ground]);
                for ground in grounds {
                    assert!(contrast(ink, ground) >= 4.5, "{role:?} {:.2} in {palette:?}", contrast(ink, ground));
                }
            }
        }
    }

    #[test]
    fn without_colours_only_attributes_are_left() {
        let theme = Theme::new(Choice::None, Ground::Dark, Depth::True);
        for role in Role::ALL {
            for style in [theme.style(role), theme.selected(role)] {
                assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            }
        }
        assert!(theme.selected(Role::Text).add_modifier.contains(Modifier::REVERSED));
    }
}
