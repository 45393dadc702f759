//! What a key can do. Bindings give actions keys and words; screens and the shell perform them.

/// Everything a key can mean. One verb, whatever it is done to: the screen knows what.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs, reason = "the bindings' words say what each does")]
pub enum Action {
    // The shell.
    Quit,
    Suspend,
    Close,
    Back,
    Forward,
    Menu,
    GoTo,
    Palette,
    Keys,
    Filter,
    Undo,
    Redo,
    CopyCommand,
    ToggleMouse,
    NextTab,
    PreviousTab,
    // Who one is.
    Identity,
    SwitchBack,
    SignOut,
    WhyDenied,
    WhoCould,
    MoveClock,
    // The coach's.
    Coach,
    CoachHint,
    CoachAnswer,
    CoachNext,
    CoachPrevious,
    CoachSkip,
    CoachReset,
    CoachLeave,
    CoachMoreTime,
    CoachSteps,
    // On what is selected or shown.
    Open,
    Create,
    Delete,
    Rename,
    Edit,
    Add,
    Remove,
    Copy,
    Reset,
    Switch,
    Strict,
    // Credentials.
    Password,
    ConsoleAccess,
    AccessKey,
    Activate,
    Resync,
    Authenticator,
    ShowKey,
    ShowCode,
    Show,
    SaveFile,
    Tags,
    Previous,
    Next,
    Boundary,
    Describe,
    Commands,
    // Writing.
    Fix,
    NextFinding,
    PreviousFinding,
    Tidy,
    Clear,
    Complete,
    Expand,
    Findings,
    Begin,
    Visual,
    AddResource,
    AddCondition,
    Negate,
    MoveUp,
    MoveDown,
    // Questions.
    Ask,
    Choose,
    Effect,
    // Others.
    Restore,
    Narrow,
    Duplicate,
    EmptyTrash,
    Why,
    Run,
    Help,
}

impl Action {
    /// Whether it is of use only where something can be changed.
    pub const fn writes(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::MoveClock
                | Self::Create
                | Self::Delete
                | Self::Rename
                | Self::Edit
                | Self::Add
                | Self::Remove
                | Self::Reset
                | Self::Password
                | Self::ConsoleAccess
                | Self::AccessKey
                | Self::Activate
                | Self::Resync
                | Self::Restore
                | Self::Boundary
                | Self::Describe
        )
    }
}
