use toolshape::ToolShape;

struct Search {
    name: String,
}

#[derive(ToolShape)]
enum Step {
    Search(Search),
    Text(String),
}

fn main() {}
