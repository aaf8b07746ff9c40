//! Files: their names, what is read from them, and how they are written.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::process;

use percent_encoding::percent_decode_str;

/// The longest document that is read unless another length is asked for, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// The text that is read there.
///
/// # Errors
///
/// It cannot be read, is not UTF-8, or is longer than so many bytes; a source without end is not read further.
pub fn read(source: impl Read, most: u64) -> io::Result<String> {
    let mut bytes = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("longer than {most} bytes")));
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not UTF-8"))
}

/// Writes the file as a whole or not at all: beside it, and then in its place, so that nobody reads half of it.
///
/// # Errors
///
/// It cannot be written.
pub fn replace(file: &Path, text: &str) -> io::Result<()> {
    let file = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned()); // behind a link, not the link
    let present = fs::metadata(&file).ok();
    if present.as_ref().is_some_and(|present| !present.is_file()) {
        return fs::write(file, text); // a device or a pipe; a folder is an error
    }
    let Some(name) = file.file_name() else { return Err(io::ErrorKind::InvalidInput.into()) };
    let beside = file.with_file_name(format!(".{}.{}", name.to_string_lossy(), process::id()));
    let written = fs::write(&beside, text)
        .and_then(|()| present.map_or(Ok(()), |present| fs::set_permissions(&beside, present.permissions())))
        .and_then(|()| fs::rename(&beside, &file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A path's last part.
#[must_use]
pub fn name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// A path's last part up to its first dot: `city` of `schemas/city.schema.json`; empty where there is nothing else.
#[must_use]
pub fn stem(path: &str) -> &str {
    name(path).split('.').find(|part| !part.is_empty()).unwrap_or_default()
}

/// A part of a reference without percent-encoding; as it is where that would not be UTF-8.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap_or(text.into()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_is_what_stands_before_the_first_dot() {
        let stems =
            ["schemas/city.schema.json", r"schemas\city.json", "city", ".city.json", "schemas/", "..."].map(stem);
        assert_eq!(stems, ["city", "city", "city", "city", "", ""]);
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        assert_eq!(read(&b"abc"[..], 3).unwrap(), "abc");
        assert_eq!(read(&b"abcd"[..], 3).unwrap_err().to_string(), "longer than 3 bytes");
        assert_eq!(read(io::repeat(b'a'), 3).unwrap_err().to_string(), "longer than 3 bytes");
        assert_eq!(read(&b"\xff"[..], 3).unwrap_err().to_string(), "not UTF-8");
    }

    #[test]
    fn a_reader_sees_the_old_text_or_the_new_one() {
        let file = std::env::temp_dir().join(format!("toolshape-replace-{}.txt", process::id()));
        let (old, new) = ("old ".repeat(100_000), "new ".repeat(100_000));
        replace(&file, &old).unwrap();
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| (0..200).all(|_| [&old, &new].contains(&&fs::read_to_string(&file).unwrap())));
            for text in [&new, &old].into_iter().cycle().take(100) {
                replace(&file, text).unwrap();
            }
            assert!(reader.join().unwrap());
        });
        fs::remove_file(&file).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = std::env::temp_dir().join(format!("toolshape-replace-{}", process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (file, link) = (folder.join("file"), folder.join("link"));
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&file, &link).unwrap();
        replace(&link, "new").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn only_two_digits_are_decoded() {
        let texts = ["/a%20b", "/per%25cent", "%c3%B6", "%zz%f%", "%+f%-1", "%ff"].map(percent_decoded);
        assert_eq!(texts, ["/a b", "/per%cent", "ö", "%zz%f%", "%+f%-1", "%ff"]);
    }
}
