/// The loop over the rows of LSTMs, in the precision of the file that includes this one.
///
/// That file defines `number`, `vector` of `WIDTH` numbers, and `finish`, which writes memory and state from the gates' sums.

#define PLACE(table, index) ((vector *)((table) + WIDTH * (index)))
#define FROM(table, index) (*(const vector *)((table) + WIDTH * (index)))

typedef struct {
  const number *own, *other;
  size_t present;
  const ptrdiff_t *parents;
  const number *weights;
  size_t units;
  const number *old_memories, *old_states;
  number *memories, *states;
  size_t rows, lanes;
} step;

/// Advances one lane of a few rows. The sums of a few gates stay in registers while the terms are added.
ALWAYS_INLINE void advance_block(
    const step *s, size_t row, size_t l, const int height, const int gates_at_once) {
  vector sums[4][4];
  const number *states[4];
#pragma unroll
  for (int first = 0; first < 4; first += gates_at_once) {
#pragma unroll
    for (int r = 0; r < height; r++) {
      const number *start = row + r < s->present ? s->own : s->other;
      states[r] = s->old_states + WIDTH * s->lanes * s->parents[row + r];
#pragma unroll
      for (int g = first; g < first + gates_at_once; g++)
        sums[r][g] = FROM(start, g * s->lanes + l);
    }
    const number *term = s->weights + WIDTH * l;
    for (size_t unit = 0; unit < s->units; unit++, term += 4 * WIDTH * s->lanes)
#pragma unroll
      for (int r = 0; r < height; r++) {
        number factor = states[r][unit];
#pragma unroll
        for (int g = first; g < first + gates_at_once; g++)
          sums[r][g] += factor * FROM(term, g * s->lanes);
      }
  }
#pragma nounroll
  for (int r = 0; r < height; r++) {
    size_t old = s->lanes * s->parents[row + r] + l, new = s->lanes * (row + r) + l;
    finish(
        sums[r], &FROM(s->old_memories, old), PLACE(s->memories, new), PLACE(s->states, new));
  }
}

ALWAYS_INLINE void advance(const step *s, const int height, const int gates_at_once) {
  for (size_t l = 0; l < s->lanes; l++) {
    size_t row = 0;
    for (; row + height <= s->rows; row += height)
      advance_block(s, row, l, height, gates_at_once);
    for (; row < s->rows; row++) advance_block(s, row, l, 1, gates_at_once);
  }
}

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static void advance_avx512(const step *s) { advance(s, 4, 4); }
__attribute__((target("avx2"))) static void advance_avx2(const step *s) { advance(s, 2, 2); }
#endif

static void advance_somewhere(const step *s) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return advance_avx512(s);
  if (__builtin_cpu_supports("avx2")) return advance_avx2(s);
#endif
  advance(s, 2, 1);
}
