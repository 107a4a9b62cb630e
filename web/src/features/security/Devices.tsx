/** The devices that were signed in with: naming, blocking and forgetting them. */
import type { FragmentType } from '@apollo/client';
import { useState } from 'react';

import { graphql } from '../../gql';
import { useCommand } from '../../lib/command';
import { usePart } from '../../lib/fragment';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Form } from '../../ui/Form';
import { useNotice } from '../../ui/Notice';
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
  const { notice, block, unblock, forget } = useDevices();
  return (
    <section className="stack" aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      <p className="hint">What you signed in with. Block what is not yours.</p>
      {notice}
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
  const [blockOne] = useCommand(BlockDeviceDocument);
  const [unblockOne] = useCommand(UnblockDeviceDocument);
  const [forgetOne, { client }] = useCommand(ForgetDeviceDocument);
  const [notice, tell] = useNotice();
  return {
    notice,
    async block(deviceId: string) {
      tell(await blockOne({ deviceId }), 'The device is blocked.');
    },
    async unblock(deviceId: string) {
      tell(await unblockOne({ deviceId }), 'The device is let in again.');
    },
    async forget(deviceId: string) {
      if (!tell(await forgetOne({ deviceId }), 'The device is forgotten.')) return;
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
  const [rename] = useCommand(RenameDeviceDocument);
  return (
    <Form
      label={`Rename ${label}`}
      action="Save"
      submit={(answers) => rename({ deviceId: id, label: String(answers.get('label')) })}
      done={done}
    >
      <TextField name="label" label="Name of the device" defaultValue={label} autoFocus />
    </Form>
  );
}
