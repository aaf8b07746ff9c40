//! Types of schemas, for the tests that take them in.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use toolshape_codegen::{Builder, Growth};

const GOLDEN: &str = "../codegen/tests/generate";

fn main() -> Result<(), Box<dyn Error>> {
    Builder::new().schema("schemas/city.json").write_to_out_dir()?;
    Builder::new().schema("schemas/person.json").schema("schemas/city.json").write_to_out_dir()?;
    Builder::new().schema("schemas/flight.json").chrono(true).uuid(true).write_to_out_dir()?;

    // The golden schemas again, with parts of all types. Their warnings are what they are there for.
    println!("cargo::rerun-if-changed={GOLDEN}");
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    for entry in fs::read_dir(GOLDEN)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if let Some(name) = name.strip_suffix(".json").filter(|name| !name.ends_with(".instances")) {
            let source = Builder::new().schema(&path).growth(Growth::All).rust()?.source;
            fs::write(Path::new(&out).join(format!("grown_{name}.rs")), source)?;
        }
    }
    Ok(())
}
