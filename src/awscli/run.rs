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
        set_marker(&mut operation, self.paging.start.marker.clone());
        while let Some(marker) = collected.take(&call(&operation)?) {
            set_marker(&mut operation, Some(marker));
        }
        Ok(collected.answer)
    }
}

/// The pages so far.
struct Collected {
    answer: Answer,
    /// How many items there may still be.
    left: Option<usize>,
    /// Where the page to come begins.
    start: Start,
    is_first: bool,
}

impl Collected {
    fn from(options: &PagingOptions) -> Self {
        Self { answer: Answer::default(), left: options.max_items, start: options.start.clone(), is_first: true }
    }

    /// Takes a page, and tells the next one's marker if there is to be one.
    fn take(&mut self, reply: &Reply) -> Option<String> {
        let mut page = super::answer::members(reply);
        let marker = page.shift_remove("Marker").and_then(|marker| marker.as_str().map(str::to_owned));
        page.shift_remove("IsTruncated");
        let (mut lists, rest): (Map<_, _>, Map<_, _>) = page.into_iter().partition(|(_, value)| value.is_array());
        if std::mem::take(&mut self.is_first) {
            self.answer.rest = rest;
        }
        self.skip_shown(&mut lists);

        // Only the first of several lists is counted and cut, as botocore does it.
        let first = lists.values_mut().next().and_then(Value::as_array_mut);
        let count = first.as_ref().map_or(0, |items| items.len());
        let next = match self.left {
            Some(left) if count > left => {
                if let Some(items) = first {
                    items.truncate(left);
                }
                self.answer.next_token = Some(Start { marker: self.start.marker.take(), skip: self.start.skip + left }.token());
                None
            }
            Some(left) if count == left => {
                self.answer.next_token = marker.map(|marker| Start { marker: Some(marker), skip: 0 }.token());
                None
            }
            _ => marker,
        };
        self.left = self.left.map(|left| left.saturating_sub(count));
        self.start = Start { marker: next.clone(), skip: 0 };
        self.answer.pages.push(lists);
        next
    }

    /// A page that was cut begins behind its cut; its other lists were shown whole.
    fn skip_shown(&self, lists: &mut Map<String, Value>) {
        let shown = self.start.skip;
        for (at, items) in lists.values_mut().filter_map(Value::as_array_mut).enumerate().filter(|_| shown > 0) {
            let end = if at == 0 { shown.min(items.len()) } else { items.len() };
            items.drain(..end);
        }
    }
}

/// Makes a list begin at a marker; other operations have none.
fn set_marker(operation: &mut Operation, marker: Option<String>) {
    macro_rules! set {
        ($($list:ident)*) => {
            match operation {
                $(Operation::$list(list) => list.marker = marker,)*
                _ => {}
            }
        };
    }
    set!(
        ListUsers ListUserTags GetGroup ListGroups ListGroupsForUser ListPolicies ListEntitiesForPolicy ListAttachedUserPolicies
        ListAttachedGroupPolicies ListRoles ListAttachedRolePolicies ListAccessKeys ListMFADevices ListVirtualMFADevices ListAccountAliases
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
            set_marker(&mut operation, Some("here".into()));
            let members = operation.members();
            let marker = members.iter().find(|(member, _)| member.name == "Marker");
            assert!(matches!(marker, Some((_, crate::account::operation::Value::Text("here")))), "{}", spec.name);
        }
        let mut other = Operation::from(GetUser::default());
        set_marker(&mut other, Some("here".into()));
        assert_eq!(other, GetUser::default().into());
    }
}
