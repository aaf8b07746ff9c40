//! Runs the queries of `toolshape_sql::sqlite::Reader` for programs whose `main` is not their own.

fn main() {
    toolshape_sql::sqlite::worker();
    eprintln!("this program is started by toolshape_sql::sqlite::Reader");
    std::process::exit(2);
}
