//! The local mailbox: the mails that no server was named for, on the developer's own machine.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::extract::{Extension, Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use kernel::{Actor, Id, MailId, Page, RequestId, Site};

use super::caller::Caller;
use super::refused::Refused;
use super::{Http, session};

/// A page of lines and links.
const LIST: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; \
                    base-uri 'none'; form-action 'none'";

/// A mail runs no script and posts no form; its links open beside it.
const MAIL: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data: https:; \
                    frame-ancestors 'none'; base-uri 'none'; form-action 'none'; \
                    sandbox allow-popups allow-popups-to-escape-sandbox \
                    allow-top-navigation-by-user-activation";

/// What proxies add to a request.
const PASSED_ON: [&str; 5] = [
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-real-ip",
];

/// Lets only a browser on this machine in, and only while mails stay here: they hold the links
/// that open other people's accounts.
pub async fn on_this_machine(
    State(http): State<Arc<Http>>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let config = &http.app.config;
    let caller = Caller::of(&parts, config);
    // A proxy on this machine would make the whole world local.
    let passed_on = PASSED_ON
        .iter()
        .any(|name| parts.headers.contains_key(*name));
    let here = config.listen.ip().is_loopback() && caller.is_local() && !passed_on;
    let open = config.smtp_url.is_none() && here;
    if !open {
        return (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response();
    }
    match session::site(&http.app, &caller, &parts.headers).await {
        Ok(site) => {
            let mut request = Request::from_parts(parts, body);
            request.extensions_mut().insert(site);
            next.run(request).await
        }
        Err(refused) => refused.in_text(),
    }
}

/// `/mailbox`: the latest mails of the website.
pub async fn list(
    State(http): State<Arc<Http>>,
    Extension(site): Extension<Arc<Site>>,
) -> Response {
    let actor = house(&http, site);
    let name = escaped(&actor.site().name);
    let mails = match http
        .app
        .services
        .mailbox
        .list(&actor, &Page::first(100))
        .await
    {
        Ok(mails) => mails.items,
        Err(error) => return failed(&error),
    };
    let mut rows = String::new();
    for (_, mail) in mails {
        let (at, to, subject) = (
            mail.created_at.format("%F %T"),
            mail.recipient,
            mail.subject,
        );
        let (id, to, subject) = (mail.id, escaped(&to), escaped(&subject));
        let _ = write!(
            rows,
            "<tr><td>{at}<td>{to}<td><a href=\"/mailbox/{id}\">{subject}</a>\
             <td><a href=\"/mailbox/{id}/text\">text</a>"
        );
    }
    if rows.is_empty() {
        rows.push_str("<tr><td>No mail yet. Register an account, for one.");
    }
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Mailbox – {name}</title>\
         <meta name=viewport content=\"width=device-width\">\
         <style>body{{font:16px system-ui;margin:2rem}}td{{padding:.3rem 1rem .3rem 0}}</style>\
         <h1>Mails of {name}</h1><p>They stay here because SMTP_URL is not set.</p>\
         <table>{rows}</table>"
    );
    with_policy(Html(page).into_response(), LIST)
}

/// `/mailbox/{id}`: one mail as its reader would see it.
pub async fn html(
    State(http): State<Arc<Http>>,
    Extension(site): Extension<Arc<Site>>,
    Path(id): Path<String>,
) -> Response {
    match mail(&http, site, &id).await {
        Ok(mail) => with_policy(Html(mail.html).into_response(), MAIL),
        Err(response) => response,
    }
}

/// `/mailbox/{id}/text`: its plain text.
pub async fn text(
    State(http): State<Arc<Http>>,
    Extension(site): Extension<Arc<Site>>,
    Path(id): Path<String>,
) -> Response {
    match mail(&http, site, &id).await {
        Ok(mail) => mail.text.into_response(),
        Err(response) => response,
    }
}

async fn mail(
    http: &Http,
    site: Arc<Site>,
    id: &str,
) -> Result<notifications::mailbox::entity::Model, Response> {
    let nothing = || (StatusCode::NOT_FOUND, "There is no such mail.\n").into_response();
    let id: MailId = id.parse().map_err(|_| nothing())?;
    let actor = house(http, site);
    let found = http.app.services.mailbox.find_mail(&actor, id).await;
    found.map_err(|error| failed(&error))?.ok_or_else(nothing)
}

fn house(http: &Http, site: Arc<Site>) -> Actor {
    Actor::system("mailbox", site, RequestId::mint(&*http.app.clock))
}

fn failed(error: &dyn std::error::Error) -> Response {
    tracing::error!(error = %error, "the mailbox was not read");
    Refused::internal().in_text()
}

fn with_policy(mut response: Response, policy: &'static str) -> Response {
    let policy = HeaderValue::from_static(policy);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
