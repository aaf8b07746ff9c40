toolshape::shape!("schemas/nowhere.json");

fn main() {}
