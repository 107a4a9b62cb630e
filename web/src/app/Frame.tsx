/** The frame around every page: brand, navigation, who is signed in. */
import { Link, Outlet, useRouteContext, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';

import { ViewerMenu } from '../features/identity/ViewerMenu';
import { LookBanner } from '../features/members/LookBanner';
import { Bell } from '../features/notifications/Bell';
import { PushAgain } from '../features/notifications/PushAgain';
import { BrandProvider, useBrandColours } from '../features/tenancy/brand';
import { Failure, Loading } from '../ui/Notice';
import { Page } from '../ui/Page';
import type { Role } from '../gql/graphql';
import type { Shell } from './shell';

export function Frame() {
  const { shell } = useRouteContext({ from: '__root__' });
  return (
    <BrandProvider value={shell.website}>
      <Inside website={shell.website} viewer={shell.viewer} />
    </BrandProvider>
  );
}

function Inside({ website, viewer }: Shell) {
  const main = useRef<HTMLElement>(null);
  useBrandColours(website);
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to content
      </a>
      <header className="bar">
        <div className="bar-inside">
          <Link to="/" className="bar-brand">
            {website.branding.logoUrl && <img src={website.branding.logoUrl} alt="" height={28} />}
            {website.name}
          </Link>
          <nav aria-label="Main">
            {viewer && <Link to="/">Orders</Link>}
            {viewer && <Link to="/writers">Writers</Link>}
            {viewer && runsHere(viewer.role) && <Link to="/members">Members</Link>}
            {viewer && <Bell viewer={viewer} />}
            {!viewer && <Link to="/sign-in">Sign in</Link>}
            {!viewer && website.registrationOpen && <Link to="/register">Register</Link>}
          </nav>
          {viewer && <ViewerMenu viewer={viewer} />}
        </div>
      </header>
      {viewer && <LookBanner viewer={viewer} />}
      {viewer && <PushAgain viewer={viewer} />}
      <main id="main" ref={main} tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="foot">
        <p>
          {website.name} · <a href="/graphiql">API playground</a>
        </p>
      </footer>
    </>
  );
}

/** Whether the people of the website are theirs to see. */
function runsHere(role: Role | null): boolean {
  return role === null || role === 'ADMIN' || role === 'SUPPORT';
}

export function Missing() {
  return (
    <Page title="Nothing here" narrow>
      <p>There is no page at this address. It may have moved, or the link is incomplete.</p>
      <p>
        <Link to="/">Go to your orders</Link>
      </p>
    </Page>
  );
}

export function Waiting() {
  return <Loading what="page" />;
}

/** Stands alone: the website itself may be what could not be read. */
export function Trouble({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="page page-narrow">
      <h1>This page cannot be shown</h1>
      <Failure error={error} retry={() => void router.invalidate()} />
    </main>
  );
}
