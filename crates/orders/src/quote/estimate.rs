//! A calculation with everything it reads: for previews, for estimates and for quotes.

use kernel::{Actor, Code, Faults, Instant, MemberId};

use super::pricing::{self, Priced, Unpriceable, Work};
use super::validity::end_of_day;
use super::{Inputs, Warning};
use crate::catalog::{Resolved, price_book};
use crate::ports::PreferredState;
use crate::{Error, Orders, Result};

/// What is to be calculated, and for whom.
#[derive(Clone, Copy)]
pub(crate) struct Enquiry<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// Whose work it is.
    pub client: Option<MemberId>,
    /// What it depends on.
    pub inputs: &'a Inputs,
    /// The code of what is not there.
    pub missing: Code,
    /// When.
    pub now: Instant,
}

/// What a calculation gave.
#[derive(Debug)]
pub(crate) struct Estimate {
    /// The price; nothing when something is wrong.
    pub priced: Option<Priced>,
    /// The rules it was computed by.
    pub price_book_version: i32,
    /// The earliest feasible deadline, when the size is known.
    pub earliest_deadline: Option<Instant>,
    /// What the client should know beside it.
    pub warnings: Vec<Warning>,
    /// Everything that is wrong.
    pub faults: Faults,
}

impl Estimate {
    /// Until when a quote of this price holds on the asker's website.
    pub fn valid_until(priced: &Priced, actor: &Actor, now: Instant) -> Instant {
        let site = actor.site();
        end_of_day(now, site.policies.quote_days, site.zone).min(priced.holds_until)
    }
}

impl Orders {
    /// Prices the inputs by the current price book. Not within a transaction: neighbours are
    /// asked, on connections of their own.
    pub(crate) async fn estimate(&self, enquiry: Enquiry<'_>) -> Result<Estimate> {
        let Enquiry {
            actor,
            inputs,
            missing,
            now,
            ..
        } = enquiry;
        let mut faults = inputs.check(now, missing);
        // A list that is too long is not looked up.
        let references = inputs.references();
        let resolved = if faults
            .iter()
            .any(|fault| fault.field == ["additionalServiceIds"])
        {
            Resolved::default()
        } else {
            let resolved = references
                .resolve_all(actor, &*self.ports.people, &self.db)
                .await?;
            faults.extend(references.check(&resolved));
            resolved
        };
        let book = price_book::find_current(actor.website())
            .one(&self.db)
            .await?;
        let book = book.ok_or(Error::NoPriceBook)?;
        let mut estimate = Estimate {
            priced: None,
            price_book_version: book.version,
            earliest_deadline: None,
            warnings: Vec::new(),
            faults,
        };
        if let Some(work) = work(inputs, &resolved).filter(|_| inputs.is_sized()) {
            let earliest = pricing::earliest_deadline(&book.rules, &work, now);
            estimate.earliest_deadline = Some(earliest);
            estimate.calculate(actor, &book, &work, now);
        }
        if estimate.faults.is_empty() {
            estimate.warnings = self.warnings(enquiry, &book).await?;
        }
        Ok(estimate)
    }

    async fn warnings(
        &self,
        enquiry: Enquiry<'_>,
        book: &price_book::Model,
    ) -> Result<Vec<Warning>> {
        let Enquiry {
            actor,
            client,
            inputs,
            now,
            ..
        } = enquiry;
        let share = actor.site().policies.writer_deadline_share;
        let Some(brief) = inputs.brief(None, client, &book.rules, share, now) else {
            return Ok(Vec::new());
        };
        let desk = &self.ports.desk;
        let standing = desk
            .standing(actor.site(), &brief, inputs.preferred_writer)
            .await?;
        let mut warnings = Vec::new();
        if !standing.any_eligible {
            warnings.push(Warning::NoEligibleWriter);
        }
        if matches!(
            standing.preferred,
            Some(PreferredState::Away | PreferredState::Unknown)
        ) {
            warnings.push(Warning::PreferredWriterAway);
        }
        Ok(warnings)
    }
}

impl Estimate {
    /// Fills in the price, or what stands against it.
    fn calculate(
        &mut self,
        actor: &Actor,
        book: &price_book::Model,
        work: &Work<'_>,
        now: Instant,
    ) {
        let site = actor.site();
        let tax = site.policies.tax_rate;
        match pricing::price(&book.rules, work, &site.currency, tax, now) {
            Ok(priced) if self.faults.is_empty() => self.priced = Some(priced),
            Ok(_) => {}
            Err(Unpriceable::TooSoon { earliest }) => {
                let already = self.faults.iter().any(|fault| fault.field == ["deadline"]);
                if !already {
                    let local = earliest
                        .with_timezone(&site.zone)
                        .format("%-d %B %Y, %H:%M %Z");
                    let message = format!(
                        "This is too soon for work of this size. The earliest possible is {local}."
                    );
                    self.faults.add(Code::TooSmall, "deadline", message);
                }
            }
            Err(Unpriceable::TooMuch) => {
                self.faults.add(
                    Code::TooLarge,
                    "pages",
                    "This is more than one order can hold.",
                );
            }
        }
    }
}

/// The inputs with what they refer to; nothing without a deadline.
fn work<'a>(inputs: &Inputs, resolved: &'a Resolved) -> Option<Work<'a>> {
    Some(Work {
        pages: inputs.pages(),
        slides: inputs.slides(),
        spacing: inputs.spacing.unwrap_or_default(),
        deadline: inputs.deadline?,
        academic_level: resolved.item(inputs.academic_level),
        type_of_work: resolved.item(inputs.type_of_work),
        subject: resolved.item(inputs.subject),
        services: resolved.services(&inputs.services),
        prefers_a_writer: inputs.preferred_writer.is_some(),
    })
}
