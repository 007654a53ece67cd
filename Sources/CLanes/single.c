#include "CLanes.h"
#include "lane.h"

// A product and a sum fused into one instruction would be rounded once instead of twice.
#pragma STDC FP_CONTRACT OFF
#pragma clang diagnostic ignored "-Wpsabi"

/// Sixteen numbers in single precision.
typedef float single __attribute__((ext_vector_type(16), aligned(4)));
typedef int whole __attribute__((ext_vector_type(16), aligned(4)));

ALWAYS_INLINE single limited(single x, float low, float high) {
  whole below = x < low, above = x > high;
  single y = (single)((below & (whole)(single)low) | (~below & (whole)x));
  return (single)((above & (whole)(single)high) | (~above & (whole)y));
}

/// Returns eˣ for -87 ≤ x ≤ 87 with a relative error below 2⁻²², and not a number for what is not one.
///
/// Source: the polynomial of `expf` in Cephes.
ALWAYS_INLINE single exponential(single x) {
  const single rounding = 0x1.8p23f;
  single shifted = x * 1.44269504f + rounding;
  single k = shifted - rounding;
  single r = (x - k * 0.693359375f) - k * -2.12194440e-4f;
  single p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  return p * (single)(((whole)shifted + 127) << 23);
}

#define AT(table, index) (*(single *)((table) + 16 * (index)))
#define READ(table, index) (*(const single *)((table) + 16 * (index)))

/// The gates share divisions: i g = (eᵍ² - 1) / ((1 + e⁻ⁱ) (eᵍ² + 1)), and o tanh c likewise.
ALWAYS_INLINE void step(float *sums, float *memories, float *states, size_t lanes) {
  for (size_t l = 0; l < lanes; l++) {
    single input = exponential(limited(-READ(sums, l), -87.0f, 80.0f));
    single forget = exponential(limited(-READ(sums, lanes + l), -87.0f, 80.0f));
    single value = exponential(limited(2.0f * READ(sums, 2 * lanes + l), -80.0f, 18.0f));
    single output = exponential(limited(-READ(sums, 3 * lanes + l), -87.0f, 80.0f));
    single kept = READ(memories, l) / (1.0f + forget);
    single memory = kept + (value - 1.0f) / ((1.0f + input) * (value + 1.0f));
    single shown = exponential(limited(2.0f * memory, -80.0f, 18.0f));
    AT(memories, l) = memory;
    AT(states, l) = (shown - 1.0f) / ((1.0f + output) * (shown + 1.0f));
  }
}

/// The sums of a row stay in registers while the terms are added.
ALWAYS_INLINE void advance(
    float *sums, const float *weights, size_t units, float *memories, float *states, size_t rows,
    size_t lanes) {
  for (size_t row = 0; row < rows; row++) {
    float *own = sums + 64 * lanes * row;
    float *state = states + 16 * lanes * row;
    for (size_t l = 0; l < 4 * lanes; l += 4) {
      single s0 = READ(own, l), s1 = READ(own, l + 1), s2 = READ(own, l + 2), s3 = READ(own, l + 3);
      for (size_t unit = 0; unit < units; unit++) {
        const float *term = weights + 16 * (4 * lanes * unit + l);
        float factor = state[unit];
        s0 += factor * READ(term, 0);
        s1 += factor * READ(term, 1);
        s2 += factor * READ(term, 2);
        s3 += factor * READ(term, 3);
      }
      AT(own, l) = s0;
      AT(own, l + 1) = s1;
      AT(own, l + 2) = s2;
      AT(own, l + 3) = s3;
    }
    step(own, memories + 16 * lanes * row, state, lanes);
  }
}

#if defined(__x86_64__)
#define FOR_TARGET(target_name, suffix)                                                        \
  __attribute__((target(target_name))) static void advance_##suffix(                           \
      float *g, const float *w, size_t units, float *m, float *s, size_t rows, size_t lanes) { \
    advance(g, w, units, m, s, rows, lanes);                                                   \
  }
FOR_TARGET("avx512f", avx512)
FOR_TARGET("avx2", avx2)
#endif

void lanes_lstm_single(
    float *sums, const float *weights, size_t units, float *memories, float *states, size_t rows,
    size_t lanes) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f"))
    return advance_avx512(sums, weights, units, memories, states, rows, lanes);
  if (__builtin_cpu_supports("avx2"))
    return advance_avx2(sums, weights, units, memories, states, rows, lanes);
#endif
  advance(sums, weights, units, memories, states, rows, lanes);
}
