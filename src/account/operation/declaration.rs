//! How operations are declared: what each line of the table becomes.

/// Declares the operations. For each: its type, with one field a member; its [`OperationSpec`]; its variant of
/// [`Operation`]; its row of [`OPERATIONS`]. `Write(sts)` is one of the service `sts`; where none is named, it is `iam`. One
/// whose API name another service has, too, has a name of its own here: `Read(lambda) GetFunctionPolicy = "GetPolicy"`. A
/// member that journals know by another name has it behind its own: `"AccountId" | "Account"`.
macro_rules! operations {
    ($(
        #[doc = $about:literal]
        $effect:ident $(($service:ident))? $name:ident $(= $api_name:literal)? {
            $($need:ident $field:ident: $type:ty = $api:literal $(| $former:literal)? $shape:ident,)*
        }
    )*) => {
        $(
            #[doc = $about]
            #[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
            #[serde(default, deny_unknown_fields)]
            pub struct $name {
                $(
                    #[doc = concat!("The API's `", $api, "`.")]
                    #[serde(rename = $api, skip_serializing_if = "left_out" $(, alias = $former)?)]
                    pub $field: operations!(@type $need $type),
                )*
            }

            impl $name {
                /// What is known of this operation.
                pub const SPEC: OperationSpec = OperationSpec {
                    service: operations!(@service $($service)?),
                    id: stringify!($name),
                    name: operations!(@name $name $($api_name)?),
                    effect: Effect::$effect,
                    about: $about.trim_ascii(),
                    members: &[$(Member { name: $api, required: operations!(@required $need), shape: &shape::$shape }),*],
                };
            }

            impl From<$name> for Operation {
                fn from(operation: $name) -> Self {
                    Self::$name(operation)
                }
            }
        )*

        /// Any operation.
        #[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
        pub enum Operation {
            $(
                #[doc = $about]
                $name($name),
            )*
        }

        /// The table of operations.
        pub static OPERATIONS: &[&OperationSpec] = &[$(&$name::SPEC),*];

        impl Operation {
            /// The operation's row in the table.
            pub const fn spec(&self) -> &'static OperationSpec {
                match self {
                    $(Self::$name(_) => &$name::SPEC,)*
                }
            }

            /// The members that were given, in the model's order.
            pub fn members(&self) -> Vec<(&'static Member, Value<'_>)> {
                match self {
                    $(Self::$name($name { $($field),* }) => {
                        let values: &[Option<Value<'_>>] = &[$($field.value()),*];
                        $name::SPEC.members.iter().zip(values).filter_map(|(member, value)| Some((member, (*value)?))).collect()
                    })*
                }
            }

            /// The operation of this id, mostly the API's name, with these members, as JSON spells them.
            ///
            /// # Errors
            /// An unknown id gives `None`; unknown members and wrong types give serde's error.
            pub fn from_json(id: &str, members: serde_json::Value) -> Option<serde_json::Result<Self>> {
                match id {
                    $(stringify!($name) => Some(serde_json::from_value::<$name>(members).map(Self::$name)),)*
                    _ => None,
                }
            }

            /// Hands the operation to its rules.
            pub(in crate::account) fn plan_with(&self, planning: &mut Planning<'_>) -> Result<Reply, Refusal> {
                match self {
                    $(Self::$name(operation) => operation.plan(planning),)*
                }
            }
        }
    };
    (@type required $type:ty) => { $type };
    (@type optional $type:ty) => { Option<$type> };
    (@service) => { "iam" };
    (@service $service:ident) => { stringify!($service) };
    (@name $name:ident) => { stringify!($name) };
    (@name $name:ident $api_name:literal) => { $api_name };
    (@required required) => { true };
    (@required optional) => { false };
}

pub(super) use operations;
