//! The sources of all schemas, in process, and typify's share of the time.

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use toolshape_bench::typify_alone::{definitions, source};
use toolshape_codegen::Folder;
use toolshape_schemas::{appsync, bedrock};

fn main() {
    let ours = median(|| {
        black_box(Folder::read(bedrock::ALL).unwrap().rust().unwrap());
        black_box(Folder::read(appsync::ALL).unwrap().rust().unwrap());
    });
    let documents = [definitions(bedrock::ALL), definitions(appsync::ALL)];
    let typify = median(|| documents.iter().for_each(|definitions| drop(black_box(source(definitions)))));
    let verdict = if ours <= Duration::from_millis(100) { "met" } else { "MISSED" };
    println!("the sources of all schemas: {ours:?}, target 100 ms: {verdict}");
    println!(
        "  typify alone on the same types: {typify:?}, a share of {:.2}",
        typify.as_secs_f64() / ours.as_secs_f64()
    );
}

fn median(work: impl Fn()) -> Duration {
    let mut times: Vec<Duration> = (0..15)
        .map(|_| {
            let start = ThreadTime::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}
