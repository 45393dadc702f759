//! A running program and the hands and eyes that a person would have.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::keys::bytes_of;
use crate::terminal::Terminal;

/// What has not come by then does not come, however slow the machine is.
pub const LIMIT: Duration = Duration::from_secs(60);
/// How long to wait before looking again.
const PAUSE: Duration = Duration::from_millis(4);

/// How a program is started.
#[derive(Clone)]
pub struct Setup {
    /// Columns and rows.
    pub size: (u16, u16),
    /// What stands behind the program's name.
    pub arguments: Vec<String>,
    /// Variables besides the usual ones; without a value they are not set.
    pub variables: Vec<(&'static str, Option<String>)>,
    /// What the terminal says that its ground is, as `ffff/ffff/ffff`; without, it does not answer.
    pub ground: Option<&'static str>,
    /// A line for the shell that starts the program as `"$@"`.
    pub shell: Option<&'static str>,
}

impl Default for Setup {
    fn default() -> Self {
        Self { size: (80, 24), arguments: Vec::new(), variables: Vec::new(), ground: None, shell: None }
    }
}

impl Setup {
    /// With a variable of another value, or not set.
    pub fn with(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.variables.push((name, value.map(Into::into)));
        self
    }

    /// With arguments.
    pub fn arguments(mut self, arguments: &[&str]) -> Self {
        self.arguments = arguments.iter().map(|&argument| argument.into()).collect();
        self
    }

    fn command(&self, home: &Path) -> CommandBuilder {
        let program = env!("CARGO_BIN_EXE_iam-console");
        let mut command = CommandBuilder::new(if self.shell.is_some() { "sh" } else { program });
        if let Some(line) = self.shell {
            command.args(["-c", line, "sh", program]);
        }
        command.args(&self.arguments);
        command.cwd(home);
        command.env_clear();
        let usual = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")];
        for (name, value) in usual {
            command.env(name, value);
        }
        command.env("PATH", std::env::var_os("PATH").expect("a path"));
        command.env("IAM_CONSOLE_HOME", home);
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        command
    }
}

/// A program in a pseudo-terminal.
pub struct Program {
    child: Box<dyn Child + Send + Sync>,
    terminal: Arc<Mutex<Terminal>>,
    // Without a terminal these three are gone.
    input: Option<Sender<Vec<u8>>>,
    reader: Option<JoinHandle<()>>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// The reader is to leave off.
    is_closing: Arc<AtomicBool>,
    /// The reader is to wait.
    is_frozen: Arc<AtomicBool>,
}

impl Program {
    /// Starts the console on the accounts of a home.
    pub fn start(home: &Path, setup: &Setup) -> Self {
        let (columns, rows) = setup.size;
        let pair = native_pty_system().openpty(PtySize { rows, cols: columns, ..PtySize::default() }).expect("a pseudo-terminal");
        let terminal = Arc::new(Mutex::new(Terminal::new(setup.size)));
        let mut writer = pair.master.take_writer().expect("its input");
        let (input, written) = channel::<Vec<u8>>();
        thread::spawn(move || {
            // The program may end before it has read everything.
            while written.recv().is_ok_and(|bytes| writer.write_all(&bytes).is_ok()) {}
        });
        let (is_closing, is_frozen) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let output = pair.master.try_clone_reader().expect("its output");
        let reader = Reader {
            terminal: Arc::clone(&terminal),
            input: input.clone(),
            ground: setup.ground,
            is_closing: Arc::clone(&is_closing),
            is_frozen: Arc::clone(&is_frozen),
        };
        let reader = thread::spawn(move || reader.read(output));
        let child = pair.slave.spawn_command(setup.command(home)).expect("it starts");
        Self { child, terminal, input: Some(input), reader: Some(reader), master: Some(pair.master), is_closing, is_frozen }
    }

    /// Starts the console and waits until it shows the account.
    pub fn open(home: &Path, setup: &Setup) -> Self {
        let mut program = Self::start(home, setup);
        program.wait_for("out of 5");
        program
    }

    pub fn terminal(&self) -> MutexGuard<'_, Terminal> {
        self.terminal.lock().expect("the reader has not failed")
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.terminal().text()
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn wait_until(&mut self, what: &str, is_so: impl Fn(&Terminal) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !is_so(&self.terminal()) {
            assert!(begun.elapsed() < LIMIT, "{what} did not come; exit: {:?}; the screen is:\n{}", self.child.try_wait(), self.screen());
            thread::sleep(PAUSE);
        }
        self
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait_until(&format!("{text:?}"), |terminal| terminal.whole().is_some() && terminal.text().contains(text))
    }

    /// Waits until a text is on the screen no more.
    #[track_caller]
    pub fn wait_without(&mut self, text: &str) -> &mut Self {
        let is_gone = |terminal: &Terminal| terminal.whole().is_some() && !terminal.text().contains(text);
        self.wait_until(&format!("a screen without {text:?}"), is_gone)
    }

    /// Waits until the screen is this one.
    #[track_caller]
    pub fn wait_for_screen(&mut self, screen: &str) -> &mut Self {
        self.wait_until(&format!("this screen:\n{screen}\n"), |terminal| terminal.whole().is_some() && terminal.text() == screen)
    }

    /// Waits until nothing was written for so long.
    #[track_caller]
    pub fn wait_for_silence(&mut self, long: Duration) -> &mut Self {
        let (begun, mut since, mut length) = (Instant::now(), Instant::now(), 0);
        while since.elapsed() < long {
            assert!(begun.elapsed() < LIMIT, "it does not fall silent; the screen is:\n{}", self.screen());
            thread::sleep(PAUSE);
            let now = self.terminal().raw.len();
            if now != length {
                (since, length) = (Instant::now(), now);
            }
        }
        self
    }

    /// Presses keys, written as [`bytes_of`] reads them.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        self.send(bytes_of(keys))
    }

    /// Sends bytes, as many as there are; the program takes them when it likes.
    pub fn send(&mut self, bytes: impl Into<Vec<u8>>) -> &mut Self {
        self.input.as_ref().expect("a terminal").send(bytes.into()).expect("the writer is there");
        self
    }

    /// Makes the terminal so large.
    pub fn resize(&mut self, (columns, rows): (u16, u16)) -> &mut Self {
        self.terminal().resize((columns, rows));
        let size = PtySize { rows, cols: columns, ..PtySize::default() };
        self.master.as_ref().expect("a terminal").resize(size).expect("it takes the size");
        self
    }

    /// Reads no more of what the program writes until it has ended, as a frozen connection.
    pub fn freeze(&mut self) -> &mut Self {
        self.is_frozen.store(true, Ordering::SeqCst);
        self
    }

    /// Closes the terminal, as one closes a window.
    pub fn close_terminal(&mut self) {
        self.is_closing.store(true, Ordering::SeqCst);
        self.input = None;
        let (begun, reader) = (Instant::now(), self.reader.take().expect("a terminal"));
        // The reader leaves off with the next output, which another size brings about.
        let mut size = PtySize::default();
        while !reader.is_finished() {
            assert!(begun.elapsed() < LIMIT, "it draws nothing for another size");
            size = PtySize { rows: 100, cols: 100 + size.cols % 100, ..size };
            self.master.as_ref().expect("a terminal").resize(size).expect("it takes the size");
            thread::sleep(PAUSE);
        }
        self.master = None;
    }

    /// The program's process, or the shell's that started it.
    pub fn id(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// Sends it a signal, named as `TERM`.
    pub fn signal(&mut self, name: &str) -> &mut Self {
        signal(self.id(), name);
        self
    }

    /// Sends a signal, named as `TERM`, to all that the terminal is the terminal of.
    pub fn signal_all(&mut self, name: &str) -> &mut Self {
        kill(name, &format!("-- -{}", self.id()));
        self
    }

    /// Waits until it ends, and for the last that it wrote; `None` if a signal killed it. No process of its stays behind.
    #[track_caller]
    pub fn exit_code(&mut self) -> Option<u32> {
        let begun = Instant::now();
        let (id, mut ended) = (self.id(), None);
        while ended.is_none() || self.reader.as_ref().is_some_and(|reader| !reader.is_finished()) {
            // The reader goes on for as long as anybody has the terminal.
            let waiting = if ended.is_none() { "it does not end" } else { "it has ended, but not what it has started" };
            assert!(begun.elapsed() < LIMIT, "{waiting}; the screen is:\n{}", self.screen());
            thread::sleep(PAUSE);
            ended = ended.or(self.child.try_wait().expect("it can be waited for"));
            if ended.is_some() {
                self.is_frozen.store(false, Ordering::SeqCst);
            }
        }
        if let Some(reader) = self.reader.take() {
            reader.join().expect("the reader has not failed");
        }
        assert_eq!(processes_of(id), <[String; 0]>::default(), "these are left");
        ended.and_then(|status| status.signal().is_none().then(|| status.exit_code()))
    }

    /// Every byte that it wrote, as text.
    pub fn raw(&self) -> String {
        String::from_utf8_lossy(&self.terminal().raw).into_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The processes of the session that this one leads, as `ps` names them, dead ones included.
pub fn processes_of(session: u32) -> Vec<String> {
    let listed = std::process::Command::new("ps").args(["-A", "-o", "pgid=,comm="]).output().expect("ps");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    assert!(!listed.is_empty(), "ps lists processes");
    let of_group = |line: &str| line.trim().split_once(' ').filter(|(group, _)| *group == session.to_string()).map(|(_, name)| name.into());
    listed.lines().filter_map(of_group).collect()
}

/// Sends a process a signal, named as `TERM`.
pub fn signal(process: u32, name: &str) {
    kill(name, &process.to_string());
}

fn kill(name: &str, whom: &str) {
    let line = format!("kill -s {name} {whom}");
    assert!(std::process::Command::new("sh").args(["-c", &line]).status().expect("a shell").success(), "{line}");
}

/// Shows the terminal what the program writes, and answers for it.
struct Reader {
    terminal: Arc<Mutex<Terminal>>,
    input: Sender<Vec<u8>>,
    ground: Option<&'static str>,
    is_closing: Arc<AtomicBool>,
    is_frozen: Arc<AtomicBool>,
}

impl Reader {
    /// Reads until the program ends or the terminal closes.
    fn read(self, mut output: Box<dyn Read + Send>) {
        let mut answered = 0;
        let mut buffer = vec![0; 65_536];
        while let Ok(length @ 1..) = output.read(&mut buffer) {
            if self.is_closing.load(Ordering::SeqCst) {
                return;
            }
            while self.is_frozen.load(Ordering::SeqCst) {
                thread::sleep(PAUSE);
            }
            let mut terminal = self.terminal.lock().expect("whoever looks has not failed");
            terminal.take(&buffer[..length]);
            if let Some(ground) = self.ground.filter(|_| terminal.told().questions > answered) {
                answered += 1;
                // A writer that is gone has no program to write to.
                let _ = self.input.send(format!("\x1b]11;rgb:{ground}\x1b\\").into());
            }
        }
    }
}
