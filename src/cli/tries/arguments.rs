//! What `try` takes.

use clap::Args;

/// What `try` takes.
#[derive(Args, Debug)]
pub(in crate::cli) struct TryArguments {
    /// What, as in s3:GetObject
    #[arg(value_name = "ACTION")]
    pub action: String,

    /// On what: an ARN, or * for an action that takes none
    #[arg(value_name = "RESOURCE", default_value = "*")]
    pub resource: String,

    /// With sts:AssumeRole: the external ID that the role's trust policy asks for
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,

    /// Print JSON for scripts
    #[arg(long)]
    pub json: bool,
}
