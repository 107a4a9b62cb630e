//! What push messages are signed with.

use notifications::push::Vapid;
use url::Url;

/// The private key, as it stands in the setting.
pub fn private_key(text: &str) -> Result<String, &'static str> {
    let read = Vapid::read(text, "").map(|_| text.to_owned());
    read.map_err(|_| "write the key as `scriptorium vapid` prints it")
}

/// Whom push services may write to.
pub fn subject(text: &str) -> Result<String, &'static str> {
    let url = Url::parse(text).ok();
    url.filter(|url| matches!(url.scheme(), "mailto" | "https"))
        .map(|_| text.to_owned())
        .ok_or("write mailto:ADDRESS or an https address where the operator is reached")
}

/// The key with the address of whoever runs the installation: where none is named, its own page, or
/// the sender of its mails while it has none that others can reach.
pub fn vapid(
    private_key: Option<String>,
    subject: Option<String>,
    public_url: &Url,
    mail_from: Option<&str>,
) -> Option<Vapid> {
    let address = mail_from.map(|from| {
        let bare = from
            .split_once('<')
            .and_then(|(_, rest)| rest.split_once('>'));
        bare.map_or(from, |(address, _)| address).trim().to_owned()
    });
    let usual = match (public_url.scheme(), address) {
        ("https", _) | (_, None) => public_url.to_string(),
        (_, Some(address)) => format!("mailto:{address}"),
    };
    Vapid::read(&private_key?, &subject.unwrap_or(usual)).ok()
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    const KEY: &str = "RS0WdYWWo1HajXg3NZR1olzCf31i-ZBGDkFyCs7j1jw";

    #[test]
    fn a_key_may_come_from_a_file_and_a_wrong_one_stops_the_start_without_being_repeated() {
        assert!(Config::of(&|_| None, None).is_ok_and(|config| config.vapid.is_none()));
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("vapid");
        std::fs::write(&path, format!("{KEY}\n")).expect("written");
        let path = path.to_str().expect("a path").to_owned();
        let named = |name: &str| (name == "VAPID_PRIVATE_KEY_FILE").then(|| path.clone());
        assert!(Config::of(&named, None).is_ok_and(|config| config.vapid.is_some()));

        let wrong = |name: &str| match name {
            "VAPID_PRIVATE_KEY" => Some(format!("{KEY}secret")),
            "VAPID_SUBJECT" => Some("somebody".to_owned()),
            _ => None,
        };
        let Err(refused) = Config::of(&wrong, None) else {
            panic!("neither can be used");
        };
        let faults = refused.faults();
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(
            faults[0].starts_with("VAPID_PRIVATE_KEY ") && faults[0].contains("scriptorium vapid")
        );
        assert!(
            !faults.iter().any(|fault| fault.contains(KEY)),
            "{faults:?}"
        );
    }
}
