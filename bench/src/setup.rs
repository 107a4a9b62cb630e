//! Signs in, finds what to ask for, and makes sure that both systems answer alike.

use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tokio_postgres::Client;
use uuid::Uuid;

use crate::compare::difference;
use crate::http::Connection;
use crate::operation::{DRAFT_SAVE, Draft, Endpoint, ORDER_PAGE, WRITERS_PAGE, Work};
use crate::server::Server;

/// Who asks: the demo client of the load data set.
const EMAIL: &str = "client@atlas.test";
const PASSWORD: &str = "violet anchor meadow 42";

/// How many different requests there are of each reading operation.
const VARIANTS: usize = 16;

/// As many drafts as there are connections at most.
const DRAFTS: usize = 32;

/// The asker, known to both systems.
pub struct Setup {
    token: String,
    /// The website.
    pub website: Uuid,
    /// The asker's membership.
    pub member: Uuid,
}

/// One operation, ready for both systems.
pub struct Case {
    /// The name of the operation.
    pub name: &'static str,
    /// How the gateway is asked for it.
    pub gateway: Arc<Work>,
    /// How the limit is asked for it.
    pub limit: Arc<Work>,
}

impl Setup {
    /// Signs in as a person would.
    pub async fn sign_in(gateway: &Server, db: &Client) -> Result<Self> {
        let document = "mutation($input: SignInInput!) {
            signIn(input: $input) { token userErrors { message } } }";
        let variables = json!({ "input": { "email": EMAIL, "password": PASSWORD } });
        let answer = ask(gateway, &Endpoint::gateway(None, document), &variables).await?;
        let token = answer["signIn"]["token"].as_str();
        let token = token
            .with_context(|| format!("a session: {answer}"))?
            .to_owned();
        let ids = "SELECT m.website_id, m.id FROM memberships m
            JOIN accounts a ON a.id = m.account_id JOIN websites w ON w.id = m.website_id
            WHERE a.email = $1 AND w.slug = 'atlas'";
        let row = db.query_one(ids, &[&EMAIL]).await?;
        Ok(Self {
            token,
            website: row.get(0),
            member: row.get(1),
        })
    }

    /// The operations, after both systems gave the same answers.
    pub async fn cases(&self, gateway: &Server, limit: &Server) -> Result<Vec<Case>> {
        let pages = self.pages(gateway).await?;
        let orders = self.orders(gateway).await?;
        Ok(vec![
            self.reads("writers_page", WRITERS_PAGE, [gateway, limit], &pages)
                .await?,
            self.reads("order_page", ORDER_PAGE, [gateway, limit], &orders)
                .await?,
            self.saves(gateway, limit).await?,
        ])
    }

    /// The variables of pages that follow each other.
    async fn pages(&self, gateway: &Server) -> Result<Vec<Value>> {
        let document = "query($after: String) {
            writers(first: 50, after: $after) { pageInfo { endCursor hasNextPage } } }";
        let mut pages = vec![json!({ "after": null })];
        while pages.len() < VARIANTS {
            let last = pages.last().cloned().unwrap_or_default();
            let answer = ask(gateway, &self.gateway(document), &last).await?;
            let info = &answer["writers"]["pageInfo"];
            if info["hasNextPage"] != true {
                break;
            }
            pages.push(json!({ "after": info["endCursor"] }));
        }
        Ok(pages)
    }

    /// The variables of orders of the asker that have a history.
    pub async fn orders(&self, gateway: &Server) -> Result<Vec<Value>> {
        let document = "query($first: Int) {
            orders(first: $first, filter: { status: [COMPLETED] }) { nodes { id } } }";
        let variables = json!({ "first": VARIANTS });
        let answer = ask(gateway, &self.gateway(document), &variables).await?;
        let orders = answer["orders"]["nodes"].as_array().context("orders")?;
        ensure!(!orders.is_empty(), "{EMAIL} has completed orders");
        Ok(orders
            .iter()
            .map(|order| json!({ "id": order["id"] }))
            .collect())
    }

    /// Two reading works whose answers are the same.
    async fn reads(
        &self,
        name: &'static str,
        document: &str,
        servers: [&Server; 2],
        variables: &[Value],
    ) -> Result<Case> {
        let endpoints = [self.gateway(document), Endpoint::limit(&self.token, name)];
        let mut works = [Vec::new(), Vec::new()];
        for variables in variables {
            let mut answers = Vec::new();
            for ((server, endpoint), work) in servers.iter().zip(&endpoints).zip(&mut works) {
                let request = endpoint.request(&variables.to_string());
                let body = send(server, &request).await?;
                answers.push(data(&body)?);
                work.push((request, body.len()));
            }
            same(name, &answers)?;
        }
        let [gateway, limit] = works.map(|work| Arc::new(Work::Reads(work)));
        Ok(Case {
            name,
            gateway,
            limit,
        })
    }

    async fn saves(&self, gateway: &Server, limit: &Server) -> Result<Case> {
        let name = "draft_save";
        let drafts = self.drafts(gateway).await?;
        let endpoints = [self.gateway(DRAFT_SAVE), Endpoint::limit(&self.token, name)];
        let works = endpoints.map(|endpoint| Arc::new(Work::Saves(endpoint, Arc::clone(&drafts))));
        for number in 0..drafts.len() {
            let mut answers = Vec::new();
            for (server, work) in [gateway, limit].into_iter().zip(&works) {
                let body = send(server, &work.request(number, 0)).await?;
                work.check(number, 0, &body)?;
                let mut answer = data(&body)?;
                let draft = &mut answer["updateOrderDraft"]["orderDraft"];
                // The second save is later than the first, and it makes a version of its own.
                ensure!(
                    draft["updatedAt"].take().is_string(),
                    "a saved draft has a time"
                );
                ensure!(
                    draft["version"].take().is_i64(),
                    "a saved draft has a version"
                );
                answers.push(answer);
            }
            same(name, &answers)?;
        }
        let [gateway, limit] = works;
        Ok(Case {
            name,
            gateway,
            limit,
        })
    }

    /// Fresh drafts of the asker.
    async fn drafts(&self, gateway: &Server) -> Result<Arc<[Draft]>> {
        let document = "mutation($input: CreateOrderDraftInput!) {
            createOrderDraft(input: $input) { orderDraft { id version } userErrors { message } } }";
        let fields = json!({ "topic": "Lighthouses", "pages": 6, "spacing": "DOUBLE" });
        let variables = json!({ "input": { "fields": fields } });
        let mut drafts = Vec::new();
        for _ in 0..DRAFTS {
            let answer = ask(gateway, &self.gateway(document), &variables).await?;
            let draft = &answer["createOrderDraft"]["orderDraft"];
            let id = draft["id"]
                .as_str()
                .with_context(|| format!("a draft: {answer}"))?;
            let version = draft["version"].as_i64().context("a version")?;
            drafts.push(Draft {
                id: id.to_owned(),
                version: i32::try_from(version)?.into(),
            });
        }
        Ok(drafts.into())
    }

    /// The gateway, as the asker asks it.
    pub fn gateway(&self, document: &str) -> Endpoint {
        Endpoint::gateway(Some(&self.token), document)
    }
}

/// The data of an answer without errors.
fn data(body: &[u8]) -> Result<Value> {
    let mut answer: Value = serde_json::from_slice(body)?;
    ensure!(answer.get("errors").is_none(), "errors: {answer}");
    Ok(answer["data"].take())
}

fn same(name: &str, answers: &[Value]) -> Result<()> {
    let [gateway, limit] = answers else {
        return Ok(());
    };
    match difference(gateway, limit) {
        None => Ok(()),
        Some(place) => anyhow::bail!("{name} is answered differently at {place}"),
    }
}

async fn ask(server: &Server, endpoint: &Endpoint, variables: &Value) -> Result<Value> {
    data(&send(server, &endpoint.request(&variables.to_string())).await?)
}

async fn send(server: &Server, request: &[u8]) -> Result<Vec<u8>> {
    Ok(Connection::open(server.address)
        .await?
        .send(request)
        .await?
        .to_vec())
}
