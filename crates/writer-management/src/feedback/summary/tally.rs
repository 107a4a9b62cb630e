//! Counts and sums of ratings, as they stand in a roll-up row.

use crate::feedback::Model;

/// How many ratings there are of a category, and what they sum up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// How many.
    pub count: i32,
    /// Their sum.
    pub sum: i32,
}

impl Category {
    fn of(rating: Option<i32>) -> Self {
        rating.map_or_else(Self::default, |sum| Self { count: 1, sum })
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum += other.sum;
    }
}

/// The sums over some feedback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many overall ratings of one to five stars.
    pub stars: [i32; 5],
    /// Quality.
    pub quality: Category,
    /// Communication.
    pub communication: Category,
    /// Timeliness.
    pub timeliness: Category,
    /// Professionalism.
    pub professionalism: Category,
}

impl Tally {
    /// The tally of one feedback.
    pub fn of(feedback: &Model) -> Self {
        let mut stars = [0; 5];
        let place = usize::try_from(feedback.overall - 1).unwrap_or_default();
        if let Some(count) = stars.get_mut(place) {
            *count = 1;
        }
        Self {
            stars,
            quality: Category::of(feedback.quality),
            communication: Category::of(feedback.communication),
            timeliness: Category::of(feedback.timeliness),
            professionalism: Category::of(feedback.professionalism),
        }
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.stars.iter_mut().zip(other.stars) {
            *mine += theirs;
        }
        self.quality.add(other.quality);
        self.communication.add(other.communication);
        self.timeliness.add(other.timeliness);
        self.professionalism.add(other.professionalism);
    }

    /// How many overall ratings.
    pub fn count(&self) -> i32 {
        self.stars.iter().sum()
    }

    /// The stars as wide numbers, for exact arithmetic.
    pub fn wide_stars(&self) -> [i64; 5] {
        self.stars.map(i64::from)
    }
}

/// Writes the columns that both roll-up tables share: once, so that they cannot drift apart.
macro_rules! roll_up {
    () => {
        impl Model {
            /// The sums of this row.
            pub fn tally(&self) -> Tally {
                Tally {
                    stars: [
                        self.stars_1,
                        self.stars_2,
                        self.stars_3,
                        self.stars_4,
                        self.stars_5,
                    ],
                    quality: Category {
                        count: self.quality_count,
                        sum: self.quality_sum,
                    },
                    communication: Category {
                        count: self.communication_count,
                        sum: self.communication_sum,
                    },
                    timeliness: Category {
                        count: self.timeliness_count,
                        sum: self.timeliness_sum,
                    },
                    professionalism: Category {
                        count: self.professionalism_count,
                        sum: self.professionalism_sum,
                    },
                }
            }
        }

        fn filled(mut row: ActiveModel, tally: &Tally) -> ActiveModel {
            let [one, two, three, four, five] = tally.stars;
            row.stars_1 = Set(one);
            row.stars_2 = Set(two);
            row.stars_3 = Set(three);
            row.stars_4 = Set(four);
            row.stars_5 = Set(five);
            row.quality_count = Set(tally.quality.count);
            row.quality_sum = Set(tally.quality.sum);
            row.communication_count = Set(tally.communication.count);
            row.communication_sum = Set(tally.communication.sum);
            row.timeliness_count = Set(tally.timeliness.count);
            row.timeliness_sum = Set(tally.timeliness.sum);
            row.professionalism_count = Set(tally.professionalism.count);
            row.professionalism_sum = Set(tally.professionalism.sum);
            row
        }

        /// On a row that exists, every sum grows by the new one.
        fn grow(key: impl IntoIterator<Item = Column>) -> OnConflict {
            let key: Vec<_> = key.into_iter().collect();
            let is_key = |column: &Column| key.iter().any(|key| key.as_str() == column.as_str());
            let sums = Column::iter().filter(|column| !is_key(column));
            let grown = sums.map(|column| {
                let stored = Expr::col((Entity, column));
                (
                    column,
                    stored.add(Expr::col((Alias::new("excluded"), column))),
                )
            });
            OnConflict::columns(key.iter().copied())
                .values(grown)
                .to_owned()
        }
    };
}

pub(super) use roll_up;
