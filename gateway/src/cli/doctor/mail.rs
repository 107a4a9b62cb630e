//! Whether mails leave the house.

use kernel::{Clock, Email, Id, SystemClock, WebsiteId};
use notifications::ports::{MailFailure, Mailer};
use notifications::{Mail, Sender, Smtp};

use super::report::Line;
use crate::config::Config;

/// Signs in to the mail server; sends a mail only when it is told `to` whom.
pub async fn look(config: &Config, to: Option<&Email>) -> Vec<Line> {
    let Some(url) = &config.smtp_url else {
        let said = "no SMTP_URL: mails stay in the local mailbox";
        let local = config.has_local_url();
        let line = if local && to.is_none() {
            Line::ok("mail", said)
        } else if local {
            Line::warn("mail", said, "set SMTP_URL to send one")
        } else {
            let next = "set SMTP_URL: without mails nobody gets an account or a new password";
            Line::fail("mail", said, next)
        };
        return vec![line];
    };
    let smtp = match Smtp::connect(url) {
        Ok(smtp) => smtp,
        Err(error) => return vec![Line::fail("mail", error.to_string(), "mend SMTP_URL")],
    };
    let mut lines = vec![match smtp.check().await {
        Ok(()) => Line::ok("mail", "the mail server lets us in"),
        Err(error) => {
            let said = format!("the mail server does not let us in: {error}");
            let next = "see whether it runs, and SMTP_URL names it with the right port, user and \
                        password";
            Line::fail("mail", said, next)
        }
    }];
    let sender = notifications::config::Config {
        from: config.mail_from.clone(),
        smtp_url: None,
    };
    match sender.sender() {
        Ok(sender) if sender.address.ends_with(".localhost") => {
            let said = format!(
                "MAIL_FROM is {}, which nobody outside accepts",
                sender.address
            );
            lines.push(Line::warn(
                "mail",
                said,
                "set MAIL_FROM to an address of your own",
            ));
            lines.extend(send(&smtp, sender, to).await);
        }
        Ok(sender) => lines.extend(send(&smtp, sender, to).await),
        Err(error) => lines.push(Line::fail("mail", error.to_string(), "mend MAIL_FROM")),
    }
    lines
}

/// Sends the mail that was asked for.
async fn send(smtp: &Smtp, from: Sender, to: Option<&Email>) -> Option<Line> {
    let to = to?;
    let id = WebsiteId::mint(&SystemClock);
    let text = "This mail was sent by `scriptorium doctor`. If you read it, mails arrive.\n";
    let domain = from.address.rsplit('@').next().unwrap_or("localhost");
    let mail = Mail {
        website: id,
        message_id: format!("<doctor-{id}@{domain}>"),
        to: to.clone(),
        subject: "Mails arrive".to_owned(),
        text: text.to_owned(),
        html: format!("<p>{}</p>", text.trim_end()),
        at: SystemClock.now(),
        reply_to: None,
        unsubscribe: None,
        from,
    };
    let next = "see the mail server's own log";
    Some(match smtp.send(&mail).await {
        Ok(()) => Line::ok("mail", format!("a mail to {to} was taken")),
        Err(MailFailure::Temporary(error) | MailFailure::Permanent(error)) => Line::fail(
            "mail",
            format!("a mail to {to} was not taken: {error}"),
            next,
        ),
    })
}
