//! Who asks, on which website: the host names the website, the token the person.

use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use identity::Asker;
use kernel::{Actor, RequestId, Site, Who};

use super::caller::Caller;
use super::cookies::{self, Cookies};
use super::refused::Refused;
use crate::app::App;

/// The header that no foreign page can send without asking first.
pub const OURS: &str = "x-scriptorium";

/// Names a website on localhost, where the settings allow it.
pub const WEBSITE: &str = "x-website";

/// The website that the request means.
///
/// # Errors
/// 404 for a host that is none of ours, 403 for a website that is suspended.
pub async fn site(app: &App, caller: &Caller, headers: &HeaderMap) -> Result<Arc<Site>, Refused> {
    let found = find(app, caller, headers).await;
    let site = found.map_err(|error| failed("the website was not found out", &error))?;
    let site = site.ok_or_else(|| {
        let message = "There is no website at this address. Check its spelling.";
        Refused::new(StatusCode::NOT_FOUND, "WEBSITE_UNKNOWN", message)
    })?;
    if site.suspended {
        let message = "This website is closed at present. Come back later.";
        return Err(Refused::new(
            StatusCode::FORBIDDEN,
            "WEBSITE_SUSPENDED",
            message,
        ));
    }
    Ok(site)
}

/// The website of the host. On this machine it may be named by a header or by the host
/// (`quill.localhost`) where that is allowed, and else is the configured one.
async fn find(
    app: &App,
    caller: &Caller,
    headers: &HeaderMap,
) -> anyhow::Result<Option<Arc<Site>>> {
    let (config, sites) = (&app.config, &app.sites);
    let may_name = config.allow_website_header && caller.is_local();
    if let Some(slug) = headers.get(WEBSITE).filter(|_| may_name) {
        return sites.site_of_slug(slug.to_str().unwrap_or_default()).await;
    }
    // Asked first: a host that nobody has costs a statement.
    if caller.is_local() && caller.slug().is_none() {
        return sites.site_of_slug(&config.default_website).await;
    }
    let found = sites.site_of_host(&caller.host).await?;
    match caller.slug().filter(|_| may_name && found.is_none()) {
        Some(slug) => sites.site_of_slug(slug).await,
        None => Ok(found),
    }
}

/// The one who asks, and the cookies that the answer will set: a dead session is cleared.
///
/// # Errors
/// 401 for a bearer token that is none, 403 for a request that another website's page may have
/// made in this browser's name.
pub async fn actor(
    app: &App,
    caller: &Caller,
    parts: &Parts,
    site: Arc<Site>,
    id: RequestId,
) -> Result<(Actor, Cookies), Refused> {
    let cookies = Cookies::default();
    if let Some(token) = bearer(&parts.headers)? {
        let asker = holder(app, &site, token).await?.ok_or_else(bad_token)?;
        return Ok((asker.actor(site, id), cookies));
    }
    let names = caller.cookies();
    let look = cookies::read(&parts.headers, names.look());
    let own = cookies::read(&parts.headers, names.session());
    if look.is_some() || own.is_some() {
        same_origin(caller, parts)?;
    }
    // Whoever looks through somebody's eyes keeps their own session meanwhile.
    if let Some(token) = look {
        if let Some(asker) = holder(app, &site, token).await? {
            return Ok((asker.actor(site, id), cookies));
        }
        cookies.clear_look();
    }
    if let Some(token) = own {
        if let Some(asker) = holder(app, &site, token).await? {
            return Ok((asker.actor(site, id), cookies));
        }
        cookies.clear_session();
    }
    Ok((stranger(site, id), cookies))
}

/// What a request is signed with.
pub enum Signed<'r> {
    /// By a program that says so.
    Bearer(&'r str),
    /// By a browser, whatever page asks: tokens in the order in which they count, if any.
    Cookies(Vec<&'r str>),
}

impl<'r> Signed<'r> {
    /// Reads it.
    ///
    /// # Errors
    /// 401 for what is no bearer token.
    pub fn of(caller: &Caller, headers: &'r HeaderMap) -> Result<Self, Refused> {
        if let Some(token) = bearer(headers)? {
            return Ok(Self::Bearer(token));
        }
        let names = caller.cookies();
        let both = [names.look(), names.session()].into_iter();
        let tokens = both.filter_map(|name| cookies::read(headers, name));
        Ok(Self::Cookies(tokens.collect()))
    }
}

/// Somebody who is not signed in, or whose cookies and tokens are not looked at.
pub fn stranger(site: Arc<Site>, id: RequestId) -> Actor {
    Actor::new(Who::Anonymous, site, None, id)
}

async fn holder(app: &App, site: &Site, token: &str) -> Result<Option<Asker>, Refused> {
    let asker = app.services.sessions.authenticate(site, token).await;
    asker.map_err(|error| failed("a session was not looked up", &error))
}

/// The token of the `Authorization` header. Some clients send an empty one when they have none.
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Refused> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let text = value.to_str().map_err(|_| bad_token())?.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (scheme, token) = text.split_once(' ').ok_or_else(bad_token)?;
    if scheme.eq_ignore_ascii_case("bearer") {
        Ok(Some(token.trim()))
    } else {
        Err(bad_token())
    }
}

fn bad_token() -> Refused {
    let message = "The token is not or no longer valid. Sign in for a new one.";
    Refused::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", message).header(
        header::WWW_AUTHENTICATE,
        HeaderValue::from_static("Bearer error=\"invalid_token\""),
    )
}

/// A browser sends our cookie along with whatever page asks, so the page has to prove itself: by
/// a header that foreign pages cannot send, and by its origin where the browser tells it.
pub fn same_origin(caller: &Caller, parts: &Parts) -> Result<(), Refused> {
    let headers = &parts.headers;
    let forbidden = |message: &str| {
        let status = StatusCode::FORBIDDEN;
        Err(Refused::new(status, "FORBIDDEN", message))
    };
    if parts.method == Method::POST && !headers.contains_key(OURS) {
        return forbidden("Send the header `x-scriptorium: 1` with the session cookie.");
    }
    let origin = headers
        .get(header::ORIGIN)
        .map(|origin| origin.to_str().unwrap_or_default());
    if origin.is_some_and(|origin| !caller.is_origin(origin)) {
        return forbidden("The session cookie is taken from pages of this website alone.");
    }
    Ok(())
}

fn failed(what: &str, error: &dyn std::fmt::Display) -> Refused {
    tracing::error!(error = %error, "{what}");
    Refused::internal()
}
