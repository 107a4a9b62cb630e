import { useMutation } from '@apollo/client/react';

import { graphql } from '../../../gql';
import { send } from '../../../lib/command';
import { Form } from '../../../ui/Form';
import type { ActionProps } from '../OrderActions';

const ApproveDeliveryDocument = graphql(`
  mutation ApproveDelivery($input: ApproveDeliveryInput!) {
    approveDelivery(input: $input) {
      order {
        id
        ...OrderProgress_order
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export function ApproveDelivery({ order, done }: ActionProps) {
  const [approve] = useMutation(ApproveDeliveryDocument);

  async function submit() {
    const input = { orderId: order.id };
    const outcome = await send(
      approve({ variables: { input } }).then(({ data }) => data?.approveDelivery),
    );
    if ('refusal' in outcome) return outcome.refusal;
    done('The delivery is approved and the order completed.');
    return undefined;
  }

  return (
    <Form label="Approve the delivery" action="Approve the delivery" submit={submit}>
      <p>You accept the work as it is. The order is completed with this.</p>
    </Form>
  );
}
