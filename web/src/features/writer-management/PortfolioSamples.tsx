/** The public face of a writer, with the first samples of their work. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { count } from '../../lib/words';
import { Badge, Fact, Facts } from '../../ui/Small';

const PortfolioSamplesFragment = graphql(`
  fragment PortfolioSamples_portfolio on Portfolio {
    id
    bio
    yearsOfExperience
    completedOrders
    specialties {
      id
      name
    }
    samples(first: 3) {
      edges {
        cursor
        node {
          id
          title
          pages
          preview
          isVerifiedByOrder
          subject {
            id
            name
          }
          typeOfWork {
            id
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

interface PortfolioSamplesProps {
  readonly portfolio: FragmentType<typeof PortfolioSamplesFragment>;
}

export function PortfolioSamples({ portfolio }: PortfolioSamplesProps) {
  const data = usePart(PortfolioSamplesFragment, portfolio);
  if (!data) return null;
  const samples = data.samples?.edges ?? [];
  return (
    <>
      {data.bio && <p className="bio">{data.bio}</p>}
      <Facts>
        <Fact term="Writes about">{data.specialties.map(({ name }) => name).join(', ')}</Fact>
        <Fact term="Experience">
          {data.yearsOfExperience !== null && count(data.yearsOfExperience, 'year')}
        </Fact>
        <Fact term="Completed">
          {data.completedOrders !== null && count(data.completedOrders, 'order')}
        </Fact>
      </Facts>
      {samples.length > 0 && (
        <>
          <h3>Samples</h3>
          <ul className="samples">
            {samples.map(({ node }) => (
              <li key={node.id}>
                <p>
                  <strong>{node.title ?? node.typeOfWork?.name ?? 'Untitled'}</strong>{' '}
                  {node.isVerifiedByOrder && <Badge tone="good">From an order</Badge>}
                </p>
                <p className="hint">
                  {[node.subject?.name, node.pages !== null && count(node.pages, 'page')]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {node.preview && <p className="preview">{node.preview}</p>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
