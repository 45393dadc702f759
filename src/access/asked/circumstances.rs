//! The circumstances that conditions tell apart: for every key that they ask for a value of each kind that they take differently.

use std::collections::BTreeMap;

use super::tied::{Asked, by_ties, tied};
use super::varies::{Circumstances, Varies, values};
use crate::policy::condition::Condition;
use crate::policy::request::{Context, ContextKey};

/// So many circumstances are asked about for a resource: five conditions that each are met or not, and one more. Policies rarely ask
/// for more than three keys of what is the same action on the same resource.
const MOST: usize = 64;

/// All circumstances that make a difference to some conditions, beside what contexts know; `None` where there are too many, or where it
/// can't be told.
pub(in crate::access) fn circumstances(
    conditions: &[&Condition],
    contexts: &[&Context],
    varies: impl Fn(&str) -> Varies,
) -> Option<Vec<Circumstances>> {
    let mut keys: BTreeMap<String, Vec<&Condition>> = BTreeMap::new();
    for condition in conditions {
        // What a variable stands for would have to vary with it.
        if condition.variables().any(|key| !matches!(varies(key.name()), Varies::Not)) {
            return None;
        }
        keys.entry(condition.key().name().to_ascii_lowercase()).or_default().push(condition);
    }
    let mut all: Vec<Circumstances> = vec![Vec::new()];
    let asked: Vec<Asked<'_>> = keys.into_iter().filter(|(name, _)| !matches!(varies(name), Varies::Not)).collect();
    for keys in by_ties(asked) {
        let ways = match keys.as_slice() {
            [(name, conditions)] => {
                let values = values(name, &varies(name), conditions, contexts)?;
                values.into_iter().map(|value| vec![(ContextKey::new(name), value)]).collect()
            }
            keys => tied(keys, contexts, &varies)?,
        };
        if ways.len() * all.len() > MOST {
            return None;
        }
        let with = |one: &Circumstances| ways.iter().map(|way| [one.as_slice(), way].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(with).collect();
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::access::asked::values::Among;
    use crate::policy::compiled::{Rules, Statement};
    use crate::policy::document::Document;

    /// In how many ways conditions are met in all circumstances that make a difference to them, each by which are.
    fn ways(conditions: &[&str]) -> Option<BTreeSet<Vec<bool>>> {
        ways_among(conditions, &Varies::OrAbsent)
    }

    fn ways_among(conditions: &[&str], varies: &Varies) -> Option<BTreeSet<Vec<bool>>> {
        let statement = |condition: &&str| format!(r#"{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{condition}}}}}"#);
        let statements: Vec<String> = conditions.iter().map(statement).collect();
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let rules = Rules::compile(&Document::read(&text).unwrap());
        let conditions: Vec<&Condition> = rules.statements().iter().flat_map(Statement::conditions).collect();
        let all = circumstances(&conditions, &[&Context::default()], |_| varies.clone())?;
        let met = |one: &Circumstances| {
            let mut context = Context::default();
            for (key, value) in one {
                context.replace(key, value.clone());
            }
            conditions.iter().map(|condition| condition.check(&context).is_ok()).collect()
        };
        let ways: BTreeSet<Vec<bool>> = all.iter().map(met).collect();
        assert_eq!(ways.len(), all.len(), "each way is there once: {text}");
        Some(ways)
    }

    #[test]
    fn each_way_in_which_conditions_can_be_met_is_found() {
        for (conditions, expected) in [
            (
                &[r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, r#""BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}"#][..],
                &["10", "01"][..],
            ),
            (&[r#""StringLike":{"k":"a*"}"#, r#""StringLike":{"k":"*b"}"#], &["00", "01", "10", "11"]),
            (&[r#""StringEquals":{"k":"a"}"#, r#""StringEqualsIgnoreCase":{"k":"A"}"#], &["00", "01", "11"]),
            (&[r#""IpAddress":{"aws:SourceIp":"10.0.0.0/8"}"#, r#""NotIpAddress":{"aws:SourceIp":"10.1.0.0/16"}"#], &["01", "10", "11"]),
            (&[r#""NumericLessThan":{"k":"3"}"#, r#""NumericGreaterThan":{"k":"5"}"#], &["00", "01", "10"]),
            (
                &[
                    r#""DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}"#,
                    r#""DateGreaterThanEquals":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}"#,
                ],
                &["00", "01", "10"],
            ),
            (&[r#""Null":{"k":"true"}"#, r#""StringNotEquals":{"k":"a"}"#], &["00", "01", "11"]),
            (
                &[r#""ForAllValues:StringEquals":{"aws:TagKeys":"a"}"#, r#""ForAnyValue:StringEquals":{"aws:TagKeys":"a"}"#],
                &["00", "01", "10", "11"],
            ),
            (&[r#""Bool":{"k":"true"}"#, r#""Bool":{"l":"true"}"#], &["00", "01", "10", "11"]),
            // Both keys tell one clock.
            (
                &[r#""DateLessThan":{"aws:CurrentTime":"2027-01-01T00:00:00Z"}"#, r#""NumericLessThan":{"aws:EpochTime":"1900000000"}"#],
                &["00", "01", "11"],
            ),
            // How long ago MFA was used is told where it was, and of long-term keys nothing.
            (
                &[r#""Bool":{"aws:MultiFactorAuthPresent":"true"}"#, r#""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}"#],
                &["00", "10", "11"],
            ),
            (
                &[r#""Bool":{"aws:MultiFactorAuthPresent":"false"}"#, r#""NumericLessThan":{"aws:MultiFactorAuthAge":"3600"}"#],
                &["00", "01", "10"],
            ),
            (&[r#""Bool":{"aws:MultiFactorAuthPresent":"false"}"#, r#""Null":{"aws:TokenIssueTime":"true"}"#], &["00", "01", "10"]),
            // Through an endpoint no address outside is told.
            (&[r#""IpAddress":{"aws:SourceIp":"203.0.113.0/24"}"#, r#""StringEquals":{"aws:SourceVpce":"vpce-1"}"#], &["00", "01", "10"]),
            (&[r#""Null":{"aws:MultiFactorAuthPresent":"true"}"#, r#""Null":{"aws:TokenIssueTime":"true"}"#], &["00", "11"]),
        ] {
            let expected: BTreeSet<Vec<bool>> = expected.iter().map(|way| way.chars().map(|met| met == '1').collect()).collect();
            assert_eq!(ways(conditions), Some(expected), "{conditions:?}");
        }
    }

    #[test]
    fn values_are_of_those_that_a_key_has() {
        let of_account = |account: &str| ["user/?*", "role/?*", "root"].map(|one| format!("arn:aws:iam::{account}:{one}")).to_vec();
        let own = "111122223333".to_owned();
        for (condition, patterns, expected) in [
            (r#""StringEquals":{"aws:PrincipalAccount":"111122223333"}"#, vec!["????????????".to_owned()], &["0"][..]),
            (r#""StringLike":{"aws:PrincipalAccount":"4444*"}"#, vec!["????????????".to_owned()], &["0", "1"]),
            (r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/e*"}"#, of_account("????????????"), &["0"]),
            (r#""StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:user/e*"}"#, of_account("????????????"), &["1"]),
            (r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/e*"}"#, of_account("????????????"), &["0", "1"]),
            (r#""ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:user/e*"}"#, of_account("444455556666"), &["0", "1"]),
            (r#""Null":{"aws:PrincipalArn":"true"}"#, of_account("????????????"), &["0"]),
        ] {
            let among = Varies::Among(Among::of(&patterns, std::slice::from_ref(&own)));
            let expected: BTreeSet<Vec<bool>> = expected.iter().map(|way| vec![*way == "1"]).collect();
            assert_eq!(ways_among(&[condition], &among), Some(expected), "{condition}");
        }
    }

    #[test]
    fn too_many_circumstances_are_none() {
        let conditions: Vec<String> = (0..7).map(|at| format!(r#""Bool":{{"k{at}":"true"}}"#)).collect();
        assert_eq!(ways(&conditions.iter().map(String::as_str).collect::<Vec<_>>()), None);
        assert_eq!(ways(&[r#""StringEquals":{"k":"${l}"}"#]), None, "what a variable stands for would have to vary");
    }

    /// All ways together would be more than a thousand millions: it does not begin with that.
    #[test]
    fn too_many_ways_of_keys_that_hang_together_are_none() {
        let keys = ["aws:SourceVpc", "aws:SourceVpce", "aws:VpcSourceIp", "aws:VpceAccount", "aws:VpceOrgID", "aws:SourceVpcArn"];
        let of = |key: &&str| (0..40).map(|value| format!(r#""StringEquals":{{"{key}":"{value}"}}"#)).collect::<Vec<_>>();
        let conditions: Vec<String> = keys.iter().flat_map(of).collect();
        assert_eq!(ways(&conditions.iter().map(String::as_str).collect::<Vec<_>>()), None);
    }
}
