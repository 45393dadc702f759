//! The palettes: for each role a colour in 24 bits and one of the terminal's sixteen.

use ratatui::style::Color;

use super::Depth;

/// A colour for every depth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Ink {
    rgb: u32,
    /// One of the terminal's own, or `None` for its default.
    sixteen: Option<u8>,
}

impl Ink {
    pub(super) const fn of(rgb: u32, sixteen: u8) -> Self {
        Self { rgb, sixteen: Some(sixteen) }
    }

    const fn or_default(rgb: u32) -> Self {
        Self { rgb, sixteen: None }
    }

    /// Red, green, blue.
    pub(super) const fn rgb(self) -> [u8; 3] {
        [(self.rgb >> 16) as u8, (self.rgb >> 8) as u8, self.rgb as u8]
    }

    pub(super) fn color(self, depth: Depth) -> Option<Color> {
        let [red, green, blue] = self.rgb();
        match depth {
            Depth::True => Some(Color::Rgb(red, green, blue)),
            Depth::Indexed => Some(Color::Indexed(nearest(self.rgb()))),
            Depth::Sixteen => self.sixteen.map(Color::Indexed),
            Depth::None => None,
        }
    }
}

/// The nearest of xterm's colour cube and grey ramp.
fn nearest(rgb: [u8; 3]) -> u8 {
    const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let distance = |other: [u8; 3]| -> u32 { rgb.iter().zip(other).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum() };
    let cube = (0..216_u8).map(|index| {
        let level = |step: u8| LEVELS[usize::from(index / step % 6)];
        (16 + index, [level(36), level(6), level(1)])
    });
    let greys = (0..24_u8).map(|step| (232 + step, [8 + 10 * step; 3]));
    cube.chain(greys).min_by_key(|(_, other)| distance(*other)).map_or(7, |(index, _)| index)
}

/// A set of inks.
#[derive(Debug)]
pub(super) struct Palette {
    pub text: Ink,
    pub quiet: Ink,
    pub accent: Ink,
    pub good: Ink,
    pub warning: Ink,
    pub bad: Ink,
    /// Lines that divide; they say nothing, so they may be faint.
    pub rule: Ink,
    /// The ground of what stands out.
    pub raised: Ink,
    /// Whether meaning is bold as well.
    pub strong: bool,
}

pub(super) const BRAND: Ink = Ink::or_default(0x23_2f3e);
pub(super) const BRAND_TEXT: Ink = Ink::or_default(0xff_ffff);
pub(super) const BRAND_QUIET: Ink = Ink::or_default(0xc5_ced8);
pub(super) const BRAND_RED: Ink = Ink::or_default(0xff_8c85);
pub(super) const BRAND_YELLOW: Ink = Ink::or_default(0xf5_dd4b);
pub(super) const BRAND_GREEN: Ink = Ink::or_default(0x7a_d27a);
pub(super) const BRAND_BLUE: Ink = Ink::or_default(0x8e_c5ff);
pub(super) const BRAND_MARK: Ink = Ink::or_default(0xff_9900);

pub(super) static PLAIN_DARK: Palette = Palette {
    text: Ink::or_default(0xd1_d5db),
    quiet: Ink::or_default(0x95_a3b3),
    accent: Ink::of(0x53_9fe5, 12),
    good: Ink::of(0x7a_d27a, 10),
    warning: Ink::of(0xf3_b33d, 11),
    bad: Ink::of(0xff_7d75, 9),
    rule: Ink::or_default(0x3f_4b59),
    raised: Ink::or_default(0x26_303c),
    strong: false,
};

pub(super) static LIGHT: Palette = Palette {
    text: Ink::or_default(0x16_191f),
    quiet: Ink::or_default(0x54_5b64),
    accent: Ink::of(0x08_63b8, 4),
    good: Ink::of(0x1d_6b1d, 2),
    warning: Ink::of(0x85_5700, 3),
    bad: Ink::of(0xb3_150f, 1),
    rule: Ink::or_default(0xb4_bcc6),
    raised: Ink::or_default(0xdf_e3e8),
    strong: false,
};

pub(super) static HIGH_CONTRAST_DARK: Palette = Palette {
    text: Ink::of(0xff_ffff, 15),
    quiet: Ink::of(0xff_ffff, 15),
    accent: Ink::of(0x8f_d0ff, 14),
    good: Ink::of(0x8c_ff8c, 10),
    warning: Ink::of(0xff_d75f, 11),
    bad: Ink::of(0xff_a8a0, 9),
    rule: Ink::of(0xff_ffff, 15),
    raised: Ink::of(0x30_3030, 8),
    strong: true,
};

pub(super) static HIGH_CONTRAST_LIGHT: Palette = Palette {
    text: Ink::of(0x00_0000, 0),
    quiet: Ink::of(0x00_0000, 0),
    accent: Ink::of(0x00_3d80, 4),
    good: Ink::of(0x00_4d00, 2),
    warning: Ink::of(0x5c_3c00, 3),
    bad: Ink::of(0x80_0000, 1),
    rule: Ink::of(0x00_0000, 0),
    raised: Ink::of(0xdd_dddd, 7),
    strong: true,
};
