//! An authenticator app of our own: eyes that read the QR code off the drawn cells, and codes by RFC 6238, neither with
//! anything of the program's.

use std::time::SystemTime;

use vt100::{Cell, Color, Screen};

/// An entry as an app keeps it.
pub struct Entry {
    /// What the app would call it.
    pub label: String,
    secret: Vec<u8>,
}

impl Entry {
    /// Scans the screen. `None` if there is no code on it.
    pub fn scan(screen: &Screen) -> Option<Self> {
        let uri = read_code(screen)?;
        let (label, parameters) = uri.strip_prefix("otpauth://totp/")?.split_once('?')?;
        let secret = parameters.split('&').find_map(|parameter| parameter.strip_prefix("secret="))?;
        Some(Self { label: label.to_owned(), secret: base32(secret) })
    }

    /// The codes that it shows now and next.
    pub fn codes(&self) -> [String; 2] {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_secs() / 30;
        [now, now + 1].map(|step| code(&self.secret, step))
    }
}

/// Takes a picture of the cells, two pixels each of which is so many dots wide, and reads it.
fn read_code(screen: &Screen) -> Option<String> {
    const SCALE: usize = 4;
    let (rows, columns) = screen.size();
    let (rows, columns) = (usize::from(rows.get()), usize::from(columns.get()));
    let brightness = |x: usize, y: usize| {
        let (column, row) = (u16::try_from(x / SCALE).unwrap(), y / SCALE);
        let cell = screen.cell(u16::try_from(row / 2).unwrap(), column);
        cell.map_or(0, |cell| brightness_of(cell, row % 2 == 1))
    };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(columns * SCALE, 2 * rows * SCALE, brightness);
    picture.detect_grids().iter().find_map(|grid| grid.decode().ok()).map(|(_, text)| text)
}

/// How bright the upper or lower half of a cell is, on a terminal that is dark by itself.
fn brightness_of(cell: &Cell, is_lower: bool) -> u8 {
    let colour = if is_lower && cell.contents() == "▄" { cell.fgcolor() } else { cell.bgcolor() };
    match colour {
        Color::Idx(231) => 255,
        Color::Idx(16) => 0,
        _ => 40,
    }
}

/// RFC 4648, without the padding.
fn base32(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|&known| known == letter).expect("base32");
        held = held << 5 | u32::try_from(value).unwrap();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}

/// RFC 4226 and 6238: six digits.
fn code(secret: &[u8], step: u64) -> String {
    let hash = hmac_sha1(secret, &step.to_be_bytes());
    let at = usize::from(hash[19] & 0xf);
    let number = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// RFC 2104.
fn hmac_sha1(key: &[u8], message: &[u8]) -> [u8; 20] {
    let mut block = [0; 64];
    if key.len() > 64 {
        block[..20].copy_from_slice(&sha1(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let padded = |pad: u8, message: &[u8]| sha1(&[&block.map(|byte| byte ^ pad)[..], message].concat());
    padded(0x5c, &padded(0x36, message))
}

/// FIPS 180-4, with its names for the words.
#[allow(clippy::many_single_char_names)]
fn sha1(message: &[u8]) -> [u8; 20] {
    let mut padded = [message, &[0x80]].concat();
    // Zeros up to the last eight bytes of a block, where the length goes.
    padded.resize((padded.len() + 8).next_multiple_of(64) - 8, 0);
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    let mut state = [0x6745_2301_u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    for block in padded.chunks(64) {
        let mut words: Vec<u32> = block.chunks(4).map(|word| u32::from_be_bytes(word.try_into().unwrap())).collect();
        for at in 16..80 {
            words.push((words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16]).rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (at, word) in words.into_iter().enumerate() {
            let (mixed, constant) = match at / 20 {
                0 => (b & c | !b & d, 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => (b & c | b & d | c & d, 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6_u32),
            };
            let next = a.rotate_left(5).wrapping_add(mixed).wrapping_add(e).wrapping_add(constant).wrapping_add(word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (kept, more) in state.iter_mut().zip([a, b, c, d, e]) {
            *kept = kept.wrapping_add(more);
        }
    }
    let mut hash = [0; 20];
    for (bytes, word) in hash.chunks_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

#[test]
fn the_codes_are_those_of_rfc_6238() {
    let secret = b"12345678901234567890";
    for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (20_000_000_000, "353130")] {
        assert_eq!(code(secret, seconds / 30), expected);
    }
    assert_eq!(base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), secret);
    // RFC 2202, a key longer than a block.
    let hash = hmac_sha1(&[0xaa; 80], b"Test Using Larger Than Block-Size Key - Hash Key First");
    assert_eq!(hash[..4], [0xaa, 0x4a, 0xe5, 0xe1]);
}
