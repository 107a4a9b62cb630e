//! What can be done with feedback and portfolios.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use kernel::{Consent, OrderId};
use uuid::Uuid;
use writer_management::feedback::GiveFeedback;
use writer_management::portfolio::{AddSample, CertificationInput as Cited, UpdatePortfolio};

use super::feedback::{Feedback, SubmitFeedbackInput, SubmitFeedbackPayload};
use super::portfolio::{Portfolio, PortfolioSample};
use super::words::PortfolioVisibility;
use super::writer::portfolio;
use crate::graphql::context::Ask;
use crate::graphql::error::{Nullable, Result, UserError, settle};
use crate::graphql::loaders::orders::OrderOf;
use crate::graphql::orders::{Order, PortfolioConsent};
use crate::graphql::scalar::{field, typed, typed_all};

/// Root fields of writer-management.
#[derive(Default)]
pub struct WriterManagementMutation;

/// Something a writer can prove.
#[derive(Clone, Debug, InputObject)]
pub struct CertificationInput {
    /// What.
    pub name: String,
    /// By whom.
    pub issuer: Option<String>,
    /// Of which year.
    pub year: Option<i32>,
}

/// A change of one's own portfolio. Absent: what is stored stays. Null: back to the default.
#[derive(Clone, Debug, InputObject)]
pub struct UpdatePortfolioInput {
    /// Whether it is shown to anybody but you and staff.
    pub is_enabled: MaybeUndefined<bool>,
    /// To whom.
    pub visibility: MaybeUndefined<PortfolioVisibility>,
    /// The name shown instead of your own, at most 100 characters.
    pub pen_name: MaybeUndefined<String>,
    /// About you, at most 5,000 characters.
    pub bio: MaybeUndefined<String>,
    /// Subjects of the catalog that you are good at.
    pub specialty_ids: MaybeUndefined<Vec<ID>>,
    /// How long you have been writing.
    pub years_of_experience: MaybeUndefined<i32>,
    /// Where you learned, at most 1,000 characters.
    pub education: MaybeUndefined<String>,
    /// What you can prove.
    pub certifications: MaybeUndefined<Vec<CertificationInput>>,
    /// Whether contact details are shown.
    pub show_contact_info: MaybeUndefined<bool>,
    /// Whether completed orders and punctuality are shown.
    pub show_order_history: MaybeUndefined<bool>,
    /// Whether earnings are shown.
    pub show_earnings: MaybeUndefined<bool>,
    /// Whether the average rating is shown.
    pub show_rating: MaybeUndefined<bool>,
}

/// A changed portfolio.
#[derive(Default, SimpleObject)]
pub struct UpdatePortfolioPayload {
    /// The portfolio.
    pub portfolio: Option<Portfolio>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// A new sample.
#[derive(Clone, Debug, InputObject)]
pub struct AddPortfolioSampleInput {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// A subject of the catalog; of an order, the order's.
    pub subject_id: Option<ID>,
    /// A type of work of the catalog; of an order, the order's.
    pub type_of_work_id: Option<ID>,
    /// A part of the text, at most 5,000 characters.
    pub preview: Option<String>,
    /// Your own completed order that it is from; the client's consent decides what is shown.
    pub source_order_id: Option<ID>,
    /// Whether it comes first.
    pub is_featured: Option<bool>,
    /// The same key with the same input gives the same sample, for 24 hours.
    pub idempotency_key: Option<Uuid>,
}

/// A sample that was added.
#[derive(Default, SimpleObject)]
pub struct AddPortfolioSamplePayload {
    /// The sample.
    pub sample: Option<PortfolioSample>,
    /// The portfolio it belongs to.
    pub portfolio: Option<Portfolio>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

/// What may be shown of an order.
#[derive(Clone, Debug, InputObject)]
pub struct SetSampleConsentInput {
    /// The order.
    pub order_id: ID,
    /// What may be shown.
    pub consent: PortfolioConsent,
}

/// A consent that was given or taken back.
#[derive(Default, SimpleObject)]
pub struct SetSampleConsentPayload {
    /// The order.
    pub order: Option<Order>,
    /// Everything that was wrong; empty when it was done.
    pub user_errors: Vec<UserError>,
}

async fn order(ctx: &Context<'_>, id: OrderId) -> Result<Option<Order>> {
    Ok(ctx.load(OrderOf(id)).await?.map(Order))
}

/// Root fields of writer-management.
#[Object]
impl WriterManagementMutation {
    /// Requires: a party of the finished order. Rates the other side. Client and writer see nothing
    /// of each other's rating until both are in or the window has ended.
    async fn submit_feedback(
        &self,
        ctx: &Context<'_>,
        input: SubmitFeedbackInput,
    ) -> Nullable<SubmitFeedbackPayload> {
        let command = GiveFeedback::from(input);
        let done = ctx.services().feedback.submit(ctx.actor(), &command).await;
        let order = if done.is_ok() {
            order(ctx, command.order).await
        } else {
            Ok(None)
        };
        let order = match order {
            Ok(order) => order,
            Err(error) => return Some(Err(error)),
        };
        settle(
            done.map(|row| SubmitFeedbackPayload {
                feedback: Some(Feedback(row)),
                order,
                user_errors: Vec::new(),
            }),
            |user_errors| SubmitFeedbackPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: WRITER. Changes your own portfolio.
    async fn update_portfolio(
        &self,
        ctx: &Context<'_>,
        input: UpdatePortfolioInput,
    ) -> Nullable<UpdatePortfolioPayload> {
        let update = UpdatePortfolio::from(input);
        let done = ctx.services().portfolios.update(ctx.actor(), &update).await;
        settle(
            done.map(|shown| UpdatePortfolioPayload {
                portfolio: Some(Portfolio(shown)),
                ..Default::default()
            }),
            |user_errors| UpdatePortfolioPayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: WRITER. Adds a sample to your own portfolio. It is checked for names, addresses
    /// and numbers first; each finding is told with its place, and nothing is stored.
    async fn add_portfolio_sample(
        &self,
        ctx: &Context<'_>,
        input: AddPortfolioSampleInput,
    ) -> Nullable<AddPortfolioSamplePayload> {
        let command = AddSample {
            title: input.title,
            description: input.description,
            subject: input.subject_id.as_ref().map(typed),
            type_of_work: input.type_of_work_id.as_ref().map(typed),
            preview: input.preview,
            source_order: input.source_order_id.as_ref().map(typed),
            is_featured: input.is_featured.unwrap_or_default(),
            key: input.idempotency_key,
        };
        let done = ctx
            .services()
            .portfolios
            .add_sample(ctx.actor(), &command)
            .await;
        let portfolio = match &done {
            Ok(shown) => portfolio(ctx, shown.sample.writer_id).await,
            Err(_) => Ok(None),
        };
        let portfolio = match portfolio {
            Ok(portfolio) => portfolio,
            Err(error) => return Some(Err(error)),
        };
        settle(
            done.map(|shown| AddPortfolioSamplePayload {
                sample: Some(PortfolioSample(shown)),
                portfolio,
                user_errors: Vec::new(),
            }),
            |user_errors| AddPortfolioSamplePayload {
                user_errors,
                ..Default::default()
            },
        )
    }

    /// Requires: the order's client. Says what may be shown of the order in its writer's portfolio;
    /// a withdrawal acts on the next read.
    async fn set_sample_consent(
        &self,
        ctx: &Context<'_>,
        input: SetSampleConsentInput,
    ) -> Nullable<SetSampleConsentPayload> {
        let id = typed(&input.order_id);
        let consent = Consent::from(input.consent);
        let done = ctx
            .services()
            .portfolios
            .set_consent(ctx.actor(), id, consent)
            .await;
        let order = if done.is_ok() {
            order(ctx, id).await
        } else {
            Ok(None)
        };
        let order = match order {
            Ok(order) => order,
            Err(error) => return Some(Err(error)),
        };
        settle(
            done.map(|()| SetSampleConsentPayload {
                order,
                ..Default::default()
            }),
            |user_errors| SetSampleConsentPayload {
                user_errors,
                ..Default::default()
            },
        )
    }
}

impl From<UpdatePortfolioInput> for UpdatePortfolio {
    fn from(input: UpdatePortfolioInput) -> Self {
        let cited = |list: Vec<CertificationInput>| {
            let cite = |one: CertificationInput| Cited {
                name: one.name,
                issuer: one.issuer,
                year: one.year,
            };
            list.into_iter().map(cite).collect()
        };
        Self {
            is_enabled: field(input.is_enabled, |on| on),
            visibility: field(input.visibility, Into::into),
            pen_name: field(input.pen_name, |text| text),
            bio: field(input.bio, |text| text),
            specialties: field(input.specialty_ids, |ids| typed_all(&ids)),
            years_of_experience: field(input.years_of_experience, |years| years),
            education: field(input.education, |text| text),
            certifications: field(input.certifications, cited),
            show_contact_info: field(input.show_contact_info, |on| on),
            show_order_history: field(input.show_order_history, |on| on),
            show_earnings: field(input.show_earnings, |on| on),
            show_rating: field(input.show_rating, |on| on),
        }
    }
}
