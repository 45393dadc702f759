//! The program: hands the screens to the application and the arguments to the command line.

use iam_console::awscli::NoFiles;
use iam_console::screens::SCREENS;
use iam_console::store::{Access, Home};
use iam_console::terminal::{Looks, Options, load_settings, run};

fn main() -> std::process::ExitCode {
    let home = Home::find().unwrap();
    let path = home.folder_of("x").parent().unwrap().parent().unwrap().join("settings.toml");
    let (settings, notice) = load_settings(&path);
    let options = Options { home, account: "practice".into(), access: Access::ReadWrite, screens: SCREENS, looks: Looks::find().unwrap(), settings, settings_path: path, files: Box::new(NoFiles), notice };
    match run(options) {
        Ok(_) => std::process::ExitCode::SUCCESS,
        Err(e) => { eprintln!("{e}"); std::process::ExitCode::from(3) }
    }
}
