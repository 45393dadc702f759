//! The coach: a lesson is begun from its list, followed by keys through the real screens, and left.

mod answers;
mod beginning;
mod card;
mod hints;
mod predictions;
mod steps;

/// A folder with a lesson of its own, *Ours*, and a file that is none.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let front = "format = 1\nid = \"ours\"\ntitle = \"Ours\"\nlevel = \"novice\"\nminutes = 5";
    let step = "[[step]]\nid = \"alice\"\ncheck = \"exists(user:alice)\"";
    let lesson = format!("+++\n{front}\n{step}\n+++\n\nAbout alice.\n\n## Create alice {{#alice}}\n\nThe user *alice*.\n");
    std::fs::write(folder.path().join("ours.md"), lesson).unwrap();
    std::fs::write(folder.path().join("torn.md"), "+++\nformat = 1\n").unwrap();
    folder
}
