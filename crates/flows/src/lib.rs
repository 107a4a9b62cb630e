//! Everything that crosses a domain border: what happens when something has happened ([`all`]), the
//! dispatcher that sees to it, and the ports of one domain filled by another ([`adapters`]).
//!
//! A flow uses services, ports and events; it builds no query.

mod account_mail;
pub mod adapters;
mod address_book;
mod alert_notice;
mod auto_approve;
pub mod desk;
mod dispatcher;
mod feedback_mail;
mod feedback_prompt;
mod feedback_round;
mod guard;
mod live;
mod login_alert;
mod member_mail;
mod name_change;
mod nightly;
mod notice_later;
mod order_notice;
mod push_end;
mod registration_mail;
mod services;
mod subscriber;

use std::sync::Arc;

use identity::{
    ImpersonationService, MemberInvitationService, ProfileService, RecoveryService,
    RegistrationService, SecurityService, SessionService,
};
use kernel::live::Live;
use kernel::site::Sites;
use notifications::alert::AlertService;
use notifications::push::PushService;
use notifications::{LaterService, NoticeService, PostService};
use orders::{DeliveryService, OrderService};
use writer_management::feedback::FeedbackService;

pub use account_mail::AccountMail;
pub use address_book::AddressBook;
pub use alert_notice::AlertNotice;
pub use auto_approve::AutoApprove;
pub use dispatcher::Dispatcher;
pub use feedback_mail::FeedbackMail;
pub use feedback_prompt::FeedbackPrompt;
pub use feedback_round::FeedbackRound;
pub use live::{LiveFeedback, LiveOrder, LiveViewer};
pub use login_alert::LoginAlert;
pub use member_mail::MemberMail;
pub use name_change::NameChange;
pub use nightly::{Chore, Keep, Nightly, Tools};
pub use notice_later::NoticeLater;
pub use order_notice::OrderNotice;
pub use push_end::PushEnd;
pub use registration_mail::RegistrationMail;
pub use services::{Services, Settings};
pub use subscriber::{Flow, Occasion, Subscriber};

/// The services that flows act through.
#[derive(Clone)]
pub struct Parts {
    /// Makes the links of registrations.
    pub registrations: Arc<dyn RegistrationService>,
    /// Makes the links by which people come back in.
    pub recoveries: Arc<dyn RecoveryService>,
    /// Makes the links by which people become members.
    pub member_invitations: Arc<dyn MemberInvitationService>,
    /// Knows what people are called.
    pub profiles: Arc<dyn ProfileService>,
    /// Knows the websites.
    pub sites: Arc<dyn Sites>,
    /// Knows who looks through whose eyes.
    pub impersonations: Arc<dyn ImpersonationService>,
    /// Knows sign-ins.
    pub sessions: Arc<dyn SessionService>,
    /// Knows where people are reached.
    pub people: AddressBook,
    /// Knows orders.
    pub orders: Arc<dyn OrderService>,
    /// Accepts work in time's name.
    pub deliveries: Arc<dyn DeliveryService>,
    /// Asks for feedback and ends its rounds.
    pub feedback: Arc<dyn FeedbackService>,
    /// Writes to people.
    pub post: Arc<dyn PostService>,
    /// Tells people things, as they want it.
    pub notices: Arc<dyn NoticeService>,
    /// Makes the link that asks "was it you?".
    pub security: Arc<dyn SecurityService>,
    /// Decides who is told of sign-ins.
    pub alerts: Arc<dyn AlertService>,
    /// Keeps the browsers that take push messages.
    pub pushes: Arc<dyn PushService>,
    /// Tells them what has waited.
    pub later: Arc<dyn LaterService>,
    /// Tells those who watch.
    pub live: Arc<dyn Live>,
}

/// What happens when something has happened: every flow of the house.
pub fn all(parts: &Parts) -> Vec<Arc<dyn Subscriber>> {
    let Parts {
        registrations,
        recoveries,
        member_invitations,
        profiles,
        sites,
        impersonations,
        sessions,
        people,
        orders,
        deliveries,
        feedback,
        post,
        notices,
        security,
        alerts,
        pushes,
        later,
        live,
    } = parts.clone();
    let login_alert = Arc::new(LoginAlert {
        sessions,
        security,
        people: people.clone(),
        alerts,
        post: Arc::clone(&post),
        notices: Arc::clone(&notices),
        pushes: Arc::clone(&pushes),
    });
    vec![
        // Somebody watches what has changed → they see it now. First: nobody waits for a mail.
        Arc::new(LiveOrder(Arc::clone(&live))),
        Arc::new(LiveFeedback(Arc::clone(&live))),
        Arc::new(LiveViewer(live)),
        // Somebody asks for an account → the link, or word that they have one.
        Arc::new(RegistrationMail {
            registrations,
            people: people.clone(),
            post: Arc::clone(&post),
        }),
        // Somebody is invited, does something else here, is looked through → they are told.
        Arc::new(MemberMail {
            invitations: member_invitations,
            impersonations,
            people: people.clone(),
            post: Arc::clone(&post),
            notices: Arc::clone(&notices),
        }),
        // Somebody wants to come back in, or changed what they come in with → a link, or word of it.
        Arc::new(AccountMail {
            recoveries,
            people: people.clone(),
            post: Arc::clone(&post),
        }),
        // Somebody is called something else → so they are on all their websites.
        Arc::new(NameChange { profiles, sites }),
        // Somebody signed in, or says that it was not them → the owner of the account is told.
        login_alert.clone(),
        // Somebody switched alerts off, or had enough of them for a day → they are told.
        Arc::new(AlertNotice {
            alerts: login_alert,
        }),
        // A session has ended → its browser takes no messages any more.
        Arc::new(PushEnd { pushes }),
        // A writer got an order, a client a delivery, a writer a request → they are told.
        Arc::new(OrderNotice {
            orders: Arc::clone(&orders),
            people: people.clone(),
            notices: Arc::clone(&notices),
        }),
        // Nobody objected to a delivery in time → it counts as approved.
        Arc::new(AutoApprove { deliveries }),
        // An order was completed for the first time → both sides are asked for feedback.
        Arc::new(FeedbackPrompt {
            feedback: Arc::clone(&feedback),
        }),
        // Somebody was asked, or has not answered → they are told.
        Arc::new(FeedbackMail {
            feedback: Arc::clone(&feedback),
            orders,
            people: people.clone(),
            notices,
        }),
        // Quiet hours are over, or it is time for the day's mail → what has waited is told.
        Arc::new(NoticeLater { people, later }),
        // The time for feedback is over → what is hidden is revealed.
        Arc::new(FeedbackRound { feedback }),
    ]
}
