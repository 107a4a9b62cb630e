import { Link } from '@tanstack/react-router';

import type { ActionProps } from '../OrderActions';

/** Choosing among candidates takes a page of its own. */
export function AssignWriter({ order }: ActionProps) {
  return (
    <p>
      <Link
        to="/orders/$orderId/assign"
        params={{ orderId: order.id }}
        className="button button-main"
      >
        See the candidates
      </Link>
    </p>
  );
}
