//! Attributes of an EC2 instance: its type and its user data.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::json;

use super::answer;
use crate::account::entity::{Instance, InstanceState};
use crate::account::operation::{AttributeValue, DescribeInstanceAttribute, ModifyInstanceAttribute};
use crate::account::plan::{Plan, Planning};
use crate::account::refusal::{ErrorCode, Refusal};
use crate::account::reply::Reply;

/// The sizes that types of instances come in, beside `2xlarge` and so on.
const SIZES: [&str; 7] = ["nano", "micro", "small", "medium", "large", "xlarge", "metal"];

impl Plan for DescribeInstanceAttribute {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let instance = planning.instance(&self.instance_id).map_err(|refusal| refusal.member("InstanceId"))?;
        let mut reply = json!({"InstanceId": instance.id});
        match self.attribute.as_str() {
            "userData" => {
                let data = instance.user_data.as_ref().map(|data| BASE64_STANDARD.encode(data));
                reply["UserData"] = data.map_or_else(|| json!({}), |data| json!({"Value": data}));
            }
            _ => reply["InstanceType"] = json!({"Value": instance.instance_type}),
        }
        Ok(answer(reply))
    }
}

impl Plan for ModifyInstanceAttribute {
    fn plan(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
        let instance = planning.instance(&self.instance_id).map_err(|refusal| refusal.member("InstanceId"))?;
        let changed = match (self.new_type(), self.new_user_data()) {
            (Some(_), Some(_)) => {
                let message = "Fields for multiple attribute types specified: instanceType, userData";
                let refusal = Refusal::new(ErrorCode::InvalidParameterCombination, message).member("UserData");
                return Err(refusal.remedy("Change one of them at a time."));
            }
            (Some(to), None) => Instance { instance_type: known_type(to)?.to_owned(), ..instance.clone() },
            (None, Some(data)) => Instance { user_data: decoded(data)?, ..instance.clone() },
            (None, None) => {
                let refusal = Refusal::new(ErrorCode::InvalidParameterCombination, "No attributes specified.");
                return Err(refusal.remedy("Give --instance-type or --user-data."));
            }
        };
        if instance.state != InstanceState::Stopped {
            let message = format!("The instance '{}' is not in the 'stopped' state.", instance.id);
            let refusal = Refusal::new(ErrorCode::IncorrectInstanceState, message).member("InstanceId");
            return Err(refusal.remedy("Stop the instance first, and start it afterwards."));
        }
        planning.put(changed);
        Ok(Reply::Nothing {})
    }
}

impl ModifyInstanceAttribute {
    /// The type that the instance is to have.
    pub(in crate::account) fn new_type(&self) -> Option<&str> {
        self.given("instanceType", self.instance_type.as_ref())
    }

    /// The user data that it is to have, in Base64.
    pub(in crate::account) fn new_user_data(&self) -> Option<&str> {
        self.given("userData", self.user_data.as_ref())
    }

    /// An attribute's value, in its own member or by the attribute's name.
    fn given<'a>(&'a self, attribute: &str, member: Option<&'a AttributeValue>) -> Option<&'a str> {
        let by_name = self.value.as_deref().filter(|_| self.attribute.as_deref() == Some(attribute));
        member.map(|member| member.value.as_deref().unwrap_or_default()).or(by_name)
    }
}

/// User data as it is; nothing where it is empty.
fn decoded(data: &str) -> Result<Option<String>, Refusal> {
    let text = BASE64_STANDARD.decode(data.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let text = text.ok_or_else(|| {
        let refusal = Refusal::new(ErrorCode::InvalidUserDataMalformed, "Invalid BASE64 encoding of user data.").member("UserData");
        refusal.remedy("User data is changed in Base64, as the program base64 writes it; here it is text.")
    })?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}

/// The type, if it is written as types are: a family such as `t3` or `m7g-flex`, and a size. Which there are changes by the month,
/// and no list of them is held here.
pub(super) fn known_type(name: &str) -> Result<&str, Refusal> {
    let is_type = name.split_once('.').is_some_and(|(family, size)| is_family(family) && is_size(size));
    if is_type {
        return Ok(name);
    }
    let refusal =
        Refusal::new(ErrorCode::InvalidParameterValue, format!("Invalid value '{name}' for InstanceType.")).member("InstanceType");
    Err(refusal.remedy("A type is a family and a size, as in t3.micro or m7g.2xlarge."))
}

fn is_family(family: &str) -> bool {
    let is_made = family.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    is_made && family.starts_with(|letter: char| letter.is_ascii_lowercase()) && family.bytes().any(|byte| byte.is_ascii_digit())
}

fn is_size(size: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    let several = size.strip_suffix("xlarge").or_else(|| size.strip_prefix("metal-").and_then(|rest| rest.strip_suffix("xl")));
    SIZES.contains(&size) || several.is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_a_family_and_a_size() {
        for name in ["t3.micro", "m1.small", "m7g-flex.2xlarge", "u-12tb1.112xlarge", "mac2-m2pro.metal", "c7i.metal-24xl", "x2iedn.xlarge"]
        {
            assert_eq!(known_type(name).ok(), Some(name));
        }
        for name in
            ["", "t3", "zz.huge", "t3.", ".micro", "t3.Micro", "T3.micro", "t3.micro.micro", "3.micro", "t3.9999xlarge", "t3.metal-"]
        {
            let refusal = known_type(name).unwrap_err();
            assert_eq!(refusal.message, format!("Invalid value '{name}' for InstanceType."));
        }
    }
}
