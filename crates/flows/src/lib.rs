//! Everything that crosses a domain border: what happens when something has happened ([`all`]), the
//! dispatcher that sees to it, and the ports of one domain filled by another ([`adapters`]).
//!
//! A flow uses services, ports and events; it builds no query.

pub mod adapters;
mod address_book;
mod auto_approve;
pub mod desk;
mod dispatcher;
mod feedback_mail;
mod feedback_prompt;
mod feedback_round;
mod login_alert;
mod order_notice;
mod registration_mail;
mod services;
mod subscriber;

use std::sync::Arc;

use identity::{RegistrationService, SessionService};
use notifications::PostService;
use orders::{DeliveryService, OrderService};
use writer_management::feedback::FeedbackService;

pub use address_book::AddressBook;
pub use auto_approve::AutoApprove;
pub use dispatcher::Dispatcher;
pub use feedback_mail::FeedbackMail;
pub use feedback_prompt::FeedbackPrompt;
pub use feedback_round::FeedbackRound;
pub use login_alert::LoginAlert;
pub use order_notice::OrderNotice;
pub use registration_mail::RegistrationMail;
pub use services::{Services, Settings};
pub use subscriber::{Flow, Occasion, Subscriber};

/// The services that flows act through.
#[derive(Clone)]
pub struct Parts {
    /// Makes the links of registrations.
    pub registrations: Arc<dyn RegistrationService>,
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
}

/// What happens when something has happened: every flow of the house.
pub fn all(parts: &Parts) -> Vec<Arc<dyn Subscriber>> {
    let Parts {
        registrations,
        sessions,
        people,
        orders,
        deliveries,
        feedback,
        post,
    } = parts.clone();
    vec![
        // Somebody asks for an account → the link, or word that they have one.
        Arc::new(RegistrationMail {
            registrations,
            people: people.clone(),
            post: Arc::clone(&post),
        }),
        // A sign-in from a new device or place → its owner is told.
        Arc::new(LoginAlert {
            sessions,
            people: people.clone(),
            post: Arc::clone(&post),
        }),
        // A writer got an order, a client a delivery, a writer a request → they are told.
        Arc::new(OrderNotice {
            orders: Arc::clone(&orders),
            people: people.clone(),
            post: Arc::clone(&post),
        }),
        // Nobody objected to a delivery in time → it counts as approved.
        Arc::new(AutoApprove { deliveries }),
        // An order was completed for the first time → both sides are asked for feedback.
        Arc::new(FeedbackPrompt {
            feedback: Arc::clone(&feedback),
        }),
        // Somebody was asked, or has not answered → they get a mail.
        Arc::new(FeedbackMail {
            feedback: Arc::clone(&feedback),
            orders,
            people,
            post,
        }),
        // The time for feedback is over → what is hidden is revealed.
        Arc::new(FeedbackRound { feedback }),
    ]
}
