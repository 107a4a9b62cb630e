/** The devices that were signed in with: naming, blocking and forgetting them. */
import type { FragmentType } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useState } from 'react';

import { graphql } from '../../gql';
import { reasonOf, send } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { Done, Refused } from '../../ui/Notice';
import { Badge, Fact, Facts, Moment } from '../../ui/Small';

const DeviceCardFragment = graphql(`
  fragment DeviceCard_device on Device {
    id
    label
    firstSeenAt
    lastSeenAt
    isCurrent
    isBlocked
    isConfirmed
  }
`);

const RenameDeviceDocument = graphql(`
  mutation RenameDevice($input: RenameDeviceInput!) {
    renameDevice(input: $input) {
      device {
        id
        ...DeviceCard_device
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const BlockDeviceDocument = graphql(`
  mutation BlockDevice($input: BlockDeviceInput!) {
    blockDevice(input: $input) {
      device {
        id
        ...DeviceCard_device
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const UnblockDeviceDocument = graphql(`
  mutation UnblockDevice($input: UnblockDeviceInput!) {
    unblockDevice(input: $input) {
      device {
        id
        ...DeviceCard_device
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const ForgetDeviceDocument = graphql(`
  mutation ForgetDevice($input: ForgetDeviceInput!) {
    forgetDevice(input: $input) {
      forgottenDeviceId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

type DevicePart = FragmentType<typeof DeviceCardFragment>;

interface DevicesProps {
  readonly devices: readonly (DevicePart & { readonly id: string })[];
}

export function Devices({ devices }: DevicesProps) {
  const { said, refused, block, unblock, forget } = useDevices();
  return (
    <section className="stack" aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      <p className="hint">What you signed in with. Block what is not yours.</p>
      {said !== undefined && <Done>{said}</Done>}
      {refused !== undefined && <Refused>{refused}</Refused>}
      <ul className="stack">
        {devices.map((device) => (
          <DeviceCard
            key={device.id}
            device={device}
            block={block}
            unblock={unblock}
            forget={forget}
          />
        ))}
      </ul>
    </section>
  );
}

function useDevices() {
  const [blockOne] = useMutation(BlockDeviceDocument);
  const [unblockOne] = useMutation(UnblockDeviceDocument);
  const [forgetOne, { client }] = useMutation(ForgetDeviceDocument);
  const [said, setSaid] = useState<string>();
  const [refused, setRefused] = useState<string>();

  function told(outcome: Awaited<ReturnType<typeof send>>, done: string): boolean {
    const isDone = 'payload' in outcome;
    setSaid(isDone ? done : undefined);
    setRefused(isDone ? undefined : reasonOf(outcome.refusal));
    return isDone;
  }

  return {
    said,
    refused,
    async block(deviceId: string) {
      const sent = blockOne({ variables: { input: { deviceId } } });
      told(await send(sent.then(({ data }) => data?.blockDevice)), 'The device is blocked.');
    },
    async unblock(deviceId: string) {
      const sent = unblockOne({ variables: { input: { deviceId } } });
      told(await send(sent.then(({ data }) => data?.unblockDevice)), 'The device is let in again.');
    },
    async forget(deviceId: string) {
      const sent = forgetOne({ variables: { input: { deviceId } } });
      const outcome = await send(sent.then(({ data }) => data?.forgetDevice));
      if (!told(outcome, 'The device is forgotten.')) return;
      client.cache.evict({ id: client.cache.identify({ __typename: 'Device', id: deviceId })! });
      client.cache.gc();
    },
  };
}

interface DeviceCardProps {
  readonly device: DevicePart;
  block(id: string): Promise<void>;
  unblock(id: string): Promise<void>;
  forget(id: string): Promise<void>;
}

function DeviceCard({ device, block, unblock, forget }: DeviceCardProps) {
  const data = usePart(DeviceCardFragment, device);
  const [renaming, setRenaming] = useState(false);
  if (!data) return null;
  const { id, label } = data;
  return (
    <li className="card">
      <div className="card-head">
        <h3>{label}</h3>
        <span className="badges">
          {data.isCurrent && <Badge tone="good">This one</Badge>}
          {data.isBlocked && <Badge tone="bad">Blocked</Badge>}
          {!data.isConfirmed && <Badge tone="warn">Not confirmed as yours</Badge>}
        </span>
      </div>
      <Facts>
        <Fact term="First seen">
          <Moment at={data.firstSeenAt} />
        </Fact>
        <Fact term="Last seen">
          <Moment at={data.lastSeenAt} relative />
        </Fact>
      </Facts>
      {renaming ? (
        <Rename id={id} label={label} done={() => setRenaming(false)} />
      ) : (
        <div className="row">
          <Button look="quiet" aria-label={`Rename ${label}`} onClick={() => setRenaming(true)}>
            Rename
          </Button>
          {data.isBlocked ? (
            <Button look="quiet" aria-label={`Unblock ${label}`} onClick={() => void unblock(id)}>
              Unblock
            </Button>
          ) : (
            !data.isCurrent && (
              <Button look="quiet" aria-label={`Block ${label}`} onClick={() => void block(id)}>
                Block
              </Button>
            )
          )}
          {!data.isCurrent && (
            <Button look="quiet" aria-label={`Forget ${label}`} onClick={() => void forget(id)}>
              Forget
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Rename({ id, label, done }: { id: string; label: string; done(): void }) {
  const [rename] = useMutation(RenameDeviceDocument);

  async function submit(answers: FormData) {
    const input = { deviceId: id, label: String(answers.get('label')) };
    const outcome = await send(
      rename({ variables: { input } }).then(({ data }) => data?.renameDevice),
    );
    if ('refusal' in outcome) return outcome.refusal;
    done();
    return undefined;
  }

  return (
    <Form label={`Rename ${label}`} action="Save" submit={submit}>
      <TextField name="label" label="Name of the device" defaultValue={label} autoFocus />
    </Form>
  );
}
