#include "CLanes.h"

// A product and a sum fused into one instruction would be rounded once instead of twice.
#pragma STDC FP_CONTRACT OFF
// All functions with lanes as parameters are inlined, so that no call depends on the registers in which they are passed.
#pragma clang diagnostic ignored "-Wpsabi"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

typedef double lane __attribute__((ext_vector_type(8), aligned(8)));

typedef struct {
  double *sums, *units;
  size_t lanes;
  const double *rows;
  const ptrdiff_t *order;
  size_t count;
  double sign;
  const double *scales, *bias;
  double floor;
  const double *readout;
} scan;

typedef long lane_bits __attribute__((ext_vector_type(8), aligned(8)));

ALWAYS_INLINE lane chosen(lane_bits mask, lane yes, lane no) {
  return (lane)(((lane_bits)yes & mask) | ((lane_bits)no & ~mask));
}

/// Interleaves the halves, quarters or eighths of eight lanes, and adds the numbers of each lane in order.
ALWAYS_INLINE lane row_sums(const lane *x) {
  lane a[8], b[8];
#pragma unroll
  for (int i = 0; i < 8; i += 2) {
    a[i] = __builtin_shufflevector(x[i], x[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[i + 1] = __builtin_shufflevector(x[i], x[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
#pragma unroll
  for (int i = 0; i < 8; i += 4)
#pragma unroll
    for (int j = 0; j < 2; j++) {
      b[i + j] = __builtin_shufflevector(a[i + j], a[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      b[i + j + 2] = __builtin_shufflevector(a[i + j], a[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  lane sum = (lane)0.0;
#pragma unroll
  for (int j = 0; j < 4; j++)
    sum += __builtin_shufflevector(b[j], b[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
#pragma unroll
  for (int j = 0; j < 4; j++)
    sum += __builtin_shufflevector(b[j], b[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  return sum;
}

/// Adds the products of one sum of rows.
ALWAYS_INLINE lane scan_value(const scan *s, const lane *units, double factor, const size_t lanes) {
  lane sum = (lane)0.0;
  const lane floor = (lane)s->floor, scale = (lane)factor;
  for (size_t l = 0; l < lanes; l++) {
    lane unit = scale * units[l] + *(const lane *)(s->bias + 8 * l);
    sum += chosen(unit < floor, floor, unit) * *(const lane *)(s->readout + 8 * l);
  }
  return sum;
}

ALWAYS_INLINE void scan_rows(const scan *s, lane *units, const size_t lanes) {
  lane values[8];
  values[0] = scan_value(s, units, s->scales[0], lanes);
  for (size_t i = 0; i <= s->count; i += 8) {
    size_t end = s->count + 1 - i < 8 ? s->count + 1 - i : 8;
    for (size_t k = i == 0; k < end; k++) {
      const double *row = s->rows + 8 * lanes * s->order[i + k - 1];
      for (size_t l = 0; l < lanes; l++) units[l] += s->sign * *(const lane *)(row + 8 * l);
      values[k] = scan_value(s, units, s->scales[i + k], lanes);
    }
    for (size_t k = end; k < 8; k++) values[k] = (lane)0.0;
    lane sums = row_sums(values);
    for (size_t k = 0; k < end; k++) s->sums[i + k] = sums[k];
  }
}

/// Keeps the sums of one or two lanes in registers.
ALWAYS_INLINE void scan_all(const scan *s) {
  lane units[2];
  if (s->lanes > 2) return scan_rows(s, (lane *)s->units, s->lanes);
  for (size_t l = 0; l < s->lanes; l++) units[l] = *(const lane *)(s->units + 8 * l);
  if (s->lanes == 1)
    scan_rows(s, units, 1);
  else
    scan_rows(s, units, 2);
  for (size_t l = 0; l < s->lanes; l++) *(lane *)(s->units + 8 * l) = units[l];
}

/// The method is that of `exp` in Swift, for numbers from −746 to 0.
ALWAYS_INLINE lane power(lane x) {
  const lane rounding = (lane)0x1.8p52;
  const lane inside = chosen(x < -746.0, (lane)-746.0, x);
  const lane k = (inside * 1.4426950408889634 + rounding) - rounding;
  const lane high = inside - k * 0x1.62e42feep-1;
  const lane low = k * 0x1.a39ef35793c76p-33;
  const lane r = high - low;
  const lane t = r * r;
  lane c = t * 0x1.6376972bea4d0p-25 + -0x1.bbd41c5d26bf1p-20;
  c = 0x1.1566aaf25de2cp-14 + t * c;
  c = -0x1.6c16c16bebd93p-9 + t * c;
  c = 0x1.555555555553ep-3 + t * c;
  c = r - t * c;
  const lane result = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  // The last bits of a number rounded in this way are the whole number.
  const lane first = k * 0.5 + rounding;
  const lane second = (k - (first - rounding)) + rounding;
  const lane scaled = result * (lane)(((lane_bits)first + 1023) << 52)
    * (lane)(((lane_bits)second + 1023) << 52);
  return chosen(x != x, x, chosen(x < -745.1332191019411, (lane)0.0, scaled));
}

ALWAYS_INLINE lane logistic(lane x) {
  const lane_bits is_negative = x < 0.0;
  const lane e = power(chosen(is_negative, x, -x));
  return chosen(is_negative, e, (lane)1.0) / (1.0 + e);
}

ALWAYS_INLINE void logistic_all(double *x, size_t count) {
  size_t i = 0;
  for (; i + 8 <= count; i += 8) *(lane *)(x + i) = logistic(*(const lane *)(x + i));
  if (i == count) return;
  lane last = (lane)0.0;
  for (size_t k = 0; i + k < count; k++) last[k] = x[i + k];
  last = logistic(last);
  for (size_t k = 0; i + k < count; k++) x[i + k] = last[k];
}

#if defined(__x86_64__)
__attribute__((target("avx512f"))) static void scan_avx512(const scan *s) { scan_all(s); }
__attribute__((target("avx2"))) static void scan_avx2(const scan *s) { scan_all(s); }
__attribute__((target("avx512f"))) static void logistic_avx512(double *x, size_t count) {
  logistic_all(x, count);
}
__attribute__((target("avx2"))) static void logistic_avx2(double *x, size_t count) {
  logistic_all(x, count);
}
#endif

void lanes_scan(
    double *sums, double *units, size_t lanes, const double *rows, const ptrdiff_t *order,
    size_t count, double sign, const double *scales, const double *bias, double floor,
    const double *readout) {
  scan s = {sums, units, lanes, rows, order, count, sign, scales, bias, floor, readout};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return scan_avx512(&s);
  if (__builtin_cpu_supports("avx2")) return scan_avx2(&s);
#endif
  scan_all(&s);
}

void lanes_logistic(double *x, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return logistic_avx512(x, count);
  if (__builtin_cpu_supports("avx2")) return logistic_avx2(x, count);
#endif
  logistic_all(x, count);
}
