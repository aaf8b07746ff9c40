toolshape::shape!("schemas/broken.json");

fn main() {}
