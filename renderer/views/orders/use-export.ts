import { useEffect, useRef, useState } from 'react';
import { announce } from '../../state/announce.ts';
import { saveFile } from '../../state/save-file.ts';
import { showError } from '../../state/show-error.ts';
import type { ExportProgress } from './export-rows.ts';

export interface Exporting {
  /** Null: nothing is under way. */
  progress: { done: number; total: number } | null;
  start: (name: string, read: () => AsyncGenerator<ExportProgress, void>) => void;
  stop: () => void;
}

/** Reads a whole list page by page into a file, and hands it to the browser. One at a time; it ends with the view. */
export function useExport(): Exporting {
  const [progress, setProgress] = useState<Exporting['progress']>(null);
  const run = useRef(0);
  useEffect(
    () => () => {
      run.current += 1;
    },
    [],
  );
  const stop = (): void => {
    run.current += 1;
    setProgress(null);
  };
  const start: Exporting['start'] = (name, read) => {
    if (progress !== null) return;
    const mine = (run.current += 1);
    const parts: string[] = [];
    setProgress({ done: 0, total: 0 });
    void (async () => {
      try {
        let rows = 0;
        for await (const { lines, done, total } of read()) {
          if (mine !== run.current) return;
          parts.push(lines);
          rows = done;
          setProgress({ done, total });
        }
        saveFile({ file_name: name, media_type: 'text/csv;charset=utf-8', encoding: 'utf8', content: parts.join('') });
        announce('polite', `${rows} ${rows === 1 ? 'row' : 'rows'} exported`);
      } catch (error) {
        if (mine === run.current) showError('The list was not exported', error);
      } finally {
        if (mine === run.current) setProgress(null);
      }
    })();
  };
  return { progress, start, stop };
}
