//! The house put together: every service over one database, each port filled by its neighbour.

use std::sync::Arc;

use identity::{Identity, MemberService, RegistrationService, SessionService};
use kernel::Clock;
use kernel::site::Sites;
use notifications::ports::Mailer;
use notifications::{Links, Mailbox, MailboxService, Post, PostService, Sender};
use orders::{
    AssignmentService, CatalogService, DeliveryService, DraftService, Engagements, Loads,
    OrderService, Orders, PlacementService, Ports, QuoteService, RevisionService,
};
use sea_orm::DatabaseConnection;
use tenancy::{WebsiteService, Websites};
use writer_management::capacity::{Capacities, CapacityService};
use writer_management::feedback::{FeedbackService, Feedbacks, InvitationService, SummaryService};
use writer_management::portfolio::{PortfolioService, Portfolios};
use writer_management::writer::{WriterService, Writers};

use crate::adapters::{
    Consents, CountedLoads, Desk, Engaged, Looks, Members, OrderCatalog, Record, WriterRoster,
};
use crate::desk::CandidateDesk;
use crate::{AddressBook, Dispatcher, Parts};

/// What differs from one installation to another.
pub struct Settings {
    /// How long sessions last and how hard passwords are to guess.
    pub identity: identity::Config,
    /// What carries mails away.
    pub mailer: Arc<dyn Mailer>,
    /// Where links in mails lead.
    pub links: Links,
    /// Who mails come from where a brand names nobody.
    pub sender: Sender,
}

/// Every service of the house.
pub struct Services {
    /// The time they all live in.
    pub clock: Arc<dyn Clock>,
    /// The websites, for parts that have only an id or a host.
    pub sites: Arc<dyn Sites>,
    /// The websites, for people.
    pub websites: Arc<dyn WebsiteService>,
    /// How a stranger gets an account.
    pub registrations: Arc<dyn RegistrationService>,
    /// How its owner comes in, stays and leaves.
    pub sessions: Arc<dyn SessionService>,
    /// Who is who on a website.
    pub members: Arc<dyn MemberService>,
    /// What websites offer, and what it costs.
    pub catalog: Arc<dyn CatalogService>,
    /// What work would cost.
    pub quotes: Arc<dyn QuoteService>,
    /// Orders being prepared.
    pub drafts: Arc<dyn DraftService>,
    /// How drafts become orders.
    pub placement: Arc<dyn PlacementService>,
    /// How orders get their writers.
    pub assignments: Arc<dyn AssignmentService>,
    /// How work gets from the writer to the client.
    pub deliveries: Arc<dyn DeliveryService>,
    /// What clients want changed.
    pub revisions: Arc<dyn RevisionService>,
    /// Placed orders, to be read.
    pub orders: Arc<dyn OrderService>,
    /// Who writes here.
    pub writers: Arc<dyn WriterService>,
    /// What writers can take on.
    pub capacities: Arc<dyn CapacityService>,
    /// Ratings.
    pub feedback: Arc<dyn FeedbackService>,
    /// Who was asked for one.
    pub invitations: Arc<dyn InvitationService>,
    /// What ratings come to.
    pub summaries: Arc<dyn SummaryService>,
    /// What writers show of themselves.
    pub portfolios: Arc<dyn PortfolioService>,
    /// Who could write an order.
    pub candidates: Arc<CandidateDesk>,
    /// Messages to people.
    pub post: Arc<dyn PostService>,
    /// The local mailbox.
    pub mailbox: Arc<dyn MailboxService>,
    db: DatabaseConnection,
}

impl Services {
    /// Puts the house together.
    ///
    /// # Errors
    /// When a setting cannot be used.
    pub fn try_new(
        db: DatabaseConnection,
        clock: Arc<dyn Clock>,
        settings: Settings,
    ) -> anyhow::Result<Self> {
        let here = || (db.clone(), Arc::clone(&clock));
        let websites = Arc::new(Websites::new(db.clone(), Arc::clone(&clock)));
        let sites: Arc<dyn Sites> = websites.clone();
        let (pool, time) = here();
        let people = Identity::try_new(pool, time, settings.identity, Arc::new(WriterRoster))?;
        let people = Arc::new(people);

        let loads = Arc::new(CountedLoads::new(Loads::new(db.clone())));
        let engaged = Arc::new(Engaged::new(Engagements::new(db.clone())));
        let (pool, time) = here();
        let capacities = Arc::new(Capacities::new(pool, time, loads.clone()));
        let members = Members::new(people.clone(), Arc::clone(&sites), Arc::clone(&clock));
        let members = Arc::new(members);
        let ports = Ports {
            people: members.clone(),
            desk: Arc::new(Desk::new(capacities.clone())),
            record: Arc::new(Record),
            consents: Arc::new(Consents),
        };
        let (pool, time) = here();
        let orders = Arc::new(Orders::new(pool, time, ports));

        let (pool, time) = here();
        let feedback = Arc::new(Feedbacks::new(pool, time, engaged.clone()));
        let catalog = OrderCatalog::new(orders.clone(), Arc::clone(&sites), Arc::clone(&clock));
        let (pool, time) = here();
        let portfolios = Portfolios::new(pool, time, engaged, Arc::new(catalog), members);
        let portfolios = Arc::new(portfolios);
        let candidates = CandidateDesk::new(orders.clone(), capacities.clone(), portfolios.clone());
        let (pool, time) = here();
        let writers = Writers::new(pool, time, loads);

        let brands = Arc::new(Looks::new(websites.clone()));
        let (pool, time) = here();
        let letters = (settings.links, settings.sender);
        let post = Post::try_new(pool, time, settings.mailer, brands, letters)?;

        Ok(Self {
            sites,
            websites,
            registrations: people.clone(),
            sessions: people.clone(),
            members: people,
            catalog: orders.clone(),
            quotes: orders.clone(),
            drafts: orders.clone(),
            placement: orders.clone(),
            assignments: orders.clone(),
            deliveries: orders.clone(),
            revisions: orders.clone(),
            orders,
            writers: Arc::new(writers),
            capacities,
            feedback: feedback.clone(),
            invitations: feedback.clone(),
            summaries: feedback,
            portfolios,
            candidates: Arc::new(candidates),
            post: Arc::new(post),
            mailbox: Arc::new(Mailbox::new(db.clone())),
            clock,
            db,
        })
    }

    /// A dispatcher that carries the events of this house to all its flows.
    pub fn dispatcher(&self) -> Dispatcher {
        let parts = Parts {
            registrations: Arc::clone(&self.registrations),
            sessions: Arc::clone(&self.sessions),
            people: AddressBook::new(Arc::clone(&self.members)),
            orders: Arc::clone(&self.orders),
            deliveries: Arc::clone(&self.deliveries),
            feedback: Arc::clone(&self.feedback),
            post: Arc::clone(&self.post),
        };
        let (db, clock, sites) = (
            self.db.clone(),
            Arc::clone(&self.clock),
            Arc::clone(&self.sites),
        );
        Dispatcher::new(db, clock, sites, crate::all(&parts))
    }
}
