import { notifications } from '@mantine/notifications';
import { announce } from './announce.ts';
import { errorOf } from './transport/request-error.ts';

/** Shows that something could not be done, with its code, and says so. */
export function showError(title: string, error: unknown): void {
  const { code, message } = errorOf(error);
  notifications.show({ title, message: `${message} (${code})`, color: 'red', autoClose: 12_000 });
  announce('assertive', `${title}: ${message}`);
}
