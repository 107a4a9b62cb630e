//! Everything that speaks HTTP: `/graphql`, the pages, the local mailbox, and the two questions of
//! a load balancer.

mod answer;
mod assets;
mod caller;
pub mod cookies;
mod graphql;
mod health;
mod limits;
mod live;
mod mailbox;
mod media;
mod params;
mod purse;
mod refused;
mod session;
mod sse;
mod trace;
mod unsubscribe;
mod websocket;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get};
use tokio::net::TcpListener;

use crate::app::App;
use crate::graphql::guard::Documents;

pub use live::Audience;

/// What the HTTP side keeps between requests.
struct Http {
    app: Arc<App>,
    documents: Documents,
    doors: limits::Doors,
    purse: purse::Purse,
    readiness: health::Readiness,
}

/// The routes of the house.
pub fn router(app: Arc<App>) -> Router {
    let purse = purse::Purse::of(app.config.cost_limit);
    let http = Arc::new(Http {
        app,
        documents: Documents::new(),
        doors: limits::Doors::default(),
        purse,
        readiness: health::Readiness::default(),
    });
    let pages = Router::new()
        .route("/graphiql", get(assets::graphiql))
        .route(
            "/unsubscribe",
            get(assets::app).post(unsubscribe::one_click),
        )
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
        .route("/graphql/ws", any(websocket::serve))
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

/// Answers whoever comes to `listener` until `stop`, and then finishes what has begun: those who
/// stay are asked to leave.
///
/// # Errors
/// When listening fails.
pub async fn listen(
    app: Arc<App>,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let audience = app.audience.clone();
    let closing = {
        let audience = audience.clone();
        async move {
            stop.await;
            audience.close();
        }
    };
    let router = router(app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, router)
        .with_graceful_shutdown(closing)
        .await?;
    audience.left().await;
    Ok(())
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
