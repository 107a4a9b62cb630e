//! The two brands.

use std::sync::Arc;

use flows::Services;
use kernel::site::{Calendar, EditingRule, Policies};
use kernel::{Actor, Id, RequestId, Site};
use orders::catalog::NewCatalog;
use tenancy::{Branding, NewWebsite};

const ACCEPTABLE_USE: &str = "Work ordered here is for learning, for business and for pleasure. It \
    may not be handed in as one's own where that is forbidden, and it may not harm anybody.";

/// Both websites: `atlas` is plain, `quill` asks what the work is for and edits everything.
pub(super) fn all() -> [NewWebsite; 2] {
    let atlas = NewWebsite {
        slug: "atlas".to_owned(),
        name: "Atlas Writing".to_owned(),
        hosts: vec!["atlas.localhost".to_owned()],
        locale: "en".to_owned(),
        currency: "USD".to_owned(),
        time_zone: "America/New_York".to_owned(),
        contact_email: Some("hello@atlas.test".to_owned()),
        registration_open: true,
        branding: Branding {
            from_name: Some("Atlas Writing".to_owned()),
            reply_to: Some("hello@atlas.test".to_owned()),
            subject_prefix: Some("[Atlas]".to_owned()),
            footer_text: Some("Atlas Writing, 12 Harbour Street".to_owned()),
            ..Branding::default()
        },
        policies: Policies::default(),
        calendar: Calendar::office(),
    };
    let quill = NewWebsite {
        slug: "quill".to_owned(),
        name: "Quill & Co".to_owned(),
        hosts: vec!["quill.localhost".to_owned()],
        currency: "GBP".to_owned(),
        time_zone: "Europe/London".to_owned(),
        contact_email: Some("desk@quill.test".to_owned()),
        branding: Branding {
            from_name: Some("Quill & Co".to_owned()),
            reply_to: Some("desk@quill.test".to_owned()),
            subject_prefix: Some("Quill:".to_owned()),
            header_colour: "#14532d".to_owned(),
            footer_text: Some("Quill & Co, London".to_owned()),
            primary: "#14532d".to_owned(),
            accent: "#9a3412".to_owned(),
            primary_dark: "#86efac".to_owned(),
            accent_dark: "#fdba74".to_owned(),
            ..Branding::default()
        },
        policies: Policies {
            editing: EditingRule::Always,
            ..Policies::default()
        },
        ..atlas.clone()
    };
    [atlas, quill]
}

/// Makes one of them, with its catalog.
pub(super) async fn make(services: &Services, website: NewWebsite) -> anyhow::Result<Arc<Site>> {
    let house = |site| Actor::system("seed", site, RequestId::mint(&*services.clock));
    let nowhere = house(tenancy::nowhere(&*services.clock));
    let publishes = website.slug == "quill";
    let site = services.websites.create(&nowhere, website).await?;
    let house = house(Arc::clone(&site));
    services
        .catalog
        .found(&house, NewCatalog::standard(&site.currency))
        .await?;
    if publishes {
        let text = ACCEPTABLE_USE.to_owned();
        services
            .catalog
            .publish_acceptable_use(&house, text, Vec::new())
            .await?;
    }
    Ok(site)
}
