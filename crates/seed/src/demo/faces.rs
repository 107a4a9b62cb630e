//! What the demo's writers show of themselves.

use kernel::{Actor, Field};
use orders::catalog::Kind;
use writer_management::portfolio::{AddSample, UpdatePortfolio, Visibility};

use super::Past;
use super::story::Cast;
use super::words::{BIOS, SAMPLES, TOPICS};

/// The public face of a writer. The first one's is open to everybody.
pub(super) async fn portfolio(
    past: &Past,
    cast: &mut Cast,
    writer: &Actor,
    index: usize,
) -> anyhow::Result<()> {
    let portfolios = &past.services.portfolios;
    let named = TOPICS.iter().cycle().skip(index).take(2);
    let specialties = named.filter_map(|(_, subject)| cast.item(Kind::Subject, Some(subject)));
    let specialties = specialties.collect();
    let visibility = if index == 0 {
        Visibility::Public
    } else {
        Visibility::ClientsOnly
    };
    let update = UpdatePortfolio {
        is_enabled: Field::Set(index % 9 != 8),
        visibility: Field::Set(visibility),
        bio: Field::Set(BIOS[index % BIOS.len()].to_owned()),
        specialties: Field::Set(specialties),
        years_of_experience: Field::Set(i32::try_from(2 + index % 17).unwrap_or(2)),
        show_order_history: Field::Set(true),
        ..UpdatePortfolio::default()
    };
    portfolios.update(writer, &update).await?;
    for (title, preview) in SAMPLES.iter().cycle().skip(index).take(3) {
        let sample = AddSample {
            title: (*title).to_owned(),
            description: None,
            subject: None,
            type_of_work: None,
            preview: Some((*preview).to_owned()),
            source_order: None,
            is_featured: false,
            key: None,
        };
        portfolios.add_sample(writer, &sample).await?;
    }
    Ok(())
}
