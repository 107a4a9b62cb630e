/** What was asked to be changed, item by item, with the writer's answers. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import type { OrderRevisions_OrderFragment } from '../../gql/graphql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Badge, Fact, Facts, Moment } from '../../ui/Small';
import { ANSWERS, REVISIONS, SEVERITIES } from './words';

const OrderRevisionsFragment = graphql(`
  fragment OrderRevisions_order on Order {
    id
    revisionRequests(first: 20) {
      edges {
        cursor
        node {
          id
          round
          title
          description
          severity
          status
          items {
            id
            section
            issue
            request
            severity
            answer
            answerNote
          }
          timeline {
            requestedAt
            dueAt
            submittedAt
            isOverdue
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

type Revision = OrderRevisions_OrderFragment['revisionRequests']['edges'][number]['node'];

export function OrderRevisions({ order }: { order: FragmentType<typeof OrderRevisionsFragment> }) {
  const data = usePart(OrderRevisionsFragment, order);
  if (!data || data.revisionRequests.edges.length === 0) return null;
  const revisions = data.revisionRequests.edges
    .map(({ node }) => node)
    .sort((one, other) => other.round - one.round);
  return (
    <section className="card" aria-labelledby="revisions">
      <h2 id="revisions">Revision requests</h2>
      {revisions.map((revision, place) => (
        <RevisionRequest key={revision.id} revision={revision} open={place === 0} />
      ))}
    </section>
  );
}

function RevisionRequest({ revision, open }: { revision: Revision; open: boolean }) {
  const { round, title, description, severity, status, items, timeline } = revision;
  return (
    <details className="fold" open={open}>
      <summary>
        <h3>
          Round {round}: {title}
        </h3>
        <span className="badges">
          <Badge>{wordFor(REVISIONS, status)}</Badge>
          {timeline.isOverdue && <Badge tone="bad">Overdue</Badge>}
        </span>
      </summary>
      <p className="prose">{description}</p>
      <Facts>
        <Fact term="Severity">{wordFor(SEVERITIES, severity)}</Fact>
        <Fact term="Requested">
          <Moment at={timeline.requestedAt} />
        </Fact>
        {timeline.submittedAt ? (
          <Fact term="Handed in">
            <Moment at={timeline.submittedAt} />
          </Fact>
        ) : (
          <Fact term="Due">
            <Moment at={timeline.dueAt} relative />
          </Fact>
        )}
      </Facts>
      <ol className="items">
        {items.map((item) => (
          <li key={item.id}>
            <p>
              <strong>{item.section}</strong>: {item.issue}
            </p>
            <p>{item.request}</p>
            {item.answer && (
              <p className="quote">
                {wordFor(ANSWERS, item.answer)}
                {item.answerNote && `: ${item.answerNote}`}
              </p>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}
