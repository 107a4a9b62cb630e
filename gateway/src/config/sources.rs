//! Where settings come from, and what is wrong with them.

use std::collections::BTreeMap;

use toml::Value;

use super::FILE;

/// What the program brings along.
const DEFAULTS: &str = include_str!("../default.toml");

/// Every setting there is.
const NAMES: &[&str] = &[
    "database_url",
    "listen",
    "public_url",
    "default_website",
    "allow_website_header",
    "trusted_proxies",
    "smtp_url",
    "mail_from",
    "vapid_private_key",
    "vapid_subject",
    "geoip_file",
    "introspection",
    "worker",
    "poll_seconds",
    "metrics",
    "cost_limit",
    "event_days",
    "mailbox_days",
    "log",
];

/// The settings that hold passwords: `…_file` may name a file instead.
const SECRETS: [&str; 3] = ["database_url", "smtp_url", "vapid_private_key"];

/// The three sources, most important first, and the faults found so far.
pub struct Sources<'a> {
    environment: &'a dyn Fn(&str) -> Option<String>,
    file: BTreeMap<String, String>,
    defaults: BTreeMap<String, String>,
    faults: Vec<String>,
}

impl<'a> Sources<'a> {
    pub fn new(environment: &'a dyn Fn(&str) -> Option<String>, file: Option<&str>) -> Self {
        let mut faults = Vec::new();
        let file = table(file.unwrap_or_default(), FILE, &mut faults);
        let defaults = table(DEFAULTS, "default.toml", &mut faults);
        Self {
            environment,
            file,
            defaults,
            faults,
        }
    }

    pub fn into_faults(self) -> Vec<String> {
        self.faults
    }

    /// The setting `name`, if it is set at all.
    pub fn optional<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let (shown, text) = self.find(name)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(advice) => {
                // The text itself may hold a password.
                self.faults.push(format!("{shown} is not right: {advice}"));
                None
            }
        }
    }

    /// The setting `name`, which has to be set.
    pub fn needed<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let before = self.faults.len();
        let value = self.optional(name, parse);
        if value.is_none() && self.faults.len() == before {
            self.faults.push(format!("{name} is needed"));
        }
        value
    }

    /// The text of a setting and the name to show for it.
    fn find(&mut self, name: &str) -> Option<(String, String)> {
        let capitals = name.to_ascii_uppercase();
        let environment = self.environment;
        let direct = environment(&capitals);
        let pointer = SECRETS
            .contains(&name)
            .then(|| environment(&format!("{capitals}_FILE")));
        match self.said(&capitals, "_FILE", direct, pointer.flatten()) {
            Said::Nothing => {}
            Said::Text(text) => return Some((capitals, text)),
            Said::Wrong => return None,
        }
        let direct = self.file.get(name).cloned();
        let pointer = self.file.get(&format!("{name}_file")).cloned();
        match self.said(name, "_file", direct, pointer) {
            Said::Nothing => {}
            Said::Text(text) => return Some((format!("{name} in {FILE}"), text)),
            Said::Wrong => return None,
        }
        let text = self.defaults.get(name).cloned()?;
        Some((name.to_owned(), text)).filter(|(_, text)| !text.is_empty())
    }

    /// What one source says about the setting `name`, itself or by naming a file.
    fn said(
        &mut self,
        name: &str,
        suffix: &str,
        direct: Option<String>,
        pointer: Option<String>,
    ) -> Said {
        let fault = match (filled(direct), filled(pointer)) {
            (None, None) => return Said::Nothing,
            (Some(text), None) => return Said::Text(text),
            (Some(_), Some(_)) => {
                format!("{name} and {name}{suffix} are both set: use one, not both")
            }
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(text) => return Said::Text(text.trim().to_owned()),
                Err(error) => {
                    format!("{name}{suffix} names {path}, which cannot be read: {error}")
                }
            },
        };
        self.faults.push(fault);
        Said::Wrong
    }
}

/// What one source says about one setting.
enum Said {
    Nothing,
    Text(String),
    /// It is noted among the faults.
    Wrong,
}

/// The settings of a file as text; what is not a setting becomes a fault.
fn table(text: &str, source: &str, faults: &mut Vec<String>) -> BTreeMap<String, String> {
    let parsed: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            // The whole error would show the line, and a line may hold a password.
            faults.push(format!("{source} cannot be read: {}", error.message()));
            return BTreeMap::new();
        }
    };
    let mut settings = BTreeMap::new();
    for (name, value) in parsed {
        let base = name
            .strip_suffix("_file")
            .filter(|base| SECRETS.contains(base));
        if !NAMES.contains(&base.unwrap_or(&name)) {
            let fault = format!(
                "{name} in {source} is no setting; there are: {}",
                NAMES.join(", ")
            );
            faults.push(fault);
            continue;
        }
        match scalar(&value) {
            Some(text) => {
                settings.insert(name, text);
            }
            None => faults.push(format!("{name} in {source} is not right: write a text")),
        }
    }
    settings
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Boolean(value) => Some(value.to_string()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Array(values) => {
            let texts: Option<Vec<_>> = values.iter().map(scalar).collect();
            texts.map(|texts| texts.join(","))
        }
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}
