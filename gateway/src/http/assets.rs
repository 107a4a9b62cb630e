//! The pages and files of the web app, built from `web/` into the program.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What `npm run build` left behind; nothing but a placeholder, when it was not run. The folder is
/// always there: without it an unoptimised build would never look for the files again.
#[derive(RustEmbed)]
#[folder = "../web/dist"]
struct Dist;

/// The app draws itself and talks to us alone.
const APP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                   img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                   manifest-src 'self'; base-uri 'none'; form-action 'self'; \
                   frame-ancestors 'none'";

/// GraphiQL's editor also makes workers and brings its letters along as data.
const GRAPHIQL: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                        img-src 'self' data:; font-src 'self' data:; connect-src 'self'; \
                        worker-src 'self' blob:; base-uri 'none'; form-action 'self'; \
                        frame-ancestors 'none'";

/// `/graphiql`: the playground.
pub async fn graphiql(headers: HeaderMap) -> Response {
    page("graphiql.html", GRAPHIQL, &headers)
}

/// `/assets/…`: files whose names change with what is in them.
pub async fn asset(Path(path): Path<String>) -> Response {
    let Some(file) = Dist::get(&format!("assets/{path}")) else {
        return gone();
    };
    let mut response = whole(file, &path);
    let forever = HeaderValue::from_static("public, max-age=31536000, immutable");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, forever);
    // A worker obeys the policy of its own file, not that of the page.
    let policy = HeaderValue::from_static("default-src 'self'; frame-ancestors 'none'");
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// Everything else: a file of the app by its name, or the app itself, which knows its own
/// addresses.
pub async fn app(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_page = path.rsplit('.').next() == Some("html");
    if let Some(file) = Dist::get(path).filter(|_| !is_page) {
        return whole(file, path);
    }
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    if path.is_empty() || accept.is_some_and(|accept| accept.contains("text/html")) {
        return page("index.html", APP, &headers);
    }
    gone()
}

/// An HTML page, asked for again each time and sent again when it has changed.
fn page(name: &str, policy: &'static str, headers: &HeaderMap) -> Response {
    let Some(file) = Dist::get(name) else {
        return unbuilt();
    };
    let tag = tag(&file);
    let same = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| *known == tag);
    let mut response = if same {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        whole(file, name)
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    response
}

fn whole(file: EmbeddedFile, name: &str) -> Response {
    let guessed = mime_guess::from_path(name).first_or_octet_stream();
    let text = guessed.type_() == "text" || guessed.subtype() == "javascript";
    let charset = if text { "; charset=utf-8" } else { "" };
    let content_type = HeaderValue::try_from(format!("{}{charset}", guessed.essence_str()));
    let mut response = Response::new(Body::from(file.data.into_owned()));
    if let Ok(content_type) = content_type {
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, content_type);
    }
    response
}

fn tag(file: &EmbeddedFile) -> HeaderValue {
    let hash = u128::from_be_bytes(
        file.metadata
            .sha256_hash()
            .first_chunk()
            .copied()
            .unwrap_or_default(),
    );
    HeaderValue::try_from(format!("\"{hash:032x}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn gone() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response()
}

fn unbuilt() -> Response {
    let text = "The web pages are not built into this server. `cargo xtask run` builds them and \
                starts it. The API answers at /graphql.\n";
    (StatusCode::NOT_FOUND, text).into_response()
}
