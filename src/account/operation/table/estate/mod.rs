//! The services of the practice estate.

#[macro_use]
mod dynamodb;
#[macro_use]
mod ec2;
#[macro_use]
mod kms;
#[macro_use]
mod lambda;
#[macro_use]
mod s3;
#[macro_use]
mod secrets_manager;
#[macro_use]
mod sqs;
