#ifndef LANE_H
#define LANE_H

// A product and a sum fused into one instruction would be rounded once instead of twice.
#pragma STDC FP_CONTRACT OFF
// Every function with a lane as its argument is inlined, so that its calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// Eight numbers, as in a lane of a Swift matrix.
typedef double lane __attribute__((ext_vector_type(8), aligned(8)));

/// Eight numbers of a table.
#define AT(table, index) (*(lane *)((table) + 8 * (index)))
#define READ(table, index) (*(const lane *)((table) + 8 * (index)))

#endif
