//! What `simulate` takes: cases, or a question about the practice account.

use std::path::PathBuf;

use clap::Args;

/// A case without a blank in it, so that help does not break its line.
const EXAMPLE: &str = r#"A case for --cases is one line, such as this one, which is allowed:

{"id":"1","principal":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","identityPolicies":[{"name":"p","policy":{"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}}]}

  iam-console simulate --help | grep '^{' | iam-console simulate --cases -"#;

/// The two forms exclude each other.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLE)]
pub(in crate::cli) struct SimulateArguments {
    /// Answer the cases of a file, one JSON object a line; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["principal", "actions", "resources", "context", "mfa", "json"])]
    pub cases: Option<PathBuf>,

    /// Add to the answer to each case what every statement made of the request, and what would change the decision; a question
    /// about the account is always answered so
    #[arg(long)]
    pub explain: bool,

    /// Whose request it is: user/NAME, role/NAME or role/NAME/SESSION, root, an ARN, or an access key. With --as, somebody else
    /// wants to know, who needs iam:SimulatePrincipalPolicy on that user or role
    #[arg(long, value_name = "PRINCIPAL", required_unless_present = "cases")]
    pub principal: Option<String>,

    /// What for, as in s3:GetObject; may be given several times
    #[arg(long = "action", value_name = "ACTION", required_unless_present = "cases")]
    pub actions: Vec<String>,

    /// On what: an ARN; may be given several times
    #[arg(long = "resource", value_name = "ARN", default_value = "*")]
    pub resources: Vec<String>,

    /// A condition key of the request and its value; a key given several times has several values
    #[arg(long, value_name = "KEY=VALUE")]
    pub context: Vec<String>,

    /// The request has the credentials of a session that was opened with MFA, not those of an access key; so has whoever asks, with
    /// --as
    #[arg(long)]
    pub mfa: bool,

    /// Print JSON for scripts: the answer with its reasons; under sessions, accountChanges, inlinePolicies and policyChanges what
    /// turns the decision, each as a sentence with its operations and the commands that do them
    #[arg(long)]
    pub json: bool,
}
