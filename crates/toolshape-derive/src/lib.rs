//! The derive macro of toolshape.
