//! Resource ARNs: of what the account has, and after the templates of what the statement's actions take.

use super::Own;
use super::offer::Offer;
use super::statement::Around;
use crate::catalog::{ResourceType, SERVICE_REFERENCE, Service};
use crate::policy::reach::{Pattern, ResourceTypes};

/// The rank of what is offered behind everything else.
const LAST: u8 = 4;

/// Offers ARNs: of what the statement's actions take, else of the service that is typed.
pub(super) fn offer(around: &Around<'_>, own: Option<&Own<'_>>, offer: &mut Offer<'_>) {
    let account = own.map(|own| own.account);
    offer.add(0, "*", "every resource");
    let taken = taken(around);
    // What the statement is not about comes last.
    let excepted = around.excepted_services();
    let rank = |prefix: &str, rank| if excepted.iter().any(|service| service.prefix == prefix) { LAST } else { rank };
    for arn in own.map(|own| (own.arns)()).unwrap_or_default() {
        offer_own(&taken, &arn, rank(service_of(&arn), 0), offer);
    }
    let typed = offer.typed();
    let mut seen = Vec::new();
    let mut add = |kind: &ResourceType, rank: u8| {
        if let Some(arn) = filled(kind.arn, typed, account)
            && !seen.contains(&arn)
        {
            offer.add_always(rank, &arn, kind.name);
            seen.push(arn);
        }
    };
    let services = around.meant_services();
    for service in &services {
        let actions = around.actions_of(service);
        let is_taken =
            |kind: &&ResourceType| actions.iter().any(|action| action.resources.iter().any(|own| own.resource_type == kind.name));
        // The plainest first: an object's own ARN before the one that it has at an access point.
        let mut taken: Vec<&ResourceType> = service.resource_types().iter().filter(is_taken).collect();
        taken.sort_by_key(|kind| kind.arn.matches("${").count());
        for kind in taken {
            add(kind, 1);
        }
    }
    if services.is_empty() {
        if let Some(service) = typed_service(typed) {
            service.resource_types().iter().for_each(|kind| add(kind, 2));
        }
        if !typed.contains(':') || typed.matches(':').count() == 2 {
            for service in SERVICE_REFERENCE.services().iter().filter(|service| !service.resource_types().is_empty()) {
                let arn = format!("arn:aws:{}:", service.prefix);
                offer.add_open(rank(service.prefix, 3), &arn, &arn, service.name);
            }
        }
    }
}

/// The resource types that actions take, by service; `None` where no service is named yet.
type Taken = Option<Vec<(&'static ResourceTypes, Vec<&'static str>)>>;

fn taken(around: &Around<'_>) -> Taken {
    let services = around.meant_services();
    let of = |service: &&'static Service| {
        let mut kinds: Vec<&str> =
            around.actions_of(service).iter().flat_map(|action| action.resources.iter().map(|kind| kind.resource_type)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        Some((ResourceTypes::known(service)?, kinds))
    };
    (!services.is_empty()).then(|| services.iter().filter_map(of).collect())
}

/// Offers what the account has where an action takes it; of a bucket, all that is in it where an action takes objects.
fn offer_own(kinds_taken: &Taken, arn: &str, rank: u8, offer: &mut Offer<'_>) {
    let is_wanted = |arn: &str| {
        let pattern = Pattern::of_resource(arn);
        let is_one = |(types, kinds): &(&ResourceTypes, Vec<&str>)| kinds.iter().any(|kind| types.may_name(&pattern, kind));
        kinds_taken.as_ref().is_none_or(|taken| taken.iter().any(is_one))
    };
    let inside = arn.strip_prefix("arn:aws:s3:::").filter(|bucket| !bucket.contains('/')).map(|_| format!("{arn}/*"));
    if is_wanted(arn) {
        offer.add(rank, arn, "of this account");
    }
    if let Some(inside) = inside.filter(|inside| is_wanted(inside)) {
        offer.add(rank, &inside, "all objects of this account's bucket");
    }
}

/// The prefix of the service that an ARN is of.
pub fn service_of(arn: &str) -> &str {
    arn.split(':').nth(2).unwrap_or_default()
}

/// The service that a typed ARN names.
fn typed_service(typed: &str) -> Option<&'static Service> {
    let mut parts = typed.split(':').skip(2);
    let prefix = parts.next()?;
    parts.next()?;
    SERVICE_REFERENCE.service(prefix)
}

/// A template as an ARN that begins with what is typed: what varies is as typed, then the account, else `*`. `None` where what
/// is typed is something else.
pub(in crate::policy) fn filled(template: &str, typed: &str, account: Option<&str>) -> Option<String> {
    let mut arn = String::with_capacity(template.len());
    let mut typed = typed;
    let mut rest = template;
    loop {
        let (literal, behind) = match rest.find("${") {
            Some(at) => (rest.get(..at)?, rest.get(at + 2..)?.split_once('}')),
            None => (rest, None),
        };
        arn.push_str(literal);
        typed = match typed.strip_prefix(literal) {
            Some(typed) => typed,
            // What is typed ends within the literal.
            None if literal.starts_with(typed) => "",
            None => return None,
        };
        let Some((name, behind)) = behind else { break };
        // Up to what comes next in the template, what is typed is this part's.
        let end = behind.chars().next().map_or(Some(typed.len()), |next| typed.find(next));
        let own = match end {
            Some(end) => typed.get(..end)?,
            None => typed,
        };
        typed = typed.get(own.len()..)?;
        arn.push_str(match name {
            _ if !own.is_empty() => own,
            "Partition" => "aws",
            "Account" => account.unwrap_or("*"),
            _ => "*",
        });
        rest = behind;
    }
    typed.is_empty().then_some(arn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_go_on_where_typing_ends() {
        let object = "arn:${Partition}:s3:::${BucketName}/${ObjectName}";
        let queue = "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}";
        for (template, typed, arn) in [
            (object, "", Some("arn:aws:s3:::*/*")),
            (object, "arn:aws:s3:::reports", Some("arn:aws:s3:::reports/*")),
            (object, "arn:aws:s3:::reports/q", Some("arn:aws:s3:::reports/q")),
            (object, "arn:aws:sq", None),
            (queue, "arn:a", Some("arn:a:sqs:*:111122223333:*")),
            (queue, "arn:aws:sqs:eu-west-1:", Some("arn:aws:sqs:eu-west-1:111122223333:*")),
            (queue, "arn:aws:sqs:eu-west-1:*:a", Some("arn:aws:sqs:eu-west-1:*:a")),
            (queue, "é", None),
        ] {
            assert_eq!(filled(template, typed, Some("111122223333")).as_deref(), arn, "{typed}");
        }
        assert_eq!(filled(queue, "", None).unwrap(), "arn:aws:sqs:*:*:*");
    }
}
