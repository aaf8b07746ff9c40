use toolshape::ToolShape;

/// Bits.
#[derive(Clone, Copy, ToolShape)]
union Bits {
    float: f32,
    int: u32,
}

fn main() {}
