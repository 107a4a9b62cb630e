/** How an authenticator app gets to know the account. */
import { QRCodeSVG } from 'qrcode.react';

export interface Enrolment {
  readonly otpauthUri: string;
  readonly secret: string;
}

export function TotpSetup({ enrolment }: { enrolment: Enrolment }) {
  return (
    <>
      <p className="lead">
        Scan this with an authenticator app, then enter the code that the app shows.
      </p>
      <div className="card">
        <QRCodeSVG
          value={enrolment.otpauthUri}
          size={200}
          marginSize={4}
          title="The account for your authenticator app"
        />
        <p>
          No camera at hand? Enter this key in the app: <code>{enrolment.secret}</code>
        </p>
      </div>
    </>
  );
}
