//! Programs that the tests run: those of others, installed by the tests themselves, and those of this workspace.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;

/// The version of boto3 and botocore.
pub(crate) const BOTOCORE: &str = "1.44.8";
const NODE_PACKAGES: [&str; 2] = ["@aws-appsync/utils@2.1.1", "typescript@5.9.3"];
const JAVASCRIPT_SDK: &str = "@aws-sdk/client-bedrock-runtime@3.1163.0";

/// A Python that can import boto3, in a virtual environment under target/.
///
/// Without Python, says so and gives `None`: the test is then skipped, except where `CI` is
/// set, where it fails.
pub(crate) fn python() -> Option<&'static Path> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let python = PYTHON.get_or_init(|| {
        let packages = [format!("boto3=={BOTOCORE}"), format!("botocore=={BOTOCORE}")];
        let environment = installed(&packages.join("-").replace("==", "-"), |folder| {
            run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(folder)).map_err(Trouble::Missing)?;
            let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
            run(Command::new(interpreter(folder)).args(pip).args(&packages)).map_err(Trouble::Failed)
        });
        environment_or_skip(environment, "boto3 need python3 and its venv module").map(|folder| interpreter(&folder))
    });
    python.as_deref()
}

fn interpreter(environment: &Path) -> PathBuf {
    environment.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}

/// A folder under target/ with `@aws-appsync/utils` and TypeScript in its `node_modules`.
///
/// Without Node, as [`python()`] without Python.
pub(crate) fn node_modules() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(|| npm_install(&NODE_PACKAGES, "TypeScript need node and npm")).as_deref()
}

/// A folder under target/ with AWS's SDK for JavaScript in its `node_modules`.
///
/// Without Node, as [`python()`] without Python.
pub(crate) fn javascript_sdk() -> Option<&'static Path> {
    static FOLDER: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOLDER.get_or_init(|| npm_install(&[JAVASCRIPT_SDK], "AWS's JavaScript SDK need node and npm")).as_deref()
}

fn npm_install(packages: &[&str], needs: &str) -> Option<PathBuf> {
    let name = packages.join("-").replace(['@', '/'], "-");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    // Node runs what is installed, so it has to be there also when nothing is left to install.
    let node = run(Command::new("node").arg("--version")).map_err(Trouble::Missing);
    let folder = node.and_then(|()| {
        installed(name.trim_start_matches('-'), |folder| {
            run(Command::new(npm).arg("--version")).map_err(Trouble::Missing)?;
            fs::create_dir_all(folder).map_err(|error| Trouble::Failed(error.to_string()))?;
            let install = ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix"];
            run(Command::new(npm).args(install).arg(folder).args(packages)).map_err(Trouble::Failed)
        })
    });
    environment_or_skip(folder, needs)
}

/// Why something is not installed: a missing program is the machine's affair, a failure that of the tests.
enum Trouble {
    Missing(String),
    Failed(String),
}

/// A folder of this name under target/, filled once.
fn installed(name: &str, fill: impl FnOnce(&Path) -> Result<(), Trouble>) -> Result<PathBuf, Trouble> {
    let failed = |error: io::Error| Trouble::Failed(error.to_string());
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Another run of the tests may be installing it just now. Not `with_extension`: versions have dots.
    let lock = File::create(folder.with_file_name(format!("{name}.lock"))).map_err(failed)?;
    lock.lock().map_err(failed)?;
    let done = folder.join("installed");
    if !done.exists() {
        fill(&folder)?;
        fs::write(done, "").map_err(failed)?;
    }
    Ok(folder)
}

fn environment_or_skip(environment: Result<PathBuf, Trouble>, needs: &str) -> Option<PathBuf> {
    match environment {
        Ok(folder) => Some(folder),
        Err(Trouble::Failed(reason)) => panic!("{reason}"),
        Err(Trouble::Missing(reason)) => {
            let on_ci = env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!on_ci, "{reason}");
            // Not `eprintln!`: what that writes in a test that passes is not shown.
            let _ = writeln!(io::stderr(), "skipped: the tests with {needs}\n{reason}");
            None
        }
    }
}

/// The program `toolshape-codegen`, built from the sources as they are.
pub(crate) fn codegen() -> PathBuf {
    program("toolshape-codegen", "toolshape-codegen")
}

/// A program of a package, built by itself as users install it: a build of the whole workspace would give it the
/// features that others ask for.
pub(crate) fn program(package: &str, name: &str) -> PathBuf {
    let arguments = ["build", "--package", package, "--bin", name, "--message-format", "json", "--quiet"];
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let output = Command::new(cargo).args(arguments).current_dir(root).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let messages = String::from_utf8(output.stdout).unwrap();
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter(|message| message["target"]["name"] == name);
    programs.find_map(|message| message["executable"].as_str().map(PathBuf::from)).unwrap()
}

fn run(command: &mut Command) -> Result<(), String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!(
            "{command:?}: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
