import { describe, expect, it } from 'vitest';
import { streamUrl } from '../../../../electron/engine/venues/stream/stream-url.ts';

const ADDRESS = 'wss://ws-api.binance.com/ws-api/v3?one=1&two=%20';
const HOSTS = ['ws-api.binance.com', 'stream.binance.com'];

describe('the address of a stream', () => {
  it('is the venue’s own where no API_URL is set', () => {
    expect(streamUrl(ADDRESS, HOSTS, null)).toBe(ADDRESS);
    expect(streamUrl('wss://stream.binance.com:9443/ws/abc', HOSTS, null)).toBe('wss://stream.binance.com:9443/ws/abc');
  });

  it.each([
    'wss://evil.example/ws-api/v3',
    'wss://ws-api.binance.com.evil.example/ws-api/v3',
    'wss://evil.example/ws-api.binance.com',
    'wss://ws-api.binance.com@evil.example/ws-api/v3',
    'ws://ws-api.binance.com/ws-api/v3',
    'https://ws-api.binance.com/ws-api/v3',
    'ws://127.0.0.1/ws-api/v3',
    'file:///etc/passwd',
  ])('is refused as %s', (address) => {
    expect(() => streamUrl(address, HOSTS, null)).toThrow(/refused a stream/);
  });

  it('says no address in the refusal', () => {
    const refused = (): string => streamUrl('wss://evil.example/?token=canaryTOKEN', HOSTS, null);
    expect(refused).toThrow(expect.objectContaining({ name: 'QtError', code: 'INTERNAL' }));
    expect(refused).not.toThrow(/evil|canary|wss/);
  });

  it.each([
    ['http://127.0.0.1:8080', 'ws://127.0.0.1:8080/ws-api/v3?one=1&two=%20'],
    ['http://[::1]:8080', 'ws://[::1]:8080/ws-api/v3?one=1&two=%20'],
    ['http://localhost:8080/', 'ws://localhost:8080/ws-api/v3?one=1&two=%20'],
    ['https://proxy.example', 'wss://proxy.example/ws-api/v3?one=1&two=%20'],
    ['https://proxy.example:8443/binance/', 'wss://proxy.example:8443/binance/ws-api/v3?one=1&two=%20'],
  ])('with API_URL %s leads there, and to no host of the venue', (apiUrl, expected) => {
    expect(streamUrl(ADDRESS, HOSTS, apiUrl)).toBe(expected);
  });

  it('with API_URL leads nowhere else even when the venue’s answer names another host', () => {
    expect(streamUrl('wss://evil.example/endpoint?token=1', HOSTS, 'http://127.0.0.1:8080')).toBe(
      'ws://127.0.0.1:8080/endpoint?token=1',
    );
  });

  it('is never unencrypted beyond this machine', () => {
    expect(() => streamUrl(ADDRESS, HOSTS, 'http://proxy.example')).toThrow(/without encryption/);
  });
});
