/** The look of the website whose host was asked: its name, and its colours as CSS variables. */
import { createContext, useContext, useEffect } from 'react';

import { graphql } from '../../gql';
import type { Brand_WebsiteFragment } from '../../gql/graphql';
import { onColour, readableOn } from './contrast';

graphql(`
  fragment Brand_website on Website {
    id
    name
    registrationOpen
    features
    branding {
      logoUrl
      primary
      accent
      primaryDark
      accentDark
    }
  }
`);

export type Brand = Brand_WebsiteFragment;

const BrandContext = createContext<Brand | undefined>(undefined);

export const BrandProvider = BrandContext;

export function useBrand(): Brand {
  const brand = useContext(BrandContext);
  if (!brand) throw new Error('a page stands outside of its brand');
  return brand;
}

/** The darkest and the lightest ground that brand colours are written on; see ui/tokens.css. */
const GROUND = { light: '#f3efe7', dark: '#22262e' };

/** Puts the brand's colours where the style sheets look for them. */
export function useBrandColours({ branding }: Brand): void {
  const { primary, primaryDark, accent, accentDark } = branding;
  useEffect(() => {
    const { style } = document.documentElement;
    const both = (light: string, dark: string) => `light-dark(${light}, ${dark})`;
    style.setProperty('--brand', both(primary, primaryDark));
    style.setProperty('--on-brand', both(onColour(primary), onColour(primaryDark)));
    style.setProperty(
      '--brand-text',
      both(readableOn(GROUND.light, primary), readableOn(GROUND.dark, primaryDark)),
    );
    style.setProperty('--accent', both(accent, accentDark));
  }, [primary, primaryDark, accent, accentDark]);
}
