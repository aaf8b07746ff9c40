//! The corpus that `TOOLSHAPE_CORPUS` names, where it names one.

use std::env;
use std::path::Path;
use std::process::Command;

/// The sets of function calls: nothing may be lost there.
const FUNCTION_CALLS: [&str; 4] = ["BFCL", "Glaiveai2K", "JME", "MCPspec"];

#[test]
fn generated_types_hold_real_schemas_to_their_instances() {
    let Some(folder) = env::var_os("TOOLSHAPE_CORPUS").filter(|folder| !folder.is_empty()) else {
        eprintln!("skipped: TOOLSHAPE_CORPUS names no folder of schemas");
        return;
    };
    let failures = Path::new(env!("CARGO_TARGET_TMPDIR")).join("failures.txt");
    let mut command = Command::new(env!("CARGO_BIN_EXE_toolshape-corpus"));
    let output = command.arg(folder).arg("--failures").arg(&failures).output().expect("the program runs");
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{table}{}", String::from_utf8_lossy(&output.stderr));
    assert!(table.contains("panics: 0; processes over 1 GB or 10 s, or dead: 0"), "{table}");

    let failures = std::fs::read_to_string(&failures).expect("the program wrote it");
    for row in table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| set ")) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let shares: Vec<f64> = cells[3..8].iter().map(|cell| percent(cell)).collect();
        let [generated, compiled, accepted, kept, refused] = shares[..] else { panic!("{row}") };
        if FUNCTION_CALLS.contains(&cells[1]) {
            assert_eq!(shares, [100.0; 5], "{table}{failures}");
        }
        if cells[1] == "all" {
            assert!(generated >= 99.0 && compiled >= 99.0, "{table}{failures}");
            assert!(accepted >= 99.5 && kept >= 99.5 && refused >= 99.5, "{table}{failures}");
        }
    }
}

/// The percentage in a cell: `99.5` of `398/400  99.50 %`, all of none.
fn percent(cell: &str) -> f64 {
    if cell.ends_with('–') {
        return 100.0;
    }
    cell.trim_end_matches(" %").rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a percentage")
}
