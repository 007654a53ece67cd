#include "CLanes.h"
#include "gates.h"

typedef double number;
typedef lane vector;
#define WIDTH 8

ALWAYS_INLINE void finish(const lane *sums, const lane *before, lane *memory, lane *state) {
  gates g = gates_of(sums[0], sums[1], sums[2], sums[3]);
  lane next = next_memory(&g, quotient(g.forget), *before);
  *memory = next;
  *state = next_state(&g, next);
}

#include "advance.h"

void lanes_lstm_prefixes(
    const void *own, const void *other, size_t present, const ptrdiff_t *parents,
    const void *weights, size_t units, const void *old_memories, const void *old_states,
    void *memories, void *states, size_t rows, size_t lanes) {
  step s = {own,          other,      present,  parents, weights, units,
            old_memories, old_states, memories, states,  rows,    lanes};
  advance_somewhere(&s);
}
