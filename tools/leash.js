// Loaded into the app before its own code: when the process that started it is gone (killed, even), the app stops in
// order by itself instead of holding the port and the data folder unseen.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
