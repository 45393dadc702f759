//! The policies of a case, by layer.

use std::sync::Arc;

use super::documents::{Documents, Holder};
use super::fault::Wrong;
use super::members::{Line, Members, Raw, join};
use crate::policy::compiled::Policy;
use crate::policy::decision::{Level, Policies};
use crate::policy::request::Request;

/// Reads all layers.
pub(super) fn policies(line: Line<'_>, members: &Members<'_>, request: &Request, documents: &mut Documents) -> Result<Policies, Wrong> {
    let mut reader = Reader { line, documents };
    let mut of = |name: &str, holder| reader.named(members, "", name, holder);
    Ok(Policies {
        identity: of("identityPolicies", Holder::Caller)?,
        boundary: of("permissionBoundaryPolicies", Holder::Caller)?,
        session: of("sessionPolicies", Holder::Caller)?,
        endpoint: of("vpcEndpointPolicies", Holder::Way)?,
        resource: reader.resource(members, if request.resource.is_role() { Holder::Role } else { Holder::Resource })?,
        service_control: reader.levels(members, "serviceControlPolicies", Holder::Caller)?,
        resource_control: reader.levels(members, "resourceControlPolicies", Holder::Way)?,
    })
}

struct Reader<'r, 'l> {
    line: Line<'l>,
    documents: &'r mut Documents,
}

impl<'l> Reader<'_, 'l> {
    /// The policy on the resource.
    fn resource(&mut self, members: &Members<'l>, holder: Holder) -> Result<Option<Policy>, Wrong> {
        const NAME: &str = "resourcePolicy";
        let Some(value) = members.get(self.line, "", NAME)? else { return Ok(None) };
        let rules = self.documents.rules(self.line, value, NAME, holder)?;
        Ok(Some(Policy::new(NAME.into(), rules)))
    }

    /// A list of policies with names; absent: none.
    fn named(&mut self, members: &Members<'l>, path: &str, name: &str, holder: Holder) -> Result<Vec<Policy>, Wrong> {
        let Some(value) = members.get(self.line, path, name)? else { return Ok(Vec::new()) };
        let path = join(path, name);
        let list = self.line.list(value, &path)?;
        list.into_iter().zip(0..).map(|(value, at)| self.policy(value, &format!("{path}[{at}]"), holder)).collect()
    }

    /// `{name, policy}`. A policy without a name has its place for one.
    fn policy(&mut self, value: Raw<'l>, path: &str, holder: Holder) -> Result<Policy, Wrong> {
        let members = self.line.object(value, path)?;
        let name: Arc<str> = match members.get(self.line, path, "name")? {
            Some(name) => self.line.text(name, &join(path, "name"))?.into(),
            None => path.into(),
        };
        let document = members.get(self.line, path, "policy")?;
        let document = document.ok_or_else(|| self.line.wrong(value, path, "policy is missing: the policy document, an object"))?;
        Ok(Policy::new(name, self.documents.rules(self.line, document, &join(path, "policy"), holder)?))
    }

    /// The levels of an organization; absent: none.
    fn levels(&mut self, members: &Members<'l>, name: &str, holder: Holder) -> Result<Vec<Level>, Wrong> {
        let Some(value) = members.get(self.line, "", name)? else { return Ok(Vec::new()) };
        let list = self.line.list(value, name)?;
        list.into_iter().zip(0..).map(|(value, at)| self.level(value, &format!("{name}[{at}]"), holder)).collect()
    }

    /// `{orgIdentifier, policies}`.
    fn level(&mut self, value: Raw<'l>, path: &str, holder: Holder) -> Result<Level, Wrong> {
        let members = self.line.object(value, path)?;
        let name: Arc<str> = match members.get(self.line, path, "orgIdentifier")? {
            Some(name) => self.line.text(name, &join(path, "orgIdentifier"))?.into(),
            None => path.into(),
        };
        if members.get(self.line, path, "policies")?.is_none() {
            return Err(self.line.wrong(value, path, "policies is missing: a list of {name, policy}"));
        }
        Ok(Level { name, policies: self.named(&members, path, "policies", holder)? })
    }
}
