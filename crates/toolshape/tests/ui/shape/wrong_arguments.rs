toolshape::shape!(city);

toolshape::shape!("schemas/loose.json" "schemas/broken.json");

toolshape::shape!();

fn main() {}
