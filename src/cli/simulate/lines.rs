//! Lines of a stream, read in a bounded way.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

/// Lines of a stream, none of them longer than a limit.
pub(super) struct Lines<R> {
    reader: BufReader<R>,
    longest: usize,
    line: Vec<u8>,
    number: u64,
}

/// A line.
pub(super) struct Line<'l> {
    /// Counted from 1.
    pub number: u64,
    /// Without the line feed; `None` for a line that is too long.
    pub bytes: Option<&'l [u8]>,
}

impl<R: Read> Lines<R> {
    /// The lines of a stream. What is longer than `longest` bytes is skipped to its end.
    pub(super) fn of(stream: R, longest: usize) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, stream), longest, line: Vec::new(), number: 0 }
    }

    /// The next line; `None` at the end.
    ///
    /// # Errors
    /// The stream can't be read.
    pub(super) fn next(&mut self, mut before_waiting: impl FnMut()) -> io::Result<Option<Line<'_>>> {
        self.line.clear();
        let (mut length, mut has_begun) = (0, false);
        loop {
            if self.reader.buffer().is_empty() {
                before_waiting();
            }
            let read = match self.reader.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                read => read?,
            };
            if read.is_empty() && !has_begun {
                return Ok(None);
            }
            has_begun = true;
            let end = read.iter().position(|byte| *byte == b'\n');
            let is_last = end.is_some() || read.is_empty();
            let part = end.map_or(read, |end| read.get(..end).unwrap_or_default());
            length += part.len();
            if length <= self.longest {
                self.line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if is_last {
                self.number += 1;
                let bytes = (length <= self.longest).then_some(self.line.as_slice());
                return Ok(Some(Line { number: self.number, bytes }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line, too long ones as `None`.
    fn lines(stream: impl Read, longest: usize) -> Vec<Option<String>> {
        let mut lines = Lines::of(stream, longest);
        let mut all = Vec::new();
        while let Some(line) = lines.next(|| {}).unwrap() {
            all.push(line.bytes.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap()));
            assert_eq!(line.number, all.len() as u64);
        }
        all
    }

    #[test]
    fn a_stream_is_cut_at_its_line_feeds() {
        for (stream, expected) in [
            ("", &[][..]),
            ("\n", &[Some("")]),
            ("a\n\nb", &[Some("a"), Some(""), Some("b")]),
            ("abcd\r\nabcde\nabcdef\nab", &[Some("abcd\r"), Some("abcde"), None, Some("ab")]),
            ("abcdefghi", &[None]),
        ] {
            let expected: Vec<_> = expected.iter().map(|line| line.map(str::to_owned)).collect();
            assert_eq!(lines(stream.as_bytes(), 5), expected, "{stream:?}");
        }
    }

    /// A byte at a time.
    struct Drops<'t>(&'t [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.0.len().min(1);
            self.0.read(&mut buffer[..length])
        }
    }

    #[test]
    fn what_comes_in_drops_is_waited_for() {
        let mut stream = Lines::of(Drops(b"ab\nc"), 5);
        let mut waits = 0;
        while stream.next(|| waits += 1).unwrap().is_some() {}
        assert_eq!(waits, "ab\nc".len() + 2, "before each byte, and before the end, which is met twice");
        assert_eq!(lines(Drops(b"ab\nabcdef\nc"), 5), [Some("ab".to_owned()), None, Some("c".to_owned())]);
    }

    #[test]
    fn a_long_line_takes_no_memory() {
        let stream = io::repeat(b'x').take(1 << 20).chain(&b"\nend"[..]);
        let mut lines = Lines::of(stream, 100);
        assert!(lines.next(|| {}).unwrap().unwrap().bytes.is_none());
        assert!(lines.line.capacity() < 1 << 17);
        assert_eq!(lines.next(|| {}).unwrap().unwrap().bytes, Some(&b"end"[..]));
    }
}
