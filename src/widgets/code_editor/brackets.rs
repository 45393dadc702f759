//! Which bracket belongs to which. Brackets within strings belong to nobody.

/// A bracket that opens and the one that closes it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Pair {
    pub open: usize,
    pub close: usize,
}

/// The pair that the cursor stands at: before one of its brackets, or else behind one.
pub(super) fn at(text: &str, cursor: usize) -> Option<Pair> {
    let mut behind = None;
    for pair in pairs(text) {
        if pair.open == cursor || pair.close == cursor {
            return Some(pair);
        }
        if pair.open + 1 == cursor || pair.close + 1 == cursor {
            behind = Some(pair);
        }
    }
    behind
}

/// Where the bracket stands that is the last one open before a byte.
pub(super) fn open_before(text: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    for (at, bracket) in brackets(text.get(..at)?) {
        if matches!(bracket, b'{' | b'[') {
            open.push(at);
        } else {
            open.pop();
        }
    }
    open.pop()
}

/// All pairs, the one that closes first first.
fn pairs(text: &str) -> impl Iterator<Item = Pair> {
    let mut open: Vec<(usize, u8)> = Vec::new();
    brackets(text).filter_map(move |(at, bracket)| {
        let opening = match bracket {
            b'}' => b'{',
            b']' => b'[',
            _ => {
                open.push((at, bracket));
                return None;
            }
        };
        let (start, found) = open.pop()?;
        (found == opening).then_some(Pair { open: start, close: at })
    })
}

/// The brackets outside strings. A string ends with its line.
fn brackets(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let (mut inside, mut escaped) = (false, false);
    text.bytes().enumerate().filter(move |(_, byte)| {
        match byte {
            b'\n' => (inside, escaped) = (false, false),
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b'{' | b'}' | b'[' | b']' => return !inside,
            _ => {}
        }
        false
    })
}
