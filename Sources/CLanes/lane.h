#ifndef LANE_H
#define LANE_H

#define ALWAYS_INLINE static inline __attribute__((always_inline))

/// Eight numbers, as in a lane of a Swift matrix.
typedef double lane __attribute__((ext_vector_type(8), aligned(8)));

#endif
