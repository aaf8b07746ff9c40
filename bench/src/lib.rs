//! One way to compare: ours and a peer, turn by turn in the same run, as a ratio.

pub mod typify_alone;

use std::alloc::System;
use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What one run of a piece of work takes. The time is the thread's on a processor, so that a busy machine does not
/// count.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// The median over all rounds, of processor time.
    pub time: Duration,
    /// Allocations, reallocations included.
    pub allocations: f64,
}

/// Measures both in turns and prints the ratio, with the target where there is one.
pub fn compare<A, B>(
    what: &str,
    (ours, run_ours): (&str, impl FnMut() -> A),
    (peer, run_peer): (&str, impl FnMut() -> B),
    target: Option<f64>,
) {
    let (our_cost, peer_cost) = in_turns(run_ours, run_peer);
    let ratio = our_cost.time.as_secs_f64() / peer_cost.time.as_secs_f64();
    let verdict = match target {
        Some(target) if ratio <= target => format!(", target {target}: met"),
        Some(target) => format!(", target {target}: MISSED"),
        None => String::new(),
    };
    println!("{what}");
    println!("  {ours}: {:?}, {} allocations", our_cost.time, our_cost.allocations);
    println!("  {peer}: {:?}, {} allocations", peer_cost.time, peer_cost.allocations);
    let allocations = our_cost.allocations / peer_cost.allocations;
    println!("  ratio {ratio:.3} of the time{verdict}; {allocations:.3} of the allocations\n");
}

/// The cost of each, measured in alternating rounds so that both meet the same machine.
pub fn in_turns<A, B>(mut a: impl FnMut() -> A, mut b: impl FnMut() -> B) -> (Cost, Cost) {
    const ROUNDS: usize = 41;
    let (runs_a, runs_b) = (calibrate(&mut a), calibrate(&mut b));
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        times.0.push(round(&mut a, runs_a));
        times.1.push(round(&mut b, runs_b));
    }
    (
        Cost { time: median(times.0), allocations: allocations(&mut a) },
        Cost { time: median(times.1), allocations: allocations(&mut b) },
    )
}

/// How many runs take about five milliseconds.
fn calibrate<T>(work: &mut impl FnMut() -> T) -> u32 {
    const ROUND: Duration = Duration::from_millis(5);
    black_box(work());
    let mut runs = 1;
    loop {
        let start = ThreadTime::now();
        round(work, runs);
        if start.elapsed() >= ROUND || runs > 1 << 24 {
            return runs;
        }
        runs *= 2;
    }
}

fn round<T>(work: &mut impl FnMut() -> T, runs: u32) -> Duration {
    let start = ThreadTime::now();
    for _ in 0..runs {
        black_box(work());
    }
    start.elapsed() / runs
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

#[expect(clippy::cast_precision_loss, reason = "counts far below 2^52")]
fn allocations<T>(work: &mut impl FnMut() -> T) -> f64 {
    const RUNS: usize = 8;
    let region = Region::new(ALLOCATOR);
    for _ in 0..RUNS {
        black_box(work());
    }
    let stats = region.change();
    (stats.allocations + stats.reallocations) as f64 / RUNS as f64
}
