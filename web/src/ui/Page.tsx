/** A page: its title in the tab and as the one main heading, which gets the focus on arrival. */
import { type ReactNode, useEffect, useRef } from 'react';

import { useBrand } from '../features/tenancy/brand';

/** The first page is announced by the browser itself; later ones are announced by moving the focus. */
let isFirst = true;

interface PageProps {
  readonly title: string;
  /** What stands beside the heading. */
  readonly beside?: ReactNode;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, beside, narrow = false, children }: PageProps) {
  const brand = useBrand();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${brand.name}`;
  }, [title, brand.name]);
  useEffect(() => {
    if (!isFirst) heading.current?.focus();
    isFirst = false;
  }, []);
  return (
    <div className={narrow ? 'page page-narrow' : 'page'}>
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {beside}
      </div>
      {children}
    </div>
  );
}
