//! Keys as tests write them, as the bytes that a terminal sends.

/// The bytes of keys: letters as they are, others as `<enter>`, `<ctrl-r>`, `<down>`, `<space>`, `<lt>`.
///
/// Escape is also how other keys begin, so that nothing may be sent at once behind it: it has to be the last.
pub fn bytes_of(keys: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = keys;
    while let Some(letter) = rest.chars().next() {
        let length = if letter == '<' { rest.find('>').expect("a < has its >") + 1 } else { letter.len_utf8() };
        let (key, behind) = rest.split_at(length);
        match key.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
            Some(name) => bytes.extend(named(name)),
            None => bytes.extend(key.as_bytes()),
        }
        assert!(key != "<esc>" || behind.is_empty(), "{keys:?}: wait for what <esc> does before the next key");
        rest = behind;
    }
    bytes
}

fn named(name: &str) -> Vec<u8> {
    if let Some(letter) = name.strip_prefix("ctrl-") {
        return letter.bytes().map(|letter| letter & 0x1f).collect();
    }
    if let Some(letter) = name.strip_prefix("alt-") {
        return [b"\x1b", letter.as_bytes()].concat();
    }
    let bytes = match name {
        "enter" => "\r",
        "esc" => "\x1b",
        "tab" => "\t",
        "backtab" => "\x1b[Z",
        "backspace" => "\x7f",
        "delete" => "\x1b[3~",
        "up" => "\x1b[A",
        "down" => "\x1b[B",
        "right" => "\x1b[C",
        "left" => "\x1b[D",
        "home" => "\x1b[H",
        "end" => "\x1b[F",
        "pgup" => "\x1b[5~",
        "pgdn" => "\x1b[6~",
        "f1" => "\x1bOP",
        "f2" => "\x1bOQ",
        "space" => " ",
        "lt" => "<",
        other => panic!("<{other}> is no key"),
    };
    bytes.into()
}
