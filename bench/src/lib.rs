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

/// The most that ours may take of what the peer takes, where there is a target.
#[derive(Clone, Copy, Debug, Default)]
pub struct Targets {
    pub time: Option<f64>,
    pub allocations: Option<f64>,
}

impl Targets {
    /// A target for the time alone.
    #[must_use]
    pub fn time(ratio: f64) -> Self {
        Self { time: Some(ratio), allocations: None }
    }
}

/// Measures both in turns and prints the ratios, with their targets.
pub fn compare<A, B>(
    what: &str,
    (ours, run_ours): (&str, impl FnMut() -> A),
    (peer, run_peer): (&str, impl FnMut() -> B),
    targets: Targets,
) {
    let (our_cost, peer_cost) = in_turns(run_ours, run_peer);
    let time = verdict(our_cost.time.as_secs_f64() / peer_cost.time.as_secs_f64(), targets.time);
    let allocations = verdict(our_cost.allocations / peer_cost.allocations, targets.allocations);
    println!("{what}");
    println!("  {ours}: {:?}, {} allocations", our_cost.time, our_cost.allocations);
    println!("  {peer}: {:?}, {} allocations", peer_cost.time, peer_cost.allocations);
    println!("  of the time {time}; of the allocations {allocations}\n");
}

fn verdict(ratio: f64, target: Option<f64>) -> String {
    match target {
        Some(target) if ratio <= target => format!("{ratio:.3}, target {target}: met"),
        Some(target) => format!("{ratio:.3}, target {target}: MISSED"),
        None => format!("{ratio:.3}"),
    }
}

/// The text in pieces of 4 to 20 bytes, the same ones each time.
#[must_use]
pub fn fragments(text: &str) -> Vec<&str> {
    let mut fragments = Vec::new();
    let mut random: u32 = 7;
    let mut rest = text;
    while !rest.is_empty() {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let mut cut = (4 + (random >> 16) as usize % 17).min(rest.len());
        while !rest.is_char_boundary(cut) {
            cut += 1;
        }
        let (fragment, after) = rest.split_at(cut);
        fragments.push(fragment);
        rest = after;
    }
    fragments
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
