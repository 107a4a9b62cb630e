//! A command that is one guarded update, on a line of the trail: any table does.

use futures_util::future::join_all;
use kernel::audit::{self, entity as line};
use kernel::{Actor, AuditId, Id, Role, alone};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, UpdateMany,
};
use testkit::{Database, on_both};

/// A row to be changed.
async fn row(db: &Database, actor: &Actor) -> AuditId {
    let row = line::Model {
        id: AuditId::mint(&*db.manual),
        website_id: actor.website(),
        at: db.now(),
        actor: "test".to_owned(),
        on_behalf_of: None,
        action: "before".to_owned(),
        object: "row".to_owned(),
        detail: None,
        request_id: actor.request(),
    };
    let id = row.id;
    let row = row.into_active_model();
    row.insert(&db.conn).await.expect("written");
    id
}

fn guarded(id: AuditId) -> UpdateMany<line::Entity> {
    line::Entity::update_many()
        .col_expr(line::Column::Action, Expr::val("after"))
        .filter(line::Column::Id.eq(id))
        .filter(line::Column::Action.eq("before"))
}

async fn change(db: &Database, actor: &Actor, id: AuditId) -> Option<line::Model> {
    let note = audit::Note::new("row.changed", &id);
    alone::update(&db.conn, actor, &db.clock(), |_| guarded(id), note)
        .await
        .expect("asked")
}

#[expect(
    clippy::disallowed_methods,
    reason = "the trail is read as any table is"
)]
async fn noted(db: &Database) -> Vec<line::Model> {
    line::Entity::find()
        .filter(line::Column::Action.eq("row.changed"))
        .all(&db.conn)
        .await
        .expect("lines")
}

on_both! {
    async fn the_row_and_its_line_are_written(db: Database) {
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let id = row(&db, &client).await;
        let changed = change(&db, &client, id).await.expect("the row");
        assert_eq!((changed.id, changed.action.as_str()), (id, "after"));
        let [line] = noted(&db).await.try_into().expect("one line");
        let line: line::Model = line;
        assert_eq!(line.actor, client.who().to_string());
        assert_eq!(line.object, id.to_string());
        assert_eq!((line.at, line.website_id), (db.now(), client.website()));
        assert_eq!((line.request_id, line.detail), (client.request(), None));
    }

    async fn a_row_that_does_not_fit_leaves_no_line(db: Database) {
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let id = row(&db, &client).await;
        change(&db, &client, id).await.expect("the row");
        assert_eq!(change(&db, &client, id).await, None);
        assert_eq!(noted(&db).await.len(), 1);
    }

    async fn of_twenty_at_once_one_changes_it(db: Database) {
        let site = db.website("atlas").await;
        let client = db.member(&site, Role::Client).await;
        let id = row(&db, &client).await;
        let all = join_all((0..20).map(|_| change(&db, &client, id))).await;
        assert_eq!(all.iter().flatten().count(), 1);
        assert_eq!(noted(&db).await.len(), 1);
    }
}
