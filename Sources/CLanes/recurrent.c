#include "CLanes.h"
#include "gates.h"

ALWAYS_INLINE void lstm(
    double *table, const double *before, double *memories, double *states, size_t rows,
    size_t lanes) {
  for (size_t row = 0; row < rows; row++)
    for (size_t l = 0; l < lanes; l++) {
      size_t place = row * lanes + l, gate = 4 * row * lanes + l;
      gates g = gates_of(
          READ(table, gate), READ(table, gate + lanes), READ(table, gate + 2 * lanes),
          READ(table, gate + 3 * lanes));
      lane forget = quotient(g.forget);
      lane memory = next_memory(&g, forget, before ? READ(before, place) : (lane)0.0);
      AT(table, gate) = quotient(g.input);
      AT(table, gate + lanes) = forget;
      AT(table, gate + 2 * lanes) = quotient(g.value);
      AT(table, gate + 3 * lanes) = quotient(g.output);
      AT(memories, place) = memory;
      AT(states, place) = next_state(&g, memory);
    }
}

ALWAYS_INLINE void gru(
    double *gates, const double *inner, const double *before, double *states, size_t rows,
    size_t lanes) {
  for (size_t row = 0; row < rows; row++)
    for (size_t l = 0; l < lanes; l++) {
      size_t place = row * lanes + l, gate = 3 * row * lanes + l;
      lane update = quotient(logistic(READ(gates, gate) + READ(inner, gate)));
      lane reset = quotient(logistic(READ(gates, gate + lanes) + READ(inner, gate + lanes)));
      lane memory = READ(inner, gate + 2 * lanes);
      lane value = quotient(tangent(READ(gates, gate + 2 * lanes) + reset * memory));
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
      AT(nodes, node * lanes + l) = second > first ? second : first;
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
