//! Certificates: what a learner has passed, as a text or a page to print, with what it takes to check it again.
//!
//! Every form carries the same facts in a line for machines. A certificate is read by making its form anew from these facts:
//! where a letter of it was changed, the two differ. It proves that nothing was changed by accident, and not who sat at the keys.

mod facts;
mod forms;

pub use facts::{Certificate, NoCertificate, command};
pub use forms::{CertificateError, Form};
