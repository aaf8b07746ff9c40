use toolshape::ToolShape;

#[derive(ToolShape)]
enum Status {
    Open,
    Paid,
}

#[derive(ToolShape)]
enum Never {}

fn main() {}
