import { QtError } from '../../../shared/schema/error-code.ts';
import { storageFailure } from './storage-failure.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EFBIG: 'the disk is full',
  EROFS: 'it is read-only',
  EACCES: 'access to it was denied',
  EPERM: 'access to it was denied',
  ENOENT: 'it is not there',
  ENOTDIR: 'it is no folder',
  EEXIST: 'another file is in its place',
  EIO: 'the disk failed to read or write it',
};

/** Why a copy could not be made, in plain words; null where the error is a bug. */
export function whyNotKept(error: unknown): string | null {
  if (error instanceof QtError) return error.message.replace(/\.$/, '');
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof syscall === 'string' && typeof code === 'string') return REASONS[code] ?? code;
  return storageFailure(error);
}
