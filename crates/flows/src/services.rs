//! The house put together: every service over one database, each port filled by its neighbour.

use std::sync::Arc;

use identity::{
    ConsoleService, DeviceService, FactorService, HandoverService, HousekeepingService, Identity,
    ImpersonationService, MemberInvitationService, MemberService, PresenceService, ProfileService,
    RecoveryService, RegistrationService, SecurityService, SessionService,
};
use kernel::Clock;
use kernel::live::Live;
use kernel::site::Sites;
use notifications::alert::{AlertService, Alerts};
use notifications::ports::Mailer;
use notifications::push::{Carrier, PushService, Pushes, Vapid};
use notifications::{
    Housekeeping, Inbox, InboxService, LaterService, Links, Mailbox, MailboxService, NoticeService,
    Notices, Post, PostService, PreferenceService, Preferences, Sender,
};
use orders::{
    AssignmentService, CatalogService, DeliveryService, DraftService, Engagements, Loads,
    OrderService, Orders, PlacementService, Ports, QuoteService, RevisionService,
};
use sea_orm::DatabaseConnection;
use tenancy::{Operations, OperationsService, WebsiteService, Websites};
use views::Views;
use writer_management::capacity::{Capacities, CapacityService};
use writer_management::feedback::{FeedbackService, Feedbacks, InvitationService, SummaryService};
use writer_management::portfolio::{PortfolioService, Portfolios};
use writer_management::writer::{WriterService, Writers};

use crate::adapters::{
    Browsers, Consents, CountedLoads, Desk, Engaged, Looks, Members, OrderCatalog, Record, Trail,
    WriterRoster,
};
use crate::desk::CandidateDesk;
use crate::{AddressBook, Dispatcher, Keep, Nightly, Parts, Subscriber, Tools};

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
    /// What carries push messages away.
    pub carrier: Carrier,
    /// What push messages are signed with; without it there are none.
    pub vapid: Option<Vapid>,
}

/// Every service of the house.
pub struct Services {
    /// The time they all live in.
    pub clock: Arc<dyn Clock>,
    /// The websites, for parts that have only an id or a host.
    pub sites: Arc<dyn Sites>,
    /// The websites, for people.
    pub websites: Arc<dyn WebsiteService>,
    /// What those who run a website see of the house at work.
    pub operations: Arc<dyn OperationsService>,
    /// How a stranger gets an account.
    pub registrations: Arc<dyn RegistrationService>,
    /// What they prove themselves with besides the password.
    pub factors: Arc<dyn FactorService>,
    /// How people come back in, and change what they come in with.
    pub recoveries: Arc<dyn RecoveryService>,
    /// What they say about themselves.
    pub profiles: Arc<dyn ProfileService>,
    /// What helps at the console when nothing else does.
    pub console: Arc<dyn ConsoleService>,
    /// How its owner comes in, stays and leaves.
    pub sessions: Arc<dyn SessionService>,
    /// What they came in with.
    pub devices: Arc<dyn DeviceService>,
    /// What happened to the safety of their accounts, and what they do about it.
    pub security: Arc<dyn SecurityService>,
    /// Whether they still hold.
    pub presence: Arc<dyn PresenceService>,
    /// Who is who on a website.
    pub members: Arc<dyn MemberService>,
    /// How those who run a website give people a place on it.
    pub member_invitations: Arc<dyn MemberInvitationService>,
    /// Who looks through whose eyes.
    pub impersonations: Arc<dyn ImpersonationService>,
    /// How people come from one website of theirs to another.
    pub handovers: Arc<dyn HandoverService>,
    /// What the house does for itself about people.
    pub housekeeping: Arc<dyn HousekeepingService>,
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
    /// Notices to people, as they want them.
    pub notices: Arc<dyn NoticeService>,
    /// Notices that have waited.
    pub later: Arc<dyn LaterService>,
    /// What they are told of their sign-ins.
    pub alerts: Arc<dyn AlertService>,
    /// Which of their browsers take messages.
    pub pushes: Arc<dyn PushService>,
    /// What they were told.
    pub inbox: Arc<dyn InboxService>,
    /// How they want it.
    pub preferences: Arc<dyn PreferenceService>,
    /// The local mailbox.
    pub mailbox: Arc<dyn MailboxService>,
    /// Whole pages, for those that are asked for most.
    pub views: Views,
    /// What the house does for itself about messages.
    pub message_keeping: Arc<dyn notifications::HousekeepingService>,
    /// How pages of the installation are reached.
    pub links: Links,
    /// Word of what changes, for those who watch now.
    pub live: Arc<dyn Live>,
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
        let roster = Arc::new(WriterRoster);
        let known = Arc::clone(&sites);
        let people = Identity::try_new(pool, time, settings.identity, roster, known)?;
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
        let letters = (settings.links.clone(), settings.sender);
        let post = Post::try_new(pool, time, settings.mailer, brands, letters)?;
        let post = Arc::new(post);
        let live = kernel::live::over(&db);
        let (pool, time) = here();
        let browsers = Arc::new(Browsers::new(people.clone(), people.clone()));
        let message_keeping = Housekeeping::new(db.clone(), browsers.clone());
        let push = (settings.carrier, settings.vapid);
        let pushes = Arc::new(Pushes::new(pool, time, browsers, push));
        let (pool, time) = here();
        let alerts = Arc::new(Alerts::new(pool, time, pushes.clone(), Arc::new(Trail)));
        let (pool, time) = here();
        let notices = Notices::new(pool, time, post.clone(), pushes.clone(), Arc::clone(&live));
        let notices = Arc::new(notices);
        let (pool, time) = here();
        let inbox = Inbox::new(pool, time, Arc::clone(&live));
        let (pool, time) = here();
        let preferences = Preferences::new(pool, time);

        Ok(Self {
            links: settings.links,
            views: Views::new(db.clone(), Arc::clone(&clock)),
            sites,
            websites,
            operations: Arc::new(Operations::new(db.clone(), Arc::clone(&clock))),
            registrations: people.clone(),
            factors: people.clone(),
            recoveries: people.clone(),
            profiles: people.clone(),
            console: people.clone(),
            sessions: people.clone(),
            devices: people.clone(),
            security: people.clone(),
            presence: people.clone(),
            member_invitations: people.clone(),
            impersonations: people.clone(),
            handovers: people.clone(),
            housekeeping: people.clone(),
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
            post,
            notices: notices.clone(),
            later: notices,
            alerts,
            pushes,
            inbox: Arc::new(inbox),
            preferences: Arc::new(preferences),
            mailbox: Arc::new(Mailbox::new(db.clone())),
            message_keeping: Arc::new(message_keeping),
            live,
            clock,
            db,
        })
    }

    /// The chores of the night.
    pub fn nightly(&self, keep: Keep) -> Nightly {
        Nightly::of(Tools {
            db: self.db.clone(),
            clock: Arc::clone(&self.clock),
            identity: Arc::clone(&self.housekeeping),
            mailbox: Arc::clone(&self.mailbox),
            messages: Arc::clone(&self.message_keeping),
            keep,
        })
    }

    /// A dispatcher that carries the events of this house to all its flows.
    pub fn dispatcher(&self) -> Dispatcher {
        let (db, clock, sites) = (
            self.db.clone(),
            Arc::clone(&self.clock),
            Arc::clone(&self.sites),
        );
        Dispatcher::new(db, clock, sites, self.flows())
    }

    /// The names of the flows that listen to a stream, in the order in which they hear.
    pub fn listeners(&self, stream: &str) -> Vec<&'static str> {
        let flows = self.flows();
        let listening = flows.iter().filter(|flow| flow.stream() == stream);
        listening.map(|flow| flow.name()).collect()
    }

    fn flows(&self) -> Vec<Arc<dyn Subscriber>> {
        crate::all(&Parts {
            registrations: Arc::clone(&self.registrations),
            recoveries: Arc::clone(&self.recoveries),
            member_invitations: Arc::clone(&self.member_invitations),
            profiles: Arc::clone(&self.profiles),
            sites: Arc::clone(&self.sites),
            impersonations: Arc::clone(&self.impersonations),
            sessions: Arc::clone(&self.sessions),
            people: AddressBook::new(Arc::clone(&self.members)),
            orders: Arc::clone(&self.orders),
            deliveries: Arc::clone(&self.deliveries),
            feedback: Arc::clone(&self.feedback),
            post: Arc::clone(&self.post),
            notices: Arc::clone(&self.notices),
            security: Arc::clone(&self.security),
            alerts: Arc::clone(&self.alerts),
            pushes: Arc::clone(&self.pushes),
            later: Arc::clone(&self.later),
            live: Arc::clone(&self.live),
        })
    }
}
