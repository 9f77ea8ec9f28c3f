const MIN_FOLDED = 16;

/**
 * Every way in which a credential is commonly written: raw, in a URL, in a form, in JSON (with either form of the slash, and
 * inside of other JSON), folded to one case, as hex, and in both alphabets of base64, also as a part of something longer (`Basic base64(key:secret)`).
 */
export function secretForms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const inUrl = encodeURIComponent(bytes.toString());
  const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
  const encoded = [inUrl, inForm].flatMap((text) => [text, text.replace(/%../g, (hex) => hex.toLowerCase())]);
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].flatMap((offset) => base64At(bytes, offset));
  const nested = JSON.stringify(json).slice(1, -1);
  // Names and symbols are folded on their way in. A short secret in another case is an ordinary word.
  const folded = secret.length < MIN_FOLDED ? [] : [secret.toLowerCase(), secret.toUpperCase()];
  return [secret, ...folded, json, json.replaceAll('/', '\\/'), nested, ...encoded, hex, hex.toUpperCase(), ...base64];
}

/** Base64 looks different at each offset modulo 3; the ends, which depend on the neighbours, are left out. */
function base64At(bytes: Buffer, offset: number): string[] {
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const inner = text.slice(offset === 0 ? 0 : 4, Math.floor((offset + bytes.length) / 3) * 4);
  const whole = offset === 0 ? [text.replace(/=+$/, '')] : [];
  // What is left of a short secret could stand in any text.
  const forms = inner.length >= 8 ? [...whole, inner] : whole;
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}
