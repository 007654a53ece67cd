#ifndef CLANES_H
#define CLANES_H

#include <stddef.h>

/// Adds a product: C ← C + A B.
///
/// Each number of C is added up in the order of the terms, a multiplication and an addition at a time and never fused:
/// the result is the same to the last bit on every processor, whichever instructions it has.
///
/// - c: The first row of C, of `lanes` times eight numbers; `c_row` numbers from row to row.
/// - a: The factors; `a_row` numbers from row to row of C, `a_term` numbers from term to term.
/// - b: The terms, `lanes` times eight numbers each, one behind the other.
/// - chosen: The numbers of the terms that are added, `terms` of them; NULL for the first `terms`.
void lanes_add_product(
    double *c, size_t c_row, size_t rows, size_t lanes, const double *a, size_t a_row,
    size_t a_term, const double *b, const ptrdiff_t *chosen, size_t terms);

#endif
