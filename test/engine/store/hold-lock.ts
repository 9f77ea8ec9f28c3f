import { openStorage } from '../../../electron/engine/store/open-storage.ts';

/* Holds the data directory given as the first argument until it is killed. */
openStorage(process.argv[2] as string);
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
