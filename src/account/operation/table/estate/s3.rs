//! S3.

macro_rules! s3 {
    ($($before:tt)*) => {
        with_the_rest! {
            $($before)*

            /// Makes a bucket. Nobody but the account can reach it.
            Write(s3) CreateBucket {
                required bucket: String = "Bucket" BUCKET_NAME,
                optional create_bucket_configuration: BucketConfiguration = "CreateBucketConfiguration" BUCKET_CONFIGURATION_MEMBER,
            }

            /// Lists the buckets.
            Read(s3) ListBuckets {
            }

            /// Deletes a bucket that holds nothing any more.
            Write(s3) DeleteBucket {
                required bucket: String = "Bucket" BUCKET_NAME,
            }

            /// Puts an object into a bucket, or another content in its place.
            Write(s3) PutObject {
                optional body: String = "Body" OBJECT_BODY,
                required bucket: String = "Bucket" BUCKET_NAME,
                required key: String = "Key" OBJECT_KEY,
            }

            /// Reads an object.
            Read(s3) GetObject {
                required bucket: String = "Bucket" BUCKET_NAME,
                required key: String = "Key" OBJECT_KEY,
            }

            /// Lists the objects in a bucket.
            Read(s3) ListObjectsV2 {
                required bucket: String = "Bucket" BUCKET_NAME,
                optional delimiter: String = "Delimiter" DELIMITER,
                optional prefix: String = "Prefix" KEY_PREFIX,
            }

            /// Deletes an object. Where there is none, there is none to delete.
            Write(s3) DeleteObject {
                required bucket: String = "Bucket" BUCKET_NAME,
                required key: String = "Key" OBJECT_KEY,
            }

            /// Sets a bucket's policy: who may do what with it and its objects.
            Write(s3) PutBucketPolicy {
                required bucket: String = "Bucket" BUCKET_NAME,
                required policy: String = "Policy" RESOURCE_POLICY,
            }

            /// Shows a bucket's policy.
            Read(s3) GetBucketPolicy {
                required bucket: String = "Bucket" BUCKET_NAME,
            }

            /// Deletes a bucket's policy.
            Write(s3) DeleteBucketPolicy {
                required bucket: String = "Bucket" BUCKET_NAME,
            }

            /// Sets what keeps a bucket from being public. What is left out is off.
            Write(s3) PutPublicAccessBlock {
                required bucket: String = "Bucket" BUCKET_NAME,
                required public_access_block_configuration: PublicAccessBlockConfiguration = "PublicAccessBlockConfiguration" PUBLIC_ACCESS_BLOCK_MEMBER,
            }

            /// Shows what keeps a bucket from being public.
            Read(s3) GetPublicAccessBlock {
                required bucket: String = "Bucket" BUCKET_NAME,
            }

            /// Sets a bucket's tags: those that it had and that are not given are gone.
            Write(s3) PutBucketTagging {
                required bucket: String = "Bucket" BUCKET_NAME,
                required tagging: Tagging = "Tagging" TAGGING_MEMBER,
            }

            /// Shows a bucket's tags.
            Read(s3) GetBucketTagging {
                required bucket: String = "Bucket" BUCKET_NAME,
            }

            /// Removes all tags from a bucket.
            Write(s3) DeleteBucketTagging {
                required bucket: String = "Bucket" BUCKET_NAME,
            }
        }
    };
}
