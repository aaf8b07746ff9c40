//! Values while they arrive.

#[path = "partial/types.rs"]
mod types;


use toolshape::partial::Parser;
use types::Kitchen;

#[test]
fn quick() {
    let text = types::SAMPLE;
    let whole: Kitchen = serde_json::from_str(text).unwrap();
    for size in 1..text.len() {
        let mut parser = Parser::<Kitchen>::new();
        let mut rest = text;
        while !rest.is_empty() {
            let mut cut = size.min(rest.len());
            while !rest.is_char_boundary(cut) {
                cut += 1;
            }
            let (head, tail) = rest.split_at(cut);
            let fed = parser.feed(head).map(|_| ());
            assert!(fed.is_ok(), "size {size}: {fed:?}");
            rest = tail;
        }
        assert_eq!(parser.finish().unwrap(), whole, "{size}");
    }
}
