// Loaded into the app before its own code.
import { setSourceMapsSupport } from 'node:module';

// Faults name the line of our source; those in packages may name what they like, as reading all their maps takes time.
setSourceMapsSupport(true, { nodeModules: false });

// When the process that started the app is gone (killed, even), the app stops in order by itself instead of holding the
// port and the data folder unseen.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
