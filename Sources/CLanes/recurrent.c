#include "CLanes.h"
#include "lane.h"

// A product and a sum fused into one instruction would be rounded once instead of twice.
#pragma STDC FP_CONTRACT OFF
// Every function with a lane as its argument is inlined, so that its calling convention does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

/// The result of a comparison: all bits of a number, or none.
typedef __typeof__((lane)0.0 < (lane)0.0) bits;

ALWAYS_INLINE lane choose(bits condition, lane yes, lane no) {
  return (lane)((condition & (bits)yes) | (~condition & (bits)no));
}

/// Returns 2ᵏ for whole numbers k with 1.5 · 2⁵² added.
ALWAYS_INLINE lane power_of_two(lane k) { return (lane)(((bits)k + 1023) << 52); }

/// The exponential of the module LinearAlgebra, operation by operation.
ALWAYS_INLINE lane exponential(lane x) {
  const lane rounding = 0x1.8p52;
  lane inside = choose(x < -746.0, (lane)-746.0, x);
  inside = choose(inside > 710.0, (lane)710.0, inside);
  lane k = (inside * 1.4426950408889634 + rounding) - rounding;
  lane high = inside - k * 0x1.62e42feep-1;
  lane low = k * 0x1.a39ef35793c76p-33;
  lane r = high - low;
  lane t = r * r;
  lane c = t * 0x1.6376972bea4d0p-25 + -0x1.bbd41c5d26bf1p-20;
  c = 0x1.1566aaf25de2cp-14 + t * c;
  c = -0x1.6c16c16bebd93p-9 + t * c;
  c = 0x1.555555555553ep-3 + t * c;
  c = r - t * c;
  lane power = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
  lane first = k * 0.5 + rounding;
  lane second = (k - (first - rounding)) + rounding;
  lane result = power * power_of_two(first) * power_of_two(second);
  result = choose(x > 709.782712893384, (lane)__builtin_inf(), result);
  result = choose(x < -745.1332191019411, (lane)0.0, result);
  return choose(x != x, x, result);
}

ALWAYS_INLINE lane logistic(lane z) {
  bits is_negative = z < 0.0;
  lane e = exponential(choose(is_negative, z, -z));
  return choose(is_negative, e, (lane)1.0) / (1.0 + e);
}

ALWAYS_INLINE lane tangent(lane x) {
  lane size = choose(x < 0.0, -x, x);
  lane far = 1.0 - 2.0 / (exponential(2.0 * size) + 1.0);
  lane s = x * x;
  lane top = (-0.964399179425052238628 * s - 99.2877231001918586564) * s - 1614.68768441708447952;
  lane bottom =
      ((s + 112.811678491632931402) * s + 2235.48839060100448583) * s + 4844.06305325125486048;
  lane near = x + x * s * (top / bottom);
  return choose(size >= 0.625, choose(x < 0.0, -far, far), near);
}

#define AT(table, index) (*(lane *)((table) + 8 * (index)))
#define READ(table, index) (*(const lane *)((table) + 8 * (index)))

ALWAYS_INLINE void lstm(
    double *gates, const double *before, double *memories, double *states, size_t rows,
    size_t lanes) {
  for (size_t row = 0; row < rows; row++)
    for (size_t l = 0; l < lanes; l++) {
      size_t place = row * lanes + l, gate = 4 * row * lanes + l;
      lane input = logistic(READ(gates, gate));
      lane forget = logistic(READ(gates, gate + lanes));
      lane value = tangent(READ(gates, gate + 2 * lanes));
      lane output = logistic(READ(gates, gate + 3 * lanes));
      lane kept = before ? forget * READ(before, place) : (lane)0.0;
      lane memory = kept + input * value;
      AT(gates, gate) = input;
      AT(gates, gate + lanes) = forget;
      AT(gates, gate + 2 * lanes) = value;
      AT(gates, gate + 3 * lanes) = output;
      AT(memories, place) = memory;
      AT(states, place) = output * tangent(memory);
    }
}

ALWAYS_INLINE void gru(
    double *gates, const double *inner, const double *before, double *states, size_t rows,
    size_t lanes) {
  for (size_t row = 0; row < rows; row++)
    for (size_t l = 0; l < lanes; l++) {
      size_t place = row * lanes + l, gate = 3 * row * lanes + l;
      lane update = logistic(READ(gates, gate) + READ(inner, gate));
      lane reset = logistic(READ(gates, gate + lanes) + READ(inner, gate + lanes));
      lane memory = READ(inner, gate + 2 * lanes);
      lane value = tangent(READ(gates, gate + 2 * lanes) + reset * memory);
      lane kept = before ? READ(before, place) : (lane)0.0;
      AT(gates, gate) = update;
      AT(gates, gate + lanes) = reset;
      AT(gates, gate + 2 * lanes) = value;
      AT(states, place) = update * kept + (1.0 - update) * value;
    }
}

ALWAYS_INLINE void maxima(double *nodes, size_t lanes, const ptrdiff_t *chosen, size_t count) {
  for (size_t i = 0; i < count; i++) {
    size_t node = (size_t)chosen[i];
    for (size_t l = 0; l < lanes; l++) {
      lane first = READ(nodes, 2 * node * lanes + l);
      lane second = READ(nodes, (2 * node + 1) * lanes + l);
      AT(nodes, node * lanes + l) = choose(second > first, second, first);
    }
  }
}

/// Defines a function for several processors in one binary.
#define FOR_TARGET(target_name, suffix)                                                        \
  __attribute__((target(target_name))) static void lstm_##suffix(                              \
      double *g, const double *b, double *m, double *s, size_t rows, size_t lanes) {           \
    lstm(g, b, m, s, rows, lanes);                                                             \
  }                                                                                            \
  __attribute__((target(target_name))) static void gru_##suffix(                               \
      double *g, const double *i, const double *b, double *s, size_t rows, size_t lanes) {     \
    gru(g, i, b, s, rows, lanes);                                                              \
  }                                                                                            \
  __attribute__((target(target_name))) static void maxima_##suffix(                            \
      double *n, size_t lanes, const ptrdiff_t *chosen, size_t count) {                        \
    maxima(n, lanes, chosen, count);                                                           \
  }

#if defined(__x86_64__)
FOR_TARGET("avx512f", avx512)
FOR_TARGET("avx2", avx2)
#define DISPATCH(name, ...)                                                                    \
  if (__builtin_cpu_supports("avx512f")) return name##_avx512(__VA_ARGS__);                    \
  if (__builtin_cpu_supports("avx2")) return name##_avx2(__VA_ARGS__);                         \
  name(__VA_ARGS__)
#else
#define DISPATCH(name, ...) name(__VA_ARGS__)
#endif

void lanes_lstm(
    double *gates, const double *before, double *memories, double *states, size_t rows,
    size_t lanes) {
  DISPATCH(lstm, gates, before, memories, states, rows, lanes);
}

void lanes_gru(
    double *gates, const double *inner, const double *before, double *states, size_t rows,
    size_t lanes) {
  DISPATCH(gru, gates, inner, before, states, rows, lanes);
}

void lanes_maxima(double *nodes, size_t lanes, const ptrdiff_t *chosen, size_t count) {
  DISPATCH(maxima, nodes, lanes, chosen, count);
}
