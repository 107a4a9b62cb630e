/** One writer in the directory. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { Empty } from '../../ui/Notice';
import { PortfolioSamples } from './PortfolioSamples';
import { WriterStanding } from './WriterStanding';

const WriterCardFragment = graphql(`
  fragment WriterCard_writer on Writer {
    id
    ...WriterStanding_writer
    portfolio {
      id
      ...PortfolioSamples_portfolio
    }
  }
`);

export function WriterCard({ writer }: { writer: FragmentType<typeof WriterCardFragment> }) {
  const data = usePart(WriterCardFragment, writer);
  if (!data) return null;
  return (
    <li className="card card-writer">
      <div className="stack">
        <WriterStanding writer={data} />
      </div>
      <div className="stack">
        {data.portfolio ? (
          <PortfolioSamples portfolio={data.portfolio} />
        ) : (
          <Empty>No portfolio to show.</Empty>
        )}
      </div>
    </li>
  );
}
