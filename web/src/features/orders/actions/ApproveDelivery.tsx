import { graphql } from '../../../gql';
import { useCommand } from '../../../lib/command';
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
  const [approve] = useCommand(ApproveDeliveryDocument);
  return (
    <Form
      label="Approve the delivery"
      action="Approve the delivery"
      submit={() => approve({ orderId: order.id })}
      done={() => done('The delivery is approved and the order completed.')}
    >
      <p>You accept the work as it is. The order is completed with this.</p>
    </Form>
  );
}
