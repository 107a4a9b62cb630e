/** Placing an order. The pages cannot do it yet, so it goes the way any client of the API goes. */
import type { Page } from '@playwright/test';

const DAY = 86_400_000;

interface Fault {
  readonly message: string;
}

interface Draft {
  readonly id: string;
}

/** Places an order as whoever the page belongs to, and gives its id. */
export async function placeOrder(page: Page, topic: string): Promise<string> {
  const { catalog } = await ask<{ catalog: Record<string, readonly { id: string }[]> }>(
    page,
    '{ catalog { subjects { id } typesOfWork { id } academicLevels { id } } }',
  );
  const fields = {
    topic,
    instructions: 'Four calm pages, with sources.',
    pages: 4,
    deadline: new Date(Date.now() + 14 * DAY).toISOString(),
    subjectId: catalog['subjects']![0]!.id,
    typeOfWorkId: catalog['typesOfWork']![0]!.id,
    academicLevelId: catalog['academicLevels']![0]!.id,
  };
  const { orderDraft } = await tell<{ orderDraft: Draft }>(
    page,
    'createOrderDraft',
    'CreateOrderDraftInput',
    { fields },
    'orderDraft { id }',
  );
  const { quote } = await tell<{ quote: Draft }>(
    page,
    'quoteOrderDraft',
    'QuoteOrderDraftInput',
    { id: orderDraft.id },
    'quote { id }',
  );
  const { order } = await tell<{ order: Draft }>(
    page,
    'convertOrderDraft',
    'ConvertOrderDraftInput',
    { id: orderDraft.id, quoteId: quote.id },
    'order { id }',
  );
  return order.id;
}

async function tell<Payload>(
  page: Page,
  name: string,
  type: string,
  input: object,
  fields: string,
): Promise<Payload> {
  const query = `mutation ($input: ${type}!) {
    payload: ${name}(input: $input) { ${fields} userErrors { message } }
  }`;
  const { payload } = await ask<{ payload: Payload & { userErrors: readonly Fault[] } }>(
    page,
    query,
    { input },
  );
  if (payload.userErrors.length > 0) throw new Error(JSON.stringify(payload.userErrors));
  return payload;
}

async function ask<Data>(page: Page, query: string, variables = {}): Promise<Data> {
  const origin = new URL(page.url()).origin;
  const response = await page.request.post('/graphql', {
    headers: { 'x-scriptorium': '1', origin },
    data: { query, variables },
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: readonly Fault[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
