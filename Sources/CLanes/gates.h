#ifndef GATES_H
#define GATES_H

#include "lane.h"

/// The result of a comparison: all bits of a number, or none.
typedef __typeof__((lane)0.0 < (lane)0.0) bits;

/// A number as a fraction, so that a product of several takes one division.
typedef struct {
  lane top, bottom;
} fraction;

/// eˣ = 2ᵏ (even + odd) / (even - odd).
typedef struct {
  bits k;
  lane even, odd;
} power;

/// Returns x 2ᵏ for a number of which neither x nor the result is zero or subnormal.
ALWAYS_INLINE lane scaled(lane x, bits k) { return (lane)((bits)x + (k << 52)); }

/// Returns the parts of eˣ, with x limited to a range in which 2ᵏ is a normal number.
///
/// Source: the rational approximation of fdlibm's `e_exp.c`, without its division.
ALWAYS_INLINE power power_of(lane x, lane limit) {
  const lane rounding = 0x1.8p52, low = -limit;
  lane inside = x < low ? low : x;
  inside = inside > limit ? limit : inside;
  // The last bits of a number rounded in this way are the whole number.
  lane shifted = inside * 1.4426950408889634 + rounding;
  lane k = shifted - rounding;
  lane r = (inside - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33;
  lane t = r * r;
  lane first = t * 0x1.555555555553ep-3 + 2.0;
  lane second = t * 0x1.1566aaf25de2cp-14 + -0x1.6c16c16bebd93p-9;
  lane third = t * 0x1.6376972bea4d0p-25 + -0x1.bbd41c5d26bf1p-20;
  lane square = t * t;
  return (power){(bits)shifted, first + square * (second + square * third), r};
}

/// Returns 1 / (1 + e⁻ᶻ).
ALWAYS_INLINE fraction logistic(lane z) {
  power p = power_of(z, (lane)650.0);
  lane top = scaled(p.even + p.odd, p.k);
  return (fraction){top, top + (p.even - p.odd)};
}

/// Returns (e²ˣ - 1) / (e²ˣ + 1), without the difference of two numbers that are nearly equal.
ALWAYS_INLINE fraction tangent(lane x) {
  power p = power_of(x + x, (lane)40.0);
  lane even = scaled(p.even, p.k), odd = p.odd * scaled((lane)1.0, p.k);
  return (fraction){(even - p.even) + (odd + p.odd), (even + p.even) + (odd - p.odd)};
}

ALWAYS_INLINE lane quotient(fraction x) { return x.top / x.bottom; }

ALWAYS_INLINE lane product(fraction x, fraction y) {
  return (x.top * y.top) / (x.bottom * y.bottom);
}

/// The gates of an LSTM.
typedef struct {
  fraction input, forget, value, output;
} gates;

ALWAYS_INLINE gates gates_of(lane input, lane forget, lane value, lane output) {
  return (gates){logistic(input), logistic(forget), tangent(value), logistic(output)};
}

/// Returns f c + i g.
ALWAYS_INLINE lane next_memory(const gates *g, lane forget, lane memory) {
  return forget * memory + product(g->input, g->value);
}

/// Returns o tanh c.
ALWAYS_INLINE lane next_state(const gates *g, lane memory) {
  return product(g->output, tangent(memory));
}

#endif
