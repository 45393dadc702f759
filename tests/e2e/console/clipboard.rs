//! Copying, through the terminal that the user sits at (OSC 52).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::home::Home;
use crate::program::{Program, Setup};

#[test]
fn what_is_copied_is_sent_to_the_terminal_and_through_tmux() {
    let home = Home::new();
    for (tmux, size) in [(None, (80, 24)), (Some("/tmp/tmux-0/default,1,0"), (120, 36))] {
        let mut program = Program::open(home.path(), &Setup { size, ..Setup::default() }.with("TMUX", tmux));
        let link = program.screen();
        let link = link.split_whitespace().find(|word| word.starts_with("https://")).unwrap();
        program.keys("y").wait_for("Sent the sign-in link");
        let encoded = STANDARD.encode(link);
        // This terminal knows of no wrapping: it takes what is wrapped for tmux as well.
        let times = 1 + usize::from(tmux.is_some());
        assert_eq!(program.terminal().told().clipboard, vec![encoded.as_str(); times]);
        let raw = program.raw();
        let wrapped = format!("\x1bPtmux;\x1b\x1b]52;c;{encoded}");
        assert_eq!(raw.contains(&wrapped), tmux.is_some(), "{tmux:?}");
        assert_eq!(raw.matches("\x1bPtmux").count(), usize::from(tmux.is_some()));
        // Nothing of it is on the screen.
        assert!(!program.screen().contains("52;c") && !program.screen().contains(&encoded), "{}", program.screen());
        program.keys("q");
        assert_eq!(program.exit_code(), Some(0));
    }
}
