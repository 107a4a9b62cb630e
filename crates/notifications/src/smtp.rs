//! Mails by SMTP.

use std::time::Duration;

use async_trait::async_trait;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::ports::{MailFailure, Mailer};
use crate::{Error, Mail, Result};

/// How long one step of the conversation may take.
const STEP: Duration = Duration::from_secs(10);
/// How long the whole of it may take: well below the lease of an event in the outbox.
const WHOLE: Duration = Duration::from_secs(20);
/// How long a connection is kept for the next mail.
const IDLE: Duration = Duration::from_secs(15);
/// How many connections at most.
const CONNECTIONS: u32 = 4;

/// Hands mails to an SMTP server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// Speaks to the server at `url`, see [`Config`](crate::config::Config::smtp_url). The first
    /// connection is made by the first mail: a server that is down does not keep the house shut.
    ///
    /// # Errors
    /// When `url` is no address of a mail server. The message does not repeat it: it holds a
    /// password.
    pub fn connect(url: &str) -> Result<Self> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|_| {
            Error::Misconfigured {
                setting: "SMTP_URL",
                reason: "write it as `smtp://user:password@host:port`, with `?tls=required` or \
                         `?tls=opportunistic` for STARTTLS, or as `smtps://…`"
                    .to_owned(),
            }
        })?;
        let pool = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE);
        let transport = builder.timeout(Some(STEP)).pool_config(pool).build();
        Ok(Self { transport })
    }

    /// Connects, greets and signs in, and sends nothing.
    ///
    /// # Errors
    /// Why that does not work.
    pub async fn check(&self) -> Result<(), MailFailure> {
        let temporary = |why: &str| Err(MailFailure::Temporary(why.to_owned()));
        match tokio::time::timeout(WHOLE, self.transport.test_connection()).await {
            Ok(Ok(true)) => Ok(()),
            Ok(Ok(false)) => temporary("the mail server hangs up at once"),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => temporary("the mail server does not answer in time"),
        }
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, mail: &Mail) -> Result<(), MailFailure> {
        let message = message(mail)?;
        match tokio::time::timeout(WHOLE, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(MailFailure::Temporary(
                "the mail server did not finish in time".to_owned(),
            )),
        }
    }
}

/// The mail as it goes over the wire. What cannot be written never can be.
fn message(mail: &Mail) -> Result<Message, MailFailure> {
    let refuse = |error: &dyn std::error::Error| MailFailure::Permanent(error.to_string());
    let mailbox = |name: Option<String>, address: &str| {
        let address = address.parse().map_err(|error| refuse(&error))?;
        Ok::<_, MailFailure>(Mailbox::new(name, address))
    };
    let name = Some(mail.from.name.clone()).filter(|name| !name.is_empty());
    let mut builder = Message::builder()
        .from(mailbox(name, &mail.from.address)?)
        .to(mailbox(None, mail.to.as_str())?)
        .subject(&mail.subject)
        .message_id(Some(mail.message_id.clone()))
        .date(mail.at.into());
    if let Some(address) = &mail.reply_to {
        builder = builder.reply_to(mailbox(None, address.as_str())?);
    }
    if let Some(address) = &mail.unsubscribe {
        let header = |name, value| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
        let one_click = "List-Unsubscribe=One-Click".to_owned();
        builder = builder
            .raw_header(header("List-Unsubscribe", format!("<{address}>")))
            .raw_header(header("List-Unsubscribe-Post", one_click));
    }
    // Out-of-office answers stay at home (RFC 3834).
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    let builder = builder.raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()));
    let part = |kind, body: &str| SinglePart::builder().header(kind).body(body.to_owned());
    let parts = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &mail.text))
        .singlepart(part(ContentType::TEXT_HTML, &mail.html));
    builder.multipart(parts).map_err(|error| refuse(&error))
}

fn failure(error: &smtp::Error) -> MailFailure {
    let status = error.status().map(|code| code.to_string());
    // Wrong credentials are mended by the operator; the mail itself is not at fault.
    let signing_in = matches!(status.as_deref(), Some("530" | "534" | "535" | "538"));
    let chain = chain(error);
    if error.is_permanent() && !signing_in {
        MailFailure::Permanent(chain)
    } else {
        MailFailure::Temporary(chain)
    }
}

/// The error with its causes, for staff.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
