import { useQuery } from '@apollo/client/react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';

import { graphql } from '../../gql';
import { Empty, Reading } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { Candidate } from './Candidate';

const CandidatesDocument = graphql(`
  query Candidates($orderId: ID!) {
    order(id: $orderId) {
      id
      number
      topic
    }
    assignmentCandidates(orderId: $orderId, first: 20) {
      eligible
      score
      whyNot
      factors {
        name
        points
        explanation
      }
      samples {
        id
        title
        subject {
          id
          name
        }
      }
      writer {
        id
        displayName
        ...WriterStanding_writer
      }
    }
  }
`);

const route = getRouteApi('/signed-in/orders/$orderId/assign');

export function AssignPage() {
  const { orderId } = route.useParams();
  const navigate = useNavigate();
  const query = useQuery(CandidatesDocument, {
    variables: { orderId },
    // Capacity changes under our hands.
    fetchPolicy: 'cache-and-network',
  });
  const order = query.data?.order;
  const candidates = query.data?.assignmentCandidates;
  return (
    <Page title="Assign a writer">
      <p className="lead">
        {order && (
          <>
            For{' '}
            <Link to="/orders/$orderId" params={{ orderId }}>
              {order.number}: {order.topic}
            </Link>
          </>
        )}
      </p>
      <Reading query={query} what="candidates" found={candidates} />
      {candidates?.length === 0 && <Empty>This website has no writers yet.</Empty>}
      {candidates && (
        <ol className="stack">
          {candidates.map((candidate) => (
            <Candidate
              key={candidate.writer.id}
              orderId={orderId}
              candidate={candidate}
              assigned={() => void navigate({ to: '/orders/$orderId', params: { orderId } })}
            />
          ))}
        </ol>
      )}
    </Page>
  );
}
