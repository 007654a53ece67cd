#include "CLanes.h"
#include "lane.h"

typedef struct {
  double *c;
  size_t c_row, rows, lanes;
  const double *a;
  size_t a_row, a_term;
  const double *b;
  const ptrdiff_t *chosen;
  size_t terms;
} product;

/// Adds to a block of `height` rows and `width` lanes, whose sums stay in registers.
ALWAYS_INLINE void add_block(
    const product *p, size_t row, size_t column, const int height, const int width,
    const int is_chosen) {
  lane sums[8][8];
  double *c = p->c + row * p->c_row + 8 * column;
  const double *a = p->a + row * p->a_row;
#pragma unroll
  for (int r = 0; r < height; r++)
#pragma unroll
    for (int l = 0; l < width; l++) sums[r][l] = *(const lane *)(c + r * p->c_row + 8 * l);
  for (size_t i = 0; i < p->terms; i++) {
    size_t term = is_chosen ? (size_t)p->chosen[i] : i;
    const double *b = p->b + 8 * (term * p->lanes + column);
#pragma unroll
    for (int r = 0; r < height; r++) {
      lane factor = a[r * p->a_row + term * p->a_term];
#pragma unroll
      for (int l = 0; l < width; l++) sums[r][l] += factor * *(const lane *)(b + 8 * l);
    }
  }
#pragma unroll
  for (int r = 0; r < height; r++)
#pragma unroll
    for (int l = 0; l < width; l++) *(lane *)(c + r * p->c_row + 8 * l) = sums[r][l];
}

/// Adds to blocks of rows, then to the remaining rows one at a time, with as many sums as there are registers.
ALWAYS_INLINE void add_rows(
    const product *p, const int height, const int width, const int length, const int is_chosen) {
  size_t whole = p->rows - p->rows % height;
  size_t column = 0;
  for (; column + width <= p->lanes; column += width)
    for (size_t row = 0; row < whole; row += height)
      add_block(p, row, column, height, width, is_chosen);
  for (; column < p->lanes; column++)
    for (size_t row = 0; row < whole; row += height)
      add_block(p, row, column, height, 1, is_chosen);
  for (size_t row = whole; row < p->rows; row++) {
    for (column = 0; column + length <= p->lanes; column += length)
      add_block(p, row, column, 1, length, is_chosen);
    for (; column < p->lanes; column++) add_block(p, row, column, 1, 1, is_chosen);
  }
}

ALWAYS_INLINE void add(const product *p, const int height, const int width, const int length) {
  if (p->chosen)
    add_rows(p, height, width, length, 1);
  else
    add_rows(p, height, width, length, 0);
}

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static void add_avx512(const product *p) { add(p, 8, 2, 8); }
__attribute__((target("avx2"))) static void add_avx2(const product *p) { add(p, 4, 1, 4); }
#endif

// Two lanes of sums fit the registers of every x86-64 processor; on ARM a lane also takes four registers, of which there
// are twice as many.
static void add_plain(const product *p) { add(p, 2, 1, 2); }

void lanes_add_product(
    double *c, size_t c_row, size_t rows, size_t lanes, const double *a, size_t a_row,
    size_t a_term, const double *b, const ptrdiff_t *chosen, size_t terms) {
  product p = {c, c_row, rows, lanes, a, a_row, a_term, b, chosen, terms};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return add_avx512(&p);
  if (__builtin_cpu_supports("avx2")) return add_avx2(&p);
#endif
  add_plain(&p);
}
