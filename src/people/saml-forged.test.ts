import { DOMParser, XMLSerializer } from '@xmldom/xmldom';
import fc from 'fast-check';
import * as samlify from 'samlify';
import { describe, expect, test } from 'vitest';
import { makeKey } from '#test/certificate.ts';
import {
  bring,
  expectRefused,
  faultOf,
  MALLORY,
  mallorys,
  openSamlHouse,
  signInBySaml,
  VICTIM,
  withXml,
  xmlOf,
} from '#test/saml-house.ts';
import { later, type SamlProvider } from '#test/saml-provider.ts';
import { judgeAnswer } from './saml.ts';
import { samlHere } from './saml-metadata.ts';

const at = openSamlHouse();

test('S2.1: the honest answer, of which all others here are changed, signs in', async () => {
  const { answer, browser } = await signInBySaml(at.house, at.provider, 'mallory');
  expect(answer.status).toBe(303);
  expect(browser.cookies.has('waymark-session')).toBe(true);
});

describe('S2.1: an answer that was changed after it was signed signs nobody in:', () => {
  const parts = (xml: string) => new DOMParser().parseFromString(xml, 'text/xml');
  const text = (tree: Document) => new XMLSerializer().serializeToString(tree);
  const one = (tree: Document | Element, name: string) => tree.getElementsByTagName(name)[0]!;

  /** A copy of the assertion, without its signature, that says somebody else; the original stays as it was signed. */
  const forge = (tree: Document): Element => {
    const forged = one(tree, 'saml:Assertion').cloneNode(true) as Element;
    forged.removeChild(one(forged, 'ds:Signature'));
    forged.setAttribute('ID', '_forged');
    for (const value of Array.from(forged.getElementsByTagName('saml:AttributeValue')))
      value.textContent = value.textContent.replace('mallory', 'victim');
    return forged;
  };
  const inObject = (tree: Document, held: Node): Element => {
    const object = tree.createElementNS('http://www.w3.org/2000/09/xmldsig#', 'ds:Object');
    object.appendChild(held);
    return object;
  };

  /** The eight ways of wrapping that the literature names, here by what stands where in the end. */
  const wrappings: Record<string, (tree: Document) => Document> = {
    'the signed answer hidden in the signature of a forged one': (tree) => {
      const original = tree.documentElement.cloneNode(true) as Element;
      original.removeChild(one(original, 'ds:Signature'));
      tree.documentElement.replaceChild(forge(tree), one(tree, 'saml:Assertion'));
      tree.documentElement.setAttribute('ID', '_outer');
      one(tree, 'ds:Signature').appendChild(inObject(tree, original));
      return tree;
    },
    'the signed answer beside its signature in a forged one': (tree) => {
      const original = tree.documentElement.cloneNode(true) as Element;
      original.removeChild(one(original, 'ds:Signature'));
      tree.documentElement.replaceChild(forge(tree), one(tree, 'saml:Assertion'));
      tree.documentElement.setAttribute('ID', '_outer');
      tree.documentElement.insertBefore(original, one(tree, 'ds:Signature'));
      return tree;
    },
    'a forged assertion before the signed one': (tree) => {
      tree.documentElement.insertBefore(forge(tree), one(tree, 'saml:Assertion'));
      return tree;
    },
    'the signed assertion inside a forged one': (tree) => {
      const [forged, signed] = [forge(tree), one(tree, 'saml:Assertion')];
      tree.documentElement.replaceChild(forged, signed);
      forged.appendChild(signed);
      return tree;
    },
    'a forged assertion with the signature, the signed one after it': (tree) => {
      const [forged, signed] = [forge(tree), one(tree, 'saml:Assertion')];
      tree.documentElement.insertBefore(forged, signed);
      forged.insertBefore(one(signed, 'ds:Signature'), forged.firstChild);
      return tree;
    },
    'a forged assertion with the signature, the signed one in it': (tree) => {
      const [forged, signed] = [forge(tree), one(tree, 'saml:Assertion')];
      const signature = one(signed, 'ds:Signature');
      tree.documentElement.replaceChild(forged, signed);
      forged.insertBefore(signature, forged.firstChild);
      signature.appendChild(inObject(tree, signed));
      return tree;
    },
    'a forged assertion among extensions': (tree) => {
      const extensions = tree.createElementNS('urn:oasis:names:tc:SAML:2.0:protocol', 'samlp:Extensions');
      extensions.appendChild(forge(tree));
      tree.documentElement.insertBefore(extensions, one(tree, 'samlp:Status'));
      return tree;
    },
    'a forged assertion, the signed one in an object of it': (tree) => {
      const [forged, signed] = [forge(tree), one(tree, 'saml:Assertion')];
      tree.documentElement.replaceChild(forged, signed);
      forged.appendChild(inObject(tree, signed));
      return tree;
    },
  };
  for (const [title, wrap] of Object.entries(wrappings)) {
    test(title, async () => {
      const { browser, posted } = await mallorys(at);
      const forged = text(wrap(parts(xmlOf(posted))));
      expect(forged).toContain(VICTIM);
      await expectRefused(at, browser, withXml(posted, forged), 'signature');
    });
  }

  test.each([
    ['another subject', MALLORY, VICTIM],
    ['another address', 'mallory@northfield', 'victim@northfield'],
    ['another name', '>Mallory<', '>Victim<'],
    ['a later end', /NotOnOrAfter="[^"]+"/g, `NotOnOrAfter="${later(500)}"`],
  ])('%s', async (_title, from, to) => {
    const { browser, posted } = await mallorys(at);
    await expectRefused(at, browser, withXml(posted, xmlOf(posted).replaceAll(from, to)), 'signature');
  });

  test('with any one character of what is signed changed, or it still says exactly what was signed', async () => {
    const { posted } = await mallorys(at);
    const xml = xmlOf(posted);
    const judge = async (changed: string) =>
      judgeAnswer(samlHere()!, withXml(posted, changed).fields.SAMLResponse!, async () => true).catch(
        (error: unknown) => String(error),
      );
    const honest = await judge(xml);
    expect(honest).toHaveProperty('claims');
    const place = fc.integer({ min: xml.indexOf('<saml:Subject>'), max: xml.indexOf('</samlp:Response>') });
    const sign = fc.constantFrom('x', '0', '@', ' ', '<', '>', '"', '&');
    await fc.assert(
      fc.asyncProperty(place, sign, async (index, put) => {
        const judged = await judge(xml.slice(0, index) + put + xml.slice(index + 1));
        if (typeof judged === 'string') expect(judged).toMatch(/^SamlRefused: /);
        else expect(judged).toEqual(honest);
      }),
      { numRuns: 150 },
    );
  });

  test('a comment in the subject cuts nothing off: who is meant stays who was signed', async () => {
    const { browser, posted } = await mallorys(at);
    const cut = xmlOf(posted).replace(`>${MALLORY}<`, `>${MALLORY.replace('mallory', 'mall<!-- -->ory')}<`);
    const judged = await judgeAnswer(
      samlHere()!,
      withXml(posted, cut).fields.SAMLResponse!,
      async () => true,
    );
    expect(judged.claims.subject).toBe(`subject-id ${MALLORY}`);
    expect((await bring(at.house, browser, withXml(posted, cut))).status).toBe(303);
  });
});

describe('S2.1: an answer that is not signed as it must be signs nobody in:', () => {
  const stripped = (xml: string) => xml.replaceAll(/<ds:Signature [\s\S]+?<\/ds:Signature>/g, '');

  /** Signs as samlify does for its own answers: the assertion, then the whole. */
  const sign = (xml: string, key: SamlProvider['key'], algorithm: string): string => {
    const signature = {
      privateKey: key.privateKey,
      signingCert: bare(key.certificate),
      signatureAlgorithm: algorithm,
      isBase64Output: false,
    };
    const place = (path: string) => ({
      signatureConfig: { prefix: 'ds', location: { reference: path, action: 'after' as const } },
    });
    const assertion = "/*[local-name(.)='Response']/*[local-name(.)='Assertion']";
    const inner = samlify.SamlLib.constructSAMLSignature({
      ...signature,
      rawSamlMessage: xml,
      referenceTagXPath: assertion,
      ...place(`${assertion}/*[local-name(.)='Issuer']`),
    });
    return samlify.SamlLib.constructSAMLSignature({
      ...signature,
      rawSamlMessage: inner,
      isMessageSigned: true,
      ...place("/*[local-name(.)='Response']/*[local-name(.)='Issuer']"),
    });
  };
  const bare = (certificate: string) => certificate.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  const SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

  test('nothing is signed', async () => {
    const { browser, posted } = await mallorys(at);
    await expectRefused(at, browser, withXml(posted, stripped(xmlOf(posted))), 'signature');
  });

  test('only the assertion is', async () => {
    const { browser, posted } = await mallorys(at, { answerUnsigned: true });
    await expectRefused(at, browser, posted, 'signature');
  });

  test('only the answer around it is', async () => {
    at.provider.learn(at.metadata.replace('WantAssertionsSigned="true"', 'WantAssertionsSigned="false"'));
    const { browser, posted } = await mallorys(at);
    expect(xmlOf(posted).match(/<ds:Signature /g)).toHaveLength(1);
    await expectRefused(at, browser, posted, 'signature');
  });

  test('by the right key again, it is honest: what follows differs by its key alone', async () => {
    const { posted } = await mallorys(at);
    expect(await faultOf(withXml(posted, sign(stripped(xmlOf(posted)), at.provider.key, SHA256)))).toBe('in');
  });

  test('by a key of the forger’s own, with its certificate beside it', async () => {
    const { browser, posted } = await mallorys(at);
    const forged = stripped(xmlOf(posted)).replaceAll('mallory', 'victim');
    await expectRefused(
      at,
      browser,
      withXml(posted, sign(forged, makeKey('The provider'), SHA256)),
      'signature',
    );
  });

  test('by the right key, but by SHA-1', async () => {
    const { browser, posted } = await mallorys(at);
    const weak = sign(stripped(xmlOf(posted)), at.provider.key, 'http://www.w3.org/2000/09/xmldsig#rsa-sha1');
    await expectRefused(at, browser, withXml(posted, weak), 'weak');
  });
});

describe('S2.1: an answer that is no answer signs nobody in:', () => {
  const ENTITY = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>';

  test.each([
    ['an external entity is declared before it', (xml: string) => ENTITY + xml, 'entity'],
    ['a document type alone is', (xml: string) => `<!doctype r>${xml}`, 'entity'],
    [
      'an entity is, further on',
      (xml: string) => xml.replace('<saml:Subject>', '<!ENTITY y "z"><saml:Subject>'),
      'entity',
    ],
    [
      'an entity is used that nobody declared',
      (xml: string) => xml.replace(`>${MALLORY}<`, '>&x;<'),
      'not-saml',
    ],
    ['it is cut short', (xml: string) => xml.slice(0, -30), 'not-saml'],
    ['it is a page', () => '<html><body>Response</body></html>', 'not-saml'],
    ['it is nothing', () => '', 'not-saml'],
    ['it is longer than any', (xml: string) => xml + ' '.repeat(600_000), 'not-saml'],
  ])('%s', async (_title, change, code) => {
    const { browser, posted } = await mallorys(at);
    await expectRefused(at, browser, withXml(posted, change(xmlOf(posted))), code);
  });

  test('it is not even text of that kind', async () => {
    const { browser, posted } = await mallorys(at);
    await expectRefused(at, browser, { ...posted, fields: { SAMLResponse: '<Response/>' } }, 'not-saml');
    await expectRefused(at, browser, { ...posted, fields: {} }, 'not-saml');
  });
});
