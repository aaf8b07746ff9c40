//! What is missing around a call shows in the call; what the environment says holds.
//!
//! A test cannot change its own environment: [`Asked`] runs `asks` below in a process that has another.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use std::{env, fs, process, thread};

use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::credential_fn::provide_credentials_fn;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::{Builder, Connector};
use serde_json::{Value, json};
use toolshape::ToolSpec;
use toolshape_bedrock::{Answer, Client, Error, ErrorKind};

const MISSING: &str = "the credentials are missing, expired or unknown: ";

async fn ask(client: &Client) -> Result<Answer<Value>, Error> {
    let spec = ToolSpec::new("anything", "Anything.", json!({"type": "object"})).expect("a valid spec");
    client.generate_value("amazon.nova-lite-v1:0", &spec).prompt("?").send().await
}

async fn error(config: &SdkConfig) -> Error {
    ask(&Client::new(config)).await.expect_err("something is missing")
}

/// Asks in the environment of this process, and prints what came of it.
#[tokio::test]
#[ignore = "the other tests run it, each in an environment of its own"]
async fn asks() {
    let (way, url) = (env::var("WAY").expect("it is set"), env::var("URL").expect("it is set"));
    let client = match way.as_str() {
        "local" => Client::local(url),
        "from_env" => Client::from_env().await,
        "new" => Client::new(&aws_config::load_defaults(BehaviorVersion::latest()).await),
        "with_endpoint" => Client::local("https://bedrock-runtime.example.com").with_endpoint(url),
        "own_http_client" | "from_sdk" => {
            let proxy = env::var("HTTP_PROXY").expect("it is set");
            let own = Builder::new().build_with_connector_fn(move |_, _| {
                Connector::builder().proxy_config(ProxyConfig::http(proxy.as_str()).expect("a URL")).build_http()
            });
            let config = aws_config::defaults(BehaviorVersion::latest()).http_client(own).load().await;
            if way == "from_sdk" {
                Client::from(aws_sdk_bedrockruntime::Client::new(&config)).with_endpoint(url)
            } else {
                Client::new(&config)
            }
        }
        way => panic!("{way} is unknown"),
    };
    match ask(&client).await {
        Ok(_) => println!("outcome: a value"),
        Err(error) => println!("outcome: {error}"),
    }
}

/// A process that asks, and its environment.
struct Asked(Command);

impl Asked {
    fn new(way: &str, url: &str) -> Self {
        let mut command = Command::new(env::current_exe().expect("it runs"));
        command.args(["asks", "--exact", "--ignored", "--nocapture"]).env_clear().env("WAY", way).env("URL", url);
        command.env("AWS_EC2_METADATA_DISABLED", "true").env("HOME", "/nonexistent");
        Self(command)
    }

    fn set(mut self, variables: &[(&str, &str)]) -> Self {
        self.0.envs(variables.iter().copied());
        self
    }

    /// With a file of profiles, which is gone afterwards.
    fn config(mut self, text: &str) -> String {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{}-{number}", process::id()));
        fs::write(&file, text).expect("target/ can be written");
        self.0.env("AWS_CONFIG_FILE", &file);
        let outcome = self.outcome();
        fs::remove_file(&file).expect("it was written");
        outcome
    }

    fn outcome(mut self) -> String {
        let output = self.0.output().expect("it runs");
        let told = String::from_utf8(output.stdout).expect("it is UTF-8");
        let outcome = told.lines().find_map(|line| line.split_once("outcome: "));
        outcome.unwrap_or_else(|| panic!("{told}{}", String::from_utf8_lossy(&output.stderr))).1.to_owned()
    }
}

/// A server of one answer; what it is asked comes out of the channel, the body left out.
fn server(address: &str, status: u16, body: &'static str) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind(format!("{address}:0")).expect("a port is free");
    let port = listener.local_addr().expect("it is bound").port();
    let (asked, questions) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut stream: TcpStream = stream;
            let mut reader = BufReader::new(stream.try_clone().expect("it can be cloned"));
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head).expect("it can be read") > 0 {}
            let length = head.to_ascii_lowercase();
            let length = length.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok());
            let mut content = vec![0; length.unwrap_or(0)];
            reader.read_exact(&mut content).expect("it can be read");
            // Nobody listens once the test is over.
            let _ = asked.send(head);
            let length = body.len();
            write!(stream, "HTTP/1.1 {status} Told\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}")
                .expect("it can be written");
        }
    });
    (port, questions)
}

const VALUE: &str = r#"{
    "output": {"message": {"role": "assistant", "content": [
        {"toolUse": {"toolUseId": "t1", "name": "anything", "input": {}}}
    ]}},
    "stopReason": "tool_use",
    "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
    "metrics": {"latencyMs": 1}
}"#;

fn proxied(port: u16) -> [(&'static str, String); 6] {
    ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
        .map(|name| (name, format!("http://127.0.0.1:{port}")))
}

const KEYS: [(&str, &str); 3] =
    [("AWS_ACCESS_KEY_ID", "variable"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_REGION", "eu-west-1")];

#[test]
fn loopback_is_reached_without_the_proxy_of_the_environment() {
    let (proxy, through_proxy) = server("127.0.0.1", 502, "");
    let proxy = proxied(proxy);
    let proxy = proxy.each_ref().map(|(name, url)| (*name, url.as_str()));
    let (port, directly) = server("127.0.0.1", 200, VALUE);
    let url = format!("http://127.0.0.1:{port}");
    let by_name = format!("http://localhost:{port}");
    let asked = |way| Asked::new(way, &url).set(&proxy);
    let of_service = "[default]\nservices = here\n[services here]\nbedrock-runtime =\n  endpoint_url = ";
    for outcome in [
        asked("local").outcome(),
        Asked::new("local", &by_name).set(&proxy).outcome(),
        asked("with_endpoint").outcome(),
        asked("from_env").set(&[("AWS_ENDPOINT_URL", &url)]).outcome(),
        asked("from_env").set(&[("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", &by_name)]).outcome(),
        asked("from_env").config(&format!("[default]\nendpoint_url = {url}\n")),
        asked("from_env").config(&format!("{of_service}{url}\n")),
        asked("from_env").set(&KEYS).set(&[("AWS_ENDPOINT_URL", &url)]).outcome(),
        asked("new").set(&[("AWS_ENDPOINT_URL", &url), ("AWS_REGION", "eu-west-1")]).outcome(),
    ] {
        assert_eq!(outcome, "a value");
        assert!(directly.try_recv().expect("it was asked").starts_with("POST /model/"));
    }
    assert!(through_proxy.try_recv().is_err(), "the proxy was asked");
}

#[test]
fn loopback_of_the_sixth_version_is_reached_directly() {
    if TcpListener::bind("[::1]:0").is_err() {
        return; // a machine without it
    }
    let (proxy, through_proxy) = server("127.0.0.1", 502, "");
    let (port, _directly) = server("[::1]", 200, VALUE);
    let proxy = format!("http://127.0.0.1:{proxy}");
    let asked = Asked::new("local", &format!("http://[::1]:{port}")).set(&[("HTTP_PROXY", &proxy)]);
    assert_eq!(asked.outcome(), "a value");
    assert!(through_proxy.try_recv().is_err(), "the proxy was asked");
}

#[test]
fn other_hosts_are_reached_through_the_proxy_of_the_environment() {
    let (port, through_proxy) = server("127.0.0.1", 200, VALUE);
    let proxy = format!("http://127.0.0.1:{port}");
    let url = "http://bedrock.example.com";
    for way in ["local", "with_endpoint", "from_env", "new"] {
        let asked = Asked::new(way, url).set(&KEYS).set(&[("HTTP_PROXY", &proxy), ("AWS_ENDPOINT_URL", url)]);
        assert_eq!(asked.outcome(), "a value", "{way}");
        let question = through_proxy.try_recv().expect("it was asked");
        assert!(question.starts_with("POST http://bedrock.example.com/model/"), "{way}: {question}");
    }
}

#[test]
fn an_http_client_of_the_application_stays() {
    let (port, through_its_proxy) = server("127.0.0.1", 200, VALUE);
    let proxy = format!("http://127.0.0.1:{port}");
    let url = "http://127.0.0.1:9";
    for way in ["own_http_client", "from_sdk"] {
        let asked = Asked::new(way, url).set(&KEYS).set(&[("HTTP_PROXY", &proxy), ("AWS_ENDPOINT_URL", url)]);
        assert_eq!(asked.outcome(), "a value", "{way}");
        assert!(through_its_proxy.try_recv().is_ok(), "{way}");
    }
}

#[test]
fn loopback_gets_placeholders_where_nothing_is_configured() {
    let (port, asked) = server("127.0.0.1", 200, VALUE);
    let url = format!("http://127.0.0.1:{port}");
    let endpoint = [("AWS_ENDPOINT_URL", url.as_str())];
    let signed = |outcome: String| {
        assert_eq!(outcome, "a value");
        let question = asked.try_recv().expect("it was asked");
        let credential = question.split_once("Credential=").expect("it is signed").1;
        let [key, _, region] = credential.splitn(4, '/').take(3).collect::<Vec<_>>()[..] else { panic!("{question}") };
        format!("{key} {region}")
    };
    let here = |way| Asked::new(way, "").set(&endpoint);
    assert_eq!(signed(here("from_env").outcome()), "local us-east-1");
    assert_eq!(signed(here("new").outcome()), "local us-east-1");
    let unfilled = [("AWS_PROFILE", "dev")];
    assert_eq!(
        signed(here("from_env").set(&unfilled).config("[profile dev]\nregion = us-west-2\n")),
        "local us-west-2"
    );

    assert_eq!(signed(here("from_env").set(&KEYS).outcome()), "variable eu-west-1");
    let filed = "[default]\naws_access_key_id = filed\naws_secret_access_key = secret\n";
    assert_eq!(signed(here("from_env").config(filed)), "filed us-east-1");

    let half = here("from_env").set(&[("AWS_ACCESS_KEY_ID", "half")]).outcome();
    assert_eq!(half, format!("{MISSING}AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not"));
    let other = here("from_env").set(&[("AWS_PROFILE", "prod")]).config("[profile dev]\nregion = us-west-2\n");
    assert!(other.contains("profile `prod` was not defined"), "{other}");
}

/// The error of a call in this environment, which has a region.
fn refusal(variables: &[(&str, &str)], config: &str) -> String {
    let outcome = Asked::new("from_env", "").set(&[("AWS_REGION", "us-east-1")]).set(variables).config(config);
    outcome.strip_prefix(MISSING).unwrap_or_else(|| panic!("{outcome}")).to_owned()
}

#[test]
fn missing_credentials_are_told_with_what_is_not_set_yet() {
    assert_eq!(
        refusal(&[], ""),
        "profile `default` has none: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    );
    assert_eq!(refusal(&KEYS[..1], ""), "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not");
    assert_eq!(refusal(&KEYS[1..2], ""), "AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not");
    let dev = [("AWS_PROFILE", "dev")];
    assert_eq!(
        refusal(&dev, "[profile dev]\nregion = us-west-2\n"),
        "profile `dev` is missing or has no credentials, such as aws_access_key_id and aws_secret_access_key, \
         role_arn or sso_session"
    );
    assert_eq!(
        refusal(&dev, "[profile prod]\nregion = us-west-2\n"),
        "profile `dev` was not defined: could not find source profile dev referenced from the root profile"
    );
    assert_eq!(
        refusal(&[("AWS_WEB_IDENTITY_TOKEN_FILE", "/nonexistent/token")], ""),
        "AWS_ROLE_ARN environment variable must be set"
    );
}

#[test]
fn a_provider_that_fails_is_told_with_its_cause_and_the_profile() {
    let dev = [("AWS_PROFILE", "dev")];
    assert_eq!(
        refusal(&dev, "[profile dev]\naws_access_key_id = AKIAEXAMPLE\n"),
        "invalid credential source in `dev`: profile missing aws_secret_access_key"
    );
    assert_eq!(
        refusal(&[], "[default]\nsso_session = work\nsso_account_id = 123456789012\nsso_role_name = Reader\n"),
        "sso-session named `work` (referenced by profile `default`) was not found"
    );
    let process = refusal(&dev, "[profile dev]\ncredential_process = echo $SECRET >&2; exit 3\n");
    assert_eq!(process, "profile `dev` needs the feature `credentials-process` of aws-config");
    let broken = refusal(&dev, "[profile dev\naws_secret_access_key = hidden\n");
    assert_eq!(broken, "profile `dev`: invalid profile: could not parse profile file");
}

#[test]
fn a_role_that_cannot_be_assumed_is_told_with_the_message_of_the_service() {
    let denial = r#"<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
        <Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/a is not authorized.</Message>
        </Error><RequestId>r1</RequestId></ErrorResponse>"#;
    let (port, _asked) = server("127.0.0.1", 403, denial);
    let url = format!("http://127.0.0.1:{port}");
    let told = refusal(
        &[("AWS_PROFILE", "dev"), ("AWS_ENDPOINT_URL_STS", &url)],
        "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = keys\n\
         [profile keys]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = hidden\n",
    );
    assert_eq!(told, "profile `dev`: User: arn:aws:iam::123456789012:user/a is not authorized. (AccessDenied)");
}

const SIGNED_ON: &str = "[profile dev]\nsso_session = work\nsso_account_id = 123456789012\nsso_role_name = Reader\n\
                         [sso-session work]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n";

#[test]
#[cfg(not(feature = "sso"))]
fn a_profile_of_identity_center_needs_the_feature_sso() {
    let told = refusal(&[("AWS_PROFILE", "dev")], SIGNED_ON);
    assert_eq!(told, "profile `dev` needs the feature `sso` of toolshape-bedrock");
}

#[test]
#[cfg(feature = "sso")]
fn a_profile_of_identity_center_without_a_token_wants_a_login() {
    let told = refusal(&[("AWS_PROFILE", "dev")], SIGNED_ON);
    assert_eq!(told, "profile `dev`: failed to load the cached SSO token: run `aws sso login --profile dev`");
}

#[tokio::test]
async fn a_provider_of_the_application_is_told_with_its_cause() {
    let region = Region::from_static("us-east-1");
    let without = SdkConfig::builder().behavior_version(BehaviorVersion::latest()).region(region).build();
    let sealed = provide_credentials_fn(async || Err(CredentialsError::provider_error("the vault is sealed")));
    let unloadable = without.to_builder().credentials_provider(SharedCredentialsProvider::new(sealed)).build();
    for (config, cause) in
        [(without, "the SDK's configuration has no credentials provider"), (unloadable, "the vault is sealed")]
    {
        let error = error(&config).await;
        assert_eq!(error.to_string(), format!("{MISSING}{cause}"));
        assert!(error.is_credentials());
    }
}

#[tokio::test]
async fn a_service_that_says_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = silent.local_addr().expect("it is bound");
    let timeout = TimeoutConfig::builder().operation_timeout(Duration::from_millis(50)).build();
    let config = aws_config::defaults(BehaviorVersion::latest())
        .test_credentials()
        .region(Region::from_static("us-east-1"))
        .endpoint_url(format!("http://{address}"))
        .timeout_config(timeout)
        .load()
        .await;
    assert_eq!(error(&config).await.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_region_that_is_missing() {
    let credentials = Credentials::new("local", "local", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build();
    let error = error(&config).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    let message = "the connection failed: no region is set: set AWS_REGION, or a region in the profile";
    assert_eq!(error.to_string(), message);
}
