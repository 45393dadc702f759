//! EC2.

macro_rules! ec2 {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Launches instances, perhaps with an instance profile whose role they get.
            Write(ec2) RunInstances {
                optional image_id: String = "ImageId" ESTATE_NAME,
                optional instance_type: String = "InstanceType" ESTATE_NAME,
                optional max_count: u32 = "MaxCount" INSTANCE_COUNT,
                optional min_count: u32 = "MinCount" INSTANCE_COUNT,
                optional user_data: String = "UserData" USER_DATA,
                optional iam_instance_profile: InstanceProfileSpecification = "IamInstanceProfile" INSTANCE_PROFILE_MEMBER,
                optional tag_specifications: Vec<TagSpecification> = "TagSpecifications" TAG_SPECIFICATIONS,
            }

            /// Lists the instances, or those that are asked for.
            Read(ec2) DescribeInstances {
                optional instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
            }

            /// Shows an attribute of an instance. User data is one, with all that is in it.
            Read(ec2) DescribeInstanceAttribute {
                required attribute: String = "Attribute" INSTANCE_ATTRIBUTE,
                required instance_id: String = "InstanceId" ESTATE_NAME,
            }

            /// Changes the type or the user data of an instance that is stopped. User data is given in Base64.
            Write(ec2) ModifyInstanceAttribute {
                optional attribute: String = "Attribute" INSTANCE_ATTRIBUTE,
                optional value: String = "Value" ATTRIBUTE_TEXT,
                optional instance_type: AttributeValue = "InstanceType" ATTRIBUTE_VALUE_MEMBER,
                optional user_data: AttributeValue = "UserData" ATTRIBUTE_VALUE_MEMBER,
                required instance_id: String = "InstanceId" ESTATE_NAME,
            }

            /// Starts instances that are stopped.
            Write(ec2) StartInstances {
                required instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
            }

            /// Stops instances; they can be started again.
            Write(ec2) StopInstances {
                required instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
            }

            /// Terminates instances: they are gone.
            Write(ec2) TerminateInstances {
                required instance_ids: Vec<String> = "InstanceIds" INSTANCE_IDS,
            }

            /// Gives an instance an instance profile, and with it a role.
            Write(ec2) AssociateIamInstanceProfile {
                required iam_instance_profile: InstanceProfileSpecification = "IamInstanceProfile" INSTANCE_PROFILE_MEMBER,
                required instance_id: String = "InstanceId" ESTATE_NAME,
            }

            /// Takes its instance profile, and with it its role, from an instance.
            Write(ec2) DisassociateIamInstanceProfile {
                required association_id: String = "AssociationId" ESTATE_NAME,
            }

            /// Gives an instance another instance profile in the place of the one it has, in one step.
            Write(ec2) ReplaceIamInstanceProfileAssociation {
                required iam_instance_profile: InstanceProfileSpecification = "IamInstanceProfile" INSTANCE_PROFILE_MEMBER,
                required association_id: String = "AssociationId" ESTATE_NAME,
            }

            /// Lists which instance has which instance profile.
            Read(ec2) DescribeIamInstanceProfileAssociations {
                optional association_ids: Vec<String> = "AssociationIds" INSTANCE_IDS,
            }

            /// Adds tags to instances, or changes the value of those they have.
            Write(ec2) CreateTags {
                required resources: Vec<String> = "Resources" INSTANCE_IDS,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from instances: those of a key, or of a key and a value; where none is named, all.
            Write(ec2) DeleteTags {
                required resources: Vec<String> = "Resources" INSTANCE_IDS,
                optional tags: Vec<TagToDelete> = "Tags" TAGS_TO_DELETE,
            }

            /// Lists the tags of the instances.
            Read(ec2) DescribeTags {
            }
        }
    };
}
