/** A mailed link that lets in: at once, or after a second step. */
import { type Answered, Entry, useEntry } from './Entry';
import { type Errand, LinkForm } from './LinkForm';
import { LinkPage } from './LinkPage';

export function EntryLink(errand: Errand<Answered>) {
  const entry = useEntry('/');
  return (
    <LinkPage title={errand.title} again={errand.again}>
      {(token) => (
        <Entry entry={entry}>
          <LinkForm errand={errand} token={token} done={entry.enter} />
        </Entry>
      )}
    </LinkPage>
  );
}
