//! The programs stand beside this file, one folder or file each.
