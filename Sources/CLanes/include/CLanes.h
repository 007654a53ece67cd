#ifndef CLANES_H
#define CLANES_H

#include <stddef.h>

/// Adds a product: C ← C + A B.
///
/// Each entry of C is summed in the order of the terms, one multiplication and one addition at a time, never fused:
/// the result is the same to the last bit on every processor, regardless of its instruction set.
///
/// - c: The first row of C, of `lanes` times eight numbers; `c_row` numbers from row to row.
/// - a: The factors; `a_row` numbers between rows of C, `a_term` numbers between terms.
/// - b: The terms, `lanes` times eight numbers each, concatenated.
/// - chosen: The indices of the terms to add, `terms` of them; NULL for the first `terms`.
void lanes_add_product(
    double *c, size_t c_row, size_t rows, size_t lanes, const double *a, size_t a_row,
    size_t a_term, const double *b, const ptrdiff_t *chosen, size_t terms);

/// Writes the sums `Σⱼ max(floorⱼ, scaleᵢ uᵢⱼ + biasⱼ) readoutⱼ` as rows join a sum of rows, or leave it, one by one:
/// `u₀` is the start, and `uᵢ₊₁ = uᵢ + sign · rows[order[i]]`.
///
/// Every operation is rounded on its own, and each sum adds the products lane by lane, then the eight entries in order: the
/// result is the same to the last bit on every processor.
///
/// - sums: `count + 1` results.
/// - units: The start, `lanes` times eight numbers; on return the last `u`.
/// - rows: The rows, `lanes` times eight numbers each.
/// - order: The indices of `count` rows.
/// - scales: `count + 1` factors.
/// - bias, readout: `lanes` times eight numbers each.
void lanes_scan(
    double *sums, double *units, size_t lanes, const double *rows, const ptrdiff_t *order,
    size_t count, double sign, const double *scales, const double *bias, double floor,
    const double *readout);

/// Replaces numbers by their logistic function 1 / (1 + e⁻ˣ), the same to the last bit on every processor.
void lanes_logistic(double *x, size_t count);

/// Advances LSTMs by one step, given the sums that enter their gates: c ← f c + i g and h ← o tanh c.
///
/// Every operation is rounded on its own, in an order that does not depend on the processor. A gate, and each of the two
/// products, is within a few units in the last place.
///
/// - gates: For each row the sums of i, f, g and o, `lanes` times eight numbers each; on return the gates' values.
/// - before: The memories c before the step, `lanes` times eight numbers per row; NULL for zeros.
/// - memories: The memories after the step; may equal `before`.
/// - states: The states h after the step.
void lanes_lstm(
    double *gates, const double *before, double *memories, double *states, size_t rows,
    size_t lanes);

/// Advances LSTMs by one step from the states of some rows to those of others: the product of the states and the recurrent
/// weights, then the operations of `lanes_lstm`.
///
/// A state is the same to the last bit as one from `lanes_add_product` and `lanes_lstm`. All tables but `parents` consist of
/// `lanes` times eight doubles.
///
/// - own, other: The sums of i, f, g and o that depend on the input, for the first `present` rows and for the others.
/// - parents: For each row the one that it continues.
/// - weights: R, `units` rows like one of the sums.
/// - old_memories, old_states: c and h before the step.
/// - memories, states: c and h after the step, in other tables.
void lanes_lstm_prefixes(
    const void *own, const void *other, size_t present, const ptrdiff_t *parents,
    const void *weights, size_t units, const void *old_memories, const void *old_states,
    void *memories, void *states, size_t rows, size_t lanes);

/// Advances GRUs by one step, given the sums that enter their gates: h ← z h + (1 − z) n.
///
/// - gates: For each row the sums of z, r and n that depend on the input; on return the gates' values.
/// - inner: For each row the sums of z, r and n that depend on the state.
/// - before: The states h before the step, `lanes` times eight numbers per row; NULL for zeros.
/// - states: The states after the step; may equal `before`.
void lanes_gru(
    double *gates, const double *inner, const double *before, double *states, size_t rows,
    size_t lanes);

/// The same in single precision, with tables of `lanes` times sixteen floats.
///
/// Relative to the step in double precision the error of an entry of c or h is about 10⁻⁷.
void lanes_lstm_prefixes_single(
    const void *own, const void *other, size_t present, const ptrdiff_t *parents,
    const void *weights, size_t units, const void *old_memories, const void *old_states,
    void *memories, void *states, size_t rows, size_t lanes);

/// Replaces rows of a binary tree by the larger of their children's numbers: row n ← max(row 2n, row 2n + 1).
///
/// - nodes: All rows, `lanes` times eight numbers each.
/// - chosen: The indices of the rows to replace, `count` of them.
void lanes_maxima(double *nodes, size_t lanes, const ptrdiff_t *chosen, size_t count);

#endif
