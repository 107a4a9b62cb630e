/** Contrast of colours as WCAG 2 measures it. A brand may choose any colour; text stays readable. */

type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** What AA asks for text. */
const ENOUGH = 4.5;

/** Black or white, whichever is easier to read on `ground`. */
export function onColour(ground: string): string {
  const rgb = parse(ground);
  return hex(contrast(WHITE, rgb) >= contrast(BLACK, rgb) ? WHITE : BLACK);
}

/** `colour`, moved towards black or white until it can be read on `ground`. */
export function readableOn(ground: string, colour: string): string {
  const below = parse(ground);
  const end = parse(onColour(ground));
  for (let step = 0; step < 10; step += 1) {
    const mixed = mix(parse(colour), end, step / 10);
    if (contrast(mixed, below) >= ENOUGH) return hex(mixed);
  }
  return hex(end);
}

function parse(colour: string): Rgb {
  const digits = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (!digits) return BLACK;
  const [red, green, blue] = digits.slice(1).map((pair) => Number.parseInt(pair, 16));
  return [red!, green!, blue!];
}

function hex(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (place: 0 | 1 | 2) => Math.round(from[place] + (to[place] - from[place]) * share);
  return [part(0), part(1), part(2)];
}

export function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
