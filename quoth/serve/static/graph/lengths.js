// How long lines usually are, by which gaps and rings are measured. Used by `packing` and `places`.

// The length in the middle of all.
export const usual = (lengths) => lengths.sort((a, b) => a - b)[lengths.length >> 1] || 1;
