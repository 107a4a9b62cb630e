/** What can be done with an order now, and why the rest cannot. The server decides both. */
import type { FragmentType } from '@apollo/client';
import { type ComponentType, useState } from 'react';

import { graphql } from '../../gql';
import type { OrderAction, OrderActions_OrderFragment } from '../../gql/graphql';
import { usePart } from '../../lib/fragment';
import { wordFor } from '../../lib/words';
import { Done, Empty } from '../../ui/Notice';
import { ApproveDelivery } from './actions/ApproveDelivery';
import { ApproveReview } from './actions/ApproveReview';
import { AssignWriter } from './actions/AssignWriter';
import { RequestRevision } from './actions/RequestRevision';
import { StartRevision } from './actions/StartRevision';
import { SubmitDelivery } from './actions/SubmitDelivery';
import { ACTIONS } from './words';

const OrderActionsFragment = graphql(`
  fragment OrderActions_order on Order {
    id
    availableActions {
      action
      enabled
      reasonCode
      reason
    }
    currentRevision {
      id
      status
      title
      items {
        id
        section
        issue
        request
      }
      timeline {
        dueAt
      }
    }
  }
`);

export type ActionableOrder = OrderActions_OrderFragment;

export interface ActionProps {
  readonly order: ActionableOrder;
  /** Told, with a sentence for the person, when the action has been done. */
  done(sentence: string): void;
}

/** The actions these pages can do. */
const FORMS: Partial<Record<OrderAction, ComponentType<ActionProps>>> = {
  APPROVE_DELIVERY: ApproveDelivery,
  APPROVE_REVIEW: ApproveReview,
  ASSIGN_WRITER: AssignWriter,
  REQUEST_REVISION: RequestRevision,
  START_REVISION: StartRevision,
  SUBMIT_DELIVERY: SubmitDelivery,
};

export function OrderActions({ order }: { order: FragmentType<typeof OrderActionsFragment> }) {
  const data = usePart(OrderActionsFragment, order);
  const [said, setSaid] = useState<string>();
  if (!data) return null;
  const possible = data.availableActions.filter(({ enabled, action }) => enabled && FORMS[action]);
  return (
    <section className="card" aria-labelledby="actions">
      <h2 id="actions">What you can do</h2>
      {said && <Done>{said}</Done>}
      {possible.length === 0 && <Empty>Nothing at the moment.</Empty>}
      {possible.map(({ action }) => {
        const Form = FORMS[action]!;
        return (
          <details
            key={action}
            className="fold"
            name="order-action"
            open={possible.length === 1 ? true : undefined}
          >
            <summary>
              <h3>{wordFor(ACTIONS, action)}</h3>
            </summary>
            <Form order={data} done={setSaid} />
          </details>
        );
      })}
      <Impossible actions={data.availableActions} />
    </section>
  );
}

function Impossible({ actions }: { actions: ActionableOrder['availableActions'] }) {
  const shut = actions.filter(({ enabled }) => !enabled);
  const later = shut.filter(({ reasonCode }) => reasonCode !== 'FORBIDDEN');
  const others = shut.filter(({ reasonCode }) => reasonCode === 'FORBIDDEN');
  return (
    <>
      {later.length > 0 && (
        <>
          <h3>Not possible now</h3>
          <Reasons actions={later} />
        </>
      )}
      {others.length > 0 && (
        <details className="fold">
          <summary>
            <h3>For others to do</h3>
          </summary>
          <Reasons actions={others} />
        </details>
      )}
    </>
  );
}

function Reasons({ actions }: { actions: ActionableOrder['availableActions'] }) {
  return (
    <ul className="reasons">
      {actions.map(({ action, reason }) => (
        <li key={action}>
          {wordFor(ACTIONS, action)}
          {reason && <span className="hint">{reason}</span>}
        </li>
      ))}
    </ul>
  );
}
