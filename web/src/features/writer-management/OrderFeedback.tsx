/** How the two sides of a finished order rate each other. */
import type { FragmentType } from '@apollo/client';
import { useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';

import { graphql } from '../../gql';
import type { FeedbackKind, Role } from '../../gql/graphql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Done, Empty } from '../../ui/Notice';
import { Moment } from '../../ui/Small';
import { SubmitFeedback } from './SubmitFeedback';

const OrderFeedbackFragment = graphql(`
  fragment OrderFeedback_order on Order {
    id
    status
    feedback(first: 10) {
      edges {
        cursor
        node {
          id
          kind
          isOwn
          overallRating
          comment
          revealedAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const KINDS: Record<FeedbackKind, string> = {
  CLIENT_TO_WRITER: 'The client about the writer',
  WRITER_TO_CLIENT: 'The writer about the client',
  EDITOR_TO_WRITER: 'The editor about the writer',
  CLIENT_TO_EDITOR: 'The client about the editor',
};

/** Whom each role rates. */
const OWN: Partial<Record<Role, FeedbackKind>> = {
  CLIENT: 'CLIENT_TO_WRITER',
  WRITER: 'WRITER_TO_CLIENT',
  EDITOR: 'EDITOR_TO_WRITER',
};

export function OrderFeedback({ order }: { order: FragmentType<typeof OrderFeedbackFragment> }) {
  const { shell } = useRouteContext({ from: '__root__' });
  const data = usePart(OrderFeedbackFragment, order);
  const [said, setSaid] = useState<string>();
  if (data?.status !== 'COMPLETED') return null;
  const given = data.feedback?.edges.map(({ node }) => node) ?? [];
  const kind = shell.viewer?.role ? OWN[shell.viewer.role] : undefined;
  const isAsked = kind !== undefined && !given.some(({ isOwn }) => isOwn);
  return (
    <section className="card" aria-labelledby="feedback">
      <h2 id="feedback">Feedback</h2>
      {said && <Done>{said}</Done>}
      {given.length === 0 && <Empty>There is none to see yet.</Empty>}
      {given.map(({ id, kind: each, overallRating, comment, revealedAt }) => (
        <div key={id}>
          <h3>{wordFor(KINDS, each)}</h3>
          <p>{overallRating} of 5</p>
          {comment && <p className="quote">{comment}</p>}
          <p className="hint">
            {revealedAt ? <Moment at={revealedAt} /> : 'Not shown to the other side yet'}
          </p>
        </div>
      ))}
      {isAsked && (
        <details className="fold">
          <summary>
            <h3>Give feedback</h3>
          </summary>
          <SubmitFeedback orderId={data.id} kind={kind} done={setSaid} />
        </details>
      )}
    </section>
  );
}
