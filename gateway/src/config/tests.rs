use std::path::PathBuf;

use super::{Config, Faulty, Introspection};

fn load(environment: &[(&str, &str)], file: &str) -> Result<Config, Faulty> {
    let get = |name: &str| {
        let found = environment.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    Config::of(&get, (!file.is_empty()).then_some(file))
}

fn fine(environment: &[(&str, &str)], file: &str) -> Config {
    load(environment, file).unwrap_or_else(|faulty| panic!("{faulty}"))
}

fn faults(environment: &[(&str, &str)], file: &str) -> Vec<String> {
    load(environment, file).err().expect("faults").0
}

#[test]
fn the_defaults_serve_this_machine_from_a_file() {
    let config = fine(&[], "");
    assert_eq!(config.database_url, "sqlite://data/scriptorium.db?mode=rwc");
    assert_eq!(config.database_folder(), Some(PathBuf::from("data")));
    assert_eq!(config.public_url.as_str(), "http://localhost:8080/");
    assert_eq!(config.introspection, Introspection::On);
    assert!(config.allow_website_header && config.worker && config.smtp_url.is_none());
    assert!(config.metrics.is_none() && config.cost_limit.is_some());
    assert_eq!((config.event_days, config.mailbox_days), (30, 30));
    assert_eq!(config.poll.as_secs(), 5);
}

#[test]
fn the_environment_wins_over_the_file_over_the_default() {
    let file = "listen = '0.0.0.0:9000'\nworker = false\ntrusted_proxies = ['10.0.0.1', '::1']";
    let config = fine(&[("LISTEN", "0.0.0.0:9001"), ("SMTP_URL", "")], file);
    assert_eq!(config.listen.port(), 9001);
    assert_eq!(config.trusted_proxies.len(), 2);
    assert!(!config.worker && !config.allow_website_header && config.smtp_url.is_none());
    assert!(config.log.starts_with("info"), "{}", config.log);
}

#[test]
fn metrics_are_listened_for_where_it_is_said() {
    let config = fine(&[("METRICS", "127.0.0.1:9100"), ("COST_LIMIT", "off")], "");
    assert_eq!(config.metrics.map(|at| at.port()), Some(9100));
    assert!(config.cost_limit.is_none());
    assert!(fine(&[("METRICS", "off")], "").metrics.is_none());
    let found = faults(
        &[("METRICS", "on"), ("COST_LIMIT", "0")],
        "event_days = 0\nmailbox_days = 'x'\npoll_seconds = 0",
    );
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn strangers_get_no_schema_where_the_installation_is_public() {
    let public = ("PUBLIC_URL", "https://app.example.org");
    assert_eq!(fine(&[public], "").introspection, Introspection::Members);
    let on = ("INTROSPECTION", "on");
    assert_eq!(fine(&[public, on], "").introspection, Introspection::On);
}

#[test]
fn every_fault_is_named_with_its_source() {
    let file = "listen = 'nowhere'\nlisten_on = '1'\nworker = 3\nlog = '=,='";
    let found = faults(
        &[("DATABASE_URL", "mysql://x"), ("PUBLIC_URL", "app")],
        file,
    );
    let names = [
        "listen_on",
        "DATABASE_URL",
        "listen",
        "PUBLIC_URL",
        "worker",
        "log",
    ];
    assert_eq!(found.len(), names.len(), "{found:#?}");
    for name in names {
        assert!(
            found
                .iter()
                .any(|fault| fault.starts_with(&format!("{name} "))),
            "{found:#?}"
        );
    }
    assert!(
        found.iter().any(|fault| fault.contains("scriptorium.toml")),
        "{found:#?}"
    );
    assert!(faults(&[], "listen = ")[0].contains("scriptorium.toml"));
}

#[test]
fn a_secret_may_come_from_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("smtp");
    std::fs::write(&path, "smtp://user:secret@mail.example:25\n").expect("written");
    let path = path.to_str().expect("a path");
    let config = fine(&[("SMTP_URL_FILE", path)], "");
    assert_eq!(
        config.smtp_url.as_deref(),
        Some("smtp://user:secret@mail.example:25")
    );
    let config = fine(&[], &format!("smtp_url_file = '{path}'"));
    assert!(config.smtp_url.is_some());
    // The environment wins, whichever of the two names it uses.
    let config = fine(
        &[("SMTP_URL", "smtp://other")],
        &format!("smtp_url_file = '{path}'"),
    );
    assert_eq!(config.smtp_url.as_deref(), Some("smtp://other"));

    let both = faults(&[("SMTP_URL_FILE", path), ("SMTP_URL", "smtp://x")], "");
    assert!(both[0].contains("not both"), "{both:?}");
    let gone = faults(&[("DATABASE_URL_FILE", "/nowhere/at/all")], "");
    assert!(gone[0].starts_with("DATABASE_URL_FILE "), "{gone:?}");
    assert!(faults(&[], "log_file = 'x'")[0].contains("log_file"));
}

#[test]
fn a_file_of_places_has_to_be_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("places.mmdb");
    let text = path.to_str().expect("a path");
    let gone = faults(&[("GEOIP_FILE", text)], "");
    assert!(gone[0].starts_with("GEOIP_FILE "), "{gone:?}");
    std::fs::write(&path, "anything").expect("written");
    let config = fine(&[], &format!("geoip_file = '{text}'"));
    assert_eq!(config.geoip_file.as_deref(), Some(path.as_path()));
    assert_eq!(fine(&[], "").geoip_file, None);
}

#[test]
fn the_folder_of_the_database_is_found_in_every_form_of_its_address() {
    for (url, folder) in [
        ("sqlite:///var/lib/s/a.db?mode=rwc", Some("/var/lib/s")),
        ("sqlite:a.db", None),
        ("sqlite::memory:", None),
        ("postgres://localhost/x", None),
    ] {
        let config = fine(&[("DATABASE_URL", url)], "");
        assert_eq!(config.database_folder(), folder.map(PathBuf::from), "{url}");
    }
}
