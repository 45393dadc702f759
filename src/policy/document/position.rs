//! Lines and columns of a text.

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Finds line and column of bytes of a text, in about the same short time wherever they are.
#[derive(Debug)]
pub struct LineIndex<'t> {
    text: &'t str,
    /// Where lines begin, in bytes.
    lines: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes: a document may be one long line.
    blocks: Vec<usize>,
}

/// Bytes between two counted places.
const BLOCK: usize = 256;

/// Whether a character begins with this byte.
const fn begins(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| begins(**byte)).count()
}

impl<'t> LineIndex<'t> {
    /// Prepares a text.
    pub fn of(text: &'t str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        let mut before = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let here = before;
            before += characters(block);
            here
        });
        Self { text, lines: std::iter::once(0).chain(newlines).collect(), blocks: blocks.collect() }
    }

    /// The place of a byte; a place behind the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|at| self.lines.get(at)).copied().unwrap_or_default();
        Position { line, column: self.characters_before(offset).saturating_sub(self.characters_before(start)) + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let counted = self.blocks.get(block).copied();
        // Behind the last block there is only the end of the text.
        let (counted, from) = match counted {
            Some(counted) => (counted, block * BLOCK),
            None => match self.blocks.last() {
                Some(counted) => (*counted, (self.blocks.len() - 1) * BLOCK),
                None => (0, 0),
            },
        };
        counted + self.text.as_bytes().get(from..offset).map_or(0, characters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_lines_and_characters() {
        let text = "ab\n\u{e9}\u{4e2d}x\r\n\nend";
        let index = LineIndex::of(text);
        for (what, line, column) in [("b", 1, 2), ("\u{e9}", 2, 1), ("x", 2, 3), ("end", 4, 1)] {
            assert_eq!(index.position(text.find(what).unwrap()), Position { line, column }, "{what}");
        }
        assert_eq!(index.position(usize::MAX), Position { line: 4, column: 4 });
        assert_eq!(LineIndex::of("").position(5), Position { line: 1, column: 1 });
    }

    #[test]
    fn long_lines_are_counted_as_short_ones_are() {
        for length in [BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK] {
            let text = format!("\n{}", "\u{e9}".repeat(length));
            let index = LineIndex::of(&text);
            for at in [0, 1, length / 2, length] {
                assert_eq!(index.position(1 + 2 * at), Position { line: 2, column: at + 1 }, "{at} of {length}");
            }
        }
    }
}
