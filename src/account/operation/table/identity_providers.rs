//! SAML and OIDC providers.

macro_rules! identity_providers {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a SAML provider: whose users roles may trust by it.
            Write CreateSAMLProvider {
                required saml_metadata_document: String = "SAMLMetadataDocument" SAML_METADATA_DOCUMENT,
                required name: String = "Name" SAML_PROVIDER_NAME,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
                optional assertion_encryption_mode: String = "AssertionEncryptionMode" ASSERTION_ENCRYPTION_MODE,
                optional add_private_key: Secret = "AddPrivateKey" PRIVATE_KEY,
            }

            /// Shows a SAML provider with its metadata.
            Read GetSAMLProvider {
                required saml_provider_arn: String = "SAMLProviderArn" ARN,
            }

            /// Lists the SAML providers.
            Read ListSAMLProviders {
            }

            /// Changes a SAML provider's metadata, or how its assertions are encrypted.
            Write UpdateSAMLProvider {
                optional saml_metadata_document: String = "SAMLMetadataDocument" SAML_METADATA_DOCUMENT,
                required saml_provider_arn: String = "SAMLProviderArn" ARN,
                optional assertion_encryption_mode: String = "AssertionEncryptionMode" ASSERTION_ENCRYPTION_MODE,
                optional add_private_key: Secret = "AddPrivateKey" PRIVATE_KEY,
                optional remove_private_key: String = "RemovePrivateKey" PRIVATE_KEY_ID,
            }

            /// Deletes a SAML provider. Roles that trust it stay, and let nobody from it in.
            Write DeleteSAMLProvider {
                required saml_provider_arn: String = "SAMLProviderArn" ARN,
            }

            /// Adds tags to a SAML provider, or changes the value of those it has.
            Write TagSAMLProvider {
                required saml_provider_arn: String = "SAMLProviderArn" ARN,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from a SAML provider.
            Write UntagSAMLProvider {
                required saml_provider_arn: String = "SAMLProviderArn" ARN,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists a SAML provider's tags.
            Read ListSAMLProviderTags {
                required saml_provider_arn: String = "SAMLProviderArn" ARN,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }

            /// Makes an OIDC provider: an issuer of tokens that roles may trust.
            Write CreateOpenIDConnectProvider {
                required url: String = "Url" OIDC_PROVIDER_URL,
                optional client_id_list: Vec<String> = "ClientIDList" CLIENT_ID_LIST,
                optional thumbprint_list: Vec<String> = "ThumbprintList" THUMBPRINT_LIST,
                optional tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Shows an OIDC provider.
            Read GetOpenIDConnectProvider {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
            }

            /// Lists the OIDC providers.
            Read ListOpenIDConnectProviders {
            }

            /// Deletes an OIDC provider. Roles that trust it stay, and let nobody from it in.
            Write DeleteOpenIDConnectProvider {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
            }

            /// Adds an audience to those that an OIDC provider's tokens may be for.
            Write AddClientIDToOpenIDConnectProvider {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
                required client_id: String = "ClientID" CLIENT_ID,
            }

            /// Removes an audience of an OIDC provider.
            Write RemoveClientIDFromOpenIDConnectProvider {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
                required client_id: String = "ClientID" CLIENT_ID,
            }

            /// Sets the thumbprints of certificates of an OIDC provider, whole.
            Write UpdateOpenIDConnectProviderThumbprint {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
                required thumbprint_list: Vec<String> = "ThumbprintList" THUMBPRINT_LIST,
            }

            /// Adds tags to an OIDC provider, or changes the value of those it has.
            Write TagOpenIDConnectProvider {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
                required tags: Vec<Tag> = "Tags" TAG_LIST,
            }

            /// Removes tags from an OIDC provider.
            Write UntagOpenIDConnectProvider {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
                required tag_keys: Vec<String> = "TagKeys" TAG_KEY_LIST,
            }

            /// Lists an OIDC provider's tags.
            Read ListOpenIDConnectProviderTags {
                required open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" ARN,
                optional marker: String = "Marker" MARKER,
                optional max_items: u32 = "MaxItems" MAX_ITEMS,
            }
        }
    };
}
