//! What somebody says in a feedback, and all that can be wrong with it.

use kernel::{Code, Faults, OrderId};
use sea_orm::prelude::Uuid;
use serde::Serialize;

use super::{Kind, Point, Points};

const MOST_POINTS: usize = 20;
const LONG: usize = 5_000;
const SHORT: usize = 2_000;
const NAME: usize = 255;

/// The command to give or amend feedback.
#[derive(Clone, Debug, Serialize)]
pub struct GiveFeedback {
    /// The order it is about.
    pub order: OrderId,
    /// Who rates whom.
    pub kind: Kind,
    /// 1 to 5.
    pub overall: i32,
    /// 1 to 5.
    pub quality: Option<i32>,
    /// 1 to 5.
    pub communication: Option<i32>,
    /// 1 to 5.
    pub timeliness: Option<i32>,
    /// 1 to 5.
    pub professionalism: Option<i32>,
    /// What was good.
    pub strengths: Option<String>,
    /// What could be better.
    pub areas_for_improvement: Option<String>,
    /// In general.
    pub comment: Option<String>,
    /// Specific places.
    pub points: Vec<Point>,
    /// Whether others than the parties may read the text.
    pub is_public: bool,
    /// Whether the author stays unnamed.
    pub is_anonymous: bool,
    /// For staff alone.
    pub private_note: Option<String>,
    /// The client's key, so that a repeat is no amendment.
    #[serde(skip)]
    pub key: Option<Uuid>,
}

/// What was said, checked.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Valid {
    pub overall: i32,
    pub quality: Option<i32>,
    pub communication: Option<i32>,
    pub timeliness: Option<i32>,
    pub professionalism: Option<i32>,
    pub strengths: Option<String>,
    pub areas_for_improvement: Option<String>,
    pub comment: Option<String>,
    pub points: Points,
    pub is_public: bool,
    pub is_anonymous: bool,
    pub private_note: Option<String>,
}

impl GiveFeedback {
    /// Everything that is wrong with it, or what it says.
    pub(super) fn check(&self) -> Result<Valid, Faults> {
        let mut faults = Faults::none();
        faults.range("overallRating", self.overall, 1, 5);
        for (field, rating) in [
            ("qualityRating", self.quality),
            ("communicationRating", self.communication),
            ("timelinessRating", self.timeliness),
            ("professionalismRating", self.professionalism),
        ] {
            if let Some(rating) = rating {
                faults.range(field, rating, 1, 5);
            }
        }
        let mut text =
            |field, text: &Option<String>, most| faults.optional(field, text.as_deref(), most);
        let strengths = text("strengths", &self.strengths, SHORT);
        let areas_for_improvement = text("areasForImprovement", &self.areas_for_improvement, SHORT);
        let comment = text("comment", &self.comment, LONG);
        let private_note = text("privateNote", &self.private_note, SHORT);
        let points = self.points(&mut faults);
        faults.or(Valid {
            overall: self.overall,
            quality: self.quality,
            communication: self.communication,
            timeliness: self.timeliness,
            professionalism: self.professionalism,
            strengths,
            areas_for_improvement,
            comment,
            points,
            is_public: self.is_public,
            is_anonymous: self.is_anonymous,
            private_note,
        })
    }

    fn points(&self, faults: &mut Faults) -> Points {
        if self.points.len() > MOST_POINTS {
            let message = format!("Name at most {MOST_POINTS} points.");
            faults.add(Code::TooLarge, "points", message);
        }
        let point = |(index, point): (usize, &Point)| Point {
            section: faults.text(&format!("points.{index}.section"), &point.section, NAME),
            issue: faults.text(&format!("points.{index}.issue"), &point.issue, SHORT),
            suggestion: faults.text(
                &format!("points.{index}.suggestion"),
                &point.suggestion,
                SHORT,
            ),
        };
        Points(
            self.points
                .iter()
                .take(MOST_POINTS)
                .enumerate()
                .map(point)
                .collect(),
        )
    }
}
