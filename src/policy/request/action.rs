//! The action of a request, with what the service authorization reference says about it.

use std::sync::Arc;

use super::{RequestError, quoted};
use crate::catalog::{SERVICE_REFERENCE, Service, ServiceAction};

/// `service:Action`. Cheap to clone: a question about many principals reads it once.
#[derive(Clone, Debug)]
pub struct Action(Arc<Read>);

#[derive(Debug)]
struct Read {
    text: Box<str>,
    spelling: Box<str>,
    lower_case: Box<str>,
    colon: usize,
    takes_no_resource: bool,
    has_rcps: bool,
    is_known: bool,
}

impl Action {
    /// Reads an action. One that the reference does not know is an action, too: services are added to every week.
    ///
    /// # Errors
    /// Where it has no service, no name, or a character that no action has.
    pub fn parse(text: &str) -> Result<Self, RequestError> {
        let wrong =
            |what: &str| Err(RequestError::new(format!("an action is service:Action, as in s3:GetObject; {what}: {}", quoted(text))));
        let Some((service, name)) = text.split_once(':') else { return wrong("there is no colon") };
        if text.contains(['*', '?']) {
            return wrong("a request names one action, without wildcards");
        }
        let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
        if !is_word(service) {
            return wrong("the service is not a word");
        }
        if !is_word(name) {
            return wrong("the name behind the colon is not a word");
        }
        let (known_service, known) = look_up(service, name);
        Ok(Self(Arc::new(Read {
            text: text.into(),
            spelling: known_service
                .zip(known)
                .map_or_else(|| text.into(), |(service, action)| format!("{}:{}", service.prefix, action.name).into()),
            lower_case: text.to_ascii_lowercase().into(),
            colon: service.len(),
            takes_no_resource: known.is_some_and(|action| action.resources.is_empty()),
            has_rcps: known_service.is_some_and(|service| service.has_rcps),
            is_known: known.is_some(),
        })))
    }

    /// As it was asked for.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// As the reference spells it; what it does not know, as it was asked for.
    pub fn spelling(&self) -> &str {
        &self.0.spelling
    }

    /// In lower case.
    pub fn lower_case(&self) -> &str {
        &self.0.lower_case
    }

    /// The service, in lower case.
    pub fn service(&self) -> &str {
        self.0.lower_case.get(..self.0.colon).unwrap_or_default()
    }

    /// What is behind the colon, in lower case.
    pub fn name(&self) -> &str {
        self.0.lower_case.get(self.0.colon + 1..).unwrap_or_default()
    }

    /// Whether the reference knows the action and it can't be limited to resources: only `*` matches it.
    pub fn takes_no_resource(&self) -> bool {
        self.0.takes_no_resource
    }

    /// Whether resource control policies apply to the service.
    pub fn has_rcps(&self) -> bool {
        self.0.has_rcps
    }

    /// Whether the reference knows it.
    pub fn is_known(&self) -> bool {
        self.0.is_known
    }

    /// Whether it makes what it is about: that is not there yet, and AWS itself asks with `*` for what it will be called.
    pub fn makes(&self) -> bool {
        self.lower_case().split_once(':').is_some_and(|(_, name)| name.starts_with("create") || name.starts_with("run"))
    }
}

/// Actions lie by name, so that the usual spelling is found in a few steps.
fn look_up(service: &str, name: &str) -> (Option<&'static Service>, Option<&'static ServiceAction>) {
    let Some(service) = SERVICE_REFERENCE.service(service) else { return (None, None) };
    let actions = service.actions();
    let exact = actions.binary_search_by(|action| action.name.cmp(name)).ok().and_then(|at| actions.get(at));
    (Some(service), exact.or_else(|| service.action(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_know_their_service() {
        let action = Action::parse("S3:getobject").unwrap();
        assert_eq!((action.text(), action.service(), action.name()), ("S3:getobject", "s3", "getobject"));
        assert_eq!((action.spelling(), Action::parse("Novel:doIt").unwrap().spelling()), ("s3:GetObject", "Novel:doIt"));
        assert!(action.has_rcps() && action.is_known() && !action.takes_no_resource());
        assert!(Action::parse("s3:ListAllMyBuckets").unwrap().takes_no_resource());
        assert!(!Action::parse("novel:DoIt").unwrap().is_known());
    }

    #[test]
    fn what_is_no_action_is_said() {
        for (text, what) in [
            ("", "no colon"),
            ("s3", "no colon"),
            (":Get", "the service is not a word"),
            ("s3:", "behind the colon"),
            ("s3:Get*", "without wildcards"),
            ("s3:Get:Put", "behind the colon"),
            ("s 3:Get", "the service is not a word"),
        ] {
            let error = Action::parse(text).unwrap_err().to_string();
            assert!(error.contains(what), "{text}: {error}");
        }
    }
}
