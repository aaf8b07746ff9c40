//! Types of a tool's schema, for the test that takes them in.

fn main() -> Result<(), toolshape_codegen::Error> {
    toolshape_codegen::Builder::new().schema("schemas/city.json").write_to_out_dir()?;
    Ok(())
}
