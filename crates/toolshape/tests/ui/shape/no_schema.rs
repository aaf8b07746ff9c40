toolshape::shape!("schemas/list.json");

fn main() {}
