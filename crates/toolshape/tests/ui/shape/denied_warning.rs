toolshape::shape!("schemas/loose.json", deny_warnings);

fn main() {}
