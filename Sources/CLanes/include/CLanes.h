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

#endif
