//! Console passwords, access keys and virtual MFA devices.

macro_rules! credentials {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Gives a user a password for the console.
            Write CreateLoginProfile {
                optional user_name: String = "UserName" USER_NAME,
                optional password: Secret = "Password" PASSWORD,
                optional password_reset_required: bool = "PasswordResetRequired" BOOLEAN,
            }

            /// Shows whether a user has a console password and since when.
            Read GetLoginProfile {
                optional user_name: String = "UserName" USER_NAME,
            }

            /// Changes a user's console password.
            Write UpdateLoginProfile {
                required user_name: String = "UserName" USER_NAME,
                optional password: Secret = "Password" PASSWORD,
                optional password_reset_required: bool = "PasswordResetRequired" BOOLEAN_OBJECT,
            }

            /// Takes a user's console password away. Access keys go on working.
            Write DeleteLoginProfile {
                optional user_name: String = "UserName" USER_NAME,
            }

            /// Makes an access key; without a user name, for the caller. The secret is shown this once.
            Write CreateAccessKey {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
            }

            /// Activates or deactivates an access key.
            Write UpdateAccessKey {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                required access_key_id: String = "AccessKeyId" ACCESS_KEY_ID,
                required status: String = "Status" STATUS,
            }

            /// Deletes an access key for good.
            Write DeleteAccessKey {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                required access_key_id: String = "AccessKeyId" ACCESS_KEY_ID,
            }

            /// Lists a user's access keys; without a name, the caller's.
            Read ListAccessKeys {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Makes a virtual MFA device. The seed is shown this once.
            Write CreateVirtualMFADevice {
                optional path: String = "Path" PATH,
                required virtual_mfa_device_name: String = "VirtualMFADeviceName" VIRTUAL_MFA_DEVICE_NAME,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            // The API insists on UserName for the next two; root leaves it out for its own device, as on AWS only the console can.
            /// Assigns an MFA device by two consecutive codes.
            Write EnableMFADevice {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
                required authentication_code_1: Secret = "AuthenticationCode1" AUTHENTICATION_CODE,
                required authentication_code_2: Secret = "AuthenticationCode2" AUTHENTICATION_CODE,
            }

            /// Brings a device whose clock has drifted back in step, by two consecutive codes.
            Write ResyncMFADevice {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
                required authentication_code_1: Secret = "AuthenticationCode1" AUTHENTICATION_CODE,
                required authentication_code_2: Secret = "AuthenticationCode2" AUTHENTICATION_CODE,
            }

            /// Takes an MFA device away from its owner; the device stays, unassigned.
            Write DeactivateMFADevice {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
            }

            /// Deletes a virtual MFA device that nobody uses.
            Write DeleteVirtualMFADevice {
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
            }

            /// Lists a user's MFA devices; without a name, the caller's.
            Read ListMFADevices {
                optional user_name: String = "UserName" EXISTING_USER_NAME,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Shows a FIDO security key. Virtual devices are listed, and have nothing more to show.
            Read GetMFADevice {
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
                optional user_name: String = "UserName" USER_NAME,
            }

            /// Lists the account's virtual MFA devices.
            Read ListVirtualMFADevices {
                optional assignment_status: String = "AssignmentStatus" ASSIGNMENT_STATUS,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Adds tags to a virtual MFA device, or changes the value of those it has.
            Write TagMFADevice {
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a virtual MFA device.
            Write UntagMFADevice {
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists the tags of a virtual MFA device.
            Read ListMFADeviceTags {
                required serial_number: String = "SerialNumber" SERIAL_NUMBER,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }
        }
    };
}
