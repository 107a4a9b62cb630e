/** What was ordered. Whatever the asker may not see is left out. */
import type { FragmentType } from '@apollo/client';

import { graphql } from '../../gql';
import { usePart } from '../../lib/fragment';
import { count, money } from '../../lib/words';
import { Fact, Facts } from '../../ui/Small';

const OrderBriefFragment = graphql(`
  fragment OrderBrief_order on Order {
    id
    title
    instructions
    pages
    slides
    references
    spacing
    clientAlias
    client {
      id
      displayName
    }
    price {
      amount
      currencyCode
    }
    writerPay {
      amount
      currencyCode
    }
    subject {
      id
      name
    }
    typeOfWork {
      id
      name
    }
    academicLevel {
      id
      name
    }
  }
`);

export function OrderBrief({ order }: { order: FragmentType<typeof OrderBriefFragment> }) {
  const data = usePart(OrderBriefFragment, order);
  if (!data) return null;
  const spacing = data.spacing === 'SINGLE' ? 'single spaced' : 'double spaced';
  return (
    <section className="card" aria-labelledby="brief">
      <h2 id="brief">Brief</h2>
      <Facts>
        <Fact term="Title">{data.title}</Fact>
        <Fact term="Size">
          {[
            data.pages > 0 && `${count(data.pages, 'page')}, ${spacing}`,
            data.slides > 0 && count(data.slides, 'slide'),
          ]
            .filter(Boolean)
            .join(', ')}
        </Fact>
        <Fact term="Subject">{data.subject?.name}</Fact>
        <Fact term="Type of work">{data.typeOfWork?.name}</Fact>
        <Fact term="Level">{data.academicLevel?.name}</Fact>
        <Fact term="References">{data.references > 0 ? data.references : null}</Fact>
        <Fact term="Client">{data.client?.displayName ?? data.clientAlias}</Fact>
        <Fact term="Price">{data.price && money(data.price)}</Fact>
        <Fact term="Pay">{data.writerPay && money(data.writerPay)}</Fact>
      </Facts>
      <h3>Instructions</h3>
      <p className="prose">{data.instructions}</p>
    </section>
  );
}
