/** Names of browsers, by what gives each of them away; the first that fits is said, so the more particular come first. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

/** Names of devices, likewise: an iPad says that it is a Mac unless asked, and Android that it is Linux. */
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'an iPhone'],
  [/\biPad\b/, 'an iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
];

/**
 * The device in words that its owner knows it by, such as "Chromium on Linux", from what the browser says of itself. Only
 * these words are kept: the full text of the header would tell people apart.
 */
export function sayDevice(headers: Headers): string {
  const agent = headers.get('user-agent') ?? '';
  const browser = isPlainChromium(headers) ? 'Chromium' : firstOf(BROWSERS, agent);
  return `${browser ?? 'A browser'} on ${firstOf(DEVICES, agent) ?? 'a device that does not say what it is'}`;
}

function firstOf(names: readonly (readonly [RegExp, string])[], agent: string): string | undefined {
  return names.find(([mark]) => mark.test(agent))?.[1];
}

/** Chromium's own builds give themselves away by having no other brand beside that one. */
function isPlainChromium(headers: Headers): boolean {
  const brands = headers.get('sec-ch-ua') ?? '';
  return /"Chromium"/.test(brands) && !/Google Chrome|Edge|Opera|Brave|Vivaldi|Samsung/.test(brands);
}
