//! The QR code as a picture, as `create-virtual-mfa-device --bootstrap-method QRCodePNG` writes it.

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

/// Pixels along a module's side.
const SCALE: usize = 8;
/// Modules of white around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// A PNG picture of a text's QR code, black on white.
///
/// # Errors
/// The text is too long for any code.
pub(super) fn picture(text: &str) -> Result<Vec<u8>, String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).map_err(|error| error.to_string())?;
    let modules = code.width();
    let side = (modules + 2 * QUIET) * SCALE;
    let is_dark = |x: usize, y: usize| {
        let inside = |at: usize| (at / SCALE).checked_sub(QUIET).filter(|at| *at < modules);
        inside(x).zip(inside(y)).is_some_and(|(x, y)| code[(x, y)] == Color::Dark)
    };
    let pixels: Vec<u8> = (0..side * side).map(|at| if is_dark(at % side, at / side) { 0 } else { 255 }).collect();
    let mut picture = Vec::new();
    let pixels_wide = u32::try_from(side).map_err(|error| error.to_string())?;
    let mut encoder = png::Encoder::new(&mut picture, pixels_wide, pixels_wide);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
    written.map_err(|error| error.to_string())?;
    Ok(picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_reads_as_the_text() {
        let text = "otpauth://totp/IAM%20practice:phone@482109735516?secret=ABCDEFGH&issuer=IAM%20practice";
        let picture = picture(text).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let (width, height) = (info.width as usize, info.height as usize);
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
        assert_eq!(image.detect_grids()[0].decode().unwrap().1, text);
    }
}
