//! Seeds of MFA devices, in files that only their owner can read.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use crate::home::{Answer, Home, mode};

fn create(home: &Home, name: &str, file: &str, method: &str) -> Answer {
    home.aws(&format!("iam create-virtual-mfa-device --virtual-mfa-device-name {name} --outfile {file} --bootstrap-method {method}"))
}

/// How many devices there are.
fn devices(home: &Home) -> u64 {
    home.ask("iam list-virtual-mfa-devices --query length(VirtualMFADevices)").as_u64().unwrap()
}

#[test]
fn seeds_go_into_files_that_only_their_owner_can_read() {
    let home = Home::new();
    let made = create(&home, "phone", "seed", "Base32StringSeed");
    assert_eq!((made.code, made.err.as_str()), (Some(0), ""));
    let seed = fs::read_to_string(home.path().join("seed")).unwrap();
    assert!(seed.len() == 64 && seed.bytes().all(|letter| matches!(letter, b'A'..=b'Z' | b'2'..=b'7')), "{seed}");
    assert!(made.out.contains("SerialNumber") && !made.out.contains(&seed), "{}", made.out);

    assert_eq!(create(&home, "tablet", "code.png", "QRCodePNG").code, Some(0));
    let uri = read_png(&home.path().join("code.png"));
    assert!(uri.starts_with("otpauth://totp/") && uri.contains("tablet@") && uri.contains("secret="), "{uri}");
    for file in ["seed", "code.png"] {
        assert_eq!(mode(&home.path().join(file)), 0o600, "{file}");
    }

    // What is refused leaves no file, and a file that is there as it was.
    assert_eq!(create(&home, "phone", "another", "QRCodePNG").code, Some(254));
    assert!(!home.path().join("another").exists());
    assert_eq!(create(&home, "phone", "seed", "QRCodePNG").code, Some(254));
    assert_eq!(fs::read_to_string(home.path().join("seed")).unwrap(), seed);
    let unwritable = create(&home, "watch", "absent/seed", "QRCodePNG");
    assert_eq!(unwritable.code, Some(255));
    assert!(unwritable.err.contains("Unable to write absent/seed"), "{unwritable:?}");
    assert_eq!(devices(&home), 2);
}

/// The text of a picture of a QR code.
fn read_png(path: &Path) -> String {
    let mut reader = png::Decoder::new(std::io::BufReader::new(fs::File::open(path).unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    let (width, height) = (info.width as usize, info.height as usize);
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    picture.detect_grids()[0].decode().unwrap().1
}

#[test]
fn what_is_replaced_lets_nobody_read_the_seed() {
    let home = Home::new();
    let there = home.path().join("there");
    fs::write(&there, "old").unwrap();
    fs::set_permissions(&there, fs::Permissions::from_mode(0o644)).unwrap();
    let reader = fs::File::open(&there).unwrap();
    symlink("there", home.path().join("link")).unwrap();
    assert_eq!(create(&home, "phone", "link", "Base32StringSeed").code, Some(0));
    assert_eq!((mode(&there), fs::read_to_string(&there).unwrap().len()), (0o600, 64));
    assert!(home.path().join("link").is_symlink());
    assert_eq!(std::io::read_to_string(reader).unwrap(), "old", "who had it open reads what was there");
    let mut left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["accounts", "link", "settings.toml", "there", "trash"]);
}

#[test]
fn a_device_whose_seed_can_t_be_written_is_taken_back() {
    let home = Home::new();
    if Path::new("/dev/full").exists() {
        let answer = create(&home, "phone", "/dev/full", "Base32StringSeed");
        assert_eq!((answer.code, answer.out.as_str()), (Some(255), ""));
        assert!(answer.err.contains("Unable to write /dev/full: ") && answer.err.contains("The device was taken back."), "{answer:?}");
    }
    let directory = create(&home, "phone", ".", "QRCodePNG");
    assert!(directory.code == Some(255) && directory.err.contains("Unable to write .: "), "{directory:?}");
    assert_eq!(devices(&home), 0);
    // What is no file has nothing to be replaced.
    let shown = create(&home, "phone", "/dev/stdout", "Base32StringSeed");
    assert_eq!(shown.code, Some(0));
    assert_eq!(shown.out.find('{'), Some(64), "the seed, then the answer: {shown:?}");
}
