//! What is printed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::corpus::Corpus;

#[derive(Default)]
struct Counts {
    documents: usize,
    generated: usize,
    compiled: usize,
    valid: usize,
    accepted: usize,
    kept: usize,
    invalid: usize,
    refused: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.generated += other.generated;
        self.compiled += other.compiled;
        self.valid += other.valid;
        self.accepted += other.accepted;
        self.kept += other.kept;
        self.invalid += other.invalid;
        self.refused += other.refused;
    }
}

pub(crate) struct Report {
    names: Vec<String>,
    sets: Vec<String>,
    counts: BTreeMap<String, Counts>,
    failures: Vec<(usize, String)>,
    pub(crate) panicked: usize,
    /// Processes that took too much, or died.
    pub(crate) over_limits: usize,
    slowest: (f64, usize),
    kilobytes: u64,
}

impl Report {
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let sets: Vec<_> = corpus.documents.iter().map(|document| document.set().to_owned()).collect();
        let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
        for set in &sets {
            counts.entry(set.clone()).or_default().documents += 1;
        }
        Self {
            names: corpus.documents.iter().map(|document| document.name.clone()).collect(),
            sets,
            counts,
            failures: Vec::new(),
            panicked: 0,
            over_limits: 0,
            slowest: (0.0, 0),
            kilobytes: 0,
        }
    }

    fn counts(&mut self, document: usize) -> &mut Counts {
        self.counts.entry(self.sets[document].clone()).or_default()
    }

    pub(crate) fn took(&mut self, seconds: f64, kilobytes: u64, document: usize) {
        if seconds > self.slowest.0 {
            self.slowest = (seconds, document);
        }
        self.kilobytes = self.kilobytes.max(kilobytes);
    }

    pub(crate) fn generated(&mut self, documents: impl Iterator<Item = usize>) {
        documents.for_each(|document| self.counts(document).generated += 1);
    }

    pub(crate) fn compiled(&mut self, document: usize) {
        self.counts(document).compiled += 1;
    }

    /// An instance of a type that compiled.
    pub(crate) fn decoded(&mut self, document: usize, is_valid: bool, is_accepted: bool, is_kept: bool) {
        let counts = self.counts(document);
        if is_valid {
            counts.valid += 1;
            counts.accepted += usize::from(is_accepted);
            counts.kept += usize::from(is_accepted && is_kept);
        } else {
            counts.invalid += 1;
            counts.refused += usize::from(!is_accepted);
        }
    }

    pub(crate) fn fail(&mut self, document: usize, step: &str, why: &str) {
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        let why: String = why.chars().take(600).collect();
        self.failures.push((document, format!("{}\t{step}\t{why}\n", self.names[document])));
    }

    /// One line each, by document.
    pub(crate) fn failures(&self) -> String {
        let mut failures = self.failures.clone();
        failures.sort();
        failures.into_iter().map(|(_, line)| line).collect()
    }

    pub(crate) fn table(&self) -> String {
        let mut total = Counts::default();
        let mut text = format!(
            "| {:16} | {:>9} | {:>15} | {:>15} | {:>20} | {:>20} | {:>20} |\n|{}|\n",
            "set",
            "documents",
            "generated",
            "compiled",
            "valid accepted",
            "and written the same",
            "invalid refused",
            [18, 11, 17, 17, 22, 22, 22].map(|width| "-".repeat(width)).join("|"),
        );
        for (set, counts) in &self.counts {
            row(&mut text, set, counts);
            total.add(counts);
        }
        row(&mut text, "all", &total);
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "\npanics: {}; processes over 1 GB or 10 s, or dead: {}\nslowest: {:.2} s, {}; most memory: {} MB",
            self.panicked,
            self.over_limits,
            self.slowest.0,
            self.names.get(self.slowest.1).map_or("none", String::as_str),
            self.kilobytes / 1024,
        );
        text
    }
}

fn row(text: &mut String, set: &str, counts: &Counts) {
    // Hundredths of a percent, rounded down: 100 % is said of all alone.
    let percent = |part: usize, whole: usize| {
        let hundredths = (part * 10_000).checked_div(whole);
        hundredths.map_or("–".to_owned(), |it| format!("{}.{:02} %", it / 100, it % 100))
    };
    let share = |part: usize, whole: usize| format!("{part} {:>8}", percent(part, whole));
    let of = |part: usize, whole: usize| format!("{part}/{whole} {:>8}", percent(part, whole));
    let _ = writeln!(
        text,
        "| {set:16} | {:>9} | {:>15} | {:>15} | {:>20} | {:>20} | {:>20} |",
        counts.documents,
        share(counts.generated, counts.documents),
        share(counts.compiled, counts.documents),
        of(counts.accepted, counts.valid),
        of(counts.kept, counts.accepted),
        of(counts.refused, counts.invalid),
    );
}
