/** A writer's name, availability and rating: what every list of writers begins with. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import type { AvailabilityState } from '../../gql/graphql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Badge, type Tone } from '../../ui/Small';
import { Rating } from './Rating';

const WriterStandingFragment = graphql(`
  fragment WriterStanding_writer on Writer {
    id
    displayName
    availability {
      state
      message
    }
    feedbackSummary {
      total
      label
      averageRating
      likelyFrom
      likelyTo
      distribution
    }
  }
`);

const STATES: Record<AvailabilityState, string> = {
  OPEN: 'Open',
  FEW_SLOTS: 'Few slots left',
  FULL: 'Full',
  AWAY: 'Away',
};

function toneOf(state: AvailabilityState): Tone {
  switch (state) {
    case 'OPEN':
      return 'good';
    case 'FEW_SLOTS':
      return 'warn';
    default:
      return 'neutral';
  }
}

export function WriterStanding({
  writer,
}: {
  writer: FragmentType<typeof WriterStandingFragment>;
}) {
  const data = usePart(WriterStandingFragment, writer);
  if (!data) return null;
  const { displayName, availability, feedbackSummary } = data;
  return (
    <>
      <div className="card-head">
        <h2>{displayName}</h2>
        <Badge tone={toneOf(availability.state)}>{wordFor(STATES, availability.state)}</Badge>
      </div>
      {availability.message && <p className="hint">{availability.message}</p>}
      {feedbackSummary && <Rating summary={feedbackSummary} />}
    </>
  );
}
