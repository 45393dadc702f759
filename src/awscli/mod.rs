//! The AWS CLI's language: operations as `aws iam …` lines, in and out, and replies as the AWS CLI prints them.
