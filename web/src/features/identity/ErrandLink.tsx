/** A mailed link that does something, and is done with then. */
import { type ReactNode, useState } from 'react';

import { Done } from '../../ui/Notice';
import { type Errand, LinkForm } from './LinkForm';
import { LinkPage } from './LinkPage';

interface ErrandLinkProps<P> extends Errand<P> {
  /** Says what was done. */
  told(payload: P): string;
  /** Where to go on from there. */
  readonly next: ReactNode;
}

export function ErrandLink<P>({ told, next, ...errand }: ErrandLinkProps<P>) {
  const [said, setSaid] = useState<string>();
  return (
    <LinkPage title={errand.title} again={errand.again}>
      {(token) =>
        said === undefined ? (
          <LinkForm errand={errand} token={token} done={(payload) => setSaid(told(payload))} />
        ) : (
          <>
            <Done>{said}</Done>
            <p>{next}</p>
          </>
        )
      }
    </LinkPage>
  );
}
