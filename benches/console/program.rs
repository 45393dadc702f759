//! A program in a pseudo-terminal, as a person would use it.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::floor;

/// Nothing takes longer than this.
const LIMIT: Duration = Duration::from_secs(20);
/// Output that pauses this long has come to its end.
const PAUSE: Duration = Duration::from_millis(60);

/// A running program.
pub struct Program {
    begun: Instant,
    child: Box<dyn Child + Send + Sync>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    seen: Vec<u8>,
    // Closing it would end the program.
    _master: Box<dyn MasterPty + Send>,
}

impl Program {
    /// The console on the default account of a home.
    pub fn console(home: &Path) -> Self {
        // What the first start offers is not what is measured.
        std::fs::create_dir_all(home).and_then(|()| std::fs::write(home.join("settings.toml"), "welcome = false\n")).expect("a home");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_iam-console"));
        command.env("IAM_CONSOLE_HOME", home);
        Self::spawn(command)
    }

    /// The bare program.
    pub fn bare() -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().expect("this program"));
        command.env(floor::VARIABLE, "1");
        Self::spawn(command)
    }

    fn spawn(mut command: CommandBuilder) -> Self {
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let size = PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let writer = pair.master.take_writer().expect("its input");
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(length) = reader.read(&mut buffer) {
                if length == 0 || sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        let child = pair.slave.spawn_command(command).expect("it starts");
        Self { begun, child, writer, output, seen: Vec::new(), _master: pair.master }
    }

    /// Waits until it has written this; returns how long that took from its start.
    pub fn until(&mut self, text: &str) -> Duration {
        while !self.seen.windows(text.len()).any(|window| window == text.as_bytes()) {
            let left = LIMIT.checked_sub(self.begun.elapsed()).expect("it writes in time");
            self.seen.extend(self.output.recv_timeout(left).expect("it writes in time"));
        }
        self.begun.elapsed()
    }

    /// Types.
    pub fn send(&mut self, keys: &[u8]) {
        self.writer.write_all(keys).expect("it reads");
        self.writer.flush().expect("it reads");
    }

    /// Waits until it writes nothing more.
    pub fn settle(&mut self) {
        while self.output.recv_timeout(PAUSE).is_ok() {}
    }

    /// Presses a key; returns how long it took until the frame began to arrive.
    pub fn key(&mut self, key: &[u8]) -> Duration {
        let begun = Instant::now();
        self.send(key);
        match self.output.recv_timeout(LIMIT) {
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!("it answers a key"),
        }
        let elapsed = begun.elapsed();
        // The rest of the frame.
        while self.output.recv_timeout(Duration::from_millis(3)).is_ok() {}
        elapsed
    }

    /// The memory that it holds, in bytes; 0 where the system does not tell.
    pub fn memory(&self) -> u64 {
        let status = self.child.process_id().and_then(|id| std::fs::read_to_string(format!("/proc/{id}/status")).ok()).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<u64>().map_or(0, |kibibytes| kibibytes * 1024)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
