toolshape::shape!("schemas/dangling.json");

fn main() {}
