use chrono::TimeDelta;
use kernel::live::{Heard, Live, Signal, Topic};
use kernel::{Failure, Id, NotificationId, Page, PageArguments, Role};
use notifications::{Error, InboxService, Marked};
use testkit::on_both;

use crate::event;
use crate::teller::{Teller, delivered, person};

on_both! {
    async fn an_inbox_is_its_owners_on_this_website_newest_first(db: Database) {
        let (atlas, quill) = (db.website("atlas").await, db.website("quill").await);
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &atlas, Role::Client).await;
        let (bob, to_bob) = person(&db, &atlas, Role::Client).await;
        let (eve, to_eve) = person(&db, &quill, Role::Client).await;
        for (site, to, number) in [
            (&atlas, &to, "A-1"), (&atlas, &to_bob, "B-1"), (&atlas, &to, "A-2"),
            (&quill, &to_eve, "E-1"), (&atlas, &to, "A-3"),
        ] {
            db.manual.advance(TimeDelta::seconds(1));
            let letter = delivered(&db, number);
            teller.tell(&db.system(site), event(&db), to, &letter).await.expect("told");
        }
        let first = teller.inbox.list(&ann, false, &Page::first(2)).await.expect("read");
        let titles = |slice: &kernel::Slice<notifications::inbox::entity::Model>| {
            slice.items.iter().map(|(_, row)| row.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(titles(&first), ["Order A-3 is ready for you", "Order A-2 is ready for you"]);
        assert!(first.has_next);
        let after = Some(first.items[1].0.seal());
        let page = PageArguments { first: Some(2), after, ..PageArguments::default() };
        let page = Page::parse(page).expect("a page");
        let rest = teller.inbox.list(&ann, false, &page).await.expect("read");
        assert_eq!(titles(&rest), ["Order A-1 is ready for you"]);
        assert!(!rest.has_next);
        for (who, count) in [(&ann, 3), (&bob, 1), (&eve, 1)] {
            assert_eq!(teller.inbox.unread(who).await.expect("counted"), count);
        }
        let ids: Vec<_> = first.items.iter().map(|(_, row)| row.id).collect();
        for other in [&bob, &eve, &ann.on(quill.clone()), &db.stranger(&atlas)] {
            let seen = teller.inbox.notifications(other, &ids).await.expect("read");
            assert!(seen.is_empty());
        }
        assert_eq!(teller.inbox.notifications(&ann, &ids).await.expect("read").len(), 2);
        let stranger = teller.inbox.list(&db.stranger(&atlas), false, &Page::default()).await;
        assert!(matches!(stranger, Err(Error::Denied(_))));
    }

    async fn what_was_read_stays_read_as_of_then(db: Database) {
        let site = db.website("atlas").await;
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        for number in ["A-1", "A-2", "A-3"] {
            db.manual.advance(TimeDelta::seconds(1));
            let letter = delivered(&db, number);
            teller.tell(&db.system(&site), event(&db), &to, &letter).await.expect("told");
        }
        let all = teller.inbox.list(&ann, false, &Page::default()).await.expect("read").items;
        let ids: Vec<_> = all.iter().map(|(_, row)| row.id).collect();
        let mut listener = teller.live.listen(Topic::Account(ann.account().expect("an account")));

        let then = db.now();
        let these = Marked::These(vec![ids[1], ids[1]]);
        let read = teller.inbox.mark_read(&ann, these.clone()).await.expect("read");
        assert_eq!(read.iter().map(|row| (row.id, row.read_at)).collect::<Vec<_>>(),
            [(ids[1], Some(then))]);
        assert!(matches!(listener.waiting(), Some(Heard::Signal(Signal::InboxRead { .. }))));
        db.manual.advance(TimeDelta::seconds(1));
        let again = teller.inbox.mark_read(&ann, these).await.expect("read");
        assert_eq!(again[0].read_at, Some(then));
        assert_eq!(listener.waiting(), None, "nothing has changed");
        let unread = teller.inbox.list(&ann, true, &Page::default()).await.expect("read").items;
        assert_eq!(unread.iter().map(|(_, row)| row.id).collect::<Vec<_>>(), [ids[0], ids[2]]);

        let rest = teller.inbox.mark_read(&ann, Marked::All).await.expect("read");
        assert_eq!(rest.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[0], ids[2]]);
        assert!(rest.iter().all(|row| row.read_at == Some(db.now())));
        assert_eq!(teller.inbox.unread(&ann).await.expect("counted"), 0);
        assert!(teller.inbox.mark_read(&ann, Marked::All).await.expect("read").is_empty());
        let kept = teller.inbox.notifications(&ann, &ids).await.expect("read");
        assert_eq!(kept[&ids[1]].read_at, Some(then));
    }

    async fn a_foreign_notification_is_one_that_never_existed(db: Database) {
        let site = db.website("atlas").await;
        let teller = Teller::over(&db);
        let (ann, to) = person(&db, &site, Role::Client).await;
        let (bob, to_bob) = person(&db, &site, Role::Admin).await;
        for to in [&to, &to_bob] {
            let letter = delivered(&db, "A-1");
            teller.tell(&db.system(&site), event(&db), to, &letter).await.expect("told");
        }
        let own = teller.inbox.list(&ann, false, &Page::default()).await.expect("read").items;
        let foreign = teller.inbox.list(&bob, false, &Page::default()).await.expect("read").items;
        let unknown = NotificationId::mint(&*db.manual);
        let mut told = Vec::new();
        for stranger in [foreign[0].1.id, unknown] {
            let ids = vec![own[0].1.id, stranger, stranger];
            let refused = teller.inbox.mark_read(&ann, Marked::These(ids)).await;
            let faults = refused.expect_err("refused").faults().expect("faults");
            let fields: Vec<_> = faults.iter().map(|fault| fault.field.clone()).collect();
            assert_eq!(fields, [["ids", "1"], ["ids", "2"]]);
            told.push(faults);
        }
        assert_eq!(told[0], told[1]);
        for who in [&ann, &bob] {
            assert_eq!(teller.inbox.unread(who).await.expect("counted"), 1, "nothing was marked");
        }
        let many = Marked::These(vec![own[0].1.id; 101]);
        let refused = teller.inbox.mark_read(&ann, many).await;
        assert!(matches!(refused, Err(Error::TooMany(100))));
    }
}
