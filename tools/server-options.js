/**
 * How the app's own process is started, by `npm start` and by the bench alike. On a machine with memory to spare V8 lets
 * garbage lie, and the app grew to half a gigabyte of which a tenth was alive; with a small nursery, a first
 * collection at 50 MB and modest growth it fetches its garbage sooner. Two arenas for what the C library hands out, instead of eight for each core, for the same end.
 */
export const serverOptions = (root) => [
  '--max-semi-space-size=8',
  '--initial-heap-size=50',
  '--heap-growing-percent=20',
  `--import=${root}/tools/leash.js`,
];

export const memoryEnv = { MALLOC_ARENA_MAX: '2' };
