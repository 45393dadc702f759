//! A list fetched page by page and put together as the AWS CLI does it.

use serde_json::{Map, Value};

use crate::account::operation::Operation;
use crate::account::reply::Reply;

use super::answer::Answer;
use super::invocation::Invocation;
use super::option::is_list;
use super::pages::{PagingOptions, Start};

impl Invocation {
    /// Runs the operation, page by page if it lists and the line doesn't say otherwise.
    ///
    /// # Errors
    /// The first that a call gives.
    pub fn run<E>(&self, mut call: impl FnMut(&Operation) -> Result<Reply, E>) -> Result<Answer, E> {
        if !self.paging.paginate || !is_list(self.operation.spec()) {
            return Ok(Answer::of(&call(&self.operation)?));
        }
        let mut operation = self.operation.clone();
        let mut collected = Collected::from(&self.paging);
        while let Some(marker) = collected.take(&call(&operation)?) {
            set_marker(&mut operation, marker);
        }
        Ok(collected.answer)
    }
}

/// The pages so far.
struct Collected {
    answer: Answer,
    /// How many items there may still be.
    left: Option<i64>,
    /// Where the list begins, until its first page is there.
    start: Option<Start>,
    /// The marker of the page to come.
    marker: Option<String>,
}

impl Collected {
    fn from(options: &PagingOptions) -> Self {
        let PagingOptions { max_items, start, .. } = options;
        let marker = start.as_ref().and_then(|start| start.marker.clone());
        Self { answer: Answer::default(), left: *max_items, start: start.clone(), marker }
    }

    /// Takes a page, and tells the next one's marker if there is to be one.
    fn take(&mut self, reply: &Reply) -> Option<String> {
        let mut page = super::answer::members(reply);
        let marker = page.shift_remove("Marker").and_then(|marker| marker.as_str().map(str::to_owned));
        page.shift_remove("IsTruncated");
        let (mut lists, rest): (Map<_, _>, Map<_, _>) = page.into_iter().partition(|(_, value)| value.is_array());
        if self.answer.pages.is_empty() {
            self.answer.rest = rest;
        }
        let skipped = self.start.take().map_or(0, |start| skip_shown(&start, &mut lists));

        // Only the first of several lists is counted and cut, as botocore does it.
        let first = lists.values_mut().next().and_then(Value::as_array_mut);
        let count = first.as_ref().map_or(0, |items| i64::try_from(items.len()).unwrap_or(i64::MAX));
        let next = match self.left {
            Some(left) if count > left => {
                if let Some(items) = first {
                    items.truncate(place(left, items.len()));
                }
                self.answer.next_token = Some(Start { marker: self.marker.take(), skip: Some(skipped.saturating_add(left)) }.token());
                None
            }
            Some(left) if count == left => {
                self.answer.next_token = marker.map(|marker| Start { marker: Some(marker), skip: None }.token());
                None
            }
            _ => marker,
        };
        self.left = self.left.map(|left| left.saturating_sub(count));
        self.marker.clone_from(&next);
        self.answer.pages.push(lists);
        next
    }
}

/// Leaves out what lies before a start, and tells how much of the first list that is. Of a page that a token leads to,
/// botocore takes the other lists for shown, even where the one before ended with a whole page.
fn skip_shown(start: &Start, lists: &mut Map<String, Value>) -> i64 {
    let skip = start.skip.unwrap_or(0);
    for (at, items) in lists.values_mut().filter_map(Value::as_array_mut).enumerate() {
        let end = if at == 0 { place(skip, items.len()) } else { items.len() };
        items.drain(..end);
    }
    skip
}

/// Where Python's `[:index]` ends in a list of this length.
fn place(index: i64, length: usize) -> usize {
    let from_end = || length.saturating_sub(usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX));
    usize::try_from(index).map_or_else(|_| from_end(), |index| index.min(length))
}

/// Makes a list begin at a marker; other operations have none.
fn set_marker(operation: &mut Operation, marker: String) {
    macro_rules! set {
        ($($list:ident)*) => {
            match operation {
                $(Operation::$list(list) => list.marker = Some(marker),)*
                _ => {}
            }
        };
    }
    set!(
        ListUsers ListUserTags GetGroup ListGroups ListGroupsForUser ListPolicies ListPolicyTags ListPolicyVersions
        ListEntitiesForPolicy ListAttachedUserPolicies ListAttachedGroupPolicies ListRoles ListRoleTags ListInstanceProfiles ListInstanceProfilesForRole ListInstanceProfileTags ListMFADeviceTags ListSAMLProviderTags
        ListOpenIDConnectProviderTags ListAttachedRolePolicies ListUserPolicies
        ListGroupPolicies ListRolePolicies ListAccessKeys ListMFADevices ListVirtualMFADevices ListAccountAliases
        SimulateCustomPolicy SimulatePrincipalPolicy GetAccountAuthorizationDetails
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::operation::{GetUser, OPERATIONS};

    #[test]
    fn every_list_can_be_begun_at_a_marker() {
        for spec in OPERATIONS.iter().filter(|spec| is_list(spec)) {
            let mut operation = Operation::from_json(spec.name, Value::Object(Map::new())).unwrap().unwrap();
            set_marker(&mut operation, "here".into());
            let members = operation.members();
            let marker = members.iter().find(|(member, _)| member.name == "Marker");
            assert!(matches!(marker, Some((_, crate::account::operation::Value::Text("here")))), "{}", spec.name);
        }
        let mut other = Operation::from(GetUser::default());
        set_marker(&mut other, "here".into());
        assert_eq!(other, GetUser::default().into());
    }
}
