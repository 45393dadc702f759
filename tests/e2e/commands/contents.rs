//! Objects of buckets, out of files and into files.

use std::fs;

use crate::home::Home;

#[test]
fn an_object_comes_out_of_a_file_and_goes_into_one() {
    let home = Home::new();
    home.ask("s3api create-bucket --bucket reports");
    fs::write(home.path().join("q1.csv"), "month,größe\n").unwrap();
    assert_eq!(home.aws("s3api put-object --bucket reports --key q1.csv --body q1.csv").code, Some(0));
    let got = home.aws("s3api get-object --bucket reports --key q1.csv copy.csv");
    assert_eq!((got.code, got.err.as_str()), (Some(0), ""));
    assert_eq!(fs::read_to_string(home.path().join("copy.csv")).unwrap(), "month,größe\n");
    assert!(got.out.contains("ContentLength") && !got.out.contains("month"), "{}", got.out);

    let absent = home.aws("s3api get-object --bucket reports --key q2.csv other.csv");
    assert_eq!(absent.code, Some(254));
    assert!(absent.err.contains("(NoSuchKey) when calling the GetObject operation"), "{}", absent.err);
    assert!(!home.path().join("other.csv").exists());
    let unwritable = home.aws("s3api get-object --bucket reports --key q1.csv absent/copy.csv");
    assert_eq!(unwritable.code, Some(255));
    assert!(unwritable.err.contains("Unable to write absent/copy.csv"), "{}", unwritable.err);
}
