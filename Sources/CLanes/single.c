#include "CLanes.h"
#include "lane.h"

/// Sixteen numbers in single precision.
typedef float single __attribute__((ext_vector_type(16), aligned(4)));
typedef int whole __attribute__((ext_vector_type(16), aligned(4)));

ALWAYS_INLINE single limited(single x, single low, single high) {
  single inside = x < low ? low : x;
  return inside > high ? high : inside;
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

typedef float number;
typedef single vector;
#define WIDTH 16

/// The gates share divisions: i g = (eᵍ² - 1) / ((1 + e⁻ⁱ) (eᵍ² + 1)), and o tanh c likewise.
ALWAYS_INLINE void finish(
    const single *sums, const single *before, single *memory, single *state) {
  single input = exponential(limited(-sums[0], -87.0f, 80.0f));
  single forget = exponential(limited(-sums[1], -87.0f, 80.0f));
  single value = exponential(limited(2.0f * sums[2], -80.0f, 18.0f));
  single output = exponential(limited(-sums[3], -87.0f, 80.0f));
  single kept = *before / (1.0f + forget);
  single next = kept + (value - 1.0f) / ((1.0f + input) * (value + 1.0f));
  single shown = exponential(limited(2.0f * next, -80.0f, 18.0f));
  *memory = next;
  *state = (shown - 1.0f) / ((1.0f + output) * (shown + 1.0f));
}

#include "advance.h"

void lanes_lstm_prefixes_single(
    const void *own, const void *other, size_t present, const ptrdiff_t *parents,
    const void *weights, size_t units, const void *old_memories, const void *old_states,
    void *memories, void *states, size_t rows, size_t lanes) {
  step s = {own,          other,      present,  parents, weights, units,
            old_memories, old_states, memories, states,  rows,    lanes};
  advance_somewhere(&s);
}
