//! The macro `shape!` of [toolshape](https://docs.rs/toolshape), which exports it again with its feature `schema`:
//! depend on that crate, whose page has the example that runs.
//!
//! A crate of its own, because codegen is behind it: `#[derive(ToolShape)]` does without.

mod expand;

use std::env;
use std::path::PathBuf;

use proc_macro::TokenStream;

/// Makes types of JSON Schemas of tools: what `toolshape generate` prints, in place of the call.
///
/// The example that runs stands in the crate `toolshape`.
///
/// ```text
/// shape!("schemas/city.json");
/// shape!("schemas/city.json", "schemas/country.json", deny_warnings);
/// ```
///
/// `growth = all` after the paths is
/// [`Growth::All`](https://docs.rs/toolshape-codegen/latest/toolshape_codegen/enum.Growth.html#variant.All): what the
/// root holds is streamed in parts, too; `growth = nothing` derives no `Partial`.
///
/// The paths start at the folder of the crate's `Cargo.toml`. The root type of each schema implements `ToolShape`; the
/// crate needs `serde` besides `toolshape`. When a file changes, the crate is compiled anew.
///
/// # Warnings
///
/// A schema may be read otherwise than it is written, or its type be looser than it says. A macro has no way to warn of
/// that: it stands in the doc comments of the types, `toolshape generate` prints it, and with `deny_warnings` it is an
/// error.
///
/// # What does not compile
///
/// A file that is not there, is not JSON or not a JSON Schema: the error says where in the file, by line, column and
/// JSON pointer, and what to do about it.
#[proc_macro]
pub fn shape(arguments: TokenStream) -> TokenStream {
    let home = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    expand::shape(arguments.into(), &home).unwrap_or_else(|error| error.to_compile_error()).into()
}
