//! Everything that speaks HTTP: `/graphql`, the pages, the local mailbox, and the two questions of
//! a load balancer.

mod answer;
mod assets;
mod caller;
pub mod cookies;
mod graphql;
mod health;
mod limits;
mod mailbox;
mod media;
mod params;
mod refused;
mod session;
mod trace;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get};

use crate::app::App;
use crate::graphql::guard::Documents;

/// What the HTTP side keeps between requests.
struct Http {
    app: Arc<App>,
    documents: Documents,
    door: limits::Door,
    readiness: health::Readiness,
}

/// The routes of the house.
pub fn router(app: Arc<App>) -> Router {
    let http = Arc::new(Http {
        app,
        documents: Documents::new(),
        door: limits::Door::new(),
        readiness: health::Readiness::default(),
    });
    let pages = Router::new()
        .route("/graphiql", get(assets::graphiql))
        .fallback(get(assets::app))
        .layer(from_fn_with_state(Arc::clone(&http), on_a_website));
    let mailbox = Router::new()
        .route("/mailbox", get(mailbox::list))
        .route("/mailbox/{id}", get(mailbox::html))
        .route("/mailbox/{id}/text", get(mailbox::text))
        .layer(from_fn_with_state(
            Arc::clone(&http),
            mailbox::on_this_machine,
        ));
    Router::new()
        .route("/graphql", any(graphql::serve))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/assets/{*path}", get(assets::asset))
        .merge(mailbox)
        .merge(pages)
        .layer(from_fn_with_state(
            Arc::clone(&http.app.clock),
            trace::trace,
        ))
        .with_state(http)
}

/// Lets only pages of a website through that is there and open.
async fn on_a_website(State(http): State<Arc<Http>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let caller = caller::Caller::of(&parts, &http.app.config);
    match session::site(&http.app, &caller, &parts.headers).await {
        Ok(_) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => refused.in_text(),
    }
}
