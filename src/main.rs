//! The program: hands the screens to the command line, which does the rest.

use std::process::ExitCode;

fn main() -> ExitCode {
    iam_console::terminal::survive_file_limit();
    iam_console::cli::main(iam_console::screens::SCREENS)
}
