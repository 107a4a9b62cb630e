//! Cookies in and out, and what a sign-in may know of the browser.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue, header};
use identity::place::Places;

/// How long a browser keeps the session of somebody who wants to be remembered: as long as a
/// session can live (90 days). The server decides; this only saves it questions.
const SESSION_SECONDS: u32 = 90 * 24 * 60 * 60;
/// How long a browser is known as the same device: the longest that browsers keep a cookie.
const DEVICE_SECONDS: u32 = 400 * 24 * 60 * 60;

/// What a resolver says about the answer's cookies. Clones share one slot.
#[derive(Clone, Debug, Default)]
pub struct Cookies(Arc<Mutex<Jar>>);

#[derive(Debug, Default)]
struct Jar {
    session: Option<Session>,
    look: Option<Session>,
    device: Option<String>,
}

#[derive(Debug)]
enum Session {
    Begun { token: String, remember: bool },
    Ended,
}

impl Cookies {
    /// The browser is signed in from now on; unless it is to be remembered, until it closes.
    pub fn set_session(&self, token: impl Into<String>, remember: bool) {
        let token = token.into();
        self.jar().session = Some(Session::Begun { token, remember });
    }

    /// The browser is signed out from now on.
    pub fn clear_session(&self) {
        self.jar().session = Some(Session::Ended);
    }

    /// The browser looks through somebody else's eyes from now on, until it closes. Its own
    /// session stays.
    pub fn set_look(&self, token: impl Into<String>) {
        let (token, remember) = (token.into(), false);
        self.jar().look = Some(Session::Begun { token, remember });
    }

    /// The browser looks with its own eyes from now on.
    pub fn clear_look(&self) {
        self.jar().look = Some(Session::Ended);
    }

    /// The browser is this device from now on.
    pub fn set_device(&self, token: impl Into<String>) {
        self.jar().device = Some(token.into());
    }

    fn jar(&self) -> std::sync::MutexGuard<'_, Jar> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what was said into the headers of the answer.
    pub(super) fn write(&self, names: Names, headers: &mut HeaderMap) {
        let jar = self.jar();
        let kept = |name, session: &Session| match session {
            Session::Begun { token, remember } => {
                let age = remember.then_some(SESSION_SECONDS);
                names.cookie(name, token, age)
            }
            Session::Ended => names.cookie(name, "", Some(0)),
        };
        let session = jar.session.as_ref();
        let session = session.map(|session| kept(names.session(), session));
        let look = jar.look.as_ref().map(|look| kept(names.look(), look));
        let device = jar
            .device
            .as_ref()
            .map(|token| names.cookie(names.device(), token, Some(DEVICE_SECONDS)));
        for cookie in session.into_iter().chain(look).chain(device) {
            // A token is made of letters and digits; a stranger one is better lost than sent.
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                headers.append(header::SET_COOKIE, cookie);
            }
        }
    }
}

/// What the cookies are called and how they are kept: over https with the prefix that no
/// subdomain can forge, on `http://localhost` by their plain names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub secure: bool,
}

impl Names {
    pub fn session(self) -> &'static str {
        if self.secure {
            "__Host-session"
        } else {
            "session"
        }
    }

    pub fn look(self) -> &'static str {
        if self.secure { "__Host-look" } else { "look" }
    }

    pub fn device(self) -> &'static str {
        if self.secure {
            "__Host-device"
        } else {
            "device"
        }
    }

    fn cookie(self, name: &str, value: &str, max_age: Option<u32>) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = max_age.map_or_else(String::new, |age| format!("; Max-Age={age}"));
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
    }
}

/// The value of the cookie `name`, if the request carries one.
pub(super) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

/// What a sign-in may know of where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFacts {
    /// What the browser says it is, at most 512 characters of it: a label, never a proof.
    pub user_agent: Option<String>,
    /// The address it comes from, as far as it can be believed.
    pub address: Option<IpAddr>,
    /// The place that address is known to be at.
    pub place: Option<String>,
    /// The device cookie as it came; identity checks it.
    pub device_token: Option<String>,
}

impl RequestFacts {
    /// The same, with the place of the address as far as it is known.
    #[must_use]
    pub fn placed(self, places: &dyn Places) -> Self {
        let place = self.address.and_then(|address| places.place(address));
        Self { place, ..self }
    }

    /// Where a sign-in comes from. An API client has no cookies and hands in the device token it
    /// keeps itself.
    pub fn origin(
        &self,
        device_name: Option<String>,
        device_token: Option<String>,
    ) -> identity::Origin {
        identity::Origin {
            device_name,
            device_token: device_token.or_else(|| self.device_token.clone()),
            user_agent: self.user_agent.clone(),
            address: self.address,
            place: self.place.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cookies: &Cookies, secure: bool) -> Vec<String> {
        let mut headers = HeaderMap::new();
        cookies.write(Names { secure }, &mut headers);
        let all = headers.get_all(header::SET_COOKIE).into_iter();
        all.map(|value| value.to_str().expect("text").to_owned())
            .collect()
    }

    #[test]
    fn cookies_are_out_of_reach_for_scripts_and_other_sites() {
        let cookies = Cookies::default();
        assert!(written(&cookies, true).is_empty());
        cookies.clone().set_session("tok", true);
        cookies.set_device("dev");
        assert_eq!(
            written(&cookies, true),
            [
                "__Host-session=tok; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=7776000",
                "__Host-device=dev; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=34560000",
            ]
        );
        cookies.set_session("tok", false);
        assert_eq!(
            written(&cookies, false)[0],
            "session=tok; Path=/; HttpOnly; SameSite=Lax"
        );
        cookies.clear_session();
        let cleared = "session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0";
        assert_eq!(written(&cookies, false)[0], cleared);
    }

    #[test]
    fn a_token_that_would_break_the_header_is_not_sent() {
        let cookies = Cookies::default();
        cookies.set_session("a\r\nset-cookie: b=c", true);
        assert!(written(&cookies, true).is_empty());
    }

    #[test]
    fn a_cookie_is_read_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("xsession=1; session=; a"),
        );
        headers.append(
            header::COOKIE,
            HeaderValue::from_static("b=2;session=tok=x"),
        );
        assert_eq!(read(&headers, "session"), Some("tok=x"));
        assert_eq!(read(&headers, "__Host-session"), None);
    }
}
