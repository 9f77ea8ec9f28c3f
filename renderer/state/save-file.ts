import type { StatementDocument } from '../../shared/schema/statement.ts';

/** Hands a file to the browser's own download: in the window a dialog asks where to. */
export function saveFile({
  file_name: name,
  media_type: type,
  encoding,
  content,
}: Omit<StatementDocument, 'sha256'>): void {
  const body = encoding === 'base64' ? Uint8Array.from(atob(content), (char) => char.charCodeAt(0)) : content;
  const url = URL.createObjectURL(new Blob([body], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download holds the data by itself once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
